"""Word files for the tests: a package around the XML a test writes."""

import zipfile
from io import BytesIO

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(text="", properties="", inside=""):
    """A w:p with one run of text; `properties` go into its w:pPr, `inside` after the run."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def numbered(text, number, depth=0):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth, format, text, suffix="nothing", extra=""):
    """A level of a list, as it stands in a w:abstractNum."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{extra}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number, *levels):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number, abstract_number, overrides=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def table(*rows):
    """A w:tbl; a row is a list of cells, a cell a text or (text, properties)."""
    drawn = ""
    for row in rows:
        drawn += "<w:tr>"
        for cell in row:
            text, properties = cell if isinstance(cell, tuple) else (cell, "")
            body = "".join(paragraph(part) for part in text.split("\n"))
            drawn += f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"
        drawn += "</w:tr>"
    return f"<w:tbl>{drawn}</w:tbl>"


def docx_bytes(body, numbering="", styles="", parts=None, prologue=""):
    """The file. `parts` maps further relationship types (footnotes, header …) to the XML inside their
    root; `prologue` stands before the document's root element."""
    own = {"numbering": numbering, "styles": styles, **(parts or {})}
    own = {name: xml for name, xml in own.items() if xml}
    roots = {"header": "hdr", "footer": "ftr"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>' for name in own
    )
    links = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for index, name in enumerate(own)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
        "word/document.xml": f"{prologue}<w:document {_NS}><w:body>{body}</w:body></w:document>",
    }
    for name, xml in own.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_NS}>{xml}</w:{root}>"
    return zip_bytes(files)


def zip_bytes(files):
    """A zip archive of names and texts or bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
