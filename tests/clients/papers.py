"""The papers of examples/ are compiled from what `oeuvre paper` alone writes for them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pypandoc
import typst
from report import end, expect

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = Path(os.environ["SCRATCH"])
LIBRARY = Path(os.environ["DEMO"]) / "serge.db"


def run(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=300)


def words(text):
    return re.sub(r"\s+", " ", text)


def prepare(name, manuscript, made):
    """A copy of the paper with its references, which a second run leaves untouched."""
    folder = SCRATCH / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / name, folder)
    command = [os.environ["OEUVRE"], "--library", str(LIBRARY), "paper", manuscript]
    done = run(command, folder)
    expect(f"papers: {name}: references are written", done.returncode == 0 and (folder / made).exists(), done.stderr)
    before = (folder / made).stat().st_mtime_ns
    checked = run([*command, "--check"], folder)
    again = run(command, folder)
    expect(f"papers: {name}: nothing changes the second time",
           checked.returncode == again.returncode == 0 and (folder / made).stat().st_mtime_ns == before, again.stderr)
    return folder


def shows(name, text, expected):
    missing = [part for part in expected if part not in words(text)]
    expect(f"papers: {name}: prints the citations", not missing, *missing, words(text)[:3000])


def latex():
    folder = prepare("latex", "paper.tex", "paper.bib")
    latex_command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    for command in [latex_command, ["biber", "paper"], latex_command, latex_command]:
        done = run(command, folder)
        expect(f"papers: latex: {command[0]}", done.returncode == 0, *done.stdout.splitlines()[-10:])
    log = (folder / "paper.log").read_text(encoding="utf-8", errors="replace")
    expect("papers: latex: every citation is defined", "undefined" not in log)
    text = run(["pdftotext", "-layout", "paper.pdf", "-"], folder).stdout
    shows("latex", text, ["(Serge 1963)", "(see Serge 2012)", "Serge (1967)", "Serge (1969)", "(see Serge 1972, p. 12)",
                          "Birth of our Power"])


def markdown():
    folder = prepare("markdown", "paper.md", "paper.json")
    done = run([pypandoc.get_pandoc_path(), "--citeproc", "--standalone", "paper.md", "-o", "paper.html"], folder)
    expect("papers: markdown: pandoc has nothing to say", done.returncode == 0 and not done.stderr, done.stderr)
    text = re.sub(r"<[^>]+>", "", (folder / "paper.html").read_text(encoding="utf-8"))
    shows("markdown", text, ["(Serge [1951] 1963)", "(see Serge [1951] 2012)", "Serge ([1931] 1967)",
                             "(Serge [1930] 1972, 12; [1930] 1992)", "reader@example.org",
                             "(1930) 2005. “Year One of the Russian Revolution"])


def typesetting():
    folder = prepare("typst", "paper.typ", "paper.yml")
    typst.compile(str(folder / "paper.typ"), output=str(folder / "paper.pdf"))
    text = run(["pdftotext", "-layout", "paper.pdf", "-"], folder).stdout
    shows("typst", text, ["(Serge [1951] 1963)", "Serge ([1931] 1967)", "(Serge [1930] 1972, p. 12)", "Section 1",
                          "Translated by Richard Greeman"])


def word():
    """The Markdown paper as a document of Word, with its marks as text."""
    folder = SCRATCH / "word"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    paper = ROOT / "examples" / "markdown" / "paper.md"
    done = run([pypandoc.get_pandoc_path(), "--from", "markdown-citations", str(paper), "-o", "paper.docx"], folder)
    expect("papers: word: pandoc writes the document", done.returncode == 0, done.stderr)
    done = run([os.environ["OEUVRE"], "--library", str(LIBRARY), "--json", "paper", "paper.docx"], folder)
    keys = [citation["key"] for citation in json.loads(done.stdout)] if done.returncode == 0 else []
    expected = ["serge1963memoirs", "serge2012memoirs", "serge1951case", "serge1972year", "serge1992year"]
    expect("papers: word: what stands in brackets is read", keys == expected, keys, done.stderr)


def main():
    latex()
    markdown()
    word()
    typesetting()
    end()


main()
