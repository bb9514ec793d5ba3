"""Web pages, by lxml: the fastest forgiving HTML parser for Python, kept for twenty years, with limits
on depth and size that stay on here (`huge_tree=False`) and no network.

The document is taken out of the page (`html_body`); the lines are those a browser shows (`html_lines`).
"""

import re

from lxml import etree

from plans.parsing.formats.assembly import Row, source_of
from plans.parsing.formats.contents import contents_lines
from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.html_body import document_lines, document_title
from plans.parsing.formats.html_lines import page_lines
from plans.parsing.formats.html_tags import has_crowded_tag
from plans.parsing.formats.limits import HTML_BYTES, HTML_ELEMENTS, megabytes
from plans.parsing.formats.text import decode

_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "big5": "big5",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
}  # fmt: skip
_DECLARATION = re.compile(r"\A<\?xml[^>]*>")
_LIMITS = ("ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY")
_TAG = re.compile(r"<[a-zA-Z!/]")


def read_html(data, name):
    """A `Source` from the bytes of a saved page or a piece of one. Raises UnreadableFile where it is no
    text, has no words, or is nested so deeply that no browser would show it."""
    if len(data) > HTML_BYTES:
        raise UnreadableFile(
            "网页太大",
            f"{megabytes(len(data))}，上限 {megabytes(HTML_BYTES)}",
            "请在浏览器中另存为“网页，仅 HTML”，或把正文复制到 Word 后上传",
        )
    declared = _CHARSET.search(data[:4096])
    text, notices = decode(data, _CHARSETS.get(declared.group(1).decode().lower(), "") if declared else "")
    if not _TAG.search(text):
        raise UnreadableFile(
            "文件内容与扩展名不符：里面没有任何网页标记", "", "如果是纯文本，请把扩展名改为 .txt 后再上传"
        )
    if has_crowded_tag(text):
        raise UnreadableFile(
            "网页里有一个标记带着几百个属性，可能是恶意构造的文件", "", "请把正文复制到 Word 后上传"
        )
    root = _tree(_DECLARATION.sub("", text.lstrip(), count=1))
    elements = sum(1 for _ in root.iter())
    if elements > HTML_ELEMENTS:
        raise UnreadableFile(
            "网页标记太多", f"{elements:,} 个，上限 {HTML_ELEMENTS:,} 个", "请把正文复制到 Word 后上传"
        )
    lines = page_lines(root)
    document = document_lines(root, lines)
    hidden = page_lines(root, with_hidden=True)
    if _words(document) * 4 < _words(hidden) - _words(lines):
        # The text waits for a script that shows it; what is on the screen is only the frame.
        lines, document = hidden, document_lines(root, hidden)
    rows = [Row(line.text, table=line.table, heading=line.heading) for line in document]
    contents = contents_lines([row.text for row in rows])
    rows = [row for index, row in enumerate(rows) if index not in contents]
    title = document_title(root, lines, document)
    if title:
        rows.insert(0, Row(title, heading=1))
    notices = [*notices]
    if len(lines) > len(document):
        notices.append(f"网页上的导航、页脚等 {len(lines) - len(document)} 行不是文件正文，没有读入。")
    if contents:
        notices.append(f"目录 {len(contents)} 行未作为正文读入。")
    return source_of(rows, name, "html", notices)


def _words(lines):
    return sum(len(line.text) - line.links for line in lines)


def _tree(text):
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError as error:
        root, cause = None, error
    else:
        cause = None
    # The parser stops at its limits and keeps what it had; half a document is not to pass for a whole one.
    if any(entry.type_name in _LIMITS for entry in parser.error_log):
        raise UnreadableFile(
            "网页标记嵌套过深，可能是恶意构造的文件", "超过 256 层", "请把正文复制到 Word 后上传"
        )
    if root is None:
        raise UnreadableFile("网页里没有可读的内容", "", "请确认网页已保存完整后再上传") from cause
    return root
