"""PDF files for the tests, written by hand: Chinese text in a standard font, rules, passwords."""

from dataclasses import dataclass, field

PAGE = (595, 842)


@dataclass
class Page:
    """A page to draw on: `words` are (x, y, size, text), `rules` (x, y, x, y), from the lower left."""

    words: list = field(default_factory=list)
    rules: list = field(default_factory=list)

    def write(self, x, y, text, size=12):
        self.words.append((x, y, size, text))
        return self

    def grid(self, columns, levels):
        """Draw a full grid of rules."""
        self.rules += [(columns[0], y, columns[-1], y) for y in levels]
        self.rules += [(x, levels[0], x, levels[-1]) for x in columns]
        return self

    def content(self):
        drawn = [f"0.5 w {x1} {y1} m {x2} {y2} l S" for x1, y1, x2, y2 in self.rules]
        drawn += [
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in self.words
        ]
        return "\n".join(drawn).encode()


def wrapped(pages_of_paragraphs, width=30, size=12, left=90, top=760, leading=24):
    """Pages with paragraphs broken at `width` characters, first lines indented by two."""
    pages = []
    for paragraphs in pages_of_paragraphs:
        page, y = Page(), top
        for paragraph in paragraphs:
            continued = paragraph.startswith("~")
            text, indent = paragraph.lstrip("~"), 0 if continued else 2
            while text:
                count = width - indent
                page.write(left + indent * size, y, text[:count], size)
                text, indent, y = text[count:], 0, y - leading
        pages.append(page)
    return pages


def pdf_bytes(pages, encrypted=False):
    """The file. With `encrypted`, one that opens only with a password nobody knows."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 >> >>",
    ]
    for index, page in enumerate(pages):
        content = page.content()
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (*PAGE, 6 + 2 * index)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    trailer = b"/Root 1 0 R"
    if encrypted:
        bodies.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(bodies)
    data, places = b"%PDF-1.6\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    return data + b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
