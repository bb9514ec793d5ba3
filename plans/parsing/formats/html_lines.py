"""An HTML tree as the lines a browser shows: block elements and <br> end a line, rows of tables are
lines with tabs, what is hidden or no text (scripts, styles, form fields) is passed over.

Numbers of <ol> are not written out: nearly every government page switches them off in a style sheet
that a saved page does not hold, and types them instead.
"""

import re
from dataclasses import dataclass

from plans.parsing.formats.assembly import joined_cells
from plans.parsing.formats.limits import check_characters

SKIPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "math",
    "select", "option", "button", "input", "textarea", "audio", "video", "map", "head", "title", "meta",
    "link", "base", "datalist", "dialog",
))  # fmt: skip
# As in browsers, an element that is not listed is part of its line.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]")
_MOST_COLUMNS = 60
_MOST_CELLS = 500


@dataclass(slots=True)
class PageLine:
    """A line of a page: its words, how many characters of them are links, the block it stands in."""

    text: str
    links: int
    owner: object
    table: int = 0
    heading: int = 0


def is_hidden(element):
    """Whether the element itself says it is not shown. (visibility:hidden does not count: pages wear it
    until a script has run.)"""
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def page_lines(root, with_hidden=False):
    """The lines under `root`, in the order of the page. Raises UnreadableFile beyond the text limit."""
    walk = _Walk(with_hidden)
    walk.block(root)
    return walk.lines


class _Walk:
    def __init__(self, with_hidden):
        self.with_hidden = with_hidden
        self.lines, self.tables, self.size = [], 0, 0
        self._pieces, self._links = [], 0

    def block(self, element, heading=0):
        """All of a block element; what stood before it on the line ends there."""
        heading = _HEADINGS.get(element.tag, heading)
        self._inside(element, element, heading, False, element.tag == "pre")
        self._flush(element, heading)

    def _inside(self, element, owner, heading, link, kept):
        # Recursion is safe: the HTML reader refuses more than 256 levels.
        self._words(element.text, owner, heading, link, kept)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in SKIPPED and (self.with_hidden or not is_hidden(child)):
                if tag == "br":
                    self._flush(owner, heading)
                elif tag == "table" and not _is_layout(child):
                    self._flush(owner, heading)
                    self._table(child)
                elif tag in _BLOCKS:
                    self._flush(owner, heading)
                    self.block(child, heading)
                else:
                    self._inside(child, owner, heading, link or tag == "a", kept)
            self._words(child.tail, owner, heading, link, kept)

    def _words(self, text, owner, heading, link, kept):
        if not text:
            return
        if kept and "\n" in text:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._words(first, owner, heading, link, False)
            for line in others:
                self._flush(owner, heading)
                self._words(line, owner, heading, link, False)
            return
        self._pieces.append(text)
        if link:
            self._links += len(text.strip())

    def _flush(self, owner, heading):
        if self._pieces:
            text = folded_space("".join(self._pieces))
            if text.strip():
                self._add(PageLine(text, min(self._links, len(text)), owner, heading=heading))
        self._pieces, self._links = [], 0

    def _add(self, line):
        self.size += len(line.text)
        check_characters(self.size)
        self.lines.append(line)

    def _table(self, table):
        self.tables += 1
        number, covered, caption = self.tables, {}, True
        for row in _rows(table):
            if caption and len(_cells(row)) == 1 and not covered:
                # A cell across the whole table, above its first row, is a heading, in lines of its own.
                self.block(_cells(row)[0])
                continue
            caption = False
            cells, links, starts = [], 0, {}
            for cell in _cells(row):
                if not self.with_hidden and is_hidden(cell):
                    continue
                _skip_covered(cells, covered)
                column = len(cells)
                words = _Walk(self.with_hidden)
                words.block(cell)
                width = min(_span(cell, "colspan"), _MOST_COLUMNS) if len(cells) < _MOST_CELLS else 1
                starts.update((place, _span(cell, "rowspan") - 1) for place in range(column, column + width))
                cells.extend([" ".join(line.text for line in words.lines)] + [""] * (width - 1))
                links += sum(line.links for line in words.lines)
            covered = {place: left - 1 for place, left in covered.items() if left > 1}
            covered.update((place, left) for place, left in starts.items() if left and place < _MOST_COLUMNS)
            text = joined_cells(cells)
            if text.strip():
                self._add(PageLine(text, min(links, len(text)), row, table=number))


def folded_space(text):
    """White space as a browser folds it, but for a line end between two Chinese characters, which is
    where the file was wrapped and no space at all. Full-width and no-break spaces stay."""

    def fold(match):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        wrapped = "\n" in match.group() or "\r" in match.group()
        return "" if wrapped and _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACE.sub(fold, text).strip(" ")


def _rows(table):
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell, name):
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _cells(row):
    return [cell for cell in row if cell.tag in ("td", "th")]


def _skip_covered(cells, covered):
    """Empty cells for the columns that a cell of an earlier row still covers."""
    while covered.get(len(cells), 0) > 0:
        cells.append("")


def _is_layout(table):
    """Whether a table only places things: it holds tables, or one cell a row, or nearly all its words
    in one cell of many paragraphs."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = [_cells(row) for row in _rows(table)]
    if max(map(len, rows), default=0) <= 1:
        return True
    cells = [(len("".join(cell.itertext())), cell) for row in rows for cell in row]
    total = sum(length for length, _ in cells)
    length, largest = max(cells, key=lambda pair: pair[0])
    blocks = sum(1 for _ in largest.iterdescendants("p", "div", "br", "li"))
    return length > 0.8 * total and blocks >= 6
