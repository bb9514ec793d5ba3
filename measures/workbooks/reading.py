"""A file that was sent → the rows of its sheet 数据. What cannot be read is refused with a sentence.

Nothing is trusted: not the size the file claims, nor its dimensions, nor that it is a workbook at all.
"""

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from measures.workbooks.columns import Unreadable, shown
from plans.parsing.formats import limits
from plans.parsing.formats.docx import check_package
from plans.parsing.formats.errors import UnreadableFile

SHEET = "数据"
MOST_ROWS, MOST_COLUMNS = 5000, 100
MOST_BYTES = 10 * limits.MEGABYTE
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UNTAKEN = {
    "f": "是公式。请改成算好的数值或文字。",
    "e": "是公式算不出来的错误值。请改成数值或文字。",
    "d": "被表格软件变成了日期。请把单元格格式设为“文本”，再照原样填写。",
}


class Refused(Exception):
    """The file as a whole cannot be taken; the message is a sentence for the user."""


@dataclass(slots=True)
class Sheet:
    """The rows of a file: `columns` {label: letter}, `rows` [(number of the row, {label: value})]; `unknown`
    are columns that were not asked for."""

    columns: dict
    rows: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


def read(file, needed, known):
    """The `Sheet` of an uploaded `file`. It must have the columns `needed`; of others only those in `known`
    are read. Raises Refused."""
    if file.size > MOST_BYTES:
        raise Refused(f"文件有{limits.megabytes(file.size)}，超过{limits.megabytes(MOST_BYTES)}的上限。")
    data = file.read()
    _check(data)
    # What a damaged file makes the library raise is anything at all; it all means the same here.
    try:
        book = load_workbook(BytesIO(data), read_only=True)
        names = book.sheetnames
        lines = _lines(book[SHEET]) if SHEET in names else None
    except Exception as error:
        raise Refused("工作簿已损坏，打不开。请用 Excel 或 WPS 打开后另存一次再上传。") from error
    if lines is None:
        raise Refused(f"工作簿里没有名为“{SHEET}”的工作表（有：{'、'.join(names[:10])}）。")
    return _sheet(lines, needed, known)


def _check(data):
    if not data:
        raise Refused("文件是空的。")
    if data.startswith(_OLD_OFFICE):
        raise Refused("这是旧版 .xls 文件，或设了打开密码。请去掉密码，另存为 .xlsx 再上传。")
    if not zipfile.is_zipfile(BytesIO(data)):
        raise Refused("这不是 Excel 工作簿。请上传从列表导出、修改后保存的 .xlsx 文件。")
    try:
        check_package(data)
    except UnreadableFile as error:
        if error.__cause__ is not None:
            raise Refused("工作簿已损坏，打不开。请用 Excel 或 WPS 打开后另存一次再上传。") from error
        raise Refused(f"{error.what}。不能读取。") from error
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise Refused("这不是 Excel 工作簿。请上传从列表导出、修改后保存的 .xlsx 文件。")


def _lines(sheet):
    """[(number, [value])] of the rows that hold anything, the head among them."""
    lines = []
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        values = [_value(cell) for cell in row]
        if any(value is not None and value != "" for value in values):
            lines.append((number, values))
    return lines


def _value(cell):
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return None
    if kind in ("f", "e"):
        return Unreadable(_UNTAKEN[kind])
    if isinstance(value, date | datetime | time | timedelta):
        return Unreadable(_UNTAKEN["d"])
    if isinstance(value, bool | int | float | str):
        return value
    return Unreadable("不是数值也不是文字。")


def _sheet(lines, needed, known):
    if not lines or lines[0][0] != 1:
        raise Refused(f"工作表“{SHEET}”的第一行是空的，那里应是列名。")
    heads = ["" if isinstance(value, Unreadable) else shown(value) for value in lines[0][1]]
    doubles = [head for head, count in Counter(filter(None, heads)).items() if count > 1]
    if doubles:
        raise Refused(f"工作表“{SHEET}”有两列都叫“{doubles[0]}”。")
    missing = [f"“{label}”" for label in needed if label not in heads]
    if missing:
        raise Refused(f"工作表“{SHEET}”缺少列{'、'.join(missing)}。请从列表重新导出。")
    if lines[-1][0] > MOST_ROWS + 1:
        raise Refused(f"工作表“{SHEET}”超过{MOST_ROWS:,}行，请分成几份。")
    places = {head: place for place, head in enumerate(heads) if head in known}
    sheet = Sheet({head: get_column_letter(place + 1) for head, place in places.items()})
    sheet.unknown = [head for head in heads if head and head not in known]
    for number, values in lines[1:]:
        sheet.rows.append((number, {head: values[place] for head, place in places.items()}))
    if not sheet.rows:
        raise Refused(f"工作表“{SHEET}”只有列名，没有内容。")
    return sheet
