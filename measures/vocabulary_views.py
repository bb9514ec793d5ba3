"""Themes and policy instruments: their lists, and the page of each with its entries by base."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from measures.models import Entry, Instrument, Theme
from measures.results import listed, result_of
from plans.missing import not_found
from plans.models import DemonstrationBase
from sbjd.listing.columns import Column, Link, Order, Table
from sbjd.listing.filters import ListFilterSet
from sbjd.listing.views import ListView

SHOWN_ENTRIES = 12


@dataclass(frozen=True)
class Vocabulary:
    """How one vocabulary is named in code and addresses."""

    model: type
    key: str
    list_name: str
    other_model: type
    other_key: str
    other_heading: str


THEMES = Vocabulary(Theme, "theme", "themes", Instrument, "instrument", "常用政策工具")
INSTRUMENTS = Vocabulary(Instrument, "instrument", "instruments", Theme, "theme", "常见主题")


def register_link(text, **conditions):
    """A number or words that lead to the register under these conditions; a plain 0 for none."""
    query = "&".join(f"{key}={value}" for key, value in conditions.items())
    return Link(str(text), f"{reverse('measures')}?{query}") if text else Link("0")


def count_columns(key):
    """Measures, projects and both, each leading to exactly the entries it counts."""
    return (
        Column(
            "measure_count",
            "举措",
            lambda t: t.measure_count,
            numeric=True,
            order=("measure_count",),
            cell=lambda t: register_link(t.measure_count, kind="measure", **{key: t.slug}),
        ),
        Column(
            "project_count",
            "项目",
            lambda t: t.project_count,
            numeric=True,
            order=("project_count",),
            cell=lambda t: register_link(t.project_count, kind="project", **{key: t.slug}),
        ),
        Column(
            "entry_count",
            "合计",
            lambda t: t.entry_count,
            numeric=True,
            order=("entry_count",),
            cell=lambda t: register_link(t.entry_count, **{key: t.slug}),
        ),
    )


_NAME = Column(
    "name", "名称", lambda t: t.name, cell=lambda t: Link(t.name, t.get_absolute_url()), header=True
)
_DEFINITION = Column("definition", "说明", lambda t: t.definition)
_SLUG = Column("slug", "标识", lambda t: t.slug)


class TermList(ListView):
    """The terms of one vocabulary, with how many entries each has."""

    unit = "个"
    filterset_class = ListFilterSet
    orders = (Order("order", "词表顺序", ("order", "slug")),)
    model = None

    def get_queryset(self):
        return self.model.objects.all()

    def with_counts(self, rows):
        return rows.for_list()


class Themes(TermList):
    """Themes."""

    title, url_name, model = "主题", "themes", Theme
    lead = "每条举措或项目有一个首要主题，最多再兼两个；兼属的各计一次。"
    columns = (_NAME, _DEFINITION, *count_columns("theme"))
    export_columns = (_SLUG, *columns)


class Instruments(TermList):
    """Policy instruments."""

    title, url_name, model = "政策工具", "instruments", Instrument
    lead = "按罗斯韦尔与泽赫费尔德（1985）分为供给型、环境型、需求型三类；兼用的各计一次。"
    columns = (
        _NAME,
        Column("side", "类型", lambda t: t.get_side_display(), order=("side",)),
        _DEFINITION,
        *count_columns("instrument"),
    )
    export_columns = (_SLUG, *columns)


def theme(request, slug):
    """One theme."""
    return _page(request, THEMES, slug)


def instrument(request, slug):
    """One policy instrument."""
    return _page(request, INSTRUMENTS, slug)


def _page(request, vocabulary, slug):
    name = vocabulary.model._meta.verbose_name
    terms = list(vocabulary.model.objects.for_list())
    at = next((place for place, term in enumerate(terms) if term.slug == slug), None)
    if at is None:
        return not_found(
            request, f"没有这个{name}。", [(term.name, term.get_absolute_url()) for term in terms]
        )
    row = terms[at]
    entries = Entry.objects.filter(**{f"{vocabulary.key}_links__{vocabulary.key}": row})
    primary = Entry.objects.filter(
        **{f"{vocabulary.key}_links__{vocabulary.key}": row, f"{vocabulary.key}_links__rank": 1}
    )
    shown = listed(primary.in_plan_order().values_list("pk", flat=True)[:SHOWN_ENTRIES])
    others = _others(entries, vocabulary, row)
    context = {
        "row": row,
        "name": name,
        "bases": _by_base(entries, vocabulary.key, row),
        "others": others,
        "largest": max((number for _, number, _ in others), default=0),
        "other_heading": vocabulary.other_heading,
        "results": [result_of(entry) for entry in shown],
        "primary_count": primary.count(),
        "register_url": f"{reverse('measures')}?{vocabulary.key}={row.slug}",
        "matrix_url": f"{reverse('matrix')}?rows={vocabulary.key}",
        "words": [word.word for word in row.words.order_by("-weight", "word")],
        "previous": terms[at - 1] if at else None,
        "next": terms[at + 1] if at + 1 < len(terms) else None,
        "trail": [Link(name, reverse(vocabulary.list_name))],
        "here": row.name,
    }
    return render(request, "measures/term.html", context)


def _by_base(entries, key, row):
    """Measures, projects and both of every base, 0 included."""
    counts = entries.counts_by("plan__base__slug", "kind")

    def column(kind, label):
        def number(base):
            kinds = [kind] if kind else [value for value, _ in Entry.Kind.choices]
            return sum(counts.get((base.slug, one), 0) for one in kinds)

        def cell(base):
            conditions = {"base": base.slug} | ({"kind": kind} if kind else {}) | {key: row.slug}
            return register_link(number(base), **conditions)

        return Column(kind or "all", label, number, cell=cell, numeric=True)

    columns = (
        Column(
            "base",
            "基地",
            lambda b: b.short_name,
            cell=lambda b: Link(b.short_name, b.get_absolute_url()),
            header=True,
        ),
        column("measure", "举措"),
        column("project", "项目"),
        column("", "合计"),
    )
    return Table.of(f"各基地“{row.name}”的举措与项目数", columns, DemonstrationBase.objects.all())


def _others(entries, vocabulary, row):
    """The terms of the other vocabulary these entries have: (term, number, url), most frequent first."""
    counts = entries.counts_by(f"{vocabulary.other_key}s")
    found = [
        (
            term,
            number,
            register_link(number, **{vocabulary.key: row.slug, vocabulary.other_key: term.slug}).url,
        )
        for term in vocabulary.other_model.objects.all()
        if (number := counts.get((term.pk,), 0))
    ]
    return sorted(found, key=lambda one: -one[1])
