"""One page of a PDF as rows of text with their place, in the order a reader sees them."""

import re
from dataclasses import dataclass
from statistics import median

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDE = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]")
_LATIN = re.compile("[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character and its box; `size` is the height of its line's box."""

    character: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def centre(self):
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(slots=True)
class PageRow:
    """A line as printed: its words, its place (points, from the lower left corner), its letter size
    (width of a Chinese character), the page from 0. `table` counts tables from 1; `cells` are a row's."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    table: int = 0
    columns: tuple = ()


def page_glyphs(lines):
    """The glyphs of each of the worker's lines, white space and icons left out but remembered as gaps."""
    for _, bottom, top, text, edges in lines:
        glyphs = [
            Glyph(character, edges[2 * index], edges[2 * index + 1], bottom, top)
            for index, character in enumerate(text)
        ]
        # A glyph of an icon font has no meaning outside of its font.
        yield [glyph for glyph in glyphs if not _PRIVATE.match(glyph.character)]


def visual_rows(lines, page):
    """`PageRow`s from lists of glyphs: those on one height are one row, rows go from top to bottom."""
    pieces = []
    for glyphs in lines:
        seen = [glyph for glyph in glyphs if not glyph.character.isspace()]
        if seen:
            pieces.append((max(g.top for g in seen), min(g.bottom for g in seen), glyphs))
    pieces.sort(key=lambda piece: (-piece[0], piece[2][0].left))
    rows = []
    for top, bottom, glyphs in pieces:
        middle = (top + bottom) / 2
        last = rows[-1] if rows else None
        if last and last[1] < middle < last[0] and last[1] < (last[0] + last[1]) / 2 < top:
            last[2].append(glyphs)
        else:
            rows.append([top, bottom, [glyphs]])
    return [_row(top, bottom, parts, page) for top, bottom, parts in rows]


def _row(top, bottom, parts, page):
    parts.sort(key=lambda glyphs: glyphs[0].left)
    glyphs = [glyph for part in parts for glyph in part]
    seen = [glyph for glyph in glyphs if not glyph.character.isspace()]
    size = letter_size(seen)
    return PageRow(
        spaced_text(glyphs, size), page, seen[0].left, max(g.right for g in seen), bottom, top, size
    )


def letter_size(glyphs):
    """The width of a Chinese letter in these glyphs; of others four fifths of their height."""
    widths = [glyph.right - glyph.left for glyph in glyphs if _WIDE.match(glyph.character)]
    return median(widths) if widths else 0.8 * max((g.top - g.bottom for g in glyphs), default=0)


def spaced_text(glyphs, size):
    """The words of one row: a gap of more than two letters is a tab, a lesser one a space only where
    the reader found one."""
    pieces, last, space = [], None, False
    for glyph in glyphs:
        if glyph.character.isspace():
            space = True
            continue
        if last is not None:
            gap = glyph.left - last.right
            if gap > 2 * size:
                pieces.append("\t")
            elif space or (
                gap > 0.6 * size and _LATIN.match(glyph.character) and _LATIN.match(last.character)
            ):
                pieces.append(" ")
        pieces.append(glyph.character)
        last, space = glyph, False
    return "".join(pieces)


def joined(first, second):
    """Two printed lines as one: a space only between Latin words."""
    if first and second and _LATIN.match(first[-1]) and _LATIN.match(second[0]) and not first[-1].isdigit():
        return f"{first} {second}"
    return first + second
