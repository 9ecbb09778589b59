"""Which warnings of a bibliography program only say what the library itself does not know.

    facts.py LIBRARY < messages

Half of the Serge catalogue has no date, since the documents give none, and Oeuvre makes none up: `date`
stands empty, Biber and BibTeX notice, and the styles print "n.d.". Such a message is explained when the
edition in the library has no such fact either. The others are printed, and the exit code is 1."""

import collections
import json
import os
import re
import subprocess
import sys

# A message of Biber's data model or of a style of BibTeX, and the facts of which any one would have stopped
# it. `container.…` are facts of the edition that this one is part of.
EXPLAINED = {
    "Missing mandatory field - one of 'date, year' must be defined": ["date"],
    "Missing mandatory field 'author'": ["authors"],
    "Missing mandatory field 'editor'": ["editors"],
    "Missing mandatory field 'journaltitle'": ["container.title"],
    "Missing mandatory field - one of 'url, doi, eprint' must be defined": ["url", "doi", "eprint"],
    "empty author": ["authors"],
    "empty author and editor": ["authors", "editors", "container.editors"],
    "empty editor": ["editors"],
    "empty year": ["date"],
    "empty publisher": ["publishers", "container.publishers"],
    "empty journal": ["container.title"],
    "empty booktitle": ["container.title"],
    "empty chapter and pages": ["chapter", "pages"],
    "empty note": ["note"],
    "there's a number but no volume": ["volume"],
    "all relevant fields are empty": ["authors", "title", "how_published", "date", "note"],
}


def parsed(line):
    """Key and message, from `WARN - Datamodel: Entry 'KEY': MESSAGE` or `Warning--MESSAGE in KEY`."""
    if found := re.fullmatch(r"WARN - Datamodel: Entry '(.+?)': (.+)", line):
        return found.groups()
    if found := re.fullmatch(r"Warning--all relevant fields are empty: (.+)", line):
        return found.group(1), "all relevant fields are empty"
    if found := re.fullmatch(r"Warning--(.+) in (\S+)", line):
        return found.group(2), found.group(1)
    return None, line


def knows(edition, fact):
    place, _, name = fact.rpartition(".")
    return bool((edition.get(place) or {} if place else edition).get(name))


def main():
    messages = [(line, *parsed(line)) for line in sys.stdin.read().splitlines() if line]
    keys = sorted({key for _, key, message in messages if key and message in EXPLAINED})
    editions = {}
    if keys:
        command = [os.environ["OEUVRE"], "--library", sys.argv[1], "--json", "show", *keys]
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60)
        editions = {edition["key"]: edition for edition in json.loads(shown.stdout)}
    explained = collections.Counter()
    others = []
    for line, key, message in messages:
        facts = EXPLAINED.get(message)
        if facts and key in editions and not any(knows(editions[key], fact) for fact in facts):
            explained[message] += 1
        else:
            others.append(line)
    for message, count in sorted(explained.items()):
        print(f"    {count} entries: {message}: nor does the library know")
    for line in others[:20]:
        print(f"    {line}")
    sys.exit(1 if others else 0)


main()
