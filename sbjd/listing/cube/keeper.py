"""The cube of the present version, one for each list and process."""

import threading

from django.db import connection

from sbjd import corpus
from sbjd.listing.cube.cube import Cube

# A list this short is sooner read again than brought up to date.
SHORT = 500
# More changed things than this, or this part of a list, and reading all again is no slower.
MOST_CHANGES = 2_000


class Keeper:
    """Keeps the cube of one list. Threads share it: a cube is never changed, only another put in its place.

    What a transaction that is still open has written may yet be undone. A cube read within one is kept apart
    and only ever used again for exactly the version it was read at, which carries a random number.
    """

    def __init__(self, plan):
        self.plan = plan
        self._committed = self._own = None
        self._lock = threading.Lock()

    def current(self):
        """The cube of the version that the database has now."""
        now = corpus.version()
        for cube in (self._committed, self._own):
            if cube is not None and cube.version == now:
                return cube
        with self._lock:
            return self._made(self._committed, now)

    def _made(self, cube, now):
        # What is read while somebody writes may be of two versions. Whatever was written meanwhile is among
        # the changes since, and read once more, until nothing was.
        while cube is None or cube.version != now:
            cube = self._next(cube, now)
            now = corpus.version()
        if connection.in_atomic_block:
            self._own = cube
        else:
            self._committed = cube
        return cube

    def _next(self, cube, now):
        if cube is None or not self._descends(now, cube.version) or len(cube.everything) <= SHORT:
            return Cube.read(self.plan, now)
        subjects = tuple(self.plan.subjects)
        if corpus.number_of_changes_since(cube.version.number, subjects) > MOST_CHANGES:
            return Cube.read(self.plan, now)
        return cube.brought_to(now, corpus.changes_since(cube.version.number))

    @staticmethod
    def _descends(now, before):
        return now.lineage == before.lineage and now.number > before.number
