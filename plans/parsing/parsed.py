"""What the parser understood, as plain values.

All `start`/`end` are character offsets into `Source.text`, half open, so `text[start:end]` is the quote.
Codes are local to the plan (`m05`, `m2.4`, `pm05`, `p12`); the base's slug is put before them when a
plan becomes fixtures. `rule` is the name of the rule that made the value, for the person who checks it.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Section:
    """One node of the outline. `text[start:end]` is the heading as printed, number included;
    `text[start:stop]` is everything up to the next section, so all sections joined give the plan back.

    `key` is its path of printed numbers (`3-2-5`), `""` parent is the root (key `0`, level 0: title
    and preamble). `kind` is heading, root, or stray (text whose heading is lost, or a second copy).
    `role` is the chapter's role (foundation, approach, tasks, policy, tasks+measures, programmes,
    safeguards, annex, or ""), inherited by what stands under it.
    """

    key: str
    parent: str
    level: int
    label: str
    title: str
    line: int
    start: int
    end: int
    stop: int
    run_in: bool = False
    role: str = ""
    kind: str = "heading"
    rule: str = ""


@dataclass(slots=True)
class Item:
    """A part of a measure or project: (1), 一是, or a paragraph or sentence with a run-in heading."""

    code: str
    label: str
    title: str
    start: int
    end: int
    rule: str = ""


@dataclass(slots=True)
class Choice:
    """A theme or an instrument given to an entry: `rank` 1 is the primary one; `words` made it fire;
    `score` is what they weighed together, 0 where a person chose."""

    slug: str
    rank: int
    words: list[str] = field(default_factory=list)
    rule: str = ""
    reason: str = ""
    origin: str = "rule"
    score: float = 0.0


@dataclass(slots=True)
class Entry:
    """A task, measure, programme or project (`kind`). `section` is the key of the section it is;
    `parent` the code of its task or programme, or "". The span covers heading and body;
    `body_start` is where the body begins."""

    kind: str
    code: str
    number: str
    title: str
    section: str
    line: int
    start: int
    end: int
    body_start: int
    parent: str = ""
    items: list[Item] = field(default_factory=list)
    themes: list[Choice] = field(default_factory=list)
    instruments: list[Choice] = field(default_factory=list)
    rule: str = ""


@dataclass(slots=True)
class Mention:
    """One place that states a quantity or names an organization."""

    start: int
    end: int
    section: str = ""
    entry: str = ""


@dataclass(slots=True)
class Quantity:
    """A target, baseline or support standard (`kind`), as DOMAIN.md section 5 defines them.

    `value` is as printed (a range too); `number` (and `number_to` of a range) the numeric value in the
    printed unit, None when masked; `unit` as printed with its multiplier (万家); `plain` the number in
    `plain_unit` (家). `bound` is one of >= <= = ~, `basis` level, increment, rate, share or change.
    `metric` is a slug of the vocabulary or "", `metric_text` the words it was read from.
    """

    kind: str
    metric_text: str
    bound: str
    basis: str
    value: str
    number: float | None
    unit: str
    mentions: list[Mention]
    metric: str = ""
    number_to: float | None = None
    plain: float | None = None
    plain_unit: str = ""
    period: str = ""
    masked: bool = False
    rule: str = ""
    code: str = ""
    reason: str = ""
    origin: str = "rule"


@dataclass(slots=True)
class OrganizationMention:
    """An organization named in the text; `role` is "", lead or cooperating (责任单位, 配合单位)."""

    name: str
    start: int
    end: int
    section: str = ""
    entry: str = ""
    role: str = ""
    rule: str = ""
    reason: str = ""
    origin: str = "rule"


@dataclass(slots=True)
class Finding:
    """An erratum (a defect of the text) or a problem (something the parser could not settle).

    `kind` is a dotted name such as `numbering.gap`; `text` a Chinese sentence for a person."""

    kind: str
    line: int
    start: int
    end: int
    text: str

    @classmethod
    def at(cls, source, kind, start, end, text):
        """A finding about `source.text[start:end]`; its line is the one it starts in."""
        return cls(kind, source.line_at(start).number, start, end, text)


@dataclass(slots=True)
class Doubt:
    """Something a person should look at: a problem, or a reading the rules are not sure of.

    `entry` is the code of the measure, project or task it is about, or ""; `settled` says that somebody
    accepted it as it is."""

    kind: str
    line: int
    start: int
    end: int
    text: str
    entry: str = ""
    settled: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a ruling: `state` is obeyed, replaced (by a later one on the same thing), idle (its
    place was found, but it could not be obeyed) or lost; `start` is its place, None when lost; `text`
    says why it is idle or lost."""

    state: str = "lost"
    start: int | None = None
    text: str = ""


@dataclass(slots=True)
class StatedTotal:
    """A number of parts the text itself states (七大重点工程, 五大方面), against what was read."""

    what: str
    stated: int
    read: int
    line: int
    start: int
    end: int

    @property
    def agrees(self):
        return self.stated == self.read


@dataclass(slots=True)
class ParagraphUse:
    """What became of one paragraph: title, heading, body, table, note, contents, preamble or stray."""

    line: int
    start: int
    end: int
    use: str
    section: str = ""


@dataclass(slots=True)
class ParsedPlan:
    """One plan of a source. `slug` is the base's, when the vocabulary knows the base, else ""."""

    title: str
    start: int
    end: int
    slug: str = ""
    sections: list[Section] = field(default_factory=list)
    tasks: list[Entry] = field(default_factory=list)
    measures: list[Entry] = field(default_factory=list)
    programmes: list[Entry] = field(default_factory=list)
    projects: list[Entry] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    organizations: list[OrganizationMention] = field(default_factory=list)
    errata: list[Finding] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    paragraphs: list[ParagraphUse] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def entries(self):
        """Tasks, measures, programmes and projects, in the order of the text."""
        return sorted(self.tasks + self.measures + self.programmes + self.projects, key=lambda e: e.start)


@dataclass(slots=True)
class ParsedSource:
    """All plans of one document, and what stands outside every plan. `outcomes` has one Outcome for each
    ruling that was given, in their order."""

    source: object
    plans: list[ParsedPlan]
    problems: list[Finding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
