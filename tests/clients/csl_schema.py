"""The CSL-JSON that Oeuvre writes is valid: by the official schema where it is beside the checkout, and by
the rules below, which also hold what the schema leaves open (ids are unique, no value is empty)."""

import json
import os
import re
import subprocess
from pathlib import Path

from report import end, expect

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "csl-data.json"

NAME_PARTS = {
    "family", "given", "dropping-particle", "non-dropping-particle", "suffix", "comma-suffix",
    "static-ordering", "literal", "parse-names",
}
NAMES = {
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor",
    "curator", "director", "editor", "editorial-director", "executive-producer", "guest", "host",
    "interviewer", "illustrator", "narrator", "organizer", "original-author", "performer", "producer",
    "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
}
DATE_PARTS = {"date-parts", "season", "circa", "literal", "raw"}
DATES = {"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
TYPES = set(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation report review
    review-book software song speech standard thesis treaty webpage""".split()
)


def name_problems(variable, names):
    if not isinstance(names, list) or not names:
        yield f"{variable} is not a list of names"
        return
    for name in names:
        if unknown := set(name) - NAME_PARTS:
            yield f"{variable} has {sorted(unknown)}"
        if not {"family", "given", "literal"} & set(name):
            yield f"{variable} has a name without a family name: {name}"
        if any(value == "" for value in name.values()):
            yield f"{variable} has an empty part: {name}"


def date_problems(variable, date):
    if not isinstance(date, dict) or not ({"date-parts", "literal", "raw"} & set(date)):
        yield f"{variable} is no date: {date}"
        return
    if unknown := set(date) - DATE_PARTS:
        yield f"{variable} has {sorted(unknown)}"
    parts = date.get("date-parts", [])
    if "date-parts" in date and len(parts) not in (1, 2):
        yield f"{variable} has {len(parts)} ends"
    for end_of_range in parts:
        whole = all(isinstance(part, int) for part in end_of_range)
        if not whole or not 1 <= len(end_of_range) <= 3:
            yield f"{variable} is not [year, month, day]: {end_of_range}"
            continue
        _, month, day = (end_of_range + [1, 1])[:3]
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            yield f"{variable} is on no calendar: {end_of_range}"


def item_problems(item):
    if item.get("type") not in TYPES:
        yield f"type is {item.get('type')!r}"
    for variable, value in item.items():
        if variable in NAMES:
            yield from name_problems(variable, value)
        elif variable in DATES:
            yield from date_problems(variable, value)
        elif value in ("", None, [], {}):
            yield f"{variable} is empty"
        elif isinstance(value, str) and re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", value):
            yield f"{variable} has a control character"


def check(path):
    items = json.loads(path.read_text(encoding="utf-8"))
    name = f"{path.parent.name}/{path.name}"
    expect(f"csl-json: {name}: {len(items)} items", isinstance(items, list) and items)
    ids = [item.get("id") for item in items]
    repeated = sorted({str(key) for key in ids if ids.count(key) > 1})
    expect(f"csl-json: {name}: ids are unique", not repeated, *repeated)
    problems = [f"{item.get('id')}: {problem}" for item in items for problem in item_problems(item)]
    expect(f"csl-json: {name}: types, names and dates are CSL's", not problems, *problems)
    if not SCHEMA.exists():
        print("skipped: schema not here")
        return
    import jsonschema

    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    errors = [
        f"{items[error.path[0]].get('id') if error.path else ''} {list(error.path)[1:]}: {error.message[:200]}"
        for error in validator.iter_errors(items)
    ]
    expect(f"csl-json: {name}: valid by the official schema", not errors, *errors)


def exported(profile):
    """The catalogue in the shape of a profile."""
    path = Path(os.environ["SCRATCH"]) / f"serge.{profile}.json"
    command = [os.environ["OEUVRE"], "--quiet", "--library", str(Path(os.environ["DEMO"]) / "serge.db"), "export",
               "--format", "csl-json", "--profile", f"csl:{profile}", "-o", str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path


check(Path(os.environ["DEMO"]) / "serge.json")
for profile in ("apa", "mla", "iso690", "din1505", "zotero", "hayagriva"):
    check(exported(profile))
examples = Path(os.environ["EXAMPLES"]) / "examples.json"
if examples.exists():
    check(examples)
# One file for each target, which tests of the library hold to what is written.
for case in sorted((Path(__file__).resolve().parents[1] / "cases").glob("csl-*/items.json")):
    check(case)
end()
