"""SQL whose names of tables and columns come from the code, quoted here; values are parameters as ever."""

from django.db import connection


def run(statement, values=None, **names):
    """Run `statement`, with {name} for each of `names`, and %s for `values` (None: it has none)."""
    with connection.cursor() as cursor:
        cursor.execute(named(statement, **names), values)


def run_many(statement, values, **names):
    """Run it once for each of `values`."""
    with connection.cursor() as cursor:
        cursor.executemany(named(statement, **names), values)


def rows(statement, values=None, chunk=1000, **names):
    """Its rows, read `chunk` at a time."""
    with connection.cursor() as cursor:
        cursor.execute(named(statement, **names), values)
        while found := cursor.fetchmany(chunk):
            yield from found


def value(statement, values=None, **names):
    """The first column of its first row, None when it has no row."""
    with connection.cursor() as cursor:
        cursor.execute(named(statement, **names), values)
        row = cursor.fetchone()
    return row[0] if row else None


def named(statement, **names):
    """`statement` with its names quoted and put in."""
    return statement.format_map({key: connection.ops.quote_name(name) for key, name in names.items()})
