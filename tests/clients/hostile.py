"""Files that nobody should be given: what is sound in them is imported and the rest is named by line; a
library that is none is refused and left as it was."""

import json
import os
import sqlite3
import subprocess
import time
from pathlib import Path

from report import end, expect

SCRATCH = Path(os.environ["SCRATCH"])
PROGRAM = os.environ["OEUVRE"]
# The user that owns nothing, on every Unix.
NOBODY = 65534


def oeuvre(library, *arguments, **options):
    command = [PROGRAM, "--library", str(library), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, **options)


def made_library(path):
    """An empty library at this path, whatever was there."""
    path.unlink(missing_ok=True)
    expect(f"init: {path.name}", oeuvre(path, "init").returncode == 0)
    return path


def sound(number):
    return f"@book{{sound{number},\n  author = {{Writer, Sound}},\n  title = {{Sound Book {number}}},\n  date = {{{1900 + number}}},\n}}\n"


def hostile_parts():
    """(what it is, bytes, whether a problem must be told for its lines)."""
    long_title = b"A" * (10 * 1024 * 1024)
    return [
        ("unbalanced braces", b"@book{open,\n  title = {never closed,\n  year = 1999,\n", True),
        ("a repeated key", b"@book{sound1,\n  author = {Other, An},\n  title = {Repeat},\n  date = {2001},\n}\n", True),
        ("a repeated field", b"@book{twice,\n  author = {A, B},\n  title = {First},\n  title = {Second},\n  date = {2001},\n}\n", True),
        ("a cycle of crossref", b"@inbook{round,\n  title = {Round},\n  crossref = {about},\n}\n@inbook{about,\n  title = {About},\n  crossref = {round},\n}\n", True),
        ("an entry that is its own crossref", b"@inbook{self,\n  title = {Self},\n  crossref = {self},\n}\n", True),
        ("a cycle of xdata", b"@xdata{one,\n  xdata = {two},\n}\n@xdata{two,\n  xdata = {one},\n}\n@book{usesdata,\n  title = {Uses},\n  xdata = {one},\n}\n", True),
        ("no key", b"@book{,\n  author = {A, B},\n  title = {Keyless},\n  date = {2001},\n}\n", True),
        ("an undefined abbreviation", b"@book{abbreviated,\n  title = {Abbreviated},\n  publisher = nowhere,\n}\n", True),
        ("Latin-1", b"@book{latin,\n  author = {Garc\xeda, Jos\xe9},\n  title = {Caf\xe9},\n  date = {2001},\n}\n", False),
        ("a line of 10 MB", b"@book{long,\n  author = {A, B},\n  title = {" + long_title + b"},\n  date = {2001},\n}\n", False),
        ("control characters", b"@book{control,\n  author = {A, B},\n  title = {Bell \x07 escape \x1b[31m},\n  date = {2001},\n}\n", False),
        ("NUL", b"@book{nul,\n  author = {A, B},\n  title = {Nul \x00 inside},\n  date = {2001},\n}\n", False),
        ("ten thousand braces", b"@book{deep,\n  title = {" + b"{" * 10_000 + b"x" + b"}" * 10_000 + b"},\n}\n", False),
        ("a stray at sign", b"@ @@ @\n", True),
        ("an entry cut off at the end", b"@article{cut,\n  title = {Cut o", True),
    ]


def check_hostile_import():
    path = SCRATCH / "hostile.bib"
    lines, expected = 1, []
    with path.open("wb") as file:
        for number, (what, part, is_problem) in enumerate(hostile_parts()):
            if number < len(hostile_parts()) - 1 or not part.startswith(b"@article{cut"):
                before = sound(number).encode()
                file.write(before)
                lines += before.count(b"\n")
            file.write(part)
            if is_problem:
                expected.append((what, lines, lines + part.count(b"\n")))
            lines += part.count(b"\n")
    library = made_library(SCRATCH / "hostile.db")
    began = time.monotonic()
    done = oeuvre(library, "import", path)
    seconds = time.monotonic() - began
    told = done.stderr.decode("utf-8", "replace").splitlines()
    expect("hostile.bib: exit 1", done.returncode == 1, f"exit {done.returncode}", *told[-5:])
    expect("hostile.bib: under 10 s", seconds < 10, f"{seconds:.1f} s")
    expect("hostile.bib: no control character is printed",
           not any(byte < 32 and byte not in b"\n\t" for byte in done.stdout + done.stderr))
    numbers = set()
    for line in told:
        if line.startswith(f"{path}:"):
            number = line[len(str(path)) + 1:].split(":")[0]
            if number.isdigit():
                numbers.add(int(number))
    for what, first, last in expected:
        expect(f"hostile.bib: {what}: named by line", any(first <= number <= last for number in numbers),
               f"lines {first} to {last}, told: {sorted(numbers)}")
    keys = {edition["key"] for edition in json.loads(oeuvre(library, "--json", "list").stdout or "[]")}
    wanted = {f"sound{number}" for number in range(len(hostile_parts()) - 1)} | {
        "twice", "round", "about", "self", "usesdata", "abbreviated", "latin", "long", "control", "nul", "deep"}
    # The entry before whose end the next begins takes nothing of the next with it.
    expect("hostile.bib: every sound entry is in", wanted <= keys, *sorted(wanted - keys))
    shown = oeuvre(library, "--json", "show", "latin").stdout.decode()
    expect("hostile.bib: Latin-1 is read as Latin-1", "Café" in shown and "García" in shown, shown)
    original = oeuvre(library, "--json", "show", "sound1").stdout.decode()
    expect("hostile.bib: a repeated key replaces nothing", "Sound Book 1" in original, original)
    for form in ("biblatex", "bibtex", "csl-json", "html"):
        out = SCRATCH / f"hostile.{form}"
        done = oeuvre(library, "export", "--format", form, "-o", out)
        expect(f"hostile.bib: exports as {form}", done.returncode == 0, done.stderr.decode("utf-8", "replace")[-500:])


def snapshot(path):
    """What is in a file, or in every file of a folder, and what stands beside it."""
    beside = sorted(name for name in os.listdir(path.parent))
    if path.is_dir():
        return beside, sorted(os.listdir(path))
    return beside, path.read_bytes()


def check_refused(what, path, **options):
    before = snapshot(path)
    sound_file = SCRATCH / "sound.bib"
    for arguments in (["list"], ["import", sound_file]):
        done = oeuvre(path, *arguments, **options)
        said = done.stderr.decode("utf-8", "replace")
        expect(f"--library on {what}: {arguments[0]}: exit 2", done.returncode == 2, f"exit {done.returncode}", said)
        expect(f"--library on {what}: {arguments[0]}: the message names the file", path.name in said, said)
        expect(f"--library on {what}: {arguments[0]}: no panic", "panicked" not in said, said)
    expect(f"--library on {what}: nothing touched", snapshot(path) == before)


def folder(name):
    """A fresh folder for one case."""
    made = SCRATCH / name
    if made.exists():
        for path in made.iterdir():
            path.rmdir() if path.is_dir() else path.unlink()
    made.mkdir(exist_ok=True)
    return made


def check_no_libraries():
    (SCRATCH / "sound.bib").write_text(sound(1), encoding="utf-8")

    text = folder("text") / "notes.txt"
    text.write_text("Not a library.\n" * 200, encoding="utf-8")
    check_refused("a text file", text)

    directory = folder("directory") / "inner"
    directory.mkdir()
    check_refused("a directory", directory)

    other = folder("other") / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, work TEXT)")
        database.execute("INSERT INTO note (work) VALUES ('mine')")
    database.close()
    check_refused("another application's database", other)

    newer = made_library(folder("newer") / "newer.db")
    oeuvre(newer, "import", SCRATCH / "sound.bib")
    database = sqlite3.connect(newer)
    version = database.execute("PRAGMA user_version").fetchone()[0]
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute(f"PRAGMA user_version = {version + 1}")
    database.commit()
    database.close()
    expect("a library has a schema version", version > 0, version)
    check_refused("a newer schema", newer)


def check_read_only():
    """A library that may be read but not written: looking works or is refused in words, writing is refused."""
    library = made_library(folder("read-only") / "library.db")
    oeuvre(library, "import", SCRATCH / "sound.bib")
    library.chmod(0o444)
    before = library.read_bytes()
    beside = sorted(os.listdir(library.parent))
    options = {}
    program = PROGRAM
    if os.geteuid() == 0:
        # Root may write to everything: be somebody else, in a folder that they can reach.
        import shutil
        import tempfile

        reach = Path(tempfile.mkdtemp())
        reach.chmod(0o755)
        shutil.copy2(library, reach / library.name)
        shutil.copy2(SCRATCH / "sound.bib", reach / "sound.bib")
        shutil.copy2(program, reach / "oeuvre")
        library, program = reach / library.name, reach / "oeuvre"
        beside = sorted(os.listdir(reach))
        options = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "cwd": "/"}
    command = [str(program), "--library", str(library)]
    done = subprocess.run([*command, "import", str(library.parent / "sound.bib")], capture_output=True, timeout=60, **options)
    said = done.stderr.decode("utf-8", "replace")
    expect("--library on a read-only file: import: exit 2", done.returncode == 2, f"exit {done.returncode}", said)
    expect("--library on a read-only file: import: the message names the file", library.name in said, said)
    done = subprocess.run([*command, "list"], capture_output=True, timeout=60, **options)
    said = done.stderr.decode("utf-8", "replace")
    expect("--library on a read-only file: list works or says why not", done.returncode == 0 or library.name in said, said)
    expect("--library on a read-only file: nothing touched",
           library.read_bytes() == before and sorted(os.listdir(library.parent)) == beside)
    if options:
        shutil.rmtree(library.parent)


check_hostile_import()
check_no_libraries()
check_read_only()
end()
