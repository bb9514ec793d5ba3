"""What was searched, marked in the text as printed.

A piece is a text and whether it was searched; a template escapes and marks it. Matching is done on the
folded text, which knows the way back to the printed one.
"""

import re
from typing import NamedTuple

from sbjd.search.folding import Folded

AROUND, BEGINNING = 40, 96
_LONGEST_STRETCH, _MOST_FRAGMENTS = 120, 3
_AFTER_HEADING = " 。.：:"
_BLANKS = re.compile(r"\s+")


class Piece(NamedTuple):
    """A stretch of text; `marked` when it is what was searched."""

    text: str
    marked: bool = False


CUT = Piece("…")


def spans(folded, terms):
    """Where any of `terms` stands in `folded` (a `Folded`): (start, end) in the printed text, in order,
    those that touch as one."""
    return _merged(span for term in terms for span in term.spans(folded))


def marked(text, terms):
    """`text` in pieces, the `terms` of a search marked wherever they stand.

    >>> [piece.text for piece in marked("知识①产权质押", [Term("知识产权")]) if piece.marked]
    ['知识①产权']
    """
    return _pieces(text, 0, len(text), spans(Folded(text), terms) if terms else [])


def excerpt(text, terms=(), skipped=()):
    """`text` around the `terms`, in pieces: forty characters on both sides of the shortest stretch that
    holds them all, or of each where they stand far apart; its beginning when none stands in it. `skipped`
    are the (start, end) that matching passes over and nobody should see."""
    folded = Folded(text, skipped) if terms else None
    found = [places for term in terms if (places := term.spans(folded))]
    places = []
    if found:
        places = _merged(span for several in found for span in several)
        fragments = _merged(_around(stretch, places, len(text)) for stretch in _stretches(found))
    else:
        fragments = [(0, min(BEGINNING, len(text)))]
    pieces = []
    for start, end in fragments:
        pieces += [CUT] if text[:start].strip() else []
        pieces += _pieces(text, start, end, places, skipped)
    if text[fragments[-1][1] :].strip():
        pieces.append(CUT)
    return _on_one_line(pieces)


def _merged(found):
    merged = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stretches(found):
    """The shortest stretch that has one place of each list in `found`; if that is long, the first place of
    each of the first few."""
    places = sorted((*span, number) for number, several in enumerate(found) for span in several)
    last, best = {}, None
    for start, end, number in places:
        last[number] = (start, end)
        if len(last) == len(found):
            stretch = min(last.values())[0], max(closes for _, closes in last.values())
            if best is None or stretch[1] - stretch[0] < best[1] - best[0]:
                best = stretch
    if best[1] - best[0] <= _LONGEST_STRETCH:
        return [best]
    return [several[0] for several in found[:_MOST_FRAGMENTS]]


def _around(stretch, places, length):
    """The stretch with what stands around it; no marked word is cut in half."""
    start, end = max(0, stretch[0] - AROUND), min(length, stretch[1] + AROUND)
    for opens, closes in places:
        if opens < start < closes:
            start = opens
        if opens < end < closes:
            end = closes
    return start, end


def _pieces(text, start, end, places, skipped=()):
    pieces, position = [], start
    for opens, closes in places:
        if start <= opens and closes <= end:
            pieces.append(Piece(_without(text, position, opens, skipped)))
            pieces.append(Piece(_without(text, opens, closes, skipped), marked=True))
            position = closes
    pieces.append(Piece(_without(text, position, end, skipped)))
    return [piece for piece in pieces if piece.text]


def _without(text, start, end, skipped):
    """text[start:end] without what is skipped."""
    kept = ""
    for opens, closes in sorted(skipped):
        if start < closes and opens < end:
            kept += text[start : max(start, opens)]
            start = max(start, closes)
    return kept + text[start:end]


def _on_one_line(pieces):
    """Each blank or line ending as one blank, none at the ends, nor the full stop of a heading or of what
    was cut off left at the beginning."""
    tidied, before = [], CUT
    for piece in pieces:
        text = _BLANKS.sub(" ", piece.text)
        if before is CUT and not piece.marked:
            text = text.lstrip(_AFTER_HEADING)
        tidied.append(Piece(text, piece.marked))
        before = piece
    pieces = tidied
    if pieces and not pieces[-1].marked:
        pieces[-1] = Piece(pieces[-1].text.rstrip())
    return [piece for piece in pieces if piece.text]
