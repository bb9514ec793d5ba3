"""Physical lines → paragraphs: hard-wrapped lines are rejoined, everything else is one line each.

A paragraph keeps its place: it runs from its first character to its last, line breaks between
included, so nothing is lost and offsets stay true.
"""

import re
from dataclasses import dataclass

from plans.parsing.numbering import find_label

_CLOSED = tuple("。！？!?;；:：")
_HASHES = re.compile(r"#{1,6}[ \t]+")
_BLANK = " \t\u3000\xa0\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `start` is its first visible character; `mark` the level of a Markdown heading
    (number of #), 0 without; `breaks` are the offsets at which one printed line ended inside it."""

    line: int
    start: int
    end: int
    table: int = 0
    mark: int = 0
    breaks: tuple[int, ...] = ()

    @property
    def length(self):
        return self.end - self.start


def _trim(text, start, end):
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _wrap_width(lengths):
    """The width at which lines were broken, or 0 where they were not: many lines of one length and
    hardly any longer."""
    long_lines = [length for length in lengths if length >= 25]
    if len(long_lines) < 12:
        return 0
    long_lines.sort()
    width = long_lines[int(len(long_lines) * 0.9)]
    if width > 60 or long_lines[-1] > width + 12:
        return 0
    near = sum(1 for length in long_lines if length >= width - 3)
    return width if near >= 0.5 * len(long_lines) else 0


def find_paragraphs(source, folded):
    """The paragraphs of `source` in order; `folded` is its half-width text. Blank lines end one."""
    pieces = []
    for line in source.lines:
        start, end = _trim(source.text, line.start + line.prefix, line.end)
        hashes = _HASHES.match(source.text, start, end)
        mark = hashes.group().count("#") if hashes else line.heading * (source.format == "md")
        if hashes:
            start = hashes.end()
        if line.kind == "markup":
            start = end  # a rule or a comment of the file's own, no text of the document
        pieces.append((line, start, end, mark))
    wrap = _wrap_width([end - start for line, start, end, _ in pieces if not line.table])
    paragraphs, open_piece = [], None
    for line, start, end, mark in pieces:
        if start >= end:
            open_piece = None
            continue
        if (
            open_piece is not None
            and not mark
            and not line.table
            and _joins(source, folded, open_piece, start, end, wrap)
        ):
            previous = paragraphs[-1]
            paragraphs[-1] = Paragraph(
                previous.line, previous.start, end, 0, previous.mark, (*previous.breaks, open_piece[1])
            )
        else:
            paragraphs.append(Paragraph(line.number, start, end, line.table, mark))
        open_piece = None if line.table or mark else (start, end)
    return paragraphs


def _joins(source, folded, piece, start, end, wrap):
    """Whether the line `start:end` continues the wrapped line `piece` before it."""
    if not wrap or piece[1] - piece[0] < wrap - 3:
        return False
    if source.text[piece[1] - 1] in _CLOSED and piece[1] - piece[0] < wrap:
        return False
    return find_label(folded, start, end) is None or _inside_number(source.text, piece[1])


def _inside_number(text, end):
    return text[end - 1].isdigit() or text[end - 1] in "第(（"
