"""Word documents (.docx), by python-docx: the most used and steadily kept reader of Office Open XML.

It opens the package and its parts; the body is walked here, because the printed text needs what
python-docx passes over: automatic numbers, content controls, text boxes, footnotes, tracked changes.
Headers and footers are separate parts and never read. A table's row is one line; a table of one
column is a frame (专栏), and what stands in it are lines like any other.
"""

import zipfile
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.package import Package

from plans.parsing.formats import limits
from plans.parsing.formats.assembly import Row, joined_cells, source_of
from plans.parsing.formats.contents import contents_lines
from plans.parsing.formats.docx_numbering import Numbering
from plans.parsing.formats.docx_text import ParagraphText, W, table_rows
from plans.parsing.formats.errors import UnreadableFile

_REPAIR = "请用 Word 打开后另存为 .docx 再上传"
_FRAMES = (f"{W}sdt", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdtContent")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def read_docx(data, name):
    """A `Source` from the bytes of a .docx file. Raises UnreadableFile where it is none, is damaged,
    or would inflate beyond the limits."""
    check_package(data)
    # What a damaged package makes the library raise is anything at all; it all means the same here.
    try:
        package = Package.open(BytesIO(data))
        rows, notices = _Reader(package.main_document_part).read()
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile("Word 文档已损坏，打不开", "", _REPAIR) from error
    return source_of(rows, name, "docx", notices)


def check_package(data):
    """Raise UnreadableFile unless `data` is a zip archive of bounded size whose XML declares no entities.

    Declared sizes are what counts: zipfile never inflates a member beyond its declared size.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise UnreadableFile("文档被加密压缩，不能读取", "", "请去掉密码后再上传")
            parts = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
            xml = sum(part.file_size for part in parts)
            largest = max((part.file_size for part in parts), default=0)
            inflated = sum(member.file_size for member in members)
            if (
                len(members) > limits.ZIP_ENTRIES
                or inflated > limits.ZIP_INFLATED_BYTES
                or xml > limits.XML_TOTAL_BYTES
                or largest > limits.XML_PART_BYTES
            ):
                raise UnreadableFile(
                    "文档解压后太大，可能是恶意构造的文件",
                    f"解压后 {limits.megabytes(inflated)}，其中文字部分 {limits.megabytes(xml)}",
                    "请删去图片或拆成几份后再上传",
                )
            for part in parts:
                content = archive.read(part)
                if any(doctype in content for doctype in _DOCTYPES):
                    raise UnreadableFile("文档里有 XML 实体声明，为安全起见不读取", part.filename, _REPAIR)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile("Word 文档已损坏，打不开", "", "请重新下载，或用 Word 打开后另存一次") from error


class _Reader:
    """One pass over a document part; rows come out in the order of the page."""

    def __init__(self, part):
        self.body = part.element.find(f"{W}body")
        if self.body is None:
            raise UnreadableFile("Word 文档里没有正文部分", "", _REPAIR)
        styles = _related(part, RELATIONSHIP_TYPE.STYLES)
        self.numbering = Numbering.of(_related(part, RELATIONSHIP_TYPE.NUMBERING), styles)
        self.notes = {
            ("footnote", note.get(f"{W}id")): note
            for note in _children(_related(part, RELATIONSHIP_TYPE.FOOTNOTES), f"{W}footnote")
        } | {
            ("endnote", note.get(f"{W}id")): note
            for note in _children(_related(part, RELATIONSHIP_TYPE.ENDNOTES), f"{W}endnote")
        }
        self.contents_styles = _contents_styles(styles)
        self.rows, self.size, self.tables, self.noted = [], 0, 0, 0
        self.left_out = 0
        self.changed = False
        self.carried = ""

    def read(self):
        self._blocks(self.body)
        if self.carried:
            self._add(Row(self.carried))
        rows = self._without_contents()
        notices = []
        if self.left_out:
            notices.append(f"目录 {self.left_out} 行未作为正文读入。")
        if self.noted:
            notices.append(f"{self.noted} 条脚注排在引用它的段落之后。")
        if self.changed:
            notices.append("文档带有修订痕迹：按“接受全部修订”读取，删除的文字没有读入。")
        if self.body.find(f".//{W}altChunk") is not None:
            notices.append("文档里嵌有另一份文件（altChunk），其内容没有读入，请在 Word 中另存一次再上传。")
        return rows, tuple(notices)

    def _add(self, row):
        self.size += len(row.text)
        limits.check_characters(self.size)
        self.rows.append(row)

    def _without_contents(self):
        marked = {index for index, row in enumerate(self.rows) if row.kind == "contents"}
        texts = ["" if index in marked else row.text for index, row in enumerate(self.rows)]
        found = contents_lines(texts)
        if marked:
            title = min(marked) - 1
            while title >= 0 and not self.rows[title].text.strip():
                title -= 1
            if title >= 0 and "".join(self.rows[title].text.split()) in ("目录", "目次"):
                found.add(title)
        self.left_out = sum(1 for index in marked | found if self.rows[index].text.strip())
        return [row for index, row in enumerate(self.rows) if index not in marked | found]

    def _blocks(self, parent):
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}sdt" and _is_contents(child):
                before = len(self.rows)
                self._blocks(child)
                self.rows[before:] = [Row(row.text, kind="contents") for row in self.rows[before:]]
            elif child.tag in _FRAMES:
                self._blocks(child)

    def _paragraph(self, element):
        text = ParagraphText.of(element)
        self.changed = self.changed or text.changed
        if text.mark_deleted:
            # The end of this paragraph was deleted: what is left of it opens the next one.
            self.carried += text.text
            self._attached(text)
            return
        label = self.numbering.label(element)
        carried, self.carried = self.carried, ""
        contents = text.is_contents or text.style in self.contents_styles
        heading = self.numbering.heading_level(element)
        for index, line in enumerate((label + carried + text.text).split("\n")):
            self._add(Row(line, heading=0 if index else heading, kind="contents" if contents else ""))
        self._attached(text)

    def _attached(self, text):
        """What hangs on a paragraph: its text boxes, then its footnotes, each as lines of its own."""
        for box in text.boxes:
            self._blocks(box)
        for kind, identifier in text.notes:
            note = self.notes.get((kind, identifier))
            if note is None:
                continue
            words = " ".join(" ".join(ParagraphText.of(p).text.split()) for p in note.iter(f"{W}p")).strip()
            if words:
                self.noted += 1
                self._add(Row(f"注{self.noted}：{words}", kind="note"))

    def _table(self, element):
        rows = list(table_rows(element))
        if all(len(row.cells) == 1 for row in rows):
            for row in rows:
                self._blocks(row.cells[0].element)
            return
        self.tables += 1
        table, attached, caption = self.tables, [], True
        for row in rows:
            caption = caption and len(row.cells) == 1
            if caption:
                # A cell across the whole table, above its first row, is a heading, in lines of its own.
                self._blocks(row.cells[0].element)
                continue
            cells = [""] * row.before
            for cell in row.cells:
                cells.append("" if cell.continues else self._cell(cell.element, attached))
                cells.extend([""] * (cell.span - 1))
            self._add(Row(joined_cells(cells), table=table))
        for text in attached:
            self._attached(text)

    def _cell(self, element, attached):
        """All words of a cell as one string, those of a table inside it included."""
        words = []
        for paragraph in element.iter(f"{W}p"):
            if any(ancestor.tag == f"{W}txbxContent" for ancestor in paragraph.iterancestors()):
                continue
            text = ParagraphText.of(paragraph)
            self.changed = self.changed or text.changed
            label = "" if text.mark_deleted else self.numbering.label(paragraph)
            words.append(label + text.text)
            if text.boxes or text.notes:
                attached.append(text)
        return " ".join(words)


def _related(part, relationship):
    """The root element of the part that `part` refers to by `relationship`, or None."""
    try:
        related = part.part_related_by(relationship)
    except KeyError:
        return None
    element = getattr(related, "element", None)
    return parse_xml(related.blob) if element is None else element


def _children(root, tag):
    return () if root is None else root.findall(tag)


def _contents_styles(styles):
    """Identifiers of the styles Word sets contents pages in (`toc 1` … `toc 9`, `TOC Heading`)."""
    found = set()
    for style in _children(styles, f"{W}style"):
        named = style.find(f"{W}name")
        if named is not None and named.get(f"{W}val", "").lower().startswith("toc "):
            found.add(style.get(f"{W}styleId"))
    return found


def _is_contents(control):
    """Whether a content control is Word's own table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
