"""How parsing time grows with the length of a document, and what it costs in memory.

    .venv/bin/python -m tests.bench.parsing

The saved page, a row of nested labels and a row of numbers are parsed at 1, 2, 4 and 8 times their length;
each row says how much longer than 1× it took, against the length ratio. Peak memory is of the traced
allocations.
"""

import sys
import time
import tracemalloc
from pathlib import Path

from plans.parsing import parse
from plans.parsing.source import Source

PAGE = Path("fixtures/sources/双创示范基地工作方案.txt")
NESTED = "一、标题\n(一)小标题\n1.再小的标题。正文一句,到2025年新增企业100家以上。\n(1)最小\n①末端\n"
NUMBERS = "到2025年,新增高新技术企业100家以上、上市企业5家,占全市的30%,分别达到1家和2家。\n"
REPEATS = 3


def measure(text):
    """(best seconds of several runs, peak bytes of one more) for parsing `text`."""
    source = Source.from_text(text)
    best = min(_timed(source) for _ in range(REPEATS))
    tracemalloc.start()
    parse(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return best, peak


def _timed(source):
    started = time.perf_counter()
    parse(source)
    return time.perf_counter() - started


def main():
    """Print the table."""
    write = sys.stdout.write
    write(f"{'text':<10}{'×':>3}{'characters':>12}{'seconds':>10}{'ratio':>8}{'peak MiB':>10}\n")
    page = PAGE.read_text(encoding="utf-8")
    for name, text in (("page", page), ("nested", NESTED * 800), ("numbers", NUMBERS * 100)):
        first = None
        for times in (1, 2, 4, 8):
            seconds, peak = measure(text * times)
            first = first or seconds
            write(
                f"{name:<10}{times:>3}{len(text) * times:>12,}{seconds:>10.2f}{seconds / first:>8.2f}"
                f"{peak / 2**20:>10.1f}\n"
            )


if __name__ == "__main__":
    main()
