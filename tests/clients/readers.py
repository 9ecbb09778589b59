"""Programs of others read the files that Oeuvre writes, and find in them what the library says.

Each row of READERS is one program and one file, with the fields of FIELDS that the program's own form can hold. Every
entry of both libraries that has such a field must have it there, but for what expected/readers.txt lists: the
differences that are known, with their reasons."""

import json
import os
import subprocess
import sys
from pathlib import Path

import programs
from facts_of import Facts, same, words
from report import end, expect

SCRATCH = Path(os.environ["SCRATCH"])
LIBRARIES = [("serge", Path(os.environ["DEMO"]) / "serge.db"), ("examples", Path(os.environ["EXAMPLES"]) / "library.db")]

BASE = ("title", "author", "year")
BOOK = BASE + ("editor", "publisher", "place", "container", "pages", "volume")
TRANSLATION = ("translator", "original_title", "original_year")

# Name, what `export` is asked for, the file's ending, the program's reader, the fields it has.
READERS = [
    ("pandoc, biblatex", ["--format", "biblatex"], "bib", programs.pandoc("biblatex"), BOOK),
    ("pandoc, biblatex:interchange", ["--profile", "biblatex:interchange"], "bib", programs.pandoc("biblatex"),
     BOOK + TRANSLATION),
    ("pandoc, bibtex", ["--format", "bibtex"], "bib", programs.pandoc("bibtex"), BOOK + ("translator",)),
    ("pandoc, csl-json", ["--format", "csl-json"], "json", programs.pandoc("csljson"), BOOK + TRANSLATION),
    ("pandoc, csl-yaml", ["--format", "csl-yaml"], "yaml", programs.pandoc("markdown"), BOOK + TRANSLATION),
    ("pandoc, ris", ["--format", "ris"], "ris", programs.pandoc("ris"), BASE + ("publisher", "container", "pages", "volume")),
    ("bibutils, biblatex:interchange", ["--profile", "biblatex:interchange"], "bib", programs.bibutils("biblatex2xml"),
     BOOK + ("translator",)),
    ("bibutils, mods", ["--format", "mods"], "xml", programs.bibutils_mods, BASE + ("publisher", "container", "pages")),
    ("bibutils, ris", ["--format", "ris"], "ris", programs.bibutils("ris2xml"), BOOK),
    ("jabref, biblatex:interchange", ["--profile", "biblatex:interchange"], "bib", programs.jabref("bibtex"),
     BOOK + TRANSLATION),
    ("jabref, ris:jabref", ["--profile", "ris:jabref"], "ris", programs.jabref("ris"), BOOK),
    ("rispy, ris", ["--format", "ris"], "ris", programs.rispy, BOOK),
]


def known_differences():
    """Lines `program, form: library: field: key`, with what stands before each group as a comment."""
    lines = (Path(__file__).resolve().parent / "expected" / "readers.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def check(name, form, ending, reader, fields, known):
    for library, path in LIBRARIES:
        exported = SCRATCH / f"{name.replace(', ', '-').replace(':', '-')}-{library}.{ending}"
        command = [os.environ["OEUVRE"], "--quiet", "--library", str(path), "export", *form, "-o", str(exported)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        expect(f"{name}: {library}: exported", done.returncode == 0, *done.stderr.splitlines())
        if done.returncode != 0:
            continue
        listing = subprocess.run([os.environ["OEUVRE"], "--library", str(path), "--json", "list"], capture_output=True,
                                 check=True, timeout=60)
        editions = [Facts(edition) for edition in json.loads(listing.stdout)]
        found, warnings = reader(exported)
        expect(f"{name}: {library}: read without a warning", found and not warnings, *warnings)
        pairs = paired(editions, found)
        lines = [f"{name}: {library}: entry: {edition.key}" for edition, entry in pairs if entry is None]
        missing = [line for line in lines if line not in known]
        expect(f"{name}: {library}: all {len(editions)} entries", not missing, *missing)
        for field in fields:
            held = [(edition, entry) for edition, entry in pairs if entry is not None and edition.get(field)]
            different = {
                f"{name}: {library}: {field}: {edition.key}": f"{entry.get(field)!r}, not {edition.get(field)!r}"
                for edition, entry in held if not same(field, edition, entry)
            }
            new = [f"{line}: {how}" for line, how in different.items() if line not in known]
            with (SCRATCH / "differences.txt").open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in different)
            count = f"{len(held) - len(different)} of {len(held)} entries"
            expect(f"{name}: {library}: {field} of {count}, the others as expected/readers.txt has them", not new, *new)


def paired(editions, found):
    """Each edition with the program's entry of the same key; with that of the same title where the program has no
    keys."""
    if any(entry.get("key") for entry in found):
        by_key = {entry["key"]: entry for entry in found}
        return [(edition, by_key.get(edition.key)) for edition in editions]
    by_title = {}
    for entry in found:
        by_title.setdefault(words(entry.get("title")), []).append(entry)
    return [(edition, (by_title.get(edition.get("title")) or [None]).pop(0)) for edition in editions]


def main():
    chosen, known = sys.argv[1:], known_differences()
    # All of them, whether known or not, to compare with expected/readers.txt.
    (SCRATCH / "differences.txt").write_text("", encoding="utf-8")
    for row in READERS:
        if not chosen or any(word in row[0] for word in chosen):
            check(*row, known)
    end()


main()
