"""What taking a long list away costs: peak memory and time of each export, at several lengths.

    .venv/bin/python -m tests.bench.exports

A database of its own is filled with made-up measures (themes, instruments, organizations and a target
each, texts of the length of real ones), then every export runs in a process of its own. Memory is the
process's own (Linux: RssAnon, which leaves out the database file mapped into it), at its highest during
the export less before it: a list that streams shows nearly the same at every length. Seconds are of CPU.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

LENGTHS = (1_000, 5_000, 20_000)
EXPORTS = (("measures", "xlsx"), ("measures", "csv"), ("measures", "json"), ("targets", "xlsx"))
TEXT = "支持高校院所开展知识产权质押融资,到20XX年,高新技术企业达到1000家以上。" * 12
MODULE = "tests.bench.exports"


def main():
    """Print the table."""
    write = sys.stdout.write
    write(f"{'rows':>7}{'list':>11}{'format':>8}{'seconds':>9}{'file MB':>9}{'memory MB':>11}\n")
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            environment = {**os.environ, "SBJD_DATA_DIR": str(Path(folder, str(length)))}
            run([str(length)], environment)
            for name, ending in EXPORTS:
                seconds, size, memory = run([name, ending], environment).split()
                write(f"{length:>7,}{name:>11}{ending:>8}{seconds:>9}{size:>9}{memory:>11}\n")


def run(arguments, environment):
    """What this module prints when it runs in another process."""
    command = [sys.executable, "-m", MODULE, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def fill(length):
    """Make a database with `length` measures, and as many targets."""
    from django.core.management import call_command

    from measures.models import (
        Entry,
        EntryInstrument,
        EntryTheme,
        OrganizationMention,
        Quantity,
        QuantityMention,
    )
    from plans.models import Section
    from tests.measures import factory

    Path(os.environ["SBJD_DATA_DIR"]).mkdir()
    call_command("migrate", verbosity=0)
    plan = factory.make_plan()
    themes = [factory.make_theme(f"theme{number}") for number in range(14)]
    instruments = [factory.make_instrument(f"tool{number}") for number in range(15)]
    organization, metric = factory.make_organization(), factory.make_metric()
    tasks = [factory.make_task(number=number) for number in range(20)]
    places = [(number, plan.end + number * 1000) for number in range(length)]
    Section.objects.bulk_create(
        [
            Section(
                plan=plan, key=f"m-{number}", parent=tasks[number % len(tasks)].section, level=3,
                label=f"举措{number}", title="加大财税支持", text=TEXT, line=number, start=start,
                heading_end=start, end=start + len(TEXT),
            )
            for number, start in places
        ],
        batch_size=500,
    )  # fmt: skip
    sections = dict(Section.objects.filter(key__startswith="m-").values_list("start", "pk"))
    Entry.objects.bulk_create(
        [
            Entry(
                kind="measure", code=f"nanshan-m{number:05}", number=str(number), title="加大财税支持",
                plan=plan, section_id=sections[start], task=tasks[number % len(tasks)], line=number,
                start=start, end=start + len(TEXT), body_start=start, text=TEXT,
            )
            for number, start in places
        ],
        batch_size=500,
    )  # fmt: skip
    entries = list(Entry.objects.order_by("start").only("pk", "section_id", "start"))
    for model, field, terms in (
        (EntryTheme, "theme", themes), (EntryInstrument, "instrument", instruments)
    ):  # fmt: skip
        model.objects.bulk_create(
            [
                model(entry=entry, rank=rank, **{field: terms[(place + rank) % len(terms)]})
                for place, entry in enumerate(entries)
                for rank in (1, 2)
            ],
            batch_size=500,
        )
    Quantity.objects.bulk_create(
        [
            Quantity(
                code=f"nanshan-t-{place:06}", plan=plan, kind="target", metric=metric, bound=">=",
                metric_text="高新技术企业", value="1000", number=1000, unit="家", plain=1000, plain_unit="家",
                position=place,
            )
            for place in range(length)
        ],
        batch_size=500,
    )  # fmt: skip
    quantities = list(Quantity.objects.order_by("position").only("pk"))
    where = [
        {"section_id": entry.section_id, "entry": entry, "quote": TEXT[:20], "line": 1, "start": entry.start,
         "end": entry.start + 20}
        for entry in entries
    ]  # fmt: skip
    QuantityMention.objects.bulk_create(
        [QuantityMention(quantity=one, **place) for one, place in zip(quantities, where, strict=True)],
        batch_size=500,
    )
    OrganizationMention.objects.bulk_create(
        [OrganizationMention(organization=organization, **place) for place in where], batch_size=500
    )


def take(name, ending):
    """Run one export and print its seconds, megabytes and memory."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.get(f"/{name}.{ending}", {"q": "没有这样的词"}).getvalue()
    before, started = own_memory(), time.process_time()
    with Highest() as highest:
        size = sum(len(part) for part in client.get(f"/{name}.{ending}").streaming_content)
    seconds = time.process_time() - started
    sys.stdout.write(f"{seconds:.1f} {size / 1e6:.1f} {(highest.memory - before) / 1e6:.1f}")


def own_memory():
    """The bytes of memory that are this process's own now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) * 1024


class Highest:
    """The highest `own_memory` while the block runs, looked at a hundred times a second."""

    def __enter__(self):
        self.memory, self._over = own_memory(), threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def _look(self):
        while not self._over.wait(0.01):
            self.memory = max(self.memory, own_memory())

    def __exit__(self, *error):
        self._over.set()
        self._watch.join()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbjd.settings")
        import django

        django.setup()
        if len(sys.argv) == 2:
            fill(int(sys.argv[1]))
        else:
            take(sys.argv[1], sys.argv[2])
