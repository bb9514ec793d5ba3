"""A document as it was received: its text, its physical lines, its tables.

Every format in `formats/` ends here, and everything after it works on a `Source` alone. Offsets are
counted in characters of `Source.text`, which is never changed after this point: no NFKC, no trimming.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line (or, for formats without lines, one paragraph).

    `number` counts from 1; `text[start:end]` is the line without its line ending. `table` is the
    number of the table the line is a row of, from 1, or 0; cells of a row are joined by a tab.

    What only some formats know: `heading` is the level the file itself gives the line as a heading
    (# of Markdown, h1 to h6, an outline level in Word), 0 where it gives none; `prefix` the length of
    the mark-up before the printed words (`## `), so `text[start + prefix:end]` is what a reader sees;
    `kind` is "" for the document's own words, "note" for a footnote (put after the paragraph that
    refers to it), "markup" for a line no reader sees (a comment, the front matter, a table's rule).
    """

    number: int
    start: int
    end: int
    table: int = 0
    heading: int = 0
    prefix: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document ready to parse.

    `name` is the file's own name, `format` one of txt, docx, html, pdf, md, and `notices` are
    sentences (Chinese) about what reading the file cost: a header left out, a page without text.
    """

    text: str
    lines: tuple[Line, ...]
    name: str = ""
    format: str = "txt"
    notices: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def from_text(cls, text, name="", format="txt", notices=()):
        """A Source whose lines are the physical lines of `text`; \\n, \\r\\n and \\r end a line."""
        lines, position, number = [], 0, 0
        while position < len(text):
            match = _LINE.match(text, position)
            number += 1
            content = match.group().rstrip("\r\n")
            lines.append(Line(number, position, position + len(content)))
            position = match.end()
        return cls.of(text, lines, name, format, notices)

    @classmethod
    def of(cls, text, lines, name="", format="txt", notices=()):
        """A Source from lines a format has already cut."""
        return cls(text, tuple(lines), name, format, tuple(notices), tuple(line.start for line in lines))

    def line_at(self, offset):
        """The `Line` in which the character at `offset` stands (the last one for the end of the text)."""
        if not self.lines:
            return Line(1, 0, 0)
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]
