"""Two to four bases, tasks or chosen entries side by side: what each has, and what only one of them has."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.urls import reverse

from measures.emptiness import NO_PLAN, PARTIAL, READ
from measures.models import Entry, Instrument, Quantity, QuantityMention, Theme
from measures.places import in_plan_url, section_path
from measures.results import Badge, badges_of, meta_of
from measures.selection import paragraphs
from sbjd.listing.columns import Link
from sbjd.search.marks import excerpt

FEWEST, MOST = 2, 4
SHOWN_CARDS = 8
MOST_FULL_CARDS = 60
SHOWN_ONLY = 15
UNGROUPED = "未归类"


@dataclass
class Card:
    """An entry in a column of bases."""

    entry: Entry
    place: Link
    snippet: list
    badges: list[Badge]


@dataclass
class Group:
    """The entries of one side under one instrument or theme: how many, the first of them as cards, and
    the list of all when there are more."""

    name: str
    url: str
    total: int
    cards: list[Card]
    more_url: str = ""

    @property
    def left_out(self):
        """How many are not shown as cards."""
        return self.total - len(self.cards)


@dataclass
class Only:
    """What one side alone has, of one kind of thing."""

    label: str
    links: list[Link]

    @property
    def first(self):
        """Those shown at once."""
        return self.links[:SHOWN_ONLY]

    @property
    def rest(self):
        """Those that unfold."""
        return self.links[SHOWN_ONLY:]


@dataclass
class Side:
    """One of the things compared: a base or a task with its entries, or a single entry with its text.
    `full_name` is what it is called where there is room; `condition` narrows the register to it; what the
    words of `section`, a task's own, state belongs to it too."""

    key: str
    name: str
    url: str
    base: object
    entries: list[Entry]
    full_name: str = ""
    condition: tuple[str, str] = ()
    section: int | None = None
    list_url: str = ""
    empty: str = ""
    groups: list[Group] = field(default_factory=list)
    only: list[Only] = field(default_factory=list)
    meta: list[Link] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    @property
    def counts(self):
        """Measures, projects."""
        kinds = Counter(entry.kind for entry in self.entries)
        return kinds["measure"], kinds["project"]


@dataclass
class Stated:
    """A quantity as a side states it; `by_task` in no entry, only in the words of the task itself."""

    quantity: object
    by_task: bool


@dataclass
class ValueRow:
    """Quantities of one metric, basis and unit: a cell of `Stated` ones for every side."""

    name: str
    url: str
    basis: str
    unit: str
    cells: list[list]

    @property
    def sides(self):
        """How many sides state one."""
        return sum(1 for cell in self.cells if cell)


@dataclass
class Grouping:
    """By what entries are put together: the primary instrument or theme (`key`), or the several ones that
    were asked for (`chosen`, slugs); an entry that has two of these stands under both."""

    key: str
    chosen: tuple[str, ...] = ()

    @property
    def name(self):
        """What the groups are."""
        return _TERMS[self.key][1]

    @property
    def words(self):
        """How the page says it."""
        return f"按所选{self.name}分组" if self.chosen else f"按首要{self.name}分组"

    def terms(self):
        """The groups there can be, in the order of the vocabulary."""
        terms = _TERMS[self.key][0].objects.all()
        return terms.filter(slug__in=self.chosen) if self.chosen else terms

    def links(self, entry):
        """The links of `entry` (its own rows, or an expression for its key) that put it into groups."""
        links = getattr(entry, f"{self.key}_links").all()
        if self.chosen:
            return [link for link in links if getattr(link, self.key).slug in self.chosen]
        return [link for link in links if link.rank == 1]


_TERMS = {"instrument": (Instrument, "政策工具"), "theme": (Theme, "主题")}


@dataclass
class Comparison:
    """All of it. `grouped` says by what the entries are grouped, "" for single entries; `brief` that there
    are too many for more than their titles."""

    sides: list[Side]
    grouped: str
    values: list[ValueRow]
    brief: bool = False

    @property
    def rows(self):
        """How many rows the columns have: counts, what only one has, and each group, or the text."""
        return 2 + (len(self.sides[0].groups) if self.grouped else 1)


def compare_bases(bases, entries, grouping, conditions, emptiness):
    """`bases` side by side. `entries` are theirs with all a list shows and their organizations loaded;
    `conditions` narrow them, as the register's (key, value) pairs; `emptiness` says for each base id what
    kind of empty a 0 is. Two queries."""
    sides = []
    for base in bases:
        own = [entry for entry in entries if entry.plan.base_id == base.pk]
        side = Side(base.slug, base.short_name, base.get_absolute_url(), base, own, base.name)
        side.condition = ("base", base.slug)
        sides.append(side)
    return _grouped(sides, grouping, conditions, emptiness)


def compare_tasks(tasks, entries, grouping, conditions, emptiness):
    """`tasks` of any bases side by side, each under the name of its base; the rest as `compare_bases`.
    Unless `conditions` narrow the entries, what a task's own words state is compared too."""
    sides = []
    for task in tasks:
        base = task.plan.base
        own = [entry for entry in entries if entry.task_id == task.pk]
        name = f"{base.short_name}·{task.title}"
        side = Side(task.code, name, task.get_absolute_url(), base, own, f"{base.name}，{task.code}")
        side.condition = ("task", task.code)
        side.section = None if conditions else task.section_id
        sides.append(side)
    return _grouped(sides, grouping, conditions, emptiness)


def _grouped(sides, grouping, conditions, emptiness):
    for side in sides:
        if side.entries:
            side.list_url = _register_url([side.condition, *conditions])
        else:
            side.empty = EMPTY_WORDS[emptiness[side.base.pk]].format(side.name)
    _group(sides, grouping, conditions)
    return _finish(sides, grouping.words)


EMPTY_WORDS = {
    READ: "{}0条：方案已通读，没有这样的举措或项目。",
    PARTIAL: "{}0条：方案中没有找到；该方案原文有缺失，可能有遗漏。",
    NO_PLAN: "{}0条：尚未收录该基地的方案。",
}


def compare_entries(entries):
    """Single `entries` side by side, each with its text. One query."""
    sides = []
    for entry in entries:
        base = entry.plan.base
        side = Side(entry.code, entry.title, entry.get_absolute_url(), base, [entry])
        side.meta = meta_of(entry)
        side.badges, side.paragraphs = badges_of(entry), paragraphs(entry)
        sides.append(side)
    return _finish(sides, "")


def _finish(sides, grouped):
    values = _values(sides)
    _mark_only(sides, values)
    brief = sum(len(side.entries) for side in sides) > MOST_FULL_CARDS
    return Comparison(sides, grouped, values, brief)


def _register_url(pairs):
    return f"{reverse('measures')}?{urlencode(pairs)}"


# Groups --------------------------------------------------------------------------------------------------


def _group(sides, grouping, conditions):
    """Give every side the same groups in the order of the vocabulary: those that were chosen, or those
    that any side has."""
    key = grouping.key
    found = [{} for _ in sides]
    for side, groups in zip(sides, found, strict=True):
        for entry in _in_order(side.entries, grouping):
            terms = [getattr(link, key) for link in grouping.links(entry)] or [None]
            for term in terms:
                groups.setdefault(term, []).append(entry)
    present = [term for term in grouping.terms() if grouping.chosen or any(term in own for own in found)]
    if any(None in groups for groups in found):
        present.append(None)
    others = [pair for pair in conditions if not grouping.chosen or pair[0] != key]
    for side, groups in zip(sides, found, strict=True):
        for term in present:
            own = groups.get(term, [])
            more = ""
            if len(own) > SHOWN_CARDS:
                more = _register_url([side.condition, *others, (key, term.slug if term else "none")])
            side.groups.append(
                Group(
                    term.name if term else UNGROUPED,
                    term.get_absolute_url() if term else "",
                    len(own),
                    [_card(entry) for entry in own[:SHOWN_CARDS]],
                    more,
                )
            )


def _in_order(entries, grouping):
    """As they come; those that may stand in several groups, in the order of their text."""
    return sorted(entries, key=lambda one: (one.plan_id, one.start)) if grouping.chosen else entries


def _card(entry):
    return Card(
        entry,
        Link(section_path(entry.section), in_plan_url(entry.code, entry.plan)),
        excerpt(entry.body),
        badges_of(entry),
    )


# Quantities ----------------------------------------------------------------------------------------------


def _values(sides):
    """The quantities that the compared entries and tasks state, those of one metric, basis and unit in one
    row; rows that more sides share come first."""
    side_of = {entry.pk: at for at, side in enumerate(sides) for entry in side.entries}
    side_of_section = {side.section: at for at, side in enumerate(sides) if side.section}
    stated = Q(entry__in=side_of) | Q(entry=None, section__in=side_of_section)
    quantities = Quantity.objects.select_related("metric").with_filling()
    mentions = QuantityMention.objects.filter(stated).order_by("start")
    mentions = mentions.prefetch_related(Prefetch("quantity", quantities))
    cells = {}
    for mention in mentions:
        quantity = mention.quantity
        own = mention.entry_id is None
        at = side_of_section[mention.section_id] if own else side_of[mention.entry_id]
        row = cells.setdefault(_row_key(quantity), [{} for _ in sides])
        first = row[at].setdefault(quantity.pk, Stated(quantity, own))
        first.by_task &= own
    for key in [key for key in cells if not key[2]]:  # a masked value has no unit; its metric may have one
        same = next((other for other in cells if other[:2] == key[:2] and other[2]), None)
        if same:
            for merged, masked in zip(cells[same], cells.pop(key), strict=True):
                merged.update(masked)
    rows = [_value_row(row) for row in cells.values()]
    return sorted(rows, key=lambda row: -row.sides)


def _row_key(quantity):
    what = quantity.metric.slug if quantity.metric else f"={quantity.metric_text}"
    return what, quantity.basis, quantity.plain_unit


def _value_row(row):
    cells = [list(stated.values()) for stated in row]
    first = next(stated.quantity for cell in cells for stated in cell)
    return ValueRow(
        first.metric.name if first.metric else first.metric_text,
        first.metric.get_absolute_url() if first.metric else "",
        first.get_basis_display(),
        first.plain_unit,
        cells,
    )


# What only one has ---------------------------------------------------------------------------------------


def _mark_only(sides, values):
    """Give each side the instruments, organizations and metrics that no other side has."""
    instruments = [_linked(side, "instrument_links", "instrument") for side in sides]
    organizations = [_linked(side, "organization_mentions", "organization") for side in sides]
    metrics = [
        {row.url: Link(row.name, row.url) for row in values if row.url and row.cells[at]}
        for at in range(len(sides))
    ]
    for label, found in (("政策工具", instruments), ("机构", organizations), ("指标", metrics)):
        held = Counter(key for own in found for key in own)
        for side, own in zip(sides, found, strict=True):
            links = [link for key, link in own.items() if held[key] == 1]
            if links:
                side.only.append(Only(label, links))


def _linked(side, links, name):
    found = {}
    for entry in side.entries:
        for link in getattr(entry, links).all():
            thing = getattr(link, name)
            found.setdefault(thing.pk, Link(thing.name, thing.get_absolute_url()))
    return found
