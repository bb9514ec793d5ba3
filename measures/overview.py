"""Counts for the pages that look over everything: per plan, per theme, masked values."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from measures.models import Entry, EntryTheme, Programme, Quantity, Task, Theme
from plans.errata import kind_name
from plans.inline import MASKED
from plans.models import Erratum, Section
from sbjd import corpus

_MASKED_FORMS = [century + sign for century in ("19", "20") for sign in ("XX", "xx", "××", "**")]


@dataclass(slots=True)
class PlanCounts:
    """What was read from one plan."""

    tasks: int = 0
    measures: int = 0
    programmes: int = 0
    projects: int = 0
    errata: int = 0
    masked: int = 0


@dataclass(slots=True)
class ThemeCount:
    """How many entries have a theme, and the list that shows them."""

    theme: object
    count: int
    url: str


def plan_counts(plans=None):
    """{plan id: PlanCounts}, for these plans or for all: five queries."""
    only = {} if plans is None else {"plan__in": plans}
    found = {}

    def add(rows, name):
        for plan_id, number in rows:
            setattr(found.setdefault(plan_id, PlanCounts()), name, number)

    for model, name in ((Task, "tasks"), (Programme, "programmes"), (Erratum, "errata")):
        add(_per_plan(model.objects.filter(**only)), name)
    entries = (
        Entry.objects.filter(**only)
        .order_by()
        .values_list("plan_id")
        .annotate(
            measures=Count("pk", filter=Q(kind="measure")), projects=Count("pk", filter=Q(kind="project"))
        )
    )
    for plan_id, measures, projects in entries:
        add([(plan_id, measures)], "measures")
        add([(plan_id, projects)], "projects")
    add(masked_counts(only).items(), "masked")
    return found


_kept = {}


def _of_this_version(name, count):
    """What `count()` gives, counted once for each version of the corpus. The answer is shared; nobody
    changes it."""
    now = corpus.version()
    version, answer = _kept.get(name, (None, None))
    if version != now:
        answer = count()
        if corpus.present() == now:  # else somebody wrote meanwhile: right for this page, not to be kept
            _kept[name] = now, answer
    return answer


def whole_counts():
    """{plan id: PlanCounts} for all plans from which anything was read."""
    return _of_this_version("plans", plan_counts)


def _per_plan(rows):
    return rows.order_by().values_list("plan_id").annotate(Count("pk"))


def masked_counts(only):
    """{plan id: number of masked years and numbers}; reads only sections that hold one."""
    holds = Q()
    for form in _MASKED_FORMS:
        holds |= Q(text__contains=form)
    totals = {}
    rows = Section.objects.filter(holds, **only).order_by().values_list("plan_id", "text")
    for plan_id, text in rows:
        totals[plan_id] = totals.get(plan_id, 0) + len(MASKED.findall(text))
    return totals


def defects_by_plan(plans):
    """{plan id: [(kind of erratum in words, how many), …]} of these plans, the most frequent first: one
    query."""
    found = {}
    rows = (
        Erratum.objects.filter(plan__in=plans)
        .order_by()
        .values_list("plan_id", "kind")
        .annotate(number=Count("pk"))
    )
    for plan_id, kind, number in rows.order_by("-number", "kind"):
        found.setdefault(plan_id, []).append((kind_name(kind), number))
    return found


def quantity_counts():
    """How many targets, baselines and support standards there are, how many in all and how many of them
    are masked."""
    return _of_this_version("quantities", _count_quantities)


def _count_quantities():
    return Quantity.objects.order_by().aggregate(
        total=Count("pk"),
        target=Count("pk", filter=Q(kind="target")),
        baseline=Count("pk", filter=Q(kind="baseline")),
        support=Count("pk", filter=Q(kind="support")),
        masked=Count("pk", filter=Q(masked=True)),
    )


def total(counts):
    """All plans' counts in one."""
    sums = PlanCounts()
    for one in counts:
        for name in PlanCounts.__slots__:
            setattr(sums, name, getattr(sums, name) + getattr(one, name))
    return sums


def theme_counts(**entries):
    """A `ThemeCount` for every theme in its order, 0 included; `entries` narrows by fields of Entry
    (`plan__base=base`). Two queries; the numbers equal the lists the links open."""
    counts = _count_themes(entries) if entries else _of_this_version("themes", _count_themes)
    base = entries.get("plan__base")
    suffix = f"&base={base.slug}" if base else ""
    return [
        ThemeCount(theme, counts.get(theme.pk, 0), f"{reverse('measures')}?theme={theme.slug}{suffix}")
        for theme in Theme.objects.all()
    ]


def _count_themes(entries=()):
    only = {f"entry__{name}": entries[name] for name in entries}
    return dict(EntryTheme.objects.filter(**only).order_by().values_list("theme_id").annotate(Count("entry")))
