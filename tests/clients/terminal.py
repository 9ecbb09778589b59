"""What commands draw on a terminal: links where it takes them, nowhere else, and lines that fit its width."""

import os
import pty
import re
import subprocess
import sys
import unicodedata

LINK = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
WIDTH = 72
failures = 0


def expect(what, problems):
    global failures
    failures += bool(problems)
    print(f"{'FAILED' if problems else 'ok'}: terminal: {what}")
    for problem in problems[:10]:
        print(f"  {problem}")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return {**kept, "COLUMNS": str(WIDTH), **more}


def on_terminal(arguments, **more):
    """What a command writes to a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL,
                               env=environment(**more))
    os.close(follower)
    written = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            # On Linux a terminal that nobody writes to any more is an error.
            break
        if not part:
            break
        written += part
    process.wait()
    os.close(leader)
    return written.decode().replace("\r\n", "\n")


def in_pipe(arguments, **more):
    return subprocess.run(arguments, capture_output=True, env=environment(**more)).stdout.decode()


def columns(text):
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in text)


def main():
    program, library = os.environ["OEUVRE"], os.path.join(os.environ["SCRATCH"], "terminal.db")
    entries = os.path.join(os.environ["SCRATCH"], "terminal.bib")
    with open(entries, "w", encoding="utf-8") as file:
        file.write(
            "@book{ebb, author = {Vale, Ada}, title = {Ebb and Flood of a Very Long Title That Has to Be Broken},"
            " doi = {10.5555/ebb}, date = {1999}, publisher = {Quay Press}}\n"
            "@book{sea, author = {Vale, Ada}, title = {海の記録 e\u0301te\u0301}, url = {https://example.org/sea},"
            " date = {2001}}\n"
            "@book{none, author = {Vale, Ada}, title = {Nowhere}, url = {javascript:alert(1)}, date = {2002}}\n"
        )
    base = [program, "--library", library]
    if os.path.exists(library):
        os.remove(library)
    for arguments in (["init"], ["import", entries], ["read", "start", "ebb"]):
        subprocess.run([*base, "--quiet", *arguments], check=True, capture_output=True, env=environment())
    takes_links = {"TERM": "xterm-256color", "VTE_VERSION": "6003"}
    ebb, sea = "https://doi.org/10.5555/ebb", "https://example.org/sea"
    for command, expected in (
        (["list"], {ebb, sea}),
        (["tree"], {ebb, sea}),
        (["show", "ebb", "sea", "none"], {ebb, sea}),
        (["read"], {ebb}),
    ):
        name, arguments = command[0], [*base, *command]
        linked = on_terminal(arguments, **takes_links)
        addresses = [address for address in LINK.findall(linked) if address]
        ends = [address for address in LINK.findall(linked) if not address]
        expect(f"{name}: links", [] if set(addresses) == expected else [str(addresses)])
        expect(f"{name}: every link ends", [] if len(addresses) == len(ends) else [repr(linked)])
        plain = STYLE.sub("", LINK.sub("", linked))
        too_wide = [line for line in plain.splitlines() if name != "show" and columns(line) > WIDTH]
        expect(f"{name}: lines fit", too_wide)
        without = {
            "that is dumb": on_terminal(arguments, TERM="dumb", FORCE_HYPERLINK="1"),
            "that takes none": on_terminal(arguments, TERM="linux"),
            "that is a pipe": in_pipe(arguments, FORCE_HYPERLINK="1", **takes_links),
        }
        for where, text in without.items():
            expect(f"{name}: no link where {where}", LINK.findall(text))
        same = STYLE.sub("", without["that takes none"]) == plain
        expect(f"{name}: the same words with and without links", [] if same else [plain])
        uncoloured = on_terminal(arguments, NO_COLOR="1", **takes_links)
        problems = STYLE.findall(uncoloured) + ([] if LINK.search(uncoloured) else ["no link"])
        expect(f"{name}: NO_COLOR takes colour and leaves links", problems)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
