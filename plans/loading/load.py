"""The doors: plan the changes, apply them, or do both while telling."""

from contextlib import nullcontext
from itertools import zip_longest

from django.db import connection, transaction

from plans.loading.changes import Changes, Terms
from plans.loading.planner import plan_units
from plans.loading.schema import shapes
from plans.loading.write import write_unit
from plans.models import LoadedRecord
from sbjd import corpus
from sbjd.desk.changes import hold_others_back


class OutOfDate(Exception):
    """The database has changed since the changes were planned; the message says so."""


def plan_changes(documents, complete=True, **terms):
    """What loading `documents` (see `Document`) would do, as a `Changes`; nothing is written.

    `complete` says that they are all there is, so that what they no longer name goes; `terms` are more
    of `Terms`. Raises LoadError.
    """
    documents, terms = tuple(documents), Terms(complete, **terms)
    return Changes(documents, terms, list(plan_units(documents, terms)))


def apply(changes):
    """Do what `changes` says, all of it or nothing. Raises OutOfDate when the database is no longer as
    it was when they were planned, and whatever the database raises."""
    with transaction.atomic():
        hold_back_others()
        fresh = plan_units(changes.documents, changes.terms)
        for planned, now in zip_longest(changes.units, fresh):
            if planned != now:
                raise OutOfDate("数据库在此期间有改动，请重新查看变化后再写入。")
            write_unit(now)
        corpus.settle()


def load(documents, write, complete=True, **terms):
    """Yield the `UnitChanges` of `documents` one after another, each written (if `write`) before the next
    is planned, so that only one plan is held in memory. One transaction around all of it; it ends when
    the generator does, and what it raises leaves everything as it was."""
    with transaction.atomic() if write else nullcontext():
        if write:
            hold_back_others()
        for unit in plan_units(documents, Terms(complete, **terms)):
            if write:
                write_unit(unit)
                corpus.settle()
            yield unit


def hold_back_others():
    """Let nobody else write until the transaction ends. SQLite does that by itself once the transaction
    writes (immediate transactions: at once); in PostgreSQL others may go on reading. First what every
    editor's change takes first, or two could wait for one another."""
    hold_others_back()
    if connection.vendor == "postgresql":
        tables = [shape.model._meta.db_table for shape in shapes().values()]
        tables.append(LoadedRecord._meta.db_table)
        names = ", ".join(map(connection.ops.quote_name, tables))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
