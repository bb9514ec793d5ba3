"""Responsibility notes: who leads and who cooperates, as a plan prints it after a measure or task.

Three layouts are read (issue 3): a note in brackets, (责任单位:市财政局、市科技局) or (生态环境部牵头,
农业农村部参与); a line or the end of a paragraph that begins with a label, 责任单位：市财政局; and the
column of a table of tasks headed 责任单位 or 配合单位. Where a note names a leading body all others in
it cooperate; where it names none, those that are responsible lead together.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from plans.parsing.extract.geography import Place, level_of
from plans.parsing.extract.locate import Locator
from plans.parsing.extract.parties import PARTY_END, WHOLE_NAME, split_parties
from plans.parsing.parsed import OrganizationMention
from plans.parsing.source import Source

LEAD, COOPERATING = "lead", "cooperating"
_LONGEST_NOTE = 800

_PAIRS = {"(": ")", "（": "）", "【": "】", "[": "]", "〔": "〕"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()} | {")": "(", "）": "("}
_FAMILY = {"（": "("}
_BRACKET = re.compile(f"[{re.escape(''.join(sorted({*_PAIRS, *_CLOSING})))}]")

_STRONG = "责任|牵头|主责|负责|实施|落实"
_WEAK = "配合|协同|协助|参与|参加|支持|指导"
_HOSTS = "主办|承办|协办"
_BODY = "单位|部门|主体|科室|处室|机构"
_LABEL = re.compile(
    rf"(?:主要)?(?:(?P<strong>{_STRONG})(?P<host>)|(?P<weak>{_WEAK})|(?P<hosts>{_HOSTS}))"
    rf"(?:责任|和责任)?(?:{_BODY})\s*(?:[::：]|为)\s*|牵头\s*[:：]\s*(?P<bare>)"
)
_OTHER_LABEL = re.compile(r"(?:完成|办结|整改|工作)?(?:时限|时间|期限|节点|责任人|责任领导|分管领导)\s*[:：]")
_LINE_LABEL = re.compile(rf"(?:主要)?(?:{_STRONG}|{_WEAK})(?:责任)?(?:{_BODY})\s*[:：]")
_VERB = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位|部门和单位)?)?(?:共同|联合|分别|会同|具体)?"
    r"(?:按照?|依据?)?(?:各自)?(?:职责|职能)?(?:分工|职责)?(?:共同|分别)?"
    r"(?P<verb>牵头(?:负责|组织|实施|落实)?|(?:组织)?负责(?:落实|实施|组织)?|组织实施|配合(?:落实|做好)?|"
    r"参与|指导|协助|协同|支持)"
    r"(?=[,，;；。]|$)"
)
_PARTY_ORGANS = ("宣传部", "组织部", "统战部")
_ANNOUNCES = re.compile(r"[\s,，;；。、]*以下")
_BLANK = re.compile(r"\s+")
_HEADER = re.compile(rf"^(?:主要)?(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:责任)?(?:{_BODY})")


@dataclass(frozen=True, slots=True)
class _Note:
    """A note: the span it takes in the text, and the spans of its parties with role and rule."""

    start: int
    end: int
    parties: tuple[tuple[int, int, str, str], ...]


class _Extent(NamedTuple):
    """A stretch of a source that is read as a plan is."""

    start: int
    end: int


def without_notes(text):
    """`text`, some of a plan, without the notes in it: they name bodies and say nothing of its subject."""
    pieces, position = [], 0
    # Its lines are only wanted where one may begin with a label, and cutting them is most of the work.
    source = Source.from_text(text) if _LINE_LABEL.search(text) else Source(text, ())
    for note in _notes(source, _Extent(0, len(text))):
        pieces.append(text[position : note.start])
        position = note.end
    return "".join([*pieces, text[position:]])


def note_spans(source, plan):
    """The (start, end) of every note of `plan`, brackets or whole label line included, in order.

    What stands there is shown as a list of bodies rather than as text; the source keeps it.
    """
    return [(note.start, note.end) for note in _notes(source, plan)]


def find_responsibilities(source, plan):
    """Every body a note or a table of tasks makes responsible, as OrganizationMentions with a role.

    `entry` is the measure or project the note closes, or else the task or programme, or "". A name
    given from inside (省财政厅) is completed from the place in the plan's title.
    """
    locator, place = Locator(plan), Place.of_title(plan.title)
    mentions = []
    rows = _table_parties(source, plan)
    for parties in [note.parties for note in _notes(source, plan)] + ([rows] if rows else []):
        for (start, end, role, rule), name in zip(parties, _names(source.text, parties), strict=True):
            section, entry = locator.section(start), locator.entry(start, groups=True)
            mentions.append(
                OrganizationMention(place.complete(name), start, end, section, entry, role, rule)
            )
    return sorted(mentions, key=lambda mention: mention.start)


def _names(text, parties):
    """The printed names of one note, with what a list says only once put back into each name:
    贵阳市、黔南州人民政府 → 贵阳市人民政府; 省商务厅、财政厅 → 省财政厅."""
    names = [_BLANK.sub("", text[start:end]) for start, end, _, _ in parties]
    for index, name in reversed(list(enumerate(names[:-1]))):
        after = names[index + 1]
        for government in ("人民政府", "政府", "管委会"):
            if after.endswith(government) and not PARTY_END.search(name):
                names[index] = name + government
                break
    level = ""
    for index, name in enumerate(names):
        level = level_of(name) or level
        if level and not level_of(name) and WHOLE_NAME.match(name):
            names[index] = level + ("委" if name in _PARTY_ORGANS else "") + name
    return names


def _notes(source, plan):
    found = sorted(
        _bracketed(source.text, plan.start, plan.end) + _labelled_lines(source, plan),
        key=lambda note: (note.start, -note.end),
    )
    kept = []
    for note in found:
        if not kept or note.start >= kept[-1].end:
            kept.append(note)
    return kept


def _bracketed(text, start, end):
    """Notes in brackets. One pass with a stack, so nesting costs nothing; the outermost note wins."""
    notes, stack, open_of = [], [], {}
    for bracket in _BRACKET.finditer(text, start, end):
        position, character = bracket.start(), bracket.group()
        if character in _PAIRS:
            family = _FAMILY.get(character, character)
            stack.append((family, position))
            open_of[family] = open_of.get(family, 0) + 1
        elif character in _CLOSING and open_of.get(_CLOSING[character]):
            while True:
                family, opened = stack.pop()
                open_of[family] -= 1
                if family == _CLOSING[character]:
                    break
            if position - opened <= _LONGEST_NOTE:
                parties = _read(text, opened + 1, position)
                if parties:
                    notes.append(_Note(opened, position + 1, tuple(parties)))
    return notes


def _labelled_lines(source, plan):
    """Notes without brackets: from a label at the start of a line, or after a full stop, to its end."""
    notes = []
    for line in _lines(source, plan):
        printed = _of(source, line)
        if line.table or "\t" in printed:
            continue
        for match in _LINE_LABEL.finditer(printed):
            before = printed[: match.start()].rstrip()
            if before and before[-1] not in "。！!？?;；":
                continue
            start = line.start + match.start()
            parties = _read(source.text, start, line.end)
            if parties and "。" not in source.text[start : line.end].rstrip("。 　\t"):
                notes.append(_Note(start, line.end, tuple(parties)))
            break
    return notes


def _lines(source, plan):
    """The lines of the plan; its first and last stand whole in it or are left out."""
    first, last = source.line_at(plan.start).number, source.line_at(plan.end).number
    return [x for x in source.lines[first - 1 : last] if x.start >= plan.start and x.end <= plan.end]


def _of(source, line):
    return source.text[line.start : line.end]


def _read(text, start, end):
    """The parties of a note's content, [(start, end, role, rule)], or [] where it is no note."""
    content = text[start:end]
    label = _LABEL.match(content.lstrip())
    if label:
        parties, rest = _read_labels(text, start, end)
        if rest < end:
            parties += _read_verbs(text, rest, end)
    elif _VERB.search(content):
        parties = _read_verbs(text, start, end)
    else:
        return []
    if any(rule in ("牵头", "主办") for *_, rule in parties):
        parties = [
            (first, last, LEAD if rule in ("牵头", "主办") else COOPERATING, rule)
            for first, last, _, rule in parties
        ]
    return [(first, last, role, f"responsibility.{rule}") for first, last, role, rule in parties]


def _read_labels(text, start, end):
    """Parties after each label, and where the labelled part stops (its first full stop)."""
    stop = text.find("。", start, end)
    stop = end if stop < 0 else stop
    marks = sorted(
        [(m.start(), m.end(), _role(m), _word(m)) for m in _LABEL.finditer(text, start, stop)]
        + [(m.start(), m.end(), "", "") for m in _OTHER_LABEL.finditer(text, start, stop)]
    )
    parties = []
    for index, (_, opened, role, word) in enumerate(marks):
        closed = marks[index + 1][0] if index + 1 < len(marks) else stop
        tail = _VERB.search(text, opened, closed)
        if role and not tail:
            parties += [(*span, role, word) for span in split_parties(text, opened, closed)]
        elif role:
            parties += _read_verbs(text, opened, closed, (role, word))
    return parties, stop


def _read_verbs(text, start, end, default=None):
    """Parties before each verb (…牵头,…配合); with `default` also those that no verb follows.

    Every party has to look like a body, else the bracket is ordinary text (由政府负责).
    """
    parties, position = [], start
    for match in _VERB.finditer(text, start, end):
        spans = split_parties(text, position, match.start())
        verb = match["verb"]
        role = COOPERATING if re.match(_WEAK, verb) else LEAD
        word = next(w for w in (*_STRONG.split("|"), *_WEAK.split("|"), "组织") if verb.startswith(w))
        if _ANNOUNCES.match(text, position, match.start()):
            break
        bodies = [bool(PARTY_END.search(_BLANK.sub("", text[a:b]))) for a, b in spans]
        if not spans or not (all(bodies) or _only_places(text, spans)):
            return parties
        parties += [(*span, role, word) for span in spans]
        position = match.end()
    if default:
        parties += [(*span, *default) for span in split_parties(text, position, end)]
    return parties


def _only_places(text, spans):
    """True when the last party ends like a government, so that bare places before it are governments."""
    return bool(spans) and text[spans[-1][0] : spans[-1][1]].endswith(("政府", "管委会"))


def _role(match):
    return COOPERATING if match["weak"] or (match["hosts"] or "") == "协办" else LEAD


def _word(match):
    return match["strong"] or match["weak"] or match["hosts"] or "牵头"


def _table_parties(source, plan):
    """Parties in the columns of a table whose heading row names a responsibility."""
    parties, columns, table, width = [], {}, None, 0
    for line in _lines(source, plan):
        printed = _of(source, line)
        if "\t" not in printed:
            if not line.table:
                columns, table = {}, None
            continue
        cells, position = [], line.start
        for cell in printed.split("\t"):
            cells.append((position, cell))
            position += len(cell) + 1
        headed = {i: m for i, (_, cell) in enumerate(cells) if (m := _HEADER.match(_BLANK.sub("", cell)))}
        if headed and len(cells) > 1 and not (columns and line.table == table):
            columns, table, width = headed, line.table, len(cells)
            continue
        if len(cells) != width:  # a merged cell: which column is which cannot be told
            continue
        for index, header in columns.items():
            if cells[index][1].strip():
                first, cell = cells[index]
                role, word = (COOPERATING, header["weak"]) if header["weak"] else (LEAD, header["strong"])
                parties += [
                    (*span, role, f"responsibility.table.{word}")
                    for span in split_parties(source.text, first, first + len(cell))
                ]
    return parties
