"""Two to four bases, tasks or chosen entries side by side: what each has, and what only one of them has."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from measures.emptiness import NO_PLAN, PARTIAL, READ
from measures.models import Entry, Instrument, QuantityMention, Theme
from measures.places import in_plan_url, section_path
from measures.register_views import Badge, badges_of
from measures.selection import paragraphs
from measures.snippets import snippet
from sbjd.listing.columns import Link

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
    `full_name` is what it is called where there is room; `condition` narrows the register to it."""

    key: str
    name: str
    url: str
    base: object
    entries: list[Entry]
    full_name: str = ""
    condition: tuple[str, str] = ()
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
class ValueRow:
    """Quantities of one metric, basis and unit: a cell of quantities for every side."""

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
class Comparison:
    """All of it. `group_name` says by what the entries are grouped, "" for single entries; `brief` that
    there are too many for more than their titles."""

    sides: list[Side]
    group_name: str
    values: list[ValueRow]
    brief: bool = False

    @property
    def rows(self):
        """How many rows the columns have: counts, what only one has, and each group, or the text."""
        return 2 + (len(self.sides[0].groups) if self.group_name else 1)


GROUPS = {"instrument": (Instrument, "政策工具"), "theme": (Theme, "主题")}


def compare_bases(bases, entries, group_key, conditions, emptiness):
    """`bases` side by side. `entries` are theirs with all a list shows and their organizations loaded;
    `conditions` narrow them, as the register's (key, value) pairs; `emptiness` says for each base id what
    kind of empty a 0 is. Two queries."""
    sides = []
    for base in bases:
        own = [entry for entry in entries if entry.plan.base_id == base.pk]
        side = Side(base.slug, base.short_name, base.get_absolute_url(), base, own, base.name)
        side.condition = ("base", base.slug)
        sides.append(side)
    return _grouped(sides, group_key, conditions, emptiness)


def compare_tasks(tasks, entries, group_key, conditions, emptiness):
    """`tasks` of any bases side by side, each under the name of its base; the rest as `compare_bases`."""
    sides = []
    for task in tasks:
        base = task.plan.base
        own = [entry for entry in entries if entry.task_id == task.pk]
        name = f"{base.short_name}·{task.title}"
        side = Side(task.code, name, task.get_absolute_url(), base, own, f"{base.name}，{task.code}")
        side.condition = ("task", task.code)
        sides.append(side)
    return _grouped(sides, group_key, conditions, emptiness)


def _grouped(sides, group_key, conditions, emptiness):
    for side in sides:
        if side.entries:
            side.list_url = _register_url([side.condition, *conditions])
        else:
            side.empty = EMPTY_WORDS[emptiness[side.base.pk]].format(side.name)
    model, name = GROUPS[group_key]
    _group(sides, model.objects.all(), group_key, conditions)
    return _finish(sides, name)


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
        side.meta = [
            Link(base.short_name, base.get_absolute_url()),
            Link(entry.get_kind_display()),
            Link(entry.code),
            Link(section_path(entry.section), in_plan_url(entry.code, entry.plan)),
        ]
        side.badges, side.paragraphs = badges_of(entry), paragraphs(entry)
        sides.append(side)
    return _finish(sides, "")


def _finish(sides, group_name):
    values = _values(sides)
    _mark_only(sides, values)
    brief = sum(len(side.entries) for side in sides) > MOST_FULL_CARDS
    return Comparison(sides, group_name, values, brief)


def _register_url(pairs):
    return f"{reverse('measures')}?{urlencode(pairs)}"


# Groups --------------------------------------------------------------------------------------------------


def primary(entry, key):
    """The primary instrument or theme (`key`) of an entry, or None."""
    links = getattr(entry, f"{key}_links").all()
    return next((getattr(link, key) for link in links if link.rank == 1), None)


def _group(sides, terms, key, conditions):
    """Give every side the same groups in the order of the vocabulary: those that any side has."""
    found = [{} for _ in sides]
    for side, groups in zip(sides, found, strict=True):
        for entry in side.entries:
            groups.setdefault(primary(entry, key), []).append(entry)
    present = [term for term in terms if any(term in groups for groups in found)]
    if any(None in groups for groups in found):
        present.append(None)
    for side, groups in zip(sides, found, strict=True):
        for term in present:
            own = groups.get(term, [])
            more = ""
            if len(own) > SHOWN_CARDS:
                extra = [(key, term.slug if term else "none")]
                more = _register_url([side.condition, *conditions, *extra])
            side.groups.append(
                Group(
                    term.name if term else UNGROUPED,
                    term.get_absolute_url() if term else "",
                    len(own),
                    [_card(entry) for entry in own[:SHOWN_CARDS]],
                    more,
                )
            )


def _card(entry):
    return Card(
        entry,
        Link(section_path(entry.section), in_plan_url(entry.code, entry.plan)),
        snippet(entry.body, ()),
        badges_of(entry),
    )


# Quantities ----------------------------------------------------------------------------------------------


def _values(sides):
    """The quantities that the compared entries state, those of one metric, basis and unit in one row;
    rows that more sides share come first."""
    side_of = {entry.pk: at for at, side in enumerate(sides) for entry in side.entries}
    mentions = (
        QuantityMention.objects.filter(entry__in=side_of).select_related("quantity__metric").order_by("start")
    )
    cells = {}
    for mention in mentions:
        quantity = mention.quantity
        row = cells.setdefault(_row_key(quantity), [{} for _ in sides])
        row[side_of[mention.entry_id]].setdefault(quantity.pk, quantity)
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
    cells = [list(quantities.values()) for quantities in row]
    first = next(quantity for cell in cells for quantity in cell)
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
