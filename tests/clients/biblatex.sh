# A LaTeX document that cites the whole catalogue with biblatex is set without a warning.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/report.sh"
cd "$SCRATCH"
cp "$DEMO/serge.bib" serge.bib

for style in authoryear verbose; do
    printf '%s\n' '\documentclass{article}' \
        "\\usepackage[backend=biber,style=$style]{biblatex}" '\addbibresource{serge.bib}' \
        '\begin{document}' '\nocite{*}' '\printbibliography' '\end{document}' > $style.tex
    pdflatex -interaction=nonstopmode $style > $style.first.txt 2>&1 || true
    biber $style > $style.biber.txt 2>&1 || true
    code=0
    pdflatex -interaction=nonstopmode $style > $style.second.txt 2>&1 || code=$?
    grep -E '^(WARN|ERROR)' $style.biber.txt | head -n 20 || true
    expect "biblatex, $style: biber has nothing to say" \
        bash -c "grep -q 'Output to' $style.biber.txt && ! grep -qE '^(WARN|ERROR)' $style.biber.txt"
    grep -A 5 '^!' $style.second.txt | head -n 40 || true
    expect "biblatex, $style: LaTeX sets it without an error" test $code = 0
    grep -E '^Package biblatex Warning' $style.second.txt | sort | uniq -c | head -n 20 || true
done
