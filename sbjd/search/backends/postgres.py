"""PostgreSQL: a table with the grams of each text under GIN, read by a function.

Grams have no positions: up to `GRAM` units in one run, more where they are common, they answer alone;
beyond that they say in which texts to look. The functions are there for their settings: left to itself the
planner reads the whole table for a frequent term, though its rows are compressed and kept out of line.

The index gives places in the table, and each is looked at for its key, so the table must be small: the grams
of every text stand elsewhere (TOAST). PostgreSQL moves out only what is longer than `_MOVED_OUT`; a shorter
row is made that long, by a gram of blanks that no search asks for and that compresses to nothing.
"""

from array import array

from django.db import connection
from pyroaring import BitMap

from sbjd.search.sql import run, value
from sbjd.search.tokens import GRAM, SINGLE, grams, long_grams

# The condition that a column holds one of many values.
AMONG = "{key} = ANY(%s)"
# The condition that a title or text has a stretch in it, given twice.
HOLDING = "(strpos(title, %s) > 0 OR strpos(text, %s) > 0)"
_MOST_GRAMS = 40
_MOVED_OUT = 2032
_FILLING = " " * _MOVED_OUT
_TITLE = "^"  # before a gram that stands in the title
_TABLE = (
    'CREATE TABLE {it} (id bigint PRIMARY KEY, grams text[] COLLATE "C" NOT NULL) '
    "WITH (toast_tuple_target = 128)"
)
_FIND = (
    "CREATE OR REPLACE FUNCTION {find}(wanted text[]) "
    "RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$ "
    "SELECT string_agg(int4send(id::int), ''::bytea) FROM {grams} WHERE grams @> wanted $$"
)
_FIND_IN_TEXT = (
    "CREATE OR REPLACE FUNCTION {find}(wanted text[], whole text, title_only boolean) "
    "RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$ "
    "SELECT string_agg(int4send(held.id::int), ''::bytea) "
    "FROM {grams} AS held JOIN {table} AS texts ON texts.{key} = held.id "
    "WHERE held.grams @> wanted "
    "AND (strpos(texts.title, whole) > 0 OR (NOT title_only AND strpos(texts.text, whole) > 0)) $$"
)


def create(table, key, indexed=True):
    """Make the index of `table`, empty; `key` is its key column. Not `indexed`, it is filled sooner, and
    asked after `complete`."""
    name = f"{table}_grams"
    run(_TABLE, it=name)
    # Statistics that nobody plans by would cost more than all the rest of ANALYZE.
    run("ALTER TABLE {it} ALTER grams SET STATISTICS 0", it=name)
    _make_functions(table, key)
    if indexed:
        complete(table)


def complete(table):
    """Make the GIN index if it is not there yet."""
    name = f"{table}_grams"
    run("CREATE INDEX IF NOT EXISTS {gin} ON {it} USING gin (grams)", gin=f"{name}_gin", it=name)


def drop(table):
    """Remove the index of `table`, if it is there."""
    _drop_functions(table)
    run("DROP TABLE IF EXISTS {it}", it=f"{table}_grams")


def rename(table, to, key):
    """Let it be the index of table `to`, which has none."""
    _drop_functions(table)
    run("ALTER TABLE {it} RENAME TO {to}", it=f"{table}_grams", to=f"{to}_grams")
    for kind in ("grams_gin", "grams_pkey"):
        run("ALTER INDEX {it} RENAME TO {to}", it=f"{table}_{kind}", to=f"{to}_{kind}")
    _make_functions(to, key)


def add(table, documents):
    """Index `documents`, (key, folded title, folded text) each; none of the keys is in the index."""
    name = connection.ops.quote_name(f"{table}_grams")
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} (id, grams) FROM STDIN") as copy:
        for key, title, text in documents:
            in_title = grams(title)
            found = [*(in_title | grams(text)), *(_TITLE + gram for gram in in_title)]
            if sum(len(gram.encode()) for gram in found) < _MOVED_OUT:
                found.append(_FILLING)
            # A list as PostgreSQL writes it; no gram holds a quotation mark.
            copy.write_row((key, "{" + ",".join(f'"{gram}"' for gram in found) + "}"))


def take_out(table, documents):
    """Remove `documents` from the index."""
    keys = [key for key, _, _ in documents]
    run("DELETE FROM {it} WHERE id = ANY(%s)", [keys], it=f"{table}_grams")


def settle(table):
    """Put what was just written where it is found as quickly as the rest."""
    run("SELECT gin_clean_pending_list(to_regclass(%s))", [f'"{table}_grams_gin"'])


def tidy(table):
    """False: autovacuum does it."""
    return False


def find(table, form, title_only):
    """(keys of the texts in which `form` may stand, True if all of them surely match)."""
    wanted, is_sure = _wanted(form)
    if title_only:
        wanted = [_TITLE + gram for gram in wanted]
    if is_sure or not form.is_plain:
        found = value("SELECT {find}(%s::text[])", [wanted], find=f"{table}_find")
    else:
        asked, is_sure = [wanted, form.bare, title_only], True
        found = value("SELECT {find}(%s::text[], %s, %s)", asked, find=f"{table}_find")
    keys = array("I", bytes(found or b""))
    keys.byteswap()
    return BitMap(keys), is_sure and form.is_whole


def among(keys):
    """`keys` as the parameter of `AMONG`."""
    return list(keys)


def _wanted(form):
    """The grams of every text that holds `form`, and whether no other text has them."""
    found, runs = [], form.runs
    for part in runs:
        is_open = form.is_open and part is runs[-1]
        found += _grams_of(part[:-1] if is_open else part)
        found += part[-1:] if is_open else []
    ends_whole = form.exact and form.units[-1].kind != SINGLE
    return found[:_MOST_GRAMS], len(found) == 1 and not ends_whole


def _grams_of(part):
    """The grams of a run of units: one, if one holds all of it."""
    long = list(long_grams(part))
    whole = "".join(part)
    if len(part) <= GRAM or whole in long:
        return [whole] if part else []
    return [*long, *("".join(part[start : start + GRAM]) for start in range(len(part) - GRAM + 1))]


def _make_functions(table, key):
    run(_FIND, find=f"{table}_find", grams=f"{table}_grams")
    run(_FIND_IN_TEXT, find=f"{table}_find", grams=f"{table}_grams", table=table, key=key)


def _drop_functions(table):
    for parameters in ("(text[])", "(text[], text, boolean)"):
        run("DROP FUNCTION IF EXISTS {find}" + parameters, find=f"{table}_find")
