"""biblatex-examples.bib gives the same bibliography after a way through a library: the same text for each entry,
in the same order."""

import os
import re
from pathlib import Path

import latex
from report import end, expect

SCRATCH = Path(os.environ["SCRATCH"])
EXAMPLES = Path(os.environ["EXAMPLES"])
STYLES = ["authoryear", "verbose", "apa"]


def differences(before, after):
    """What each entry that differs printed before and prints now."""
    after = dict(after)
    for key, text in before:
        if after.get(key) != text:
            yield f"{key}\n      was: {text}\n      now: {after.get(key)}"


def main():
    # In the order of the file, which decides where a style does not.
    keys = re.findall(r"^@\w+\{([^,\s]+),", (EXAMPLES / "source.bib").read_text(encoding="utf-8"), re.MULTILINE)
    expect("examples: 92 entries", len(keys) == 92, len(keys))
    for style in STYLES:
        package = f"\\usepackage[backend=biber,style={style}]{{biblatex}}\n"
        before, after = (
            latex.with_biblatex(package, EXAMPLES / name, keys, f"{style}-{name.removesuffix('.bib')}", SCRATCH)
            for name in ("source.bib", "examples.bib")
        )
        new = sorted(set(after.messages) - set(before.messages))
        expect(f"examples, {style}: set without a new warning", before.entries and not new, *new)
        different = list(differences(before.entries, after.entries))
        # The members of a set are printed with it.
        expect(f"examples, {style}: the same text for {len(before.entries)} items", not different, *different)
        orders = [[key for key, _ in entries] for entries in (before.entries, after.entries)]
        expect(f"examples, {style}: the same order", orders[0] == orders[1])
    end()


main()
