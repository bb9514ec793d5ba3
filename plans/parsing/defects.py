"""Defects of the text that show in the text itself: marks without notes, broken paragraphs, quotation
marks left open, a number glued to a title, annexes announced and absent.

Each becomes an erratum at its place with a sentence for the reader. Nothing is mended in the text.
"""

import re
from dataclasses import replace

from plans.parsing.numbering import CIRCLED, find_label
from plans.parsing.parsed import Finding

_MARK = re.compile(rf"(?<=[\u4e00-\u9fffA-Za-z”’）)》])([{CIRCLED}])")
_ENCLOSED = re.compile(r"附 ?件 ?: ?(?:(\d{1,2})[.、])?(.*)")
_NEXT_ENCLOSED = re.compile(r"(\d{1,2})[.、](.*)")


def find_defects(source, folded, paragraphs, plan, extent):
    """Errata of one plan, in the order of the text; `paragraphs` have broken ones rejoined already."""
    errata = list(_glued_title(source, extent))
    errata += _orphan_marks(source, folded, paragraphs)
    errata += _open_quotes(source, paragraphs)
    errata += _absent_annexes(source, folded, paragraphs, plan)
    return sorted(errata, key=lambda erratum: (erratum.start, erratum.kind))


def _glued_title(source, extent):
    if extent.glued:
        text = f"标题前粘连网页序号“{extent.glued}”，标题中已去掉。"
        yield Finding.at(source, "title.number", extent.start, extent.title_start, text)


def _orphan_marks(source, folded, paragraphs):
    """①–⑳ inside a sentence that no note answers: no paragraph of the plan begins with the mark."""
    answered = {folded[p.start] for p in paragraphs if p.length and folded[p.start] in CIRCLED}
    for paragraph in paragraphs:
        for match in _MARK.finditer(folded, paragraph.start, paragraph.end):
            if match.group(1) not in answered:
                text = f"注释号{match.group(1)}在来源网页中无对应注文。"
                yield Finding.at(source, "mark.orphan", match.start(), match.end(), text)


def rejoin_broken(source, folded, paragraphs, plan, ruled):
    """`paragraphs` with those rejoined that a stray line break cut in the middle of a sentence; each
    cut becomes an erratum of `plan`. What somebody `ruled` to be a paragraph of its own stays one."""
    headings = {section.start for section in plan.sections if section.kind == "heading"}
    heading_ends = {section.end for section in plan.sections}
    rejoined = []
    for paragraph in paragraphs:
        previous = rejoined[-1] if rejoined else None
        if (
            previous is None
            or previous.end in heading_ends
            or paragraph.start in headings
            or ruled.keeps_apart(paragraph.start)
            or not _is_cut(source.text, folded, previous, paragraph)
        ):
            rejoined.append(paragraph)
            continue
        rejoined[-1] = replace(previous, end=paragraph.end, breaks=(*previous.breaks, previous.end))
        before, after = (
            source.text[previous.end - 3 : previous.end],
            source.text[paragraph.start : paragraph.start + 3],
        )
        text = f"段落在“{before}/{after}”处被误断，按一段阅读。"
        plan.errata.append(Finding.at(source, "paragraph.broken", previous.end, paragraph.start, text))
    return rejoined


def _is_cut(text, folded, paragraph, following):
    """Whether `paragraph` stops without an end and `following` goes on in the middle."""
    if paragraph.table or following.table or paragraph.length < 60 or following.length < 10:
        return False
    last = text[paragraph.end - 1]
    if not ("\u4e00" <= last <= "\u9fff" or last in ",，、"):
        return False
    closes = folded[following.start : following.end].endswith(("。", ";", "!", "”", ")"))
    return closes and find_label(folded, following.start, following.end) is None


def _open_quotes(source, paragraphs):
    """“ without ” before the paragraph ends, or before the next “. A quotation may run on into the next
    paragraphs: then their first mark is a ”."""
    marks = [
        [(p.start + m.start(), m.group()) for m in re.finditer("[“”]", source.text[p.start : p.end])]
        for p in paragraphs
    ]
    for position, paragraph in enumerate(paragraphs):
        opened = None
        for place, mark in marks[position]:
            if mark == "“" and opened is not None:
                yield _open_quote(source, opened, place)
            opened = place if mark == "“" else None
        following = next((row for row in marks[position + 1 : position + 5] if row), None)
        if opened is not None and not (following and following[0][1] == "”"):
            yield _open_quote(source, opened, paragraph.end)


def _open_quote(source, start, end):
    beginning = source.text[start + 1 : min(end, start + 12)].replace("\n", "")
    text = f"前引号没有对应的后引号：“{beginning}…"
    return Finding.at(source, "quote.unclosed", start, start + 1, text)


def _absent_annexes(source, folded, paragraphs, plan):
    """附件:1.… 2.… at the end of a plan of which no annex follows in the document."""
    if any(section.rule == "label.annex" for section in plan.sections):
        return
    expected = 0
    for paragraph in paragraphs:
        line = folded[paragraph.start : paragraph.end]
        match = _ENCLOSED.match(line)
        if match and paragraph.length <= 60 and match.group(2).strip():
            expected = int(match.group(1) or 1)
            name = match.group(2)
        elif expected and (match := _NEXT_ENCLOSED.match(line)) and int(match.group(1)) == expected + 1:
            expected += 1
            name = match.group(2)
        else:
            expected = 0
            continue
        text = f"所列附件“{name.strip()}”在来源网页中没有收录。"
        yield Finding.at(source, "annex.absent", paragraph.start, paragraph.end, text)
