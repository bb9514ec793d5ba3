"""What a person pressed on the bench → rulings, each with its words.

A button says `do`: accept, all-theme.none, heading-2, entry-measure, item, plain, plan_title, end, split,
merge, title, role or choices. What it is about is the row at the offset `at` (with `all-` every row), and
what the other fields of its form say.
"""

import re
from dataclasses import dataclass

from plans.bench.wording import ruling_words
from plans.parsing.places import BareText
from plans.parsing.rulings import MOST_CHOICES, Ruling, RulingError

_LAST_NUMBER = re.compile(r"(\d+)(?:x\d+)?$")
_SENTENCE_END = re.compile(r"[。；;！!？?](?:[”’」』）)])*\s*(?=\S)")
_REASON = "复核台裁定"
_HEADS = {"measure": "task", "project": "programme"}


class Refused(Exception):
    """What was pressed makes no ruling; the message is a sentence for the person."""


@dataclass(slots=True)
class Split:
    """A place at which a row can be split: its offset, and the words that would begin the new one."""

    at: int
    words: str


def splits_of(row, text):
    """The ends of sentences inside a row."""
    matches = _SENTENCE_END.finditer(text, row.start, row.end)
    ends = [match.end() for match in matches if match.end() < row.end]
    return [Split(end, text[end : min(row.end, end + 16)]) for end in ends]


def pressed(do, fields, row, rows, reading, vocabulary):
    """What a button rules: triples (offset of the row, ruling, its words). `row` is the one that is
    worked on, of all `rows`; `fields` is the form's data. Raises Refused."""
    bare, about = BareText(reading.source.text), [row]
    if do.startswith("all-"):
        do, about = f"accept-{do.removeprefix('all-')}", rows
    try:
        made = [(one.start, ruling) for one in about for ruling in _rulings(do, fields, one, reading, bare)]
    except RulingError as error:
        raise Refused(str(error)) from error
    if not made:
        raise Refused("没有可以裁定的内容。")
    return [(start, ruling, ruling_words(ruling, vocabulary)) for start, ruling in made]


def _rulings(do, fields, row, reading, bare):
    verb, _, what = do.partition("-")
    if verb == "accept":
        yield from _accept(what, row, bare)
        return
    place = bare.note(row.start, row.end)
    if verb == "heading" and what.isdecimal():
        yield Ruling("heading", place, level=int(what), number=_next_heading(row))
    elif verb == "entry":
        yield _entry(what, row, place)
    elif do == "plain" and row.kind == "orphan":
        yield Ruling(do, bare.note(row.section.start, row.section.stop))
    elif do in ("item", "plain", "plan_title", "end", "merge"):
        yield Ruling(do, place)
    elif verb == "split":
        at = _split_at(fields, row, reading.source.text)
        yield Ruling("split", bare.note(at, row.end))
    elif verb == "title":
        yield Ruling(
            "title", place, title=fields.get("title", "").strip(), label=fields.get("label", "").strip()
        )
    elif verb == "role":
        yield Ruling("role", place, role=fields.get("role", ""))
    elif verb == "choices":
        yield from _choices(fields, row, place)
    else:
        raise Refused("不认识的操作。")


def _accept(kind, row, bare):
    """Accept the doubts of one kind, or all of the row; each at its own place."""
    for doubt in row.unsettled:
        if kind in ("", doubt.kind):
            yield Ruling("accept", bare.note(doubt.start, max(doubt.end, row.end)), doubts=(doubt.kind,))


def _entry(kind, row, place):
    """A ruling that makes the row an entry. Where the row has no heading yet, it gets the level of the
    entries of its kind around it, and the number after theirs."""
    if row.plan is None:
        raise Refused("这一段在方案之外，请先定出方案标题。")
    alike = [entry for entry in row.plan.entries() if entry.kind == kind]
    if row.opens and row.section.kind == "heading":
        level = row.section.level
    else:
        levels = {section.key: section.level for section in row.plan.sections}
        near = min(alike, key=lambda entry: abs(entry.start - row.start), default=None)
        level = levels[near.section] if near is not None else 0
    return Ruling("entry", place, entry=kind, level=level, number=_next_number(row, kind, alike))


def _next_number(row, kind, alike):
    """The number after those of the entries `alike`, as they are counted: on through the plan (m05), or
    from 1 under each task or programme (m2.4)."""
    counted = alike
    if kind in _HEADS and all("." in entry.code for entry in alike):
        heads = [e for e in row.plan.entries() if e.kind == _HEADS[kind] and e.start < row.start]
        counted = [entry for entry in alike if heads and entry.parent == heads[-1].code]
    numbers = [int(match.group(1)) for entry in counted if (match := _LAST_NUMBER.search(entry.code))]
    return max(numbers, default=0) + 1


def _next_heading(row):
    """A number no heading without a printed one has yet."""
    keys = [section.key for section in row.plan.sections] if row.plan is not None else []
    numbers = [int(match.group(1)) for key in keys if (match := re.search(r"r(\d+)(?:x\d+)?$", key))]
    return max(numbers, default=0) + 1


def _split_at(fields, row, text):
    """The offset at which to split: where the caret stands (`passed` characters, line ends not counted,
    before it), at the words typed, or at the place chosen."""
    words, passed = fields.get("words", "").strip(), fields.get("passed", "")
    if passed.isdecimal():
        printed = [at for at in range(row.start, row.end) if text[at] not in "\r\n"]
        at = printed[int(passed)] if int(passed) < len(printed) else row.end
    elif words:
        at = text.find(words, row.start, row.end)
        if at < 0:
            raise Refused(f"这一段里没有“{words[:20]}”。")
        if text.find(words, at + 1, row.end) >= 0:
            raise Refused(f"“{words[:20]}”在这一段里不止一处，请多写几个字。")
    elif fields.get("place", "").isdecimal():
        at = int(fields["place"])
    else:
        raise Refused("请选择或写明从哪里分段。")
    if not row.start < at < row.end:
        raise Refused("请选择这一段中间的位置。")
    return at


def _choices(fields, row, place):
    """Themes and instruments, as far as they differ from what stands there."""
    if row.entry is None or row.entry.kind not in ("measure", "project"):
        raise Refused("只有举措和项目才有主题和政策工具。")
    reason = fields.get("reason", "").strip() or _REASON
    for field, name in (("themes", "theme"), ("instruments", "instrument")):
        given = [fields.get(f"{name}_{rank}", "") for rank in range(1, MOST_CHOICES + 1)]
        slugs = tuple(dict.fromkeys(filter(None, given)))
        before = [c.slug for c in sorted(getattr(row.entry, field), key=lambda choice: choice.rank)]
        doubtful = field == "themes" and any(doubt.kind.startswith("theme.") for doubt in row.unsettled)
        if slugs and (list(slugs) != before or doubtful):
            yield Ruling(field, place, slugs=slugs, reason=reason)
