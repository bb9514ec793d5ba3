"""What else a term is looked for as: the words of the vocabulary that mean the same."""

import re
from dataclasses import replace
from itertools import islice, product

from measures.models import SynonymGroup
from measures.segmenting import segmenter
from sbjd.search.folding import fold
from sbjd.search.terms import Term
from sbjd.search.tokens import units

_MOST = 12
# From here on a word of the book is no accident, wherever the cutter sees words begin and end.
_UNMISTAKABLE = 4
_LATIN = re.compile("[a-z]+")


class SynonymBook:
    """The groups of synonyms as they stand in the database, to look words up in."""

    def __init__(self, groups):
        """`groups` are SynonymGroups."""
        self._others, self._looked_for = {}, set()
        for group in groups:
            looked_for = [fold(word) for word in group.looked_for]
            self._looked_for.update(map(bare, looked_for))
            for word in group.asked_with:
                self._others.setdefault(bare(fold(word)), looked_for)
        self._longest = max(map(len, self._others), default=0)

    @classmethod
    def read(cls):
        """The book of the database; one query."""
        return cls(SynonymGroup.objects.all())

    def widened(self, term):
        """`term` (see `Term`), with what means the same among its alternatives: for the whole term, or for
        the words in it. A quoted term stays as it is."""
        if term.exact or not self._others:
            return term
        forms = [form for form in self._forms(term.text) if not term.found_in(form)]
        return replace(term, alternatives=(*term.alternatives, *forms)) if forms else term

    def is_short(self, term):
        """Whether `term` is a short form, which texts hold by accident."""
        known = bare(term.text)
        return bool(term.alternatives) and known in self._others and known not in self._looked_for

    def _forms(self, text):
        if whole := self._others.get(bare(text)):
            return whole
        parts = [[piece, *self._others.get(bare(piece), ())] for piece in self.pieces(text)]
        if all(len(part) == 1 for part in parts):
            return []
        wordings = map("".join, product(*parts))
        return [form for form in islice(wordings, _MOST + 1) if form != text]

    def pieces(self, text):
        """Folded `text` cut into words, those of the book whole and as long as they come. Short ones count
        where the cutter, too, sees words begin and end: 高企 is no word of 提高企业收入; but 风险补偿 is one
        of 贷款风险补偿, whatever the cutter makes of it."""
        borders, end = {0}, 0
        for word in segmenter().lcut(text, HMM=False):
            end += len(word)
            borders.add(end)
        for start, end in self._unmistakable(text):
            borders -= set(range(start + 1, end))
            borders |= {start, end}
        for latin in _LATIN.finditer(text):  # no ai in email
            borders -= set(range(latin.start() + 1, latin.end()))
        ordered, pieces, at = sorted(borders), [], 0
        while at + 1 < len(ordered):
            following = at + 1
            for further in range(at + 1, len(ordered)):
                word = bare(text[ordered[at] : ordered[further]])
                if len(word) > self._longest:
                    break
                if word in self._others and bare(text[ordered[further - 1] : ordered[further]]):
                    following = further
            pieces.append(text[ordered[at] : ordered[following]])
            at = following
        return pieces

    def _unmistakable(self, text):
        """Where the long words of the book stand in folded `text`, the longest of those that overlap: pairs
        of start and end."""
        found, taken = [], set()
        words = (word for word in self._others if len(word) >= _UNMISTAKABLE and word in text)
        for word in sorted(words, key=len, reverse=True):
            start = text.find(word)
            while start >= 0:
                place = range(start, start + len(word))
                if taken.isdisjoint(place):
                    taken.update(place)
                    found.append((place.start, place.stop))
                start = text.find(word, start + 1)
        return found


def bare(text):
    """`text` without blanks and punctuation."""
    return "".join(unit.text for unit in units(text))


def found_as(term, text):
    """The wording of `term` by which folded `text` holds it, "" when it is the one that was typed."""
    if Term(term.text, term.exact, term.field).found_in(text):
        return ""
    for other in term.alternatives:
        if Term(other, term.exact, term.field).found_in(text):
            return other
    return ""
