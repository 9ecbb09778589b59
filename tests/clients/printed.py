"""The Serge catalogue in the shape of each profile, printed by the program that the profile is for.

What each entry should print stands in expected/NAME.txt, one `key: text` a line, italics between underscores; it
was judged by the manual of the style, not copied from a program. Lines that begin with `#` are comments."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import latex
from report import end, expect

SCRATCH = Path(os.environ["SCRATCH"])
EXPECTED = Path(__file__).resolve().parent / "expected"
LIBRARY = Path(os.environ["DEMO"]) / "serge.db"


def biblatex(package):
    return lambda path, keys, job: latex.with_biblatex(package + "\n", path, keys, job, SCRATCH)


def bibtex(style, package=""):
    return lambda path, keys, job: latex.with_bibtex(style, package + "\n", path.stem, keys, job, SCRATCH)


def citeproc(style):
    """Prints with citeproc-js, in US English."""
    def printer(path, keys, job):
        script = Path(__file__).resolve().parent / "bibliography.js"
        done = subprocess.run(["node", script, style, path, *keys], capture_output=True, text=True, timeout=120)
        entries = json.loads(done.stdout) if done.returncode == 0 else []
        return latex.Set([(key, with_underscores(text)) for key, text in entries], done.stderr.splitlines()[-5:])

    return printer


def with_underscores(markup):
    """The text of citeproc's HTML, italics between underscores."""
    import html

    markup = re.sub(r"</?i>", "_", markup)
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    return re.sub(r"\s+", " ", text).strip()


def typst(style):
    """Prints with Typst; each entry is a document of its own, so that the key need not be printed."""
    def printer(path, keys, job):
        import typst as compiler

        entries, messages = [], []
        for key in keys:
            source = SCRATCH / f"{job}.typ"
            source.write_text(
                "#set page(width: 4000mm, height: 4000mm)\n#set text(hyphenate: false)\n#" + json.dumps(f"@@@{key}@@@") + "\n"
                f"#cite(label({json.dumps(key)}), form: none)\n"
                f"#bibliography({json.dumps(path.name)}, title: none, style: {json.dumps(style)})\n",
                encoding="utf-8",
            )
            pdf = SCRATCH / f"{job}.pdf"
            try:
                compiler.compile(source, output=pdf)
                entries.extend(latex.entries_of(pdf))
            except Exception as error:
                messages.append(f"{key}: {error}")
        return latex.Set(entries, messages)

    return printer


# Name of the expectations, what `export` is asked for, the file's ending, and who prints it.
PRINTED = [
    ("biblatex-authoryear", ["--format", "biblatex"], "bib",
     biblatex(r"\usepackage[backend=biber,style=authoryear,dashed=false]{biblatex}")),
    ("biblatex-chicago-notes", ["--profile", "biblatex:chicago"], "bib",
     biblatex(r"\usepackage[notes,backend=biber,dashed=false]{biblatex-chicago}")),
    ("biblatex-chicago-authordate", ["--profile", "biblatex:chicago"], "bib",
     biblatex(r"\usepackage[authordate,backend=biber,dashed=false]{biblatex-chicago}")),
    ("biblatex-apa", ["--profile", "biblatex:apa"], "bib", biblatex(r"\usepackage[backend=biber,style=apa]{biblatex}")),
    ("biblatex-mla", ["--profile", "biblatex:mla"], "bib", biblatex(r"\usepackage[backend=biber,style=mla,dashed=false]{biblatex}")),
    ("biblatex-iso690", ["--profile", "biblatex:iso690"], "bib",
     biblatex(r"\usepackage[backend=biber,style=iso-authoryear]{biblatex}")),
    ("bibtex-plain", ["--format", "bibtex"], "bib", bibtex("plain")),
    ("bibtex-apacite", ["--profile", "bibtex:apacite"], "bib", bibtex("apacite", r"\usepackage{apacite}")),
    ("csl-chicago", ["--format", "csl-json"], "json", citeproc("chicago-author-date")),
    ("csl-chicago-17", ["--format", "csl-json", "--profile", "csl:chicago-17"], "json",
     citeproc("chicago-note-bibliography")),
    ("csl-mhra", ["--format", "csl-json"], "json", citeproc("modern-humanities-research-association")),
    ("csl-apa", ["--format", "csl-json", "--profile", "csl:apa"], "json", citeproc("apa")),
    ("csl-mla", ["--format", "csl-json", "--profile", "csl:mla"], "json", citeproc("modern-language-association")),
    ("csl-iso690", ["--format", "csl-json", "--profile", "csl:iso690"], "json", citeproc("iso690-author-date-en")),
    ("hayagriva-chicago", ["--format", "hayagriva"], "yml", typst("chicago-notes")),
    ("hayagriva-apa", ["--format", "hayagriva"], "yml", typst("apa")),
    ("hayagriva-mla", ["--format", "hayagriva"], "yml", typst("mla")),
    ("csl-din1505", ["--format", "csl-json", "--profile", "csl:din1505"], "json", citeproc("din-1505-2")),
]


def expectations(name):
    lines = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


def check(name, form, ending, printer):
    exported = SCRATCH / f"{name}.{ending}"
    command = [os.environ["OEUVRE"], "--quiet", "--library", str(LIBRARY), "export", *form, "-o", str(exported)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    expect(f"printed: {name}: exported", done.returncode == 0, *done.stderr.splitlines())
    if done.returncode != 0:
        return
    expected = expectations(name)
    printed = printer(exported, list(expected), name + "-printed")
    # BibTeX misses what the library does not know; bibtex.sh looks after that.
    messages = [line for line in printed.messages if not line.startswith("Warning--empty")]
    expect(f"printed: {name}: set without a warning", not messages, *messages)
    texts = dict(printed.entries)
    for key, text in expected.items():
        expect(f"printed: {name}: {key}", texts.get(key) == text, f"should: {text}", f"prints: {texts.get(key)}")


def main():
    chosen = sys.argv[1:]
    for row in PRINTED:
        if not chosen or row[0] in chosen:
            check(*row)
    end()


main()
