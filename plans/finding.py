"""Full text: which paragraphs hold all the words a reader asks for, and the piece to show of each.

Matching folds one character to one (half-width, lower case) and passes over footnote marks ①–⑳ and
line endings inside a broken paragraph, which stand in the middle of words; what is shown is cut from
the text as printed.
"""

import unicodedata
from dataclasses import dataclass, field
from itertools import chain

from plans.parsing.numbering import CIRCLED
from plans.passages import PlanText
from plans.places import places_of
from sbjd.listing.words import split_words

AROUND = 40
_ENDS = str.maketrans({"\n": " ", "\r": " "})


class _Folding(dict):
    """A table for `str.translate` that works out each character when it is first met; one whose folded
    form is longer than itself stays."""

    def __missing__(self, code):
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDING = _Folding()


@dataclass(slots=True)
class Hit:
    """One paragraph or heading that holds all words: where it stands, and its text around the first
    match as (text, is a match) parts; `cut_before`/`cut_after` say that there is more."""

    place: str
    title: str
    anchor: str
    parts: list
    cut_before: bool
    cut_after: bool


@dataclass
class PlanHits:
    """All hits of one plan, in the order of the text."""

    plan: object
    hits: list = field(default_factory=list)


class FoldedText:
    """A stretch of text folded for matching, with the way back to the printed offsets."""

    def __init__(self, text, skipped=()):
        """`skipped` are (start, end) in `text` that matching passes over."""
        keep = [i for i, c in enumerate(text) if c not in CIRCLED and not any(a <= i < b for a, b in skipped)]
        folded = fold(text)
        self.text = "".join(folded[i] for i in keep)
        self._offsets = keep

    def find_all(self, word):
        """(start, end) in the printed text of each place where the folded `word` stands."""
        at = self.text.find(word)
        while at >= 0:
            last = at + len(word) - 1
            yield self._offsets[at], self._offsets[last] + 1
            at = self.text.find(word, at + len(word))


def fold(text):
    """`text` half-width and in lower case, one character for one."""
    return text.translate(_FOLDING)


def fold_word(word):
    """A search word as `FoldedText` holds it: without footnote marks."""
    return fold("".join(c for c in word if c not in CIRCLED))


def words_of(query):
    """The words and quoted phrases of a query, folded for `find_in_plan` and `places_in_plan`."""
    return list(dict.fromkeys(filter(None, map(fold_word, split_words(query)))))


def places_in_plan(text, passages, words):
    """Where folded `words` stand in the headings and paragraphs that hold all of them: (start, end) in
    the source, in order, none overlapping. `text` is a PlanText, `passages` its passages."""
    found = []
    for _, matches, start in _matching(text, passages, words) if words else ():
        for opens, closes in matches:
            if found and opens + start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], closes + start))
            else:
                found.append((opens + start, closes + start))
    return found


def find_in_plan(sections, errata, words):
    """The hits of one plan for folded `words`; `sections` and `errata` are the plan's, in order."""
    text = PlanText(sections, errata)
    whole = fold("".join(c for c in text.text if c not in CIRCLED and c not in "\r\n"))
    if not words or not all(word in whole for word in words):
        return []
    places = places_of(text.sections)
    hits = []
    for (section, anchor, start, end, _), matches, _ in _matching(text, text.passages(), words):
        hits.append(_hit(section, anchor, places[section.key], text.between(start, end), matches))
    return hits


def _matching(text, passages, words):
    """The stretches that hold all `words`: (stretch, sorted matches in it, where it starts)."""
    for stretch in _stretches(text, passages):
        _, _, start, end, breaks = stretch
        folded = FoldedText(text.between(start, end), [(a - start, b - start) for a, b in breaks])
        matches = [list(folded.find_all(word)) for word in words]
        if all(matches):
            yield stretch, sorted(chain.from_iterable(matches)), start


def _stretches(text, passages):
    """(section, anchor, start, end, breaks) of every heading and paragraph; a run-in heading and the
    paragraph on its line are one."""
    for section in text.sections:
        mine = passages[section.key]
        start, end = text.heading(section)
        run_in = bool(mine) and mine[0].follows_heading
        if start < end and not run_in:
            yield section, section.anchor, start, end, []
        for passage in mine:
            opens = start if run_in and passage is mine[0] else passage.start
            yield section, passage.anchor, opens, passage.end, passage.breaks


def _hit(section, anchor, place, printed, matches):
    first = matches[0]
    opens, closes = max(0, first[0] - AROUND), min(len(printed), first[1] + AROUND)
    parts, position = [], opens
    for start, end in matches:
        if start < position or end > closes:
            continue
        if start > position:
            parts.append((printed[position:start].translate(_ENDS), False))
        parts.append((printed[start:end].translate(_ENDS), True))
        position = end
    if position < closes:
        parts.append((printed[position:closes].translate(_ENDS), False))
    return Hit(place, section.title or str(section), anchor, parts, opens > 0, closes < len(printed))
