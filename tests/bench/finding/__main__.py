"""Run the benchmark and print its table; `--help` tells the options."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

PARTS = ("recall", "totals", "ranked", "facets", "searched", "orm", "pages", "edit", "postgres")
VENDORS = ("sqlite", "postgres")


def read_options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finding", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="how many made-up entries (20000)")
    parser.add_argument("--database", choices=VENDORS, help="one database only; both by default")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--folder", type=Path, help="where the made-up databases stay for the next run")
    parser.add_argument("--sampled", type=int, default=500, help="how many terms recall is measured with")
    parser.add_argument("--peers-python", default="", help="a Python that has the peers, if this one has not")
    parser.add_argument("--fill-only", action="store_true", help="only make the databases")
    options = parser.parse_args()
    options.parts = options.parts.split(",")
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown parts: {', '.join(sorted(unknown))}")
    return options


def main():
    options = read_options()
    if options.database is None or options.folder is None:
        return run_each(options)
    from tests.bench.finding.store import Store, fill

    store = Store(options.folder, options.database, options.entries)
    os.environ.update(store.environment(), DJANGO_SETTINGS_MODULE="tests.bench.finding.site_settings")
    import django

    django.setup()
    fill(store)
    if not options.fill_only:
        measure(options, store)
    return 0


def run_each(options):
    """Each database in a process of its own; without a folder in one that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="sbjd-bench-") as temporary:
        given = sys.argv[1:] + ([] if options.folder else ["--folder", temporary])
        for vendor in VENDORS if options.database is None else (options.database,):
            own = given if options.database else [*given, "--database", vendor]
            done = subprocess.run([sys.executable, "-m", "tests.bench.finding", *own])
            if done.returncode:
                return done.returncode
    return 0


def measure(options, store):
    """Run the parts one after another and print the table."""
    from tests.bench.finding.bench import Bench
    from tests.bench.finding.parts import counting, matching, pages, trigrams, writing

    functions = {
        "recall": matching.recall, "totals": matching.totals, "ranked": matching.ranked,
        "facets": counting.facets, "searched": counting.searched, "orm": counting.by_orm,
        "pages": pages.pages, "edit": writing.edit, "postgres": trigrams.postgres,
    }  # fmt: skip
    bench = Bench(store, options.sampled, options.peers_python, say)
    rows = []
    try:
        for part in PARTS:
            if part in options.parts:
                say(f"{part} …")
                rows += functions[part](bench)
    finally:  # what was measured before a part failed is worth seeing
        show(rows, store)


def show(rows, store):
    """Print the table under a line that says of what, when and where."""
    from tests.bench.finding.table import markdown

    machine = f"{platform.machine()}，{os.cpu_count()}个处理器，Python {platform.python_version()}"
    sys.stdout.write(f"\n{store.kind}，{store.entries:,}条，{date.today():%Y-%m-%d}，{machine}\n\n")
    sys.stdout.write(markdown(rows, store.entries) + "\n")


def say(line):
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
