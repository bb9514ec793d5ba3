"""Which texts belong to which plan, kept in memory, so that what a search found can be counted by base and
read in plan order without reading a text.

A set of keys a plan (a bitmap of a few bytes, since the keys of a plan lie together), brought up to the
corpus when that has changed.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from pyroaring import BitMap

from measures.models import Entry, EntryText, ParagraphText
from plans.models import WorkPlan
from sbjd import corpus
from sbjd.listing.cube.reading import parts
from sbjd.listing.prepared import Prepared

_MODELS = (EntryText, ParagraphText)


def _prepared(model, *columns):
    columns = ("plan_id", "start", "pk", *columns)
    return Prepared(lambda keys: model.objects.filter(pk__in=keys).order_by().values_list(*columns))


# Where texts stand, and what they are ranked by: asked for each search.
_PLACES = [_prepared(model) for model in _MODELS]
_DOCUMENTS = [
    _prepared(EntryText, "title", "text"),
    _prepared(ParagraphText, "title", "text", "section__kind"),
]
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Hits:
    """What a search found: the keys of entries, and of paragraphs that stand in no entry."""

    entries: BitMap = field(default_factory=BitMap)
    paragraphs: BitMap = field(default_factory=BitMap)

    def __bool__(self):
        return bool(self.entries or self.paragraphs)

    def __len__(self):
        return len(self.entries) + len(self.paragraphs)

    def __and__(self, other):
        return Hits(self.entries & other.entries, self.paragraphs & other.paragraphs)

    def __or__(self, other):
        return Hits(self.entries | other.entries, self.paragraphs | other.paragraphs)

    def __sub__(self, other):
        return Hits(self.entries - other.entries, self.paragraphs - other.paragraphs)


@dataclass(frozen=True)
class PlanTexts:
    """The texts of one plan."""

    plan_id: int
    base_id: int
    hits: Hits


class PlanOrder:
    """All plans with their texts, in plan order, in one `version` of the corpus; `projects` are the keys of
    the entries that are projects."""

    def __init__(self, plans, projects, version):
        """`plans` are PlanTexts in their order."""
        self.plans, self.projects, self.version = plans, projects, version
        self.everything = Hits()
        for plan in plans:
            self.everything |= plan.hits
        self._places = {plan.plan_id: place for place, plan in enumerate(plans)}

    @classmethod
    def read(cls, version):
        """From the database: four queries."""
        return cls._of(_hits_by_plan(), _projects(Entry.objects.all()), version)

    def brought_to(self, version, changed):
        """As of a later `version`; `changed` is {subject: ids} of what changed in between."""
        entries = BitMap(changed.get("entry", ()))
        touched = set(changed.get("plan_use", ())) | set(changed.get("plan", ()))
        touched |= {plan.plan_id for plan in self.plans if plan.hits.entries.intersect(entries)}
        for part in parts(entries):
            touched |= set(EntryText.objects.filter(pk__in=part).values_list("plan_id", flat=True))
        hits = {plan.plan_id: plan.hits for plan in self.plans if plan.plan_id not in touched}
        projects = self.projects - entries
        for part in parts(entries):
            projects |= _projects(Entry.objects.filter(pk__in=part))
        for part in parts(touched):
            hits |= _hits_by_plan(plan_id__in=part)
        return self._of(hits, projects, version)

    @classmethod
    def _of(cls, hits, projects, version):
        plans = WorkPlan.objects.order_by("base__order", "slug").values_list("pk", "base_id")
        return cls([PlanTexts(pk, base, hits.get(pk, Hits())) for pk, base in plans], projects, version)

    def in_scope(self, hits, measures, projects, paragraphs):
        """Of `hits` the measures, the projects, and the paragraphs that are in neither, as wanted."""
        entries = BitMap()
        entries |= hits.entries - self.projects if measures else entries
        entries |= hits.entries & self.projects if projects else entries
        return Hits(entries, hits.paragraphs if paragraphs else BitMap())

    def of_bases(self, base_ids):
        """Every text of these bases."""
        found = Hits()
        for plan in self.plans:
            if plan.base_id in base_ids:
                found |= plan.hits
        return found

    def spread(self, hits):
        """How many of `hits` each base has: {base id: number}, without zeros."""
        numbers = {}
        for plan in self.plans:
            number = _shared(plan.hits, hits)
            if number:
                numbers[plan.base_id] = numbers.get(plan.base_id, 0) + number
        return numbers

    def placed(self, hits):
        """`hits`, not too many, in plan order: a list of (is paragraph, pk)."""
        return [(is_paragraph, pk) for *_, is_paragraph, pk in self._in_order(hits, _PLACES)]

    def documents(self, hits):
        """The same with what they are ranked by: a list of ((is paragraph, pk), folded title, folded text,
        kind of the section), the last for paragraphs alone."""
        ordered = self._in_order(hits, _DOCUMENTS)
        return [((is_paragraph, pk), *rest) for _, _, is_paragraph, pk, *rest in ordered]

    def _in_order(self, hits, asked):
        rows = []
        for is_paragraph, pks in enumerate((hits.entries, hits.paragraphs)):
            rows += [
                (self._places[plan_id], start, bool(is_paragraph), pk, *rest)
                for plan_id, start, pk, *rest in asked[is_paragraph].rows(pks)
            ]
        return sorted(rows)

    def ordered(self, hits):
        """`hits`, however many, in plan order, as an `Ordered`."""
        return Ordered(self, hits)


class Piecewise:
    """A sequence that makes the slice it is asked for; a walk through it goes by large slices."""

    def __iter__(self):
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


class Ordered(Piecewise):
    """Hits in plan order: a sequence of (is paragraph, pk) of which only what stands in the plans of the
    slice asked for is put in order."""

    def __init__(self, order, hits):
        self._order, self._hits = order, hits
        self._plans = [plan for plan in order.plans if _shared(plan.hits, hits)]
        self._ends = list(accumulate(_shared(plan.hits, hits) for plan in self._plans))

    def __len__(self):
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, wanted):
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _ = wanted.indices(len(self))
        if start >= stop:
            return []
        first, last = bisect_right(self._ends, start), bisect_right(self._ends, stop - 1)
        before = self._ends[first - 1] if first else 0
        touched = Hits()
        for plan in self._plans[first : last + 1]:
            touched |= plan.hits
        return self._order.placed(touched & self._hits)[start - before : stop - before]


class Joined(Piecewise):
    """One such sequence behind another."""

    def __init__(self, first, second):
        self._first, self._second = first, second

    def __len__(self):
        return len(self._first) + len(self._second)

    def __getitem__(self, wanted):
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _ = wanted.indices(len(self))
        border = len(self._first)
        return [
            *self._first[min(start, border) : min(stop, border)],
            *self._second[max(start - border, 0) : max(stop - border, 0)],
        ]


def _shared(one, other):
    return one.entries.intersection_cardinality(other.entries) + one.paragraphs.intersection_cardinality(
        other.paragraphs
    )


def _hits_by_plan(**condition):
    """{plan id: Hits} of all texts, or of those that meet the condition; two queries."""
    found = []
    for model in _MODELS:
        rows, of_plan = model.objects.filter(**condition).order_by().values_list("plan_id", "pk"), {}
        for plan_id, pk in rows.iterator(chunk_size=_AT_ONCE):
            of_plan.setdefault(plan_id, array("I")).append(pk)
        found.append(of_plan)
    entries, paragraphs = found
    return {
        plan_id: Hits(BitMap(entries.get(plan_id, ())), BitMap(paragraphs.get(plan_id, ())))
        for plan_id in entries.keys() | paragraphs.keys()
    }


def _projects(entries):
    rows = entries.order_by().filter(kind=Entry.Kind.PROJECT).values_list("pk", flat=True)
    return BitMap(array("I", rows.iterator(chunk_size=_AT_ONCE)))


class OrderKeeper(corpus.Keeper):
    """Keeps the order of all texts."""

    short, most_changes = 2_000, 5_000
    # Entries, the texts of plans, plans, and the order of bases.
    subjects = ("entry", "plan_use", "plan", "base")

    def read(self, now):
        """The order, read whole."""
        return PlanOrder.read(now)


_keeper = OrderKeeper()


def plan_order():
    """The `PlanOrder` of the corpus as it is now. It goes by the search indexes, so these are to stand at
    the present revision (see current_indexes in seeking.py)."""
    return _keeper.current()
