# BibTeX finds nothing to say about the classic BibTeX that Oeuvre writes, but that an entry lacks what the
# library does not know of it (facts.py), and LaTeX sets the result.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/report.sh"
cd "$SCRATCH"

# Runs one style over $1.bib. What it says goes to $1.$2.txt.
run_style() {
    printf '\\citation{*}\n\\bibdata{%s}\n\\bibstyle{%s}\n' "$1" "$2" > "$1.$2.aux"
    local code=0
    bibtex "$1.$2" > "$1.$2.log" 2>&1 || code=$?
    grep -E '^Warning--|error message|^I |^Sorry' "$1.$2.log" > "$1.$2.txt" || true
    return $code
}

cp "$DEMO/serge.bibtex.bib" serge.bib
cp "$EXAMPLES/examples.bibtex.bib" examples.bib
for style in plain alpha apalike; do
    for bibliography in "serge $DEMO/serge.db" "examples $EXAMPLES/library.db"; do
        read -r name library <<< "$bibliography"
        code=0
        run_style $name $style || code=$?
        # 1 is warnings, 2 is errors.
        expect "bibtex: $name with $style: no error" test $code -le 1
        expect "bibtex: $name with $style: no warning but of what the library does not know" \
            "$PYTHON" "$here/facts.py" "$library" < $name.$style.txt
    done
done

# The file is for LaTeX without packages: what no font of it has must not stop it.
set_with_latex() {
    printf '%s\n' '\documentclass{article}' '\begin{document}' '\nocite{*}' \
        "\\bibliographystyle{$2}" "\\bibliography{$1}" '\end{document}' > "$1-$2.tex"
    pdflatex -interaction=nonstopmode "$1-$2" > "$1-$2.out" 2>&1 || true
    bibtex -terse "$1-$2" > /dev/null 2>&1 || true
    if pdflatex -halt-on-error -interaction=nonstopmode "$1-$2" > "$1-$2.out" 2>&1; then
        return 0
    fi
    grep -A 4 '^!' "$1-$2.out"
    return 1
}
expect "latex: the bibliography of serge.bibtex.bib is set" set_with_latex serge plain
