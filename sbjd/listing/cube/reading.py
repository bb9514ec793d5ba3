"""Keys and values read from the database as the cube holds them."""

from array import array
from collections import defaultdict

from django.core.exceptions import EmptyResultSet
from django.db import connection
from pyroaring import BitMap

from sbjd.listing.facets import as_text

ROWS_AT_ONCE = 10_000
KEYS_AT_ONCE = 500


def keys_of(rows):
    """The keys of the QuerySet `rows` as a set."""
    return BitMap(keys_in_order(rows.order_by()))


def keys_in_order(rows):
    """The keys of the QuerySet `rows` in its order, as an array."""
    keys = array("I")
    for part in _fetched(rows.values_list("pk")):
        keys.extend(key for (key,) in part)
    return keys


def keys_by_value(rows, paths):
    """For each of `paths`, {value as text: array of keys}, in one pass over `rows`. Where a path leads to
    several values the rows are read once for each; a key may then stand in an array more than once."""
    found = [defaultdict(lambda: array("I")) for _ in paths]
    for part in _fetched(rows.order_by().values_list("pk", *paths)):
        for place, keys in enumerate(found, start=1):
            for row in part:
                keys[row[place]].append(row[0])
    return [_by_text(keys) for keys in found]


def _fetched(rows):
    """The rows of a values_list in lists, as the database gives them: of a million rows, Django's own way
    from the database to a tuple would take half the time."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while part := cursor.fetchmany(ROWS_AT_ONCE):
            yield part


def _by_text(found):
    by_text = {}
    for value, keys in found.items():
        text = as_text(value)
        by_text[text] = by_text[text] + keys if text in by_text else keys
    return by_text


def parts(keys):
    """`keys` in lists short enough for one query."""
    keys = list(keys)
    return (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))
