"""What a file is by its first bytes, and what is said where that is nothing the parser reads.

Kinds are rows: a name, how it is told, what it is called, and what the user can do.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from plans.parsing.formats.errors import UnreadableFile

READABLE = ("txt", "docx", "html", "pdf", "md")

SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".md": "md",
    ".markdown": "md",
}

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再上传"
_AS_TEXT = "请换成 .docx、.pdf、.html、.md 或 .txt 文件"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: `name`, what people call it, and the remedy where it is not read."""

    name: str
    called: str
    remedy: str = _AS_TEXT


KINDS = {
    kind.name: kind
    for kind in (
        Kind("docx", "Word 文档（.docx）"),
        Kind("html", "网页（.html）"),
        Kind("pdf", "PDF"),
        Kind("txt", "纯文本"),
        Kind("md", "Markdown 文本"),
        Kind("encrypted", "加密的 Word 文档", "请在 Word 中去掉打开密码后再上传"),
        Kind("ole", "旧版 Word 或 WPS 文档（.doc、.wps）", _AS_DOCX),
        Kind("rtf", "RTF 文档", _AS_DOCX),
        Kind("odt", "OpenDocument 文档", _AS_DOCX),
        Kind("ofd", "OFD 版式文件", "请用 OFD 阅读器另存为 PDF，或换成原 Word 文件"),
        Kind("sheet", "电子表格", "请把表格内容复制到 Word，另存为 .docx 后再上传"),
        Kind("slides", "演示文稿", "请把文字复制到 Word，另存为 .docx 后再上传"),
        Kind("archive", "压缩包", "请解压后上传其中的文件"),
        Kind("image", "图片", "请先做文字识别（OCR），再上传文字版"),
        Kind("mhtml", "单文件网页（.mht）", "请在浏览器中另存为“网页，仅 HTML”后再上传"),
    )
}

# Names that say by themselves that the file is none of ours.
REFUSED_SUFFIXES = {
    ".doc": "ole", ".dot": "ole", ".wps": "ole", ".wpt": "ole", ".rtf": "rtf", ".odt": "odt", ".ofd": "ofd",
    ".xls": "sheet", ".xlsx": "sheet", ".et": "sheet", ".csv": "sheet", ".ppt": "slides", ".pptx": "slides",
    ".zip": "archive", ".rar": "archive", ".7z": "archive", ".gz": "archive", ".tar": "archive",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".bmp": "image", ".tif": "image",
    ".tiff": "image", ".webp": "image", ".mht": "mhtml", ".mhtml": "mhtml",
}  # fmt: skip

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "sheet"),
    ("ppt/presentation.xml", "slides"),
    ("OFD.xml", "ofd"),
)


def kind_of(data):
    """The kind of file `data` is by its content: a key of `KINDS`; `txt` where nothing else is certain."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return "encrypted" if kind == "ole" and _ENCRYPTED in data else kind
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _kind_of_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    head = data[:4096]
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if head.lstrip().startswith(b"MIME-Version:") and b"multipart/related" in head:
        return "mhtml"
    return "html" if _PAGE.match(head) else "txt"


def _kind_of_zip(data):
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
                if b"opendocument.text" in mimetype:
                    return "odt"
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, EOFError):
        return "archive"
    for member, kind in _MEMBERS:
        if member in names:
            return kind
    # Word finds its text by the relationships, so a part of another name is a document too.
    return (
        "docx" if "[Content_Types].xml" in names and any(n.startswith("word/") for n in names) else "archive"
    )


def format_of(data, suffix):
    """Which of `READABLE` a file is, by its name's `suffix` (lower case, with the dot) and its content.

    Raises UnreadableFile where the two disagree or the kind is one that is not read.
    """
    found = kind_of(data)
    named = SUFFIXES.get(suffix)
    if suffix in REFUSED_SUFFIXES:
        kind = KINDS[REFUSED_SUFFIXES[suffix]]
        if found in READABLE and found != "txt":
            raise _misnamed(suffix, found)
        raise UnreadableFile(
            f"不能读取{kind.called}", "", KINDS["encrypted"].remedy if found == "encrypted" else kind.remedy
        )
    if found not in READABLE:
        kind = KINDS[found]
        if named:
            raise UnreadableFile(
                f"文件内容与扩展名不符：扩展名是 {suffix}，内容其实是{kind.called}", "", kind.remedy
            )
        raise UnreadableFile(f"不能读取{kind.called}", "", kind.remedy)
    if named is None:
        return found
    if found == "txt":
        if named in ("docx", "pdf"):
            raise UnreadableFile(
                f"文件内容与扩展名不符：扩展名是 {suffix}，内容却不是{KINDS[named].called}",
                "文件开头",
                "文件可能没有下载完整，请重新下载，或用原软件打开后另存一次",
            )
        return named
    if found != named and not (named == "md" and found == "html"):
        raise _misnamed(suffix, found)
    return named


def _misnamed(suffix, found):
    return UnreadableFile(
        f"文件内容与扩展名不符：扩展名是 {suffix}，内容其实是{KINDS[found].called}",
        "",
        f"请把扩展名改为 .{found} 后再上传",
    )
