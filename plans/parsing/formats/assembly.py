"""Rows that a reader found, put together as a `Source`."""

from dataclasses import dataclass

from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.limits import check_characters
from plans.parsing.source import Line, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One line to be: its words, and what `Line` says about `table`, `heading` and `kind`."""

    text: str
    table: int = 0
    heading: int = 0
    kind: str = ""


def joined_cells(cells):
    """A table's row as one line: cells joined by a tab, white space inside a cell folded to a space,
    empty cells kept so that columns line up, except at the end of the row."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def visible_characters(rows):
    """How many characters of the rows a reader can see."""
    return sum(len("".join(row.text.split())) for row in rows)


def source_of(rows, name, format, notices=()):
    """A Source whose text is the rows, each ended by a line feed.

    Raises UnreadableFile where the rows hold no visible character or too many.
    """
    lines, pieces, position = [], [], 0
    for number, row in enumerate(rows, start=1):
        text = row.text.replace("\r", " ").replace("\n", " ")
        lines.append(
            Line(number, position, position + len(text), table=row.table, heading=row.heading, kind=row.kind)
        )
        pieces.append(text + "\n")
        position += len(text) + 1
    check_characters(position)
    if not visible_characters(rows):
        raise UnreadableFile("文件里没有文字", "", "如果文件里只有图片，请先做文字识别（OCR），再上传文字版")
    return Source.of("".join(pieces), lines, name, format, notices)
