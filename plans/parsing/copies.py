"""Passages that stand twice because a page was pasted or saved wrongly.

A repeated passage alone proves nothing: plans repeat themselves, and annexes repeat the plan. It is a
faulty copy when it follows its original at once, starts in the middle of a sentence and runs over a line
break, as only a slip does.
"""

from dataclasses import dataclass

_GRAM = 40
_SHORTEST = 60
_PREFIX = 20
_GAP = 4
_ENDS = "。！？;；:："


@dataclass(frozen=True, slots=True)
class Copy:
    """The passage `start:end` stands word for word at `original` already."""

    start: int
    end: int
    original: int


def find_copies(text, start, end):
    """The faulty copies inside `text[start:end]`, in order.

    Runs in time proportional to the length: the text is indexed by grams that do not overlap, and a
    match is followed to its end once, after which the search goes on behind it.
    """
    index, copies, position = {}, [], start
    indexed = start
    while position + _GRAM <= end:
        while indexed + _GRAM <= position:
            index.setdefault(text[indexed : indexed + _GRAM], indexed)
            indexed += _GRAM
        original = index.get(text[position : position + _GRAM])
        if original is None:
            position += 1
            continue
        first, second = original, position
        floor = copies[-1].end if copies else start
        while first > start and second > floor and text[first - 1] == text[second - 1] and second - first > 1:
            first, second = first - 1, second - 1
        length = position - second + _GRAM
        while second + length < end and text[first + length] == text[second + length]:
            length += 1
        follows = first + length >= second - _GAP
        if length >= _SHORTEST and follows and _is_slip(text, second, second + length):
            copies.append(Copy(second, second + length, first))
        position = second + length
    return copies


def _is_slip(text, start, end):
    """Whether the passage begins well inside a line, in mid sentence, and runs over a line break."""
    line_start = (
        max(text.rfind("\n", max(0, start - 2000), start), text.rfind("\r", max(0, start - 2000), start)) + 1
    )
    before = text[line_start:start].strip(" \t\u3000")
    passage = text[start:end]
    if len(before) < _PREFIX or before[-1] in _ENDS or "\t" in passage:
        return False
    return "\n" in passage.strip() and len(set(passage)) > 20
