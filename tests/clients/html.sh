# The Nu HTML checker finds no error in the page.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/report.sh"

# The checker does not work out whether a hash in the policy is the style sheet's, nor what 'self' is in a folder; the
# browser does, and says on the console when it is not (browser.js, site.js). It also takes the block of JSON-LD, which nothing runs, for a script.
policy='(Inline (style|script)|Resource) violates Content Security Policy.*'

pages=("$DEMO/serge.html")
[ ! -f "$EXAMPLES/examples.html" ] || pages+=("$EXAMPLES/examples.html")
# All pages of the site at once: starting the checker takes longer than checking.
expect "Nu HTML checker: $(find "$DEMO/site" -name '*.html' | wc -l) pages of the site: no error or warning" \
    java -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" --Werror --skip-non-html --filterpattern "$policy" "$DEMO/site"
for page in "${pages[@]}"; do
    expect "Nu HTML checker: $(basename "$page"): no error or warning" \
        java -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" --Werror --filterpattern "$policy" "$page"
done
