"""For the checks that are written in Python."""

import sys

failures = 0


def expect(name, holds, *details):
    """One check. Details are printed, at most ten, when it fails."""
    global failures
    print(f"{'ok' if holds else 'FAILED'}: {name}")
    if not holds:
        failures += 1
        for detail in details[:10]:
            print(f"    {detail}")
        if len(details) > 10:
            print(f"    and {len(details) - 10} more")


def end():
    """Ends the script with the exit code that the checks give."""
    sys.exit(1 if failures else 0)
