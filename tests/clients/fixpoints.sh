# What was written, read and written again has the same bytes, and no entry is lost.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/report.sh"
cd "$SCRATCH"

# Exports a file, reads it into a fresh library and exports that.
comes_back() {
    local file=$1 format=$2 stem
    stem=$(basename "$(dirname "$file")").$format
    "$OEUVRE" --quiet --library "$stem.db" init || return 1
    "$OEUVRE" --quiet --library "$stem.db" import --format "$format" "$file" || return 1
    "$OEUVRE" --quiet --library "$stem.db" export --format "$format" -o "$stem.out" || return 1
    if ! cmp "$file" "$stem.out"; then
        diff "$file" "$stem.out" | head -n 20
        return 1
    fi
}

for format in biblatex:.bib bibtex:.bibtex.bib csl-json:.json; do
    expect "fixpoint: serge, ${format%%:*}" comes_back "$DEMO/serge${format#*:}" "${format%%:*}"
    expect "fixpoint: biblatex-examples.bib, ${format%%:*}" \
        comes_back "$EXAMPLES/examples${format#*:}" "${format%%:*}"
done

keys() { grep -oE '^@[A-Za-z]+ *\{ *[^,[:space:]]+,' "$1" | sed 's/.*{ *//; s/,$//' | sort -u; }
keys "$EXAMPLES/source.bib" > source.txt
keys "$EXAMPLES/examples.bib" > biblatex.txt
keys "$EXAMPLES/examples.bibtex.bib" > bibtex.txt
sed -nE 's/^ *"id": *"([^"]*)".*/\1/p' "$EXAMPLES/examples.json" | sort -u > csl-json.txt
expect "biblatex-examples.bib: the source has 92 entries" test "$(wc -l < source.txt)" = 92
for format in biblatex bibtex csl-json; do
    comm -23 source.txt $format.txt > lost.txt
    head -n 10 lost.txt
    expect "biblatex-examples.bib: no entry lost in $format" test ! -s lost.txt
done

dump_comes_back() {
    "$OEUVRE" --library "$1" dump > "$2.yaml"
    "$OEUVRE" --quiet --library "$2.db" load "$2.yaml" || return 1
    "$OEUVRE" --library "$2.db" dump > "$2.again.yaml"
    cmp "$2.yaml" "$2.again.yaml"
}
expect "dump, load, dump: serge" dump_comes_back "$DEMO/serge.db" serge
expect "dump, load, dump: biblatex-examples.bib" dump_comes_back "$EXAMPLES/library.db" examples
expect "the demo's text form is its dump" cmp "$DEMO/serge.yaml" serge.yaml

"$OEUVRE" --quiet demo again
expect "the demo gives the same bytes on every run" diff -r "$DEMO" again
