"""The cube of the present version, one for each list and process."""

from sbjd import corpus
from sbjd.listing.cube.cube import Cube


class Keeper(corpus.Keeper):
    """Keeps the cube of one list."""

    def __init__(self, plan):
        super().__init__()
        self.plan = plan
        self.subjects = tuple(plan.subjects)

    def read(self, now):
        """The cube, read whole."""
        return Cube.read(self.plan, now)

    def changes_since(self, number):
        """All changes: those of terms make no row another, but a facet's options."""
        return corpus.changes_since(number)
