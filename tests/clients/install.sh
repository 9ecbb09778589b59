# Finds and installs what the checks need. Read by `run`, which sets here, root and cache.

PYTHON=$cache/python/bin/python
export NODE_PATH=$cache/node/node_modules

# The Debian packages that bring a need.
debian_packages() {
    case $1 in
        biber) echo biber ;;
        bibtex) echo texlive-base texlive-binaries ;;
        pdflatex) echo texlive-latex-base ;;
        etoolbox) echo texlive-latex-recommended texlive-bibtex-extra ;;
        latex-styles) echo texlive-bibtex-extra texlive-latex-recommended texlive-latex-extra \
            texlive-plain-generic lmodern ;;
        pdftohtml) echo poppler-utils ;;
        bibutils) echo bibutils ;;
        jabref) echo jabref default-jre ;;
        examples) echo texlive-bibtex-extra ;;
        java) echo default-jre-headless ;;
        chromium) echo chromium ;;
        styles) echo citation-style-language-styles citation-style-language-locales ;;
    esac
}

examples_file() {
    kpsewhich biblatex-examples.bib
}

# Whether a need is met.
have() {
    case $1 in
        examples) command -v kpsewhich > /dev/null && [ -n "$(examples_file)" ] ;;
        styles) [ -d /usr/share/citation-style-language/styles ] \
            && [ -d /usr/share/citation-style-language/locales ] ;;
        bibtex) command -v bibtex > /dev/null && [ -n "$(kpsewhich apalike.bst)" ] ;;
        etoolbox) command -v kpsewhich > /dev/null && [ -n "$(kpsewhich etoolbox.sty)" ] && [ -n "$(kpsewhich biblatex.sty)" ] ;;
        latex-styles) command -v kpsewhich > /dev/null && [ "$(kpsewhich biblatex-chicago.sty apacite.sty csquotes.sty \
            xstring.sty xpatch.sty lmodern.sty | wc -l)" = 6 ] ;;
        bibutils) command -v xml2bib > /dev/null ;;
        python) cmp -s "$here/requirements.txt" "$cache/python/requirements.txt" ;;
        node) command -v node > /dev/null && cmp -s "$here/package.json" "$cache/node/installed.json" ;;
        *) command -v "$1" > /dev/null ;;
    esac
}

install_debian() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
        echo "missing: $*; as root on Debian this script would install them" >&2
        return
    fi
    echo "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    {
        apt-get update
        apt-get install -y --no-install-recommends "$@"
    } < /dev/null > "$cache/apt.txt" 2>&1 || tail -n 20 "$cache/apt.txt" >&2
}

install_python() {
    rm -rf "$cache/python"
    {
        python3 -m venv "$cache/python"
        "$PYTHON" -m pip install --quiet --requirement "$here/requirements.txt"
    } < /dev/null > "$cache/pip.txt" 2>&1 || { tail -n 20 "$cache/pip.txt" >&2; return; }
    cp "$here/requirements.txt" "$cache/python/requirements.txt"
}

install_node() {
    rm -rf "$cache/node"
    mkdir -p "$cache/node"
    cp "$here/package.json" "$cache/node/"
    # The scripts of packages fetch browsers and runtimes, which come from Debian here.
    npm install --prefix "$cache/node" --ignore-scripts --no-package-lock --no-audit --no-fund \
        < /dev/null > "$cache/npm.txt" 2>&1 || { tail -n 20 "$cache/npm.txt" >&2; return; }
    cp "$here/package.json" "$cache/node/installed.json"
}

# Installs what is missing of the named needs. Says what went wrong and goes on: `run` asks `have` again.
install_all() {
    local need packages=()
    for need in "$@"; do
        if ! have "$need"; then
            packages+=($(debian_packages "$need"))
        fi
    done
    if [ ${#packages[@]} -gt 0 ]; then
        install_debian "${packages[@]}"
    fi
    if [[ " $* " = *" python "* ]] && ! have python; then
        install_python
    fi
    if [[ " $* " = *" node "* ]] && ! have node; then
        install_node
    fi
    # Checks that need no package of Python's run on the system's.
    if ! have python; then
        PYTHON=python3
    fi
    export PYTHON
}
