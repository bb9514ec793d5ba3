"""PDF, by pypdfium2: Chrome's own reader, ten to a hundred times faster than those written in Python and
hardened against hostile files; it runs in a process of its own with a clock and a ceiling (`pdf_worker`).

Rows of ruled tables become lines with tabs; wrapped lines become paragraphs; page numbers, running heads,
the web page around a printed page and contents pages are left out, and the notices say so.
"""

import json
import subprocess
import sys
from pathlib import Path

from plans.parsing.formats import limits
from plans.parsing.formats.assembly import Row, joined_cells, source_of
from plans.parsing.formats.contents import contents_lines
from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.pdf_flow import paragraphs, without_running_rows, without_web_page
from plans.parsing.formats.pdf_page import PageRow, page_glyphs, visual_rows
from plans.parsing.formats.pdf_tables import page_tables, table_text

_WORKER = Path(__file__).with_name("pdf_worker.py")
_FEW_CHARACTERS = 20
_PICTURE = 0.3  # of the page; less is a seal, a logo or a figure
_OCR = "请先做文字识别（OCR），或换成原 Word 文件后再上传"
_REPAIR = "请重新下载，或用 PDF 阅读器打开后另存一次"
_SMALLER = "请拆成几份，或换成原 Word 文件后再上传"


def read_pdf(data, name):
    """A `Source` from the bytes of a PDF. Raises UnreadableFile where it has a password, is damaged, holds
    only pictures of pages, or takes more pages, characters, time or memory than the limits."""
    answer = _answer(data)
    pages = answer["pages"]
    blank = [number for number, page in enumerate(pages, start=1) if _is_picture(page)]
    rows, heights = [], {}
    tables = 0
    for number, page in enumerate(pages):
        heights[number] = page["height"]
        found, tables = _page_rows(number, page, tables, rows[-1] if rows else None)
        rows.extend(found)
    if not rows:
        raise UnreadableFile("PDF 里没有文字，像是扫描件", f"共 {len(pages)} 页", _OCR)
    notices = []
    broken = [number for number, page in enumerate(pages, start=1) if page.get("damaged")]
    if broken:
        notices.append(f"第 {_listed(broken)} 页已损坏，没有读入。")
    if answer["rules_cut"]:
        notices.append("表格线条太多，后面的表格按普通文字读入，请对照原件核对。")
    if blank:
        notices.append(f"第 {_listed(blank)} 页只有图片没有文字，没有读入。")
    rows, count = without_running_rows(rows, heights)
    if count:
        notices.append(f"页码、页眉、页脚 {count} 行未作为正文读入。")
    rows, count = without_web_page(rows)
    if count:
        notices.append(f"网页打印带进来的导航、页脚等 {count} 行不是文件正文，没有读入。")
    contents = contents_lines([row.text for row in rows])
    if contents:
        notices.append(f"目录 {len(contents)} 行未作为正文读入。")
    rows = [row for index, row in enumerate(rows) if index not in contents]
    lines = [Row(text if row.table == 0 else row.text, table=row.table) for text, row in paragraphs(rows)]
    return source_of(lines, name, "pdf", notices)


def _is_picture(page):
    return page["covered"] > _PICTURE and sum(len(line[3]) for line in page["lines"]) < _FEW_CHARACTERS


def _listed(numbers):
    shown = "、".join(map(str, numbers[:10]))
    return f"{shown} 等 {len(numbers)}" if len(numbers) > 10 else shown


def _page_rows(number, page, tables, before):
    """The page's rows from top to bottom, and the count of tables so far. A table that goes on from the
    page before keeps its number."""
    glyph_lines = list(page_glyphs(page["lines"]))
    placed = []
    for table in page_tables(page["rules"], page["width"], page["height"]):
        cells, rest = table_text(table, glyph_lines)
        if not any(any(row) for row in cells):
            continue
        glyph_lines = rest
        columns = tuple(round(x) for x in table.columns)
        follows = not placed and before is not None and before.table and _same(before.columns, columns)
        if not follows:
            tables += 1
        own = before.table if follows else tables
        for row, top, bottom in zip(cells, table.levels, table.levels[1:], strict=False):
            text = joined_cells(row)
            if text.strip():
                placed.append(
                    PageRow(
                        text, number, columns[0], columns[-1], bottom, top, 0.0, table=own, columns=columns
                    )
                )
    rows = visual_rows(glyph_lines, number)
    for row in rows:
        row.columns = (round(page["width"]),)
    return sorted(placed + rows, key=lambda row: -(row.top + row.bottom)), tables


def _same(first, second):
    return len(first) == len(second) and all(abs(a - b) <= 4 for a, b in zip(first, second, strict=True))


def _answer(data):
    """What the worker read; its refusals and its end by clock or ceiling as UnreadableFile."""
    command = [
        sys.executable,
        "-I",
        str(_WORKER),
        *map(str, (limits.PDF_PAGES, limits.PDF_CHARACTERS, limits.PDF_SECONDS, limits.PDF_MEMORY_BYTES)),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell, the file goes in by standard input
            command, input=data, capture_output=True, timeout=limits.PDF_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("PDF 太复杂，读取超时", f"上限 {limits.PDF_SECONDS} 秒", _SMALLER) from error
    if done.returncode:
        raise UnreadableFile("PDF 已损坏或太复杂，读取没有完成", "", _REPAIR)
    answer = json.loads(done.stdout)
    match answer.get("error"):
        case None:
            return answer
        case "password":
            raise UnreadableFile("PDF 有打开密码", "", "请去掉密码后再上传")
        case "pages":
            raise UnreadableFile(
                "PDF 页数太多", f"{answer['count']} 页，上限 {limits.PDF_PAGES} 页", _SMALLER
            )
        case "characters":
            raise UnreadableFile("PDF 正文太长", f"上限 {limits.PDF_CHARACTERS:,} 字", _SMALLER)
        case "memory":
            raise UnreadableFile(
                "PDF 太复杂，占用内存过多", f"上限 {limits.megabytes(limits.PDF_MEMORY_BYTES)}", _SMALLER
            )
        case _:
            raise UnreadableFile("PDF 已损坏，打不开", "", _REPAIR)
