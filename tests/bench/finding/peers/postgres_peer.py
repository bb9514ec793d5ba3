"""Plain SQL in PostgreSQL: LIKE, phrases of pairs under GIN, and six GROUP BY; the limit of what SQL can do.

Trigrams (pg_trgm) need a server that brings them and a locale that knows letters: where the tests' server
lacks them, one found on this machine (initdb on the path) is started for them alone.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import time
from collections import defaultdict
from pathlib import Path

import psycopg

from sbjd.search.tokens import tokens
from tests.bench.finding.peers.corpus import INDEXES, MANY_TABLES, TABLES, read_texts
from tests.bench.finding.peers.counting import Counting, of_hits
from tests.bench.finding.peers.process import Missing

HITS = "SELECT id FROM vectors WHERE words @@ ?::tsquery"
COLUMNS = {"facts": 4, "texts": 3, **dict.fromkeys(MANY_TABLES.values(), 2)}


def quoted(token):
    return "'" + token.replace("'", "''").replace("\\", "\\\\") + "'"


def vector(text):
    """The pairs of folded `text` as a tsvector with their places."""
    places = defaultdict(list)
    for place, token in enumerate(tokens(text), 1):
        if place < 16384 and len(places[token]) < 255:
            places[token].append(place)
    return " ".join(f"{quoted(token)}:{','.join(map(str, at))}" for token, at in places.items())


def phrase(term):
    """`term`, of Chinese characters, as a tsquery of pairs that follow one another."""
    said = tokens(term)
    return " <-> ".join(map(quoted, said[:-1])) if len(said) > 1 else f"{quoted(said[0])}:*"


def create(server, name):
    """Make database `name` if it is not there; True if it was made."""
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(f'CREATE DATABASE "{name}"')
        return True


class PostgresPeer(Counting):
    """A connection to a database of the peers' rows, copied from their file when it is first opened."""

    def __init__(self, url, path):
        super().__init__()
        self.connection = psycopg.connect(url, autocommit=True)
        if not self.run("SELECT 1 FROM pg_tables WHERE tablename = 'ready'", []):
            self._copy(path)

    def _copy(self, path):
        run = self.connection.execute
        run("DROP SCHEMA public CASCADE")
        run("CREATE SCHEMA public")
        run(TABLES)
        with self.connection.cursor() as cursor, contextlib.closing(sqlite3.connect(path)) as source:
            for table in COLUMNS:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for row in source.execute(f"SELECT * FROM {table}"):  # noqa: S608
                        copy.write_row(row)
            run("CREATE TABLE vectors (id INTEGER PRIMARY KEY, words TSVECTOR)")
            with cursor.copy("COPY vectors FROM STDIN") as copy:
                for number, title, body in read_texts(path):
                    copy.write_row((number, vector(f"{title}\n{body}")))
        run(INDEXES)
        run("SET maintenance_work_mem = '256MB'")
        run("CREATE INDEX vectors_words ON vectors USING GIN (words) WITH (fastupdate = off)")
        run("VACUUM ANALYZE")
        run("CREATE TABLE ready (at TIMESTAMP DEFAULT now())")

    def run(self, sql, values):
        return self.connection.execute(sql.replace("%", "%%").replace("?", "%s"), values).fetchall()

    def like(self, term):
        """How many entries hold `term`, as LIKE finds it."""
        sql = "SELECT COUNT(*) FROM texts WHERE title LIKE ? OR body LIKE ?"
        return self.run(sql, [f"%{term}%"] * 2)[0][0]

    def total(self, term):
        """How many entries the phrase of pairs finds."""
        return self.run("SELECT COUNT(*) FROM vectors WHERE words @@ ?::tsquery", [phrase(term)])[0][0]

    def ranked(self, term):
        """(total, first 20 by ts_rank)."""
        return self.total(term), self._first(term)

    def _first(self, term):
        sql = (
            "SELECT id FROM vectors, CAST(? AS tsquery) AS query WHERE words @@ query "
            "ORDER BY ts_rank(words, query) DESC LIMIT 20"
        )
        return [row[0] for row in self.run(sql, [phrase(term)])]

    def searched(self, term):
        """({facet: {value: count}}, first 20 in plan order), the search being part of each statement."""
        return self.found_counts(HITS, [phrase(term)]), self._first_found(term)

    def searched_at_once(self, term):
        """The same, found and counted in one statement."""
        rows = self.run(of_hits(HITS), [phrase(term)])
        return self.together(rows), self._first_found(term)

    def _first_found(self, term):
        return [key for (key,) in self.run(f"{HITS} ORDER BY id LIMIT 20", [phrase(term)])]

    def close(self):
        self.connection.close()


class Trigrams:
    """pg_trgm in a server of this machine's own, in a folder under `folder`. Raises Missing."""

    def __init__(self, folder, name, path):
        self.folder, self.bin = folder / "trigrams", self._programs()
        self.user = "nobody" if os.geteuid() == 0 else None
        self.folder.mkdir(exist_ok=True)
        if self.user:
            shutil.chown(self.folder, self.user)
        if not (self.folder / "PG_VERSION").exists():
            kind = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
            self._run("initdb", "-D", self.folder, *kind)
        self._run(
            "pg_ctl", "-D", self.folder, "-w", "-l", self.folder / "log", "start",
            "-o", f"-k {self.folder} -c listen_addresses='' -c shared_buffers=256MB -c fsync=off",
        )  # fmt: skip
        try:
            self._open(name, path)
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _programs():
        debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        found = [*debian[-1:], *filter(None, [shutil.which("initdb")])]
        if not found:
            raise Missing("这台机器上没有带pg_trgm的PostgreSQL（initdb）")
        return Path(found[0]).parent

    def _run(self, program, *arguments):
        command = [str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(
            command, user=self.user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            raise Missing(f"{program}：{done.stderr.strip()[-200:]}")

    def _open(self, name, path):
        server = f"postgresql://postgres@/postgres?host={self.folder}"
        made = create(server, name)
        self.connection = psycopg.connect(
            f"postgresql://postgres@/{name}?host={self.folder}", autocommit=True
        )
        run = self.connection.execute
        try:
            run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except psycopg.Error as error:
            raise Missing(f"pg_trgm：{error}") from error
        self.version = run("SHOW server_version").fetchone()[0]
        if made or not run("SELECT 1 FROM pg_tables WHERE tablename = 'ready'").fetchone():
            run("DROP TABLE IF EXISTS texts")
            run("CREATE TABLE texts (id INTEGER PRIMARY KEY, words TEXT)")
            with self.connection.cursor() as cursor, cursor.copy("COPY texts FROM STDIN") as copy:
                for number, title, body in read_texts(path):
                    copy.write_row((number, f"{title}\n{body}"))
            run("SET maintenance_work_mem = '256MB'")
            run("CREATE INDEX texts_words ON texts USING GIN (words gin_trgm_ops)")
            run("VACUUM ANALYZE")
            run("CREATE TABLE ready (at TIMESTAMP DEFAULT now())")

    def total(self, term):
        """How many entries hold `term`, as LIKE finds it by trigrams."""
        return self.connection.execute(
            "SELECT COUNT(*) FROM texts WHERE words LIKE %s", [f"%{term}%"]
        ).fetchone()[0]

    def close(self):
        if hasattr(self, "connection"):
            self.connection.close()
        with contextlib.suppress(Missing):
            self._run("pg_ctl", "-D", self.folder, "-m", "fast", "stop")
        time.sleep(0.1)
