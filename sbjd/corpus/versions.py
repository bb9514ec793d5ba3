"""Reading the version: one short query each, cheap enough for every request."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import connection, transaction

_VERSION = {
    "sqlite": "SELECT number, stamp, lineage FROM corpus_revision WHERE id = 1",
    "postgresql": (
        "SELECT COALESCE((SELECT number FROM corpus_lastchange ORDER BY number DESC LIMIT 1), 0), "
        # A dump put back is a new table. Its numbers go on from where they were, and may have been given
        # before to states that browsers remember; no stamp tells these apart.
        "stamp, lineage + tableoid::bigint FROM corpus_revision WHERE id = 1"
    ),
}


class Version(NamedTuple):
    """A state of the corpus. Equal versions are the same state, in any process; a higher number of the
    same lineage is a later one."""

    number: int
    stamp: int
    lineage: int


NEVER_WRITTEN = Version(0, 0, 0)
_supposed = ContextVar("supposed", default=None)


def version():
    """The state that a query asked now would see; in a block of `supposing`, what that block supposes, but
    for a transaction, which sees what it has written itself."""
    supposed = _supposed.get()
    return present() if supposed is None or connection.in_atomic_block else supposed


@contextmanager
def supposing(version):
    """Inside, the corpus is taken to be of `version`, which was asked for just before: a page that asks for
    it in many places asks the database once. Only for what is thrown away if `present()` is another one
    when it is made."""
    token = _supposed.set(version)
    try:
        yield
    finally:
        _supposed.reset(token)


def present():
    """The state that a query asked now would see, asked of the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION[connection.vendor])
        row = cursor.fetchone()
    return Version(*row) if row else NEVER_WRITTEN


def revision():
    """The number of that state; it rises with every write to a watched table."""
    return version().number


def changes_since(number, subjects=()):
    """What was changed, added or deleted after revision `number`: {subject: set of ids}; of these
    `subjects` alone, if any are named. With 0, everything that was ever written."""
    changed = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(*_changes("subject, subject_id", number, subjects))
        while rows := cursor.fetchmany(10_000):
            for subject, subject_id in rows:
                changed[subject].add(subject_id)
    return dict(changed)


def number_of_changes_since(number, subjects=()):
    """How many things `changes_since` would name."""
    with connection.cursor() as cursor:
        cursor.execute(*_changes("COUNT(*)", number, subjects))
        return cursor.fetchone()[0]


def _changes(columns, number, subjects):
    sql = f"SELECT {columns} FROM corpus_lastchange WHERE number > %s"  # noqa: S608 (columns: see above)
    if subjects:
        # Joined to nothing, so that no database goes by the index of subjects, half of which may be one: what
        # was written lately is little.
        sql += f" AND subject || '' IN ({', '.join(['%s'] * len(subjects))})"
    return sql, [number, *subjects]


@contextmanager
def held():
    """Inside, nobody else changes the corpus: `with held() as version:`. Writers wait: it must be brief."""
    with transaction.atomic():  # which in SQLite holds the one write lock
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM corpus_revision WHERE id = 1 FOR SHARE")
        yield version()


def renew():
    """Begin a new lineage: to be called where a database takes the place of another while processes go on
    that knew the old one (a copy put back). They then believe nothing they remember."""
    random = {"sqlite": "random()", "postgresql": "corpus_random()"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE corpus_revision SET lineage = {random}")  # noqa: S608
