"""The doors: plan the changes, apply them, or do both while telling."""

from contextlib import nullcontext
from itertools import zip_longest

from django.db import connection, transaction

from plans.loading.changes import Changes
from plans.loading.planner import plan_units
from plans.loading.schema import shapes
from plans.loading.write import write_unit
from plans.models import LoadedRecord


class OutOfDate(Exception):
    """The database has changed since the changes were planned; the message says so."""


def plan_changes(documents, complete=True):
    """What loading `documents` (see `Document`) would do, as a `Changes`; nothing is written.

    `complete` says that they are all there is, so that what they no longer name goes. Raises LoadError.
    """
    documents = tuple(documents)
    return Changes(documents, complete, list(plan_units(documents, complete)))


def apply(changes):
    """Do what `changes` says, all of it or nothing. Raises OutOfDate when the database is no longer as
    it was when they were planned, and whatever the database raises."""
    with transaction.atomic():
        _hold_back_others()
        fresh = plan_units(changes.documents, changes.complete)
        for planned, now in zip_longest(changes.units, fresh):
            if planned != now:
                raise OutOfDate("数据库在此期间有改动，请重新查看变化后再写入。")
            write_unit(now)


def load(documents, write, complete=True):
    """Yield the `UnitChanges` of `documents` one after another, each written (if `write`) before the next
    is planned, so that only one plan is held in memory. One transaction around all of it; it ends when
    the generator does, and what it raises leaves everything as it was."""
    with transaction.atomic() if write else nullcontext():
        if write:
            _hold_back_others()
        for unit in plan_units(documents, complete):
            if write:
                write_unit(unit)
            yield unit


def _hold_back_others():
    """Let nobody else write until the transaction ends. SQLite does that by itself once the transaction
    writes (immediate transactions: at once); in PostgreSQL others may go on reading."""
    if connection.vendor == "postgresql":
        tables = [shape.model._meta.db_table for shape in shapes().values()]
        tables.append(LoadedRecord._meta.db_table)
        names = ", ".join(map(connection.ops.quote_name, tables))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
