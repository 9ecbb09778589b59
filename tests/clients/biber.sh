# Biber finds nothing to say about the BibLaTeX that Oeuvre writes, but that an entry lacks what the library does
# not know of it (facts.py).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/report.sh"
cd "$SCRATCH"

# Biber's own data model and the private fields (x-…) of a file: a document that uses them declares them in
# the same way.
write_data_model() {
    local fields
    # Biber wants at least one.
    fields=$({ echo x-work; grep -oE '^ *x-[a-z-]+ *=' "$1" || true; } | tr -d ' =' | sort -u)
    {
        echo '<?xml version="1.0" encoding="UTF-8"?><config><datamodel><fields>'
        sed -n 's|..*|<field fieldtype="field" datatype="literal">&</field>|p' <<< "$fields"
        echo '</fields><entryfields>'
        sed -n 's|..*|<field>&</field>|p' <<< "$fields"
        echo '</entryfields></datamodel></config>'
    } > "$2"
}

# What biber says of a file, one message a line, without the file's name.
messages() {
    local name
    name=$(basename "$1" .bib)
    cp "$1" "$name.bib"
    write_data_model "$1" "$name.conf"
    biber --tool --validate-datamodel --configfile="$name.conf" "$name.bib" > "$name.log" 2>&1 || true
    if ! grep -q 'Output to' "$name.log"; then
        tail -n 3 "$name.log" >&2
        failed "biber: it ends well on $name.bib" >&2
        exit 1
    fi
    { grep -E '^(WARN|ERROR)' "$name.log" || true; } | sed "s/ ($name\.bib)//" | sort
}

messages "$DEMO/serge.bib" > serge.txt
expect "biber: serge.bib: no warning but of what the library does not know" \
    "$PYTHON" "$here/facts.py" "$DEMO/serge.db" < serge.txt

messages "$EXAMPLES/source.bib" > source.txt
messages "$EXAMPLES/examples.bib" > examples.txt
comm -13 source.txt examples.txt > new.txt
head -n 20 new.txt
expect "biber: biblatex-examples.bib: no warning that the source does not have" test ! -s new.txt

entries() { grep -cE '^@[A-Za-z]+\{' "$1" || true; }
expect "biber: it reads every entry of serge.bib" \
    test "$(entries serge_bibertool.bib)" = "$(entries "$DEMO/serge.bib")"
