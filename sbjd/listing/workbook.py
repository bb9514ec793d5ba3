"""An Excel workbook of a list: sheet 说明 says what it holds, sheet 数据 holds it.

Written row by row to a temporary file; never held in memory as a whole. A file names the widths of its
columns before its rows, so the first rows are looked at before any is written; whatever a later one has
that is wider stands on several lines.
"""

import tempfile
from itertools import chain, islice

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767
# In digits. Beside its text a cell has a margin, beside its name a head has the button of its filter.
NARROWEST, WIDEST = 10, 50
MARGIN, BUTTON = 2, 4
LOOKED_AT = 200
# In points, and as high as Excel lets a row be.
LINE, MOST_LINES = 15, 27
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")


def inert(value):
    """`value` as a spreadsheet may hold it: numbers stay numbers, no text starts a formula.

    >>> inert("=1+1"), inert(3), inert(None)
    ("'=1+1", 3, '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    formula = len(value) > 1 and value.startswith(_FORMULA_STARTS)  # a sign alone (the bound =) is none
    return f"'{value}" if formula else value


def workbook_file(table):
    """A temporary file with the workbook of `table` (exports.Taken), open at its beginning. Whoever takes
    it closes it, and it is gone."""
    book = Workbook(write_only=True)
    about, sheet = book.create_sheet("说明"), book.create_sheet("数据")
    cut = _write_rows(sheet, table)
    write_about(about, [(label, text) for _, label, text in table.facts] + table.notes, cut)
    return saved(book)


def saved(book):
    """A temporary file with the openpyxl workbook `book`, open at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def text_width(text):
    """How wide a text is in digits: its widest line, a Chinese character being as wide as two digits.

    >>> text_width("nanshan-m05"), text_width("知识产权"), text_width("甲\\n乙丙")
    (11, 8, 4)
    """
    # Three bytes for a Chinese character and one for a digit: quick, and told apart well enough.
    return max((len(line.encode()) + len(line)) // 2 for line in text.split("\n"))


def _width(column, values):
    """How wide a column is made that has these `values` in its first rows."""
    wanted = max((text_width(str(value)) for value in values if value is not None), default=0) + MARGIN
    name = text_width(column.label) + BUTTON
    return max(NARROWEST, name, min(wanted, column.width or WIDEST))


def _lines(value, width):
    """On how many lines a value stands in a column of this width."""
    room = width - MARGIN
    if not isinstance(value, str) or (2 * len(value) <= room and "\n" not in value):  # as most are
        return 1
    return sum(max(1, -(-text_width(line) // room)) for line in value.split("\n"))


def _append(sheet, number, cells, widths):
    """Write row `number`, as high as its texts need: not every program sees to that by itself."""
    lines = max(_lines(cell.value, width) for cell, width in zip(cells, widths, strict=True))
    if lines > 1:
        sheet.row_dimensions[number].height = LINE * min(lines, MOST_LINES)
    sheet.append(cells)
    sheet.row_dimensions.pop(number, None)  # it is written


def _write_rows(sheet, table):
    """Write heads and rows; return how many texts were too long for a cell."""
    sheet.freeze_panes = "B2"
    rows = iter(table)
    first = list(islice(rows, LOOKED_AT))
    widths = [_width(column, [row[at] for row in first]) for at, column in enumerate(table.columns)]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([bold(sheet, head) for head in table.heads])
    # A row is written as soon as it is appended, so one cell of each column serves for all rows.
    cells = [_body_cell(sheet, column) for column in table.columns]
    cut = 0
    for number, row in enumerate(chain(first, rows), start=2):
        for cell, value in zip(cells, row, strict=True):
            value = inert(value)
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                value = value[:LONGEST_CELL]
                cut += 1
            cell.value = value
        _append(sheet, number, cells, widths)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{table.written + 1}"
    return cut


def _body_cell(sheet, column):
    """A cell of `column` without a value. Beside a text of several lines the rest stands at the top."""
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.percent:
        cell.number_format = "0%"
    return cell


def write_about(sheet, facts, cut=0):
    """Write what a workbook says of itself, (name, text) a row; `cut` texts of it were too long."""
    widths = 16, 90
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = widths
    if cut:
        said = f"有{cut:,}个单元格的文本超过Excel的上限，只留了开头；CSV与JSON中是全文。"
        facts = [*facts, ("截断", said)]
    for number, (label, text) in enumerate(facts, start=1):
        value = WriteOnlyCell(sheet, inert(text))
        value.alignment = Alignment(wrap_text=True, vertical="top")
        _append(sheet, number, [bold(sheet, label), value], widths)


def bold(sheet, text):
    """A cell of `sheet` with `text` as a heading."""
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
