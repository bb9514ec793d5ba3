"""What a person decided about a place of a source, as values that `parse` obeys.

    from plans.parsing.rulings import Ruling, from_json, to_json
    rows = to_json(rulings)          # a list of plain objects, for a JSONField
    rulings = from_json(rows)        # the same rulings; RulingError says in Chinese what is wrong
    parse(source, vocabulary, rulings)

A ruling says one thing of one place. Of several on one place that speak of the same (see `ASPECTS`)
the last one holds; rulings on different things of one place hold side by side. `to_json` and `from_json`
keep the order, which is the order in which they were made.

    kind         what it says                                  fields besides `place` and `reason`
    heading      the paragraph is a heading                    level 1–5; role, of a chapter; number
    entry        it is a heading and this is what it heads     entry: task, measure, programme, project,
                                                               or none (a heading alone); level, number
    item         it is a part of the measure it stands in
    plain        it is text of what stands before it: no heading, no part, no orphan
    split        a paragraph begins here
    merge        the paragraph goes on the one before it
    title        the heading, part or plan title reads so      title, label (one of them at least)
    role         the chapter is of this role                   role, "" for none of them
    plan_title   the paragraph is the title of a plan
    end          the plan ends before the paragraph: what follows is no part of it
    themes       the entry that begins here has these themes   slugs, the primary one first, at most 3
    instruments  … these policy instruments                    slugs
    accept       what is doubtful here is right as it is       doubts: kinds as the parser names them

`level` of an entry is 0 where its printed number or its kind says it. `number` is what a heading without a
printed number counts as, so that its code does not depend on other rulings. Places are found again by
their words (see places.py).
"""

from dataclasses import asdict, dataclass, fields

from plans.parsing.roles import ROLE_NAMES

LEVELS = range(1, 6)
ENTRY_KINDS = ("task", "measure", "programme", "project", "none")
MOST_CHOICES = 3
HIGHEST_NUMBER = 999
LONGEST_WORDS = 300

# What a ruling of each kind is about: the last one on a place and aspect holds.
ASPECTS = {
    "heading": "structure",
    "entry": "structure",
    "item": "structure",
    "plain": "structure",
    "split": "break",
    "merge": "break",
    "title": "title",
    "role": "role",
    "plan_title": "plan_title",
    "end": "end",
    "themes": "themes",
    "instruments": "instruments",
    "accept": "accept",
}
_FIELDS = {
    "heading": {"level", "role", "number"},
    "entry": {"entry", "level", "number"},
    "title": {"title", "label"},
    "role": {"role"},
    "themes": {"slugs"},
    "instruments": {"slugs"},
    "accept": {"doubts"},
}


class RulingError(ValueError):
    """A ruling that is not well formed; the message is a sentence for the person who made it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a text, named by its words: `quote` begins there, `before` and `after` are the words
    around it, `nth` counts, from 1, where the quote stood more than once when the place was noted."""

    quote: str
    before: str = ""
    after: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision; which fields a kind has is in the table above. RulingError if they make no sense."""

    kind: str
    place: Place
    level: int = 0
    role: str = ""
    entry: str = ""
    number: int = 0
    title: str = ""
    label: str = ""
    slugs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self):
        complaint = _complaint(self)
        if complaint:
            raise RulingError(complaint)

    @property
    def aspect(self):
        """What it is about, a value of ASPECTS."""
        return ASPECTS[self.kind]


def to_json(rulings):
    """`rulings` as a list of plain objects; fields that say nothing are left out."""
    return [{key: _plain(value) for key, value in asdict(ruling).items() if value} for ruling in rulings]


def _plain(value):
    return list(value) if isinstance(value, tuple) else value


def from_json(rows):
    """The rulings in `rows`, in their order. RulingError names the first row that is not well formed."""
    if not isinstance(rows, list | tuple):
        raise RulingError("裁定应是一个列表。")
    rulings = []
    for number, row in enumerate(rows, 1):
        try:
            rulings.append(_ruling(row))
        except RulingError as error:
            raise RulingError(f"第{number}条裁定：{error}") from error
    return rulings


_NAMES = {field.name for field in fields(Ruling)}
_PLACE_NAMES = {field.name for field in fields(Place)}


def _ruling(row):
    if not isinstance(row, dict) or set(row) - _NAMES or not {"kind", "place"} <= set(row):
        raise RulingError("应是一个对象，有 kind 和 place，没有不认识的键。")
    place = row["place"]
    if not isinstance(place, dict) or set(place) - _PLACE_NAMES or "quote" not in place:
        raise RulingError("place 应有 quote，可有 before、after、nth。")
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Ruling(**{**given, "place": Place(**place)})


def _complaint(ruling):
    """What is wrong with a ruling, as a sentence; "" when nothing is."""
    place = ruling.place
    if not isinstance(ruling.kind, str) or ruling.kind not in ASPECTS:
        return f"不认识的裁定“{ruling.kind}”。"
    if not isinstance(place, Place) or not all(
        isinstance(words, str) for words in (place.quote, place.before, place.after)
    ):
        return "quote、before、after 应是文字。"
    if not place.quote.strip():
        return "缺少 quote（原文）。"
    if not _is_number(place.nth, 1, None):
        return "nth 应是从 1 起的整数。"
    words = (ruling.role, ruling.entry, ruling.title, ruling.label, ruling.reason)
    if not all(isinstance(word, str) and len(word) <= LONGEST_WORDS for word in words):
        return f"role、entry、title、label、reason 应是不超过{LONGEST_WORDS}字的文字。"
    for name in ("slugs", "doubts"):
        values = getattr(ruling, name)
        if not isinstance(values, tuple) or not all(isinstance(value, str) and value for value in values):
            return f"{name} 应是文字的列表。"
    surplus = [
        name
        for name in ("level", "role", "entry", "number", "title", "label", "slugs", "doubts")
        if getattr(ruling, name) and name not in _FIELDS.get(ruling.kind, ())
    ]
    if surplus:
        return f"{ruling.kind} 没有 {'、'.join(surplus)}。"
    return _missing(ruling)


def _missing(ruling):
    lowest = 1 if ruling.kind == "heading" else 0
    if not _is_number(ruling.level, lowest, max(LEVELS)):
        return f"标题的级别应是 1 至 {max(LEVELS)}。"
    if ruling.role and ruling.role not in ROLE_NAMES:
        return f"不认识的章节作用“{ruling.role}”。"
    if ruling.kind == "heading" and ruling.role and ruling.level != 1:
        return "只有一级标题才有章节作用。"
    if ruling.kind == "entry" and ruling.entry not in ENTRY_KINDS:
        return f"entry 应是 {'、'.join(ENTRY_KINDS)} 之一。"
    if not _is_number(ruling.number, 0, HIGHEST_NUMBER):
        return f"number 应是不超过 {HIGHEST_NUMBER} 的整数。"
    if ruling.kind == "title" and not (ruling.title.strip() or ruling.label.strip()):
        return "应写明标题或编号。"
    if ruling.kind in ("themes", "instruments") and not (
        1 <= len(ruling.slugs) <= MOST_CHOICES and len(set(ruling.slugs)) == len(ruling.slugs)
    ):
        return f"应选一至{MOST_CHOICES}个不同的标识，第一个为主。"
    if ruling.kind == "accept" and not ruling.doubts:
        return "应写明认可的是什么疑问。"
    return ""


def _is_number(value, low, high):
    return type(value) is int and value >= low and (high is None or value <= high)
