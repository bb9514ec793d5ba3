"""What a process keeps in memory of the corpus, in its present version."""

import threading

from django.db import connection

from sbjd.corpus.versions import changes_since, number_of_changes_since, present, version


class Keeper:
    """Keeps one thing made from the corpus. Threads share it, so it is never changed, only another put in
    its place. It has the `version` it is of, its rows as `everything`, and `brought_to(version, changed)`,
    which makes the one of a later version.

    What a transaction that is still open has written may yet be undone. A thing read within one is kept
    apart and only ever used again for exactly its version, which carries a random number.
    """

    # So few rows are sooner read again than brought up to date; with so many changes, reading all again is
    # no slower.
    short, most_changes = 500, 2_000
    # What may change it; with none, anything.
    subjects = ()

    def __init__(self):
        self._committed = self._own = None
        self._lock = threading.Lock()

    def read(self, now):
        """Make it from the database, at version `now`."""
        raise NotImplementedError

    def changes_since(self, number):
        """{subject: ids} of what changed after revision `number`, as `brought_to` takes it."""
        return changes_since(number, self.subjects)

    def current(self):
        """It in the version that the database has now."""
        now = version()
        for made in (self._committed, self._own):
            if made is not None and made.version == now:
                return made
        with self._lock:
            return self._made(self._committed)

    def _made(self, made):
        # What is read while somebody writes may be of two versions. Whatever was written meanwhile is among
        # the changes since, and read once more, until nothing was.
        now = present()
        while made is None or made.version != now:
            made = self._next(made, now)
            now = present()
        if connection.in_atomic_block:
            self._own = made
        else:
            self._committed = made
        return made

    def _next(self, made, now):
        if made is None or not _descends(now, made.version) or len(made.everything) <= self.short:
            return self.read(now)
        if number_of_changes_since(made.version.number, self.subjects) > self.most_changes:
            return self.read(now)
        return made.brought_to(now, self.changes_since(made.version.number))


def _descends(now, before):
    return now.lineage == before.lineage and now.number > before.number
