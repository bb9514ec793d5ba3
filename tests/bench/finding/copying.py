"""A PostgreSQL database from a SQLite one: what the loader has written once need not be made twice."""

import contextlib
import sqlite3

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from tqdm import tqdm

from sbjd.search.models import IndexedText

# The corpus's own tables too: triggers are silent while rows are copied. Indexes are made anew.
APPS = ("plans", "measures", "corpus")


def tables():
    """The models of the site's own tables, those pointed at before those that point."""
    waiting = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in APPS]
    waiting = [model for model in waiting if not model._meta.proxy and not issubclass(model, IndexedText)]
    ordered = []
    while waiting:
        ready = next(
            model
            for model in waiting
            if not any(
                field.related_model is not model and field.related_model in waiting
                for field in model._meta.concrete_fields
                if isinstance(field, models.ForeignKey)
            )
        )
        waiting.remove(ready)
        ordered.append(ready)
    return ordered


def copy_from(file):
    """Copy every row of the SQLite database `file` into the PostgreSQL one in use; both have the same
    migrations."""
    with contextlib.closing(sqlite3.connect(file)) as source, connection.cursor() as cursor:
        # Keys that were checked there need no checks here.
        cursor.execute("SET session_replication_role = replica")
        for model in tqdm(tables(), unit="表", desc="SQLite → PostgreSQL"):
            _copy(model, source, cursor)
        cursor.execute("SET session_replication_role = DEFAULT")
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
        # States of the corpus go on from the last one copied, or a change would not be a later one.
        cursor.execute("SELECT setval('corpus_number', GREATEST(MAX(number), 1)) FROM corpus_lastchange")


def _copy(model, source, cursor):
    table, fields = model._meta.db_table, [field for field in model._meta.concrete_fields if field.column]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    truths = [place for place, field in enumerate(fields) if isinstance(field, models.BooleanField)]
    cursor.execute(f'TRUNCATE "{table}" CASCADE')
    with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in source.execute(f'SELECT {columns} FROM "{table}"'):  # noqa: S608
            if truths:
                row = list(row)
                for place in truths:
                    row[place] = None if row[place] is None else bool(row[place])
            copy.write_row(row)
