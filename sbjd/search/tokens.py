"""Folded text → runs of units.

A unit is one Chinese (Japanese, Korean) character, one of the signs + % &, a number (5.8 is one) or a
word of letters. Blanks and punctuation end a run: units of one run touch one another in the text. A word
and a number that touch (5g, 20xx) are two units, the second of them `glued`: nobody who types its
beginning means it.
"""

import re
from typing import NamedTuple

from sbjd.search.common import COMMON

# Made again whenever what this module makes of a text changes: an index of another version is no good.
VERSION = "1"

_CHARACTERS = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua48c\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_SINGLE = f"{_CHARACTERS}+%&"
# One character of a word or a number, and one that is in no unit at all.
WORD = f"[^\\W_{_SINGLE}]"
GAP = f"(?:[^\\w{_SINGLE}]|_)"
_NUMBER = r"\d+(?:\.\d+)*"
_PARTS = re.compile(f"([{_SINGLE}]+)|({_NUMBER})|[^\\W\\d_{_SINGLE}]+")

SINGLE, NUMBER, LETTERS = "single", "number", "letters"
# What an index keeps of one word or number; how many units one position-free gram holds, and how many one
# of common pairs alone.
LONGEST = 40
GRAM = 3
LONG_GRAM = 6


class Unit(NamedTuple):
    """A unit as it stands in folded text[start:end]. `joined`: nothing stands between it and the unit
    before; `glued`: both of these are of letters or digits."""

    text: str
    kind: str
    start: int
    end: int
    joined: bool
    glued: bool


def units(text):
    """The units of folded `text`, in order.

    >>> [unit.text for unit in units("5g+互联网，3.5%")]
    ['5', 'g', '+', '互', '联', '网', '3.5', '%']
    """
    found, end, after_word = [], -1, False
    for part in _PARTS.finditer(text):
        start, joined = part.start(), part.start() == end
        end = part.end()
        if part.group(1):
            found += [
                Unit(text[at], SINGLE, at, at + 1, joined or at > start, False) for at in range(start, end)
            ]
        else:
            kind = NUMBER if part.group(2) else LETTERS
            found.append(Unit(part.group(), kind, start, end, joined, joined and after_word))
        after_word = not part.group(1)
    return found


def runs(text):
    """The runs of folded `text`, each a list of units as the index writes them: a word or number ends
    with "_", so that a whole one can be told from a beginning; a glued one begins with "~". Of an
    endless word they keep the first `LONGEST` characters.

    >>> runs("5g网络，ip")
    [['5_', '~g_', '网', '络'], ['ip_']]
    """
    found, end, after_word = [], -1, False
    for part in _PARTS.finditer(text):
        joined = part.start() == end
        end = part.end()
        if not joined:
            run = []
            found.append(run)
        if part.group(1):
            run += part.group()
            after_word = False
        else:
            word = part.group()[:LONGEST]
            run.append(f"~{word}_" if joined and after_word else f"{word}_")
            after_word = True
    return found


def pair(unit, after=""):
    """The token of a unit and the one after it in its run; the last unit of a run stands alone."""
    return (unit + after).replace("_~", "~")


def tokens(text):
    """What a phrase index holds of folded `text`: each unit with the one after it, in order.

    So one token tells whether a unit is followed by another, a phrase of tokens is that phrase of text
    and no other, and the beginning of a token finds a unit wherever it stands.

    >>> tokens("知识产权，ip")
    ['知识', '识产', '产权', '权', 'ip_']
    """
    found = []
    for run in runs(text):
        found += map(str.__add__, run, run[1:])
        found.append(run[-1])
    return [token.replace("_~", "~") for token in found] if "~" in "".join(found) else found


def grams(text):
    """What an index without positions holds of folded `text`: every stretch of one to `GRAM` units, the
    common longer ones, and the beginnings of words.

    >>> sorted(grams("ip网"))
    ['i', 'ip', 'ip_', 'ip_网', '网']
    """
    found = set()
    for run in runs(text):
        found.update(run)
        for size in range(2, GRAM + 1):
            found.update(map("".join, zip(*(run[start:] for start in range(size)), strict=False)))
        found.update(long_grams(run))
        for unit in run:
            if unit[-1] == "_" and not unit[-2].isdecimal():
                found.update(unit[:end] for end in range(1 + (unit[0] == "~"), len(unit)))
    return found


def long_grams(run):
    """The stretches of `GRAM` + 1 to `LONG_GRAM` units of a run in which every pair is a common one."""
    begins = 0
    for end in range(2, len(run) + 1):
        if run[end - 2] + run[end - 1] not in COMMON:
            begins = end - 1
        for start in range(max(begins, end - LONG_GRAM), end - GRAM):
            yield "".join(run[start:end])
