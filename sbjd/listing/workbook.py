"""An Excel workbook of a list: sheet 说明 says what it holds, sheet 数据 holds it.

Written row by row to a temporary file; never held in memory as a whole.
"""

import tempfile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST_CELL = 32_767
NARROWEST = 10
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


def _write_rows(sheet, table):
    """Write heads and rows; return how many texts were too long for a cell."""
    sheet.freeze_panes = "B2"
    for place, column in enumerate(table.columns, start=1):
        width = max(NARROWEST, 2 * len(column.label) + 4)
        sheet.column_dimensions[get_column_letter(place)].width = column.width or width
    sheet.append([bold(sheet, head) for head in table.heads])
    cut = 0
    for row in table:
        cells = [inert(value) for value in row]
        for place, value in enumerate(cells):
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                cells[place] = value[:LONGEST_CELL]
                cut += 1
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{table.written + 1}"
    return cut


def write_about(sheet, facts, cut=0):
    """Write what a workbook says of itself, (name, text) a row; `cut` texts of it were too long."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90
    if cut:
        said = f"有{cut:,}个单元格的文本超过Excel的上限，只留了开头；CSV与JSON中是全文。"
        facts = [*facts, ("截断", said)]
    for label, text in facts:
        value = WriteOnlyCell(sheet, inert(text))
        value.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([bold(sheet, label), value])


def bold(sheet, text):
    """A cell of `sheet` with `text` as a heading."""
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
