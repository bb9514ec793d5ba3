"""Snippets: cut from the text as printed, with the searched words marked.

A piece is a text and whether it was searched; a template escapes and marks it. Matching is done
on folded characters, each of which remembers the printed one it came from.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from plans.parsing.folding import fold

BEFORE, LENGTH = 24, 96
_AFTER_HEADING = " 。.：:"
_BLANKS = re.compile(r"\s+")


class Piece(NamedTuple):
    """A stretch of text; `marked` when it is what was searched."""

    text: str
    marked: bool = False


@lru_cache(maxsize=8192)
def _folded(character):
    return fold(character)


def _spans(text, words):
    """Where the folded `words` stand in `text`: sorted spans of printed characters, none overlapping."""
    places = [(place, one) for place, character in enumerate(text) for one in _folded(character)]
    folded = "".join(one for _, one in places)
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((places[at][0], places[at + len(word) - 1][0] + 1))
            at = folded.find(word, at + len(word))
    merged = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text, words):
    """`text` in pieces, the folded `words` of a query marked wherever they stand.

    >>> [piece.text for piece in marked("知识①产权质押", ["知识产权"]) if piece.marked]
    ['知识①产权']
    """
    pieces, position = [], 0
    for start, end in _spans(text, words) if words else ():
        pieces += [Piece(text[position:start]), Piece(text[start:end], marked=True)]
        position = end
    pieces.append(Piece(text[position:]))
    return [piece for piece in pieces if piece.text]


def snippet(text, words):
    """About a hundred characters of `text` around the first of `words`, in pieces; its beginning when
    there are no words or they stand elsewhere."""
    text = _BLANKS.sub(" ", text).lstrip(_AFTER_HEADING).rstrip()
    spans = _spans(text, words) if words else []
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    end = min(len(text), start + LENGTH)
    if spans:  # a marked word is not cut in half
        end = max(end, spans[0][1])
    pieces = marked(text[start:end], words)
    return ([Piece("…")] if start else []) + pieces + ([Piece("…")] if end < len(text) else [])
