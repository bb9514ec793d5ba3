"""What a text must hold to be found: one definition for the index, for a text at hand and for its marks."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from sbjd.search.terms import Term

TITLE = "title"


@dataclass(frozen=True)
class Sought:
    """All of `terms`, at least `fewest` of `words`, none of `excluded`."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    words: tuple[Term, ...] = ()
    fewest: int = 0

    def __bool__(self):
        """False when any text would do."""
        return bool(self.terms or self.excluded or self.words)

    @property
    def wanted(self):
        """Everything that counts for a text: its terms and words."""
        return self.terms + self.words

    def ids(self, index, everything):
        """The keys of the texts in `index` that hold it; `everything` gives the keys of all its texts."""
        found = [index.ids(term) for term in self.terms]
        if self.words:
            found.append(_at_least(self.fewest, [index.ids(word) for word in self.words]))
        held = reduce(and_, found) if found else everything()
        for term in self.excluded:
            held = held - index.ids(term)
        return held

    def held_by(self, title, text):
        """True if a text with this title, both folded, holds it."""
        if any(_found(term, title, text) for term in self.excluded):
            return False
        if not all(_found(term, title, text) for term in self.terms):
            return False
        return sum(_found(word, title, text) for word in self.words) >= self.fewest

    @property
    def in_text(self):
        """What counts outside titles."""
        return tuple(term for term in self.wanted if term.field != TITLE)


def _found(term, title, text):
    return term.found_in(title) or (term.field != TITLE and term.found_in(text))


def _at_least(fewest, sets):
    """What is in at least `fewest` of the `sets`."""
    if fewest == len(sets):
        return reduce(and_, sets)
    empty = sets[0] - sets[0]
    reached = [empty] * fewest  # reached[n]: in more than n of the sets so far
    for one in sets:
        for times in range(fewest - 1, 0, -1):
            reached[times] = reached[times] | (reached[times - 1] & one)
        reached[0] = reached[0] | one
    return reached[-1] if fewest else empty
