"""A second table of texts with an index of its own, filled while the first one answers, then put in its
place. All of it in the caller's transaction."""

from django.db import connection

from sbjd.search import sql
from sbjd.search.backends import backend
from sbjd.search.index import TextIndex

_SQLITE_TABLE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s"
_SQLITE_INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
_POSTGRES_INDEXES = (
    "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = to_regclass(%s) AND NOT indisprimary"
)


def shadow_of(model):
    """The `TextIndex` of the second table of `model`."""
    return TextIndex(model, f"{model._meta.db_table}_new")


def make(model):
    """Make the second table of `model` and its index, both empty."""
    discard(model)
    table, shadow = model._meta.db_table, shadow_of(model).table
    if connection.vendor == "postgresql":
        like = "CREATE TABLE {shadow} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        sql.run(like, shadow=shadow, table=table)
        sql.run("ALTER TABLE {shadow} ADD PRIMARY KEY ({key})", shadow=shadow, key=model._meta.pk.column)
    else:
        sql.run(sql.value(_SQLITE_TABLE, [table]).replace(f'"{table}"', f'"{shadow}"', 1))
    backend().create(shadow, model._meta.pk.column, indexed=False)


def complete(model):
    """Make of the second table's index what is made when all texts are there."""
    backend().complete(shadow_of(model).table)


def discard(model):
    """Remove the second table, if it is there."""
    shadow = shadow_of(model).table
    backend().drop(shadow)
    sql.run("DROP TABLE IF EXISTS {shadow}", shadow=shadow)


def swap(model):
    """Put the second table, complete by now, in the place of the first, which goes."""
    table, shadow = model._meta.db_table, shadow_of(model).table
    is_postgres = connection.vendor == "postgresql"
    indexes = [
        statement for (statement,) in sql.rows(_POSTGRES_INDEXES if is_postgres else _SQLITE_INDEXES, [table])
    ]
    backend().drop(table)
    sql.run("DROP TABLE {table}", table=table)
    sql.run("ALTER TABLE {shadow} RENAME TO {table}", shadow=shadow, table=table)
    if is_postgres:
        sql.run("ALTER INDEX {old} RENAME TO {new}", old=f"{shadow}_pkey", new=f"{table}_pkey")
    for statement in indexes:
        sql.run(statement)
    backend().rename(shadow, table, model._meta.pk.column)
