"""Reads a PDF's characters in a process of its own and prints them as JSON. Run as a script.

pypdfium2 wraps the reader of Chrome: much faster than the readers written in Python, kept current, and
fuzzed daily; but it is C++, and a hostile file can still make it eat memory or time. Here it does so
within limits set on this process alone, whose end costs the site nothing. Nothing of the project is
imported, so the process starts in a moment.

usage: pdf_worker.py PAGES CHARACTERS SECONDS MEMORY < file.pdf
prints {"error": "..."} or {"pages": [{"width", "height", "lines": [[size, bottom, top, text,
[left, right, left, right, ...]], ...], "rules": [[left, bottom, right, top], ...], "covered": share}, ...]}
"""

import ctypes
import json
import math
import sys

_RULE = 3.0
_MOST_RULES = 60_000
_TILTED = math.radians(10)


def _limit(seconds, memory):
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _lines(raw, textpage, budget):
    """The page's text as the reader breaks it, each character with its left and right edge."""
    count = raw.FPDFText_CountChars(textpage)
    if count > budget:
        raise OverflowError
    box, lines, line = raw.FS_RECTF(), [], None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            line = None
            continue
        if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
            continue
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        if _TILTED < angle < 2 * math.pi - _TILTED:
            continue  # a watermark across the page
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        character = chr(code)
        if line is None:
            if character.isspace():
                continue
            line = [box.top - box.bottom, box.bottom, box.top, [], []]
            lines.append(line)
        edges = line[4]
        same = (
            line[3] and line[3][-1] == character and abs(edges[-2] - box.left) < 0.2 * (box.right - box.left)
        )
        if same and not character.isspace():
            continue  # printed twice to look bold
        if not character.isspace():
            line[0] = max(line[0], box.top - box.bottom)
            line[1], line[2] = min(line[1], box.bottom), max(line[2], box.top)
        line[3].append(character)
        edges.extend((round(box.left, 1), round(box.right, 1)))
    return [
        [round(size, 1), round(low, 1), round(high, 1), "".join(characters), edges]
        for size, low, high, characters, edges in lines
        if "".join(characters).strip()
    ]


def _rules(raw, page, budget):
    """Thin lines and the edges of drawn boxes, what the borders of tables are made of; and how much of
    the page its largest picture covers."""
    width, height = page.get_size()
    rules, covered = [], 0.0
    for item in page.get_objects(max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered = max(covered, (right - left) * (top - bottom) / max(1.0, width * height))
        if item.type != raw.FPDF_PAGEOBJ_PATH or len(rules) >= budget:
            continue
        left, bottom, right, top = (round(value, 1) for value in item.get_bounds())
        if right - left < _RULE or top - bottom < _RULE:
            rules.append((left, bottom, right, top))
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if (
            raw.FPDFPath_GetDrawMode(item, fill, stroke)
            and stroke.value
            and raw.FPDFPath_CountSegments(item) <= 6
        ):
            rules.extend(
                (
                    (left, bottom, right, bottom),
                    (left, top, right, top),
                    (left, bottom, left, top),
                    (right, bottom, right, top),
                )
            )
    return rules, round(covered, 2)


def _read(data, most_pages, most_characters):
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError:
        code = raw.FPDF_GetLastError()
        return {"error": "password" if code == raw.FPDF_ERR_PASSWORD else "damaged"}
    if count > most_pages:
        return {"error": "pages", "count": count}
    pages, left, rules_left = [], most_characters, _MOST_RULES
    for index in range(count):
        try:
            page = document[index]
            width, height = page.get_size()
            lines = _lines(raw, page.get_textpage(), left)
            rules, covered = _rules(raw, page, rules_left)
        except OverflowError:
            return {"error": "characters"}
        except pypdfium2.PdfiumError:
            pages.append({"width": 0, "height": 0, "lines": [], "rules": [], "covered": 0, "damaged": True})
            continue
        rules_left -= len(rules)
        left -= sum(len(line[3]) for line in lines)
        pages.append({"width": width, "height": height, "lines": lines, "rules": rules, "covered": covered})
        page.close()
    return {"pages": pages, "rules_cut": rules_left <= 0}


def main():
    most_pages, most_characters, seconds, memory = map(int, sys.argv[1:5])
    data = sys.stdin.buffer.read()
    _limit(seconds, memory)
    try:
        answer = _read(data, most_pages, most_characters)
    except MemoryError:
        answer = {"error": "memory"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
