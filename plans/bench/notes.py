"""What stands beside a row: what was read from it, in words."""

from dataclasses import dataclass, field

from plans.bench.wording import KINDS, ORGANIZATIONS, QUANTITIES, ROLES, level_word
from plans.errata import kind_name
from plans.inline import MASKED, html_of, runs_of

_BOUNDS = {">=": "≥", "<=": "≤", "~": "约", "=": ""}


@dataclass(slots=True)
class Shown:
    """A row as the page shows it. `marks` are flags besides its kind (遮蔽, 校勘 …), `said` lines of
    (word, text) about what was read, `ruled` the rulings that hold here."""

    row: object
    sign: str
    word: str
    number: int
    html: str
    marks: list = field(default_factory=list)
    said: list = field(default_factory=list)
    themes: list = field(default_factory=list)
    instruments: list = field(default_factory=list)
    ruled: list = field(default_factory=list)

    @property
    def anchor(self):
        return f"p{self.row.start}"


def shown(row, number, text, vocabulary, ruled):
    """The `Shown` of a row, the `number`-th of the document."""
    sign, word = KINDS[row.kind]
    if row.kind == "heading":
        word = level_word(row.section.level)
    printed = text[row.start : row.end]
    made = Shown(row, sign, word, number, _html(row, printed), ruled=ruled)
    if MASKED.search(printed):
        made.marks.append("遮蔽")
    made.marks += [f"校勘：{kind_name(kind)}" for kind in dict.fromkeys(e.kind for e in row.errata)]
    if row.entry is not None:
        made.themes = _choices(row.entry.themes, vocabulary.themes)
        made.instruments = _choices(row.entry.instruments, vocabulary.instruments)
    made.said = list(_said(row, printed))
    return made


def _html(row, printed):
    bold = []
    if row.opens and row.section.end > row.start:
        bold.append((row.start, min(row.section.end, row.end)))
    doubtful = [(max(e.start, row.start), min(e.end, row.end)) for e in row.errata if e.end > row.start]
    return html_of(runs_of(printed, row.start, bold=bold, doubtful=doubtful))


def _choices(choices, terms):
    names = {term.slug: term.name for term in terms}
    return [names.get(choice.slug, choice.slug) for choice in sorted(choices, key=lambda choice: choice.rank)]


def _said(row, printed):
    section = row.section
    if row.kind == "plan_title":
        if row.plan.title != printed:
            yield "标题读作", row.plan.title
    elif row.opens and section.kind == "heading":
        yield from _heading(row, printed)
    if row.item is not None:
        name = row.item.title or "（无小标题）"
        yield "分项", f"{row.item.code} {name}"
    elif row.kind == "body":
        yield "属于", row.within.code
    elif row.kind == "orphan" and row.opens:
        yield "原因", "与前文重复的文字" if section.rule == "stray.copy" else "标题已缺失的残文"
    for quantity, _ in row.quantities:
        yield QUANTITIES[quantity.kind], _quantity(quantity)
    for role, names in _organizations(row).items():
        yield ORGANIZATIONS[role], "、".join(dict.fromkeys(names))
    for erratum in row.errata:
        yield "校勘", erratum.text


def _heading(row, printed):
    section, entry = row.section, row.entry
    if section.level == 1:
        yield "章节作用", ROLES.get(section.role, section.role) if section.role else "未认出"
    title = f"{section.label}{section.title}"
    if entry is not None:
        belongs = f"（属 {entry.parent}）" if entry.parent else ""
        yield "编码", f"{entry.code}{belongs}"
        if entry.items:
            yield "分项", f"{len(entry.items)}个"
        if section.level != 3:
            yield "层级", level_word(section.level)
    if "".join(title.split()) not in "".join(printed.split()):
        yield "标题读作", title


def _quantity(quantity):
    name = quantity.metric_text
    number = f"{_BOUNDS.get(quantity.bound, quantity.bound)}{quantity.value}{quantity.unit}"
    period = f"（{quantity.period}）" if quantity.period else ""
    return f"{name} {number}{period}"


def _organizations(row):
    found = {}
    for mention in row.organizations:
        found.setdefault(mention.role, []).append(mention.name)
    return found
