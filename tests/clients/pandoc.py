"""Pandoc reads all three forms of the catalogue and finds the same entries in them.

What each entry should say is taken from the library itself (`list --json`)."""

import json
import os
import re
import subprocess
from pathlib import Path

import pypandoc
from report import end, expect

DEMO = Path(os.environ["DEMO"])


def read_with_pandoc(path, form):
    """The entries of a file by id, as CSL-JSON that pandoc made of them, and what it warned of."""
    command = [pypandoc.get_pandoc_path(), "--from", form, "--to", "csljson", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    entries = json.loads(done.stdout) if done.returncode == 0 else []
    return {entry["id"]: entry for entry in entries}, done.stderr.splitlines()


def words(text):
    """Letters and digits in lower case: neither case, markup nor quotation marks count."""
    text = re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", text or "")
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def titles_of(edition):
    """What pandoc may make of the title: it takes `titleaddon` for a part of it."""
    whole = ": ".join(part for part in (edition.get("title"), edition.get("subtitle")) if part)
    return {words(whole), words(f"{whole}. {edition.get('title_addon', '')}")}


def family_names(entry, role):
    return [words(name.get("family") or name.get("literal") or name.get("given")) for name in entry.get(role, [])]


def lacks_names(entry, wanted, role):
    """Whether an entry names its people neither in the role nor, where its type has no such role, in the note."""
    note = words(entry.get("note"))
    named = family_names(entry, role)
    return named != wanted and (named or not all(name in note for name in wanted))


def years(date):
    return [part[0] for part in (date or {}).get("date-parts", [])]


def main():
    listing = subprocess.run(
        [os.environ["OEUVRE"], "--library", str(DEMO / "serge.db"), "--json", "list"],
        capture_output=True, check=True, timeout=60,
    )
    editions = {edition["key"]: edition for edition in json.loads(listing.stdout)}
    written = {item["id"]: item for item in json.loads((DEMO / "serge.json").read_text(encoding="utf-8"))}
    expect(f"pandoc: serge.json has the {len(editions)} editions that are listed", set(editions) == set(written),
           *sorted(set(editions) ^ set(written)))
    for name, form in [("serge.bib", "biblatex"), ("serge.bibtex.bib", "bibtex"), ("serge.json", "csljson")]:
        entries, warnings = read_with_pandoc(DEMO / name, form)
        expect(f"pandoc: {name}: read without a warning", entries and not warnings, *warnings)
        missing = sorted(set(editions) - set(entries))
        expect(f"pandoc: {name}: every listed entry is there", not missing, *missing)
        both = sorted(set(editions) & set(entries))
        wrong = [
            f"{key}: {entries[key].get('title')!r}, not {editions[key].get('title')!r}"
            for key in both if words(entries[key].get("title")) not in titles_of(editions[key])
        ]
        expect(f"pandoc: {name}: titles", not wrong, *wrong)
        wrong = [
            f"{key}: {family_names(entries[key], role)}, not {family_names(written[key], role)} as {role}"
            for role in ("author", "translator")
            for key in both
            # BibLaTeX has no author for an issue of a periodical; the note names him.
            if not (form == "biblatex" and editions[key]["type"] == "special-issue")
            and lacks_names(entries[key], family_names(written[key], role), role)
        ]
        expect(f"pandoc: {name}: authors and translators", not wrong, *wrong)
        wrong = [
            f"{key}: {years(entries[key].get('issued'))}, not {years(written[key].get('issued'))}"
            for key in both
            if years(written[key].get("issued"))
            and years(entries[key].get("issued")) != years(written[key].get("issued"))
        ]
        expect(f"pandoc: {name}: years", not wrong, *wrong)
    end()


main()
