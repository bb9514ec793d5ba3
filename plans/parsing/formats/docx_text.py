"""The words of one Word paragraph, and the cells of one Word table, as the printed page shows them."""

from dataclasses import dataclass, field

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Deleted and moved-away text is not on the page any more; properties hold no words.
_SKIPPED = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}rt", f"{W}rubyPr", f"{_MC}Fallback")
)
_CHANGES = frozenset((f"{W}del", f"{W}ins", f"{W}moveFrom", f"{W}moveTo"))
_LITERAL = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


def _is_on(properties, name):
    """Whether the on/off property `name` is set (an absent value means on)."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


@dataclass(slots=True)
class ParagraphText:
    """`text` with soft line breaks as \\n; `boxes` the text boxes anchored here; `notes` (kind, id) of
    footnotes; `mark_deleted` when a tracked change joins the paragraph to the next; `is_contents` when
    a field refers to page numbers, as lines of a contents page do."""

    text: str = ""
    style: str = ""
    boxes: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    changed: bool = False
    mark_deleted: bool = False
    is_contents: bool = False

    @classmethod
    def of(cls, paragraph):
        """From a w:p element."""
        self = cls()
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            self.style = "" if named is None else named.get(f"{W}val", "")
            self.mark_deleted = properties.find(f"{W}rPr/{W}del") is not None
            self.changed = self.mark_deleted
        pieces = []
        self._collect(paragraph, pieces)
        self.text = "".join(pieces)
        return self

    def _collect(self, parent, pieces):
        # Recursion is safe: the XML reader refuses more than 256 levels.
        for child in parent:
            tag = child.tag
            if tag in _CHANGES:
                self.changed = True
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                if not _is_on(child.find(f"{W}rPr"), "vanish"):
                    self._collect(child, pieces)
            elif tag in (f"{W}t", f"{_M}t"):
                pieces.append((child.text or "").replace("\n", " "))
            elif tag in _LITERAL:
                pieces.append(_LITERAL[tag])
            elif tag == f"{W}br":
                # A page break between two runs of one paragraph parts them like a line break.
                pieces.append("\n")
            elif tag == f"{W}sym":
                pieces.append(_symbol(child.get(f"{W}char", "")))
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(f"{W}id")))
            elif tag == f"{W}instrText":
                words = (child.text or "").split()
                self.is_contents = self.is_contents or bool(words and words[0] in ("TOC", "PAGEREF"))
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            else:
                self._collect(child, pieces)


def _symbol(code):
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # Symbol fonts keep their glyphs in the private area, where no other font shows anything.
    return "•" if "\ue000" <= character <= "\uf8ff" or "\ud800" <= character <= "\udfff" else character


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its element, how many columns it spans, whether it only continues the cell above."""

    element: object
    span: int
    continues: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, and how many columns are left free before them."""

    cells: tuple
    before: int = 0


_MOST_COLUMNS = 200


def _number(properties, name, default):
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() and len(text) < 6 else default


def table_rows(table):
    """The rows of a w:tbl that a reader sees, as `TableRow`; rows deleted by a tracked change are not."""
    for row in _through(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        cells = []
        for cell in _through(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr")
            merge = None if own is None else own.find(f"{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") != "restart"
            cells.append(Cell(cell, max(1, _number(own, "gridSpan", 1)), continues))
        if cells:
            yield TableRow(tuple(cells), _number(properties, "gridBefore", 0))


def _through(parent, tag):
    """Children of `parent` with `tag`, also where a content control or a tracked insertion wraps them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _through(child, tag)
