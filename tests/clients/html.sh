# The Nu HTML checker finds no error in the page.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/report.sh"

# The checker does not work out whether a hash in the policy is the style sheet's; the browser does, and says
# on the console when it is not (browser.js). It also takes the block of JSON-LD, which nothing runs, for a script.
policy='Inline (style|script) violates Content Security Policy.*'

pages=("$DEMO/serge.html")
[ ! -f "$EXAMPLES/examples.html" ] || pages+=("$EXAMPLES/examples.html")
for page in "${pages[@]}"; do
    expect "Nu HTML checker: $(basename "$page"): no error or warning" \
        java -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" --Werror --filterpattern "$policy" "$page"
done
