"""What a text must hold to be found: one definition for the index, for a text at hand and for its marks."""

from dataclasses import dataclass

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
        held = None
        # An exact term may have to be read for; the fewer texts are left by then, the better.
        for term in sorted(self.terms, key=lambda term: term.exact):
            held = index.ids(term, among=held)
        if self.words:
            found = by_number([index.ids(word, among=held) for word in self.words])
            held = found[self.fewest - 1]
        held = everything() if held is None else held
        for term in self.excluded:
            held = held - index.ids(term, among=held)
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


def by_number(sets):
    """What is in at least one of the `sets`, in at least two, and so on: a list as long as they are."""
    reached = [one - one for one in sets]
    for one in sets:
        for times in range(len(sets) - 1, 0, -1):
            reached[times] |= reached[times - 1] & one
        reached[0] |= one
    return reached
