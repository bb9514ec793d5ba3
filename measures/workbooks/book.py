"""The workbook that goes out: sheet 说明 says how to correct it, 数据 holds the rows, 词表 the choices."""

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from measures.workbooks import marks
from measures.workbooks.columns import in_cell
from measures.workbooks.reading import MOST_ROWS, SHEET
from sbjd.listing.workbook import bold, saved, write_about

TERMS = "词表"
FROZEN = "C2"
_EDITABLE = PatternFill("solid", fgColor="FFF2CC")
_FIXED = PatternFill("solid", fgColor="E7E6E6")
_HOW = (
    ("可改的列", "列名底色为黄的各列可以改；灰的只供查看，改了会被退回。印出的原文不在这里改。"),
    ("按编码对应", "每行按“编码”找到原来的那一条，行的次序随意；不改的行可以删去，不能新增。"),
    ("隐藏的列", "最后一列是隐藏的标记，用来发现导出之后别人的改动，请勿删改。"),
    ("导入", "在同一个列表点“导入工作簿”，先看逐项的新旧对照，填写修改理由后才写入；有一处错误就整份不写。"),
)


def book_of(resource, rows, facts):
    """A temporary file with the workbook of `rows`, open at its beginning; who takes it closes it. `facts`
    are (name, text) of what the workbook holds."""
    book = Workbook(write_only=True)
    about, sheet, terms = (book.create_sheet(name) for name in ("说明", SHEET, TERMS))
    columns = list(resource.fields.values())
    _offer_choices(sheet, terms, columns)
    sheet.freeze_panes = FROZEN
    for place, column in enumerate(columns, start=1):
        width = column.width or 2 * len(column.label) + 4
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.column_dimensions[get_column_letter(len(columns) + 1)].hidden = True
    sheet.append([*(_head(sheet, column) for column in columns), bold(sheet, marks.LABEL)])
    count = 0
    for row in rows:
        texts = resource.texts(row)
        cells = [_cell(column, texts[name]) for name, column in resource.fields.items()]
        sheet.append([*cells, resource.mark(row, texts)])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    write_about(about, [*facts, ("条数", f"{count:,}"), *_HOW])
    return saved(book)


def _cell(column, text):
    return column.widget.cell(text) if column.widget.numeric else in_cell(text)


def _head(sheet, column):
    head = bold(sheet, column.label)
    head.fill = _EDITABLE if column.editable else _FIXED
    return head


def _offer_choices(sheet, terms, columns):
    """Write what may be chosen into the sheet `terms`, and let the cells of `sheet` offer it."""
    lists = {}
    for column in columns:
        if column.editable and column.widget.choices:
            lists.setdefault(column.widget.choices, []).append(column)
    heads = ["、".join(column.label for column in offered) for offered in lists.values()]
    terms.append([bold(terms, head) for head in heads])
    for at in range(max(map(len, lists), default=0)):
        terms.append([in_cell(choices[at]) if at < len(choices) else None for choices in lists])
    for place, (choices, offered) in enumerate(lists.items(), start=1):
        terms.column_dimensions[get_column_letter(place)].width = 30
        letter = get_column_letter(place)
        source = f"'{TERMS}'!${letter}$2:${letter}${len(choices) + 1}"
        # Nothing is enforced here: a slug is understood too, and whoever errs is told so in the preview.
        offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        for column in offered:
            letter = get_column_letter(columns.index(column) + 1)
            offer.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        sheet.data_validations.append(offer)
