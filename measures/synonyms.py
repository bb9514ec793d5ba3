"""What else a term is looked for as: the words of the vocabulary that mean the same."""

from dataclasses import replace
from itertools import islice, product

from measures.models import SynonymGroup
from measures.segmenting import segmenter
from sbjd.search.folding import fold
from sbjd.search.terms import Term
from sbjd.search.tokens import units

_MOST = 12


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
        """Folded `text` cut into words, those of the book whole and as long as they come. They count where
        the cutter, too, sees words begin and end: 高企 is no word of 提高企业收入."""
        borders, end = {0}, 0
        for word in segmenter().lcut(text, HMM=False):
            end += len(word)
            borders.add(end)
        ordered, pieces, position = sorted(borders), [], 0
        while position < len(text):
            ends = [border for border in ordered if border > position]
            known = [border for border in ends if bare(text[position:border]) in self._others]
            end = known[-1] if known else ends[0]
            pieces.append(text[position:end])
            position = end
        return pieces


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
