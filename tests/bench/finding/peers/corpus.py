"""The site's rows as the peers have them: one narrow table of facts, one of texts, one row for each theme,
instrument and kind of quantity of an entry ("none" for an entry without any), and the indexes that let
every count be read from an index alone.
"""

import contextlib
import sqlite3
from itertools import islice

FACETS = ("base", "kind", "batch", "theme", "instrument", "quantity")
SINGLE, MANY = FACETS[:3], FACETS[3:]
PATHS = {
    "theme": "themes__slug",
    "instrument": "instruments__slug",
    "quantity": "quantity_mentions__quantity__kind",
}
NONE = "none"
AT_ONCE = 5000

TABLES = """
CREATE TABLE facts (id INTEGER PRIMARY KEY, base TEXT, kind TEXT, batch TEXT);
CREATE TABLE texts (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE TABLE themes (entry INTEGER, value TEXT);
CREATE TABLE instruments (entry INTEGER, value TEXT);
CREATE TABLE quantities (entry INTEGER, value TEXT);
"""
INDEXES = """
CREATE INDEX facts_by_base ON facts (base);
CREATE INDEX facts_by_kind ON facts (kind, batch);
CREATE INDEX facts_by_batch ON facts (batch, kind);
CREATE INDEX facts_covering ON facts (id, base, kind, batch);
CREATE INDEX themes_by_value ON themes (value, entry);
CREATE INDEX themes_by_entry ON themes (entry, value);
CREATE INDEX instruments_by_value ON instruments (value, entry);
CREATE INDEX instruments_by_entry ON instruments (entry, value);
CREATE INDEX quantities_by_value ON quantities (value, entry);
CREATE INDEX quantities_by_entry ON quantities (entry, value);
"""
MANY_TABLES = {"theme": "themes", "instrument": "instruments", "quantity": "quantities"}


def site_rows():
    """Every entry as (id, base, kind, batch, folded title, folded text, {facet: values}), by its number."""
    from measures.models import Entry
    from sbjd.search.folding import fold

    fields = ("pk", "plan__base__slug", "kind", "plan__base__batch", "title", "text")
    rows = iter(Entry.objects.order_by("pk").values_list(*fields).iterator(AT_ONCE))
    while part := list(islice(rows, AT_ONCE)):
        several = {name: _several(path, part[0][0], part[-1][0]) for name, path in PATHS.items()}
        for pk, base, kind, batch, title, text in part:
            values = {name: several[name].get(pk, [NONE]) for name in several}
            yield pk, base, kind, NONE if batch is None else str(batch), fold(title), fold(text), values


def _several(path, first, last):
    """{entry: values} of a facet of which an entry can have several."""
    from measures.models import Entry

    found = {}
    rows = Entry.objects.filter(pk__range=(first, last)).exclude(**{path: None})
    for pk, value in rows.order_by("pk").values_list("pk", path).distinct().iterator(AT_ONCE):
        found.setdefault(pk, []).append(value)
    return found


def write_file(path):
    """The peers' rows in a SQLite file at `path`; made once."""
    if path.exists():
        return
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(half)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        rows = site_rows()
        while part := list(islice(rows, AT_ONCE)):
            database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", [row[:4] for row in part])
            database.executemany("INSERT INTO texts VALUES (?, ?, ?)", [(r[0], r[4], r[5]) for r in part])
            for name, table in MANY_TABLES.items():
                pairs = [(row[0], value) for row in part for value in row[6][name]]
                database.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs)  # noqa: S608
        database.commit()
        # Whoever makes an index of the texts reads them and writes the same file.
        database.executescript(INDEXES + "ANALYZE; PRAGMA journal_mode = WAL;")
    half.rename(path)


def read_texts(path):
    """(id, title, text), folded, of every entry of a peers' file."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        yield from database.execute("SELECT id, title, body FROM texts ORDER BY id")


def write_lists(path, corpus):
    """For Datasette, a file with one table whose columns of several values are JSON lists; made once."""
    if path.exists():
        return
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    listed = ", ".join(
        f"(SELECT json_group_array(value) FROM {table} WHERE entry = facts.id) AS {name}"  # noqa: S608
        for name, table in MANY_TABLES.items()
    )
    columns = f"facts.id, title, body, base, kind, batch, {listed}"
    copied = f"INSERT INTO entries SELECT {columns} FROM facts JOIN texts USING (id) ORDER BY id;"  # noqa: S608
    with contextlib.closing(sqlite3.connect(half)) as database:
        database.execute("ATTACH ? AS peers", [str(corpus)])
        database.executescript(
            "CREATE TABLE entries (id INTEGER PRIMARY KEY, title TEXT, body TEXT, base TEXT, kind TEXT,"
            "  batch TEXT, theme TEXT, instrument TEXT, quantity TEXT);"
            + copied
            + "CREATE INDEX entries_base ON entries (base); CREATE INDEX entries_kind ON entries (kind);"
            "CREATE INDEX entries_batch ON entries (batch); ANALYZE;"
        )
        database.commit()
    half.rename(path)
