"""How long it takes to refuse a file that is not to be read: a bomb, a lock, a picture of a page.

    .venv/bin/python -m tests.bench.refusals

Each case of the refusal tests, slowest first, in seconds, beside reading the saved page.
"""

import sys
import time
from contextlib import suppress
from pathlib import Path

from plans.parsing.formats import read_bytes
from plans.parsing.formats.errors import UnreadableFile
from tests.plans.parsing.formats.test_refusals import REFUSED

PAGE = Path("fixtures/sources/双创示范基地工作方案.txt")


def seconds(data, name):
    """Seconds to read or refuse these bytes."""
    started = time.perf_counter()
    with suppress(UnreadableFile):
        read_bytes(data, name)
    return time.perf_counter() - started


def main():
    """Print the table."""
    rows = [(seconds(data, name), case) for case, (data, name, _) in REFUSED.items()]
    sys.stdout.write(f"{'the saved page':<32}{seconds(PAGE.read_bytes(), PAGE.name):>8.3f}\n")
    for taken, case in sorted(rows, reverse=True):
        sys.stdout.write(f"{case:<32}{taken:>8.3f}\n")


if __name__ == "__main__":
    main()
