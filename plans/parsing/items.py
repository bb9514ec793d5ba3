"""The parts of a measure or project: (1)…, 一是…, paragraphs or sentences with a run-in heading.

The first kind that gives at least two parts wins, in that order of strength: printed sub-numbers, then
run-in headings, then 一是…二是….
"""

import re
from dataclasses import replace

from plans.parsing.numbering import chinese_number, find_label
from plans.parsing.parsed import Item
from plans.parsing.titles import one_line

_ORDINAL = re.compile(r"(?:(?<=[。;:!?\s])|^)([一二三四五六七八九十]{1,2})是")
_SENTENCE = re.compile(r"[^。!?]*[。!?](?:[”’」』)])*|[^。!?]+$")
_LONGEST_HEADING = 40
_LONGEST_TOPIC = 24


def find_items(text, folded, entry, children, paragraphs):
    """The items of `entry`: `children` are the sections directly below it, in order, each with its
    whole extent `(section, stop)`; `paragraphs` the paragraphs of its own body."""
    items = (
        _from_sections(text, entry, children)
        or _from_run_in(text, folded, entry, paragraphs)
        or _from_ordinals(text, folded, entry, paragraphs)
    )
    return items if len(items) > 1 or children else []


def _from_sections(text, entry, children):
    """Printed sub-numbers; a part that is one long sentence is its own text and needs no title."""
    items = []
    for number, (section, stop) in enumerate(children, 1):
        end = section.start + len(text[section.start : stop].rstrip())
        title = section.title if section.run_in or len(section.title) <= _LONGEST_HEADING else ""
        code = f"{entry.code}.{number}"
        items.append(Item(code, section.label, title, section.start, end, "item.numbered"))
    return items


def _from_ordinals(text, folded, entry, paragraphs):
    """一是…二是… counted on through the body; each part runs to the next."""
    marks = []
    for paragraph in paragraphs:
        for match in _ORDINAL.finditer(folded, paragraph.start, paragraph.end):
            if chinese_number(match.group(1)) == len(marks) + 1:
                marks.append((match.start(), match.end(), paragraph.end))
    items = []
    for number, (start, body, paragraph_end) in enumerate(marks, 1):
        following = marks[number][0] if number < len(marks) else entry.end
        end = min(following, entry.end)
        end = start + len(text[start:end].rstrip())
        first = _SENTENCE.match(folded, body, paragraph_end)
        title = ""
        if first and first.end() < end and first.end() - body <= _LONGEST_HEADING:
            title = text[body : first.end()].rstrip("。.!?！？")
        items.append(Item(f"{entry.code}.{number}", text[start:body], title, start, end, "item.ordinal"))
    return items


def _from_run_in(text, folded, entry, paragraphs):
    """Paragraphs that open with a short sentence, and rows of short topic sentences in one paragraph."""
    spans, named = [], False
    for paragraph in paragraphs:
        if named:
            named = False  # the paragraph after a bare heading is its body, however it begins
            continue
        topics = _topics(folded, paragraph)
        if len(topics) > 1:
            spans += topics
            continue
        first = _SENTENCE.match(folded, paragraph.start, paragraph.end)
        if first and first.end() < paragraph.end and first.end() - first.start() <= _LONGEST_HEADING:
            if not _ORDINAL.match(folded, paragraph.start, paragraph.end) and first.group().count(",") <= 2:
                spans.append((paragraph.start, first.end(), paragraph.end))
        elif _is_bare_heading(folded, paragraph):
            spans.append((paragraph.start, paragraph.end, paragraph.end))
            named = True
    if len(spans) < 2:
        return []
    items = []
    for number, (start, heading_end, end) in enumerate(spans, 1):
        # A paragraph without a heading of its own goes on with the item before it.
        stop = spans[number][0] if number < len(spans) else entry.end
        end = start + len(text[start : max(end, stop)].rstrip())
        title = re.sub(r"[\r\n]+", "", text[start:heading_end]).strip().rstrip("。.")
        items.append(Item(f"{entry.code}.{number}", "", title, start, end, "item.run_in"))
    return items


def as_ruled(text, folded, entry, items, starts, is_plain):
    """`items` with a part wherever somebody said that one begins (`starts`: the offset, inside the entry's
    body, and where that paragraph ends), and without those of which `is_plain(offset)` says that somebody
    called them plain text: their words go on the part before. Codes count in the order of the text."""
    begins = {item.start: item for item in items if not is_plain(item.start)}
    for start, stop in starts.items():
        begins.setdefault(start, _ruled_item(text, folded, start, stop))
    if len(begins) == len(items) and not starts:
        return items
    order = sorted(begins)
    made = []
    for number, start in enumerate(order, 1):
        stop = order[number] if number < len(order) else entry.end
        item = begins[start]
        if item in items and item.end <= stop and not any(item.end <= left.start < stop for left in items):
            stop = item.end
        end = start + len(text[start:stop].rstrip())
        made.append(replace(item, code=f"{entry.code}.{number}", end=end))
    return made


def _ruled_item(text, folded, start, stop):
    """A part because somebody said so: its printed number, and its first sentence if that is short."""
    label = find_label(folded, start, stop)
    body = label.end if label else start
    first = _SENTENCE.match(folded, body, stop)
    short = first is not None and 0 < first.end() - body <= _LONGEST_HEADING
    title = one_line(text[body : first.end()]).rstrip("。.!?！？") if short else ""
    return Item("", text[start:body].strip(), title, start, start, "ruled.item")


def _is_bare_heading(folded, paragraph):
    """A short line of one sentence that only names what the next paragraphs say."""
    line = folded[paragraph.start : paragraph.end]
    return paragraph.length <= 24 and line.endswith("。") and "," not in line


def _topics(folded, paragraph):
    """Topic sentences of a long paragraph: short, without a comma, each followed by longer ones."""
    sentences = [m for m in _SENTENCE.finditer(folded, paragraph.start, paragraph.end) if m.group().strip()]
    heads = [
        position
        for position, match in enumerate(sentences[:-1])
        if 6 <= len(match.group()) <= _LONGEST_TOPIC
        and not re.search(r"[,;:\d%]|是|为了", match.group())
        and len(sentences[position + 1].group()) > _LONGEST_TOPIC
    ]
    if len(heads) < 2:
        return []
    spans = []
    for order, position in enumerate(heads):
        stop = sentences[heads[order + 1]].start() if order + 1 < len(heads) else paragraph.end
        spans.append((sentences[position].start(), sentences[position].end(), stop))
    return spans
