"""Quantities and metrics: the list of all numbers the plans state, the page of each, and metrics, on
whose pages 达到, 新增, 增速 and 占比 are never ranked together."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from measures.codes import missing_code
from measures.columns import (
    METRIC_QUANTITIES,
    QUANTITY_EXPORT,
    QUANTITY_TABLE,
    base_link,
    comparison,
    filled_note,
    number_text,
    range_text,
)
from measures.context import ShownMention
from measures.filters import MetricFilterSet, QuantityFilterSet
from measures.models import Metric, Origin, Quantity
from plans.merging.leading import row_of_slug
from plans.missing import moved_for_good, not_found
from sbjd.desk.history import edits_of
from sbjd.listing.columns import Column, Link, Order, Table
from sbjd.listing.views import ListView

SHOWN_ALIKE = 12


class Targets(ListView):
    """All quantities of the three kinds."""

    title, url_name = "目标与指标", "targets"
    lead = "方案写明的目标、现状与支持标准。点表头排序，空值与遮蔽值排在最后。"
    filterset_class = QuantityFilterSet
    columns = QUANTITY_TABLE
    export_columns = QUANTITY_EXPORT
    orders = (Order("plan", "方案顺序", ("plan__base__order", "plan", "position", "code")),)
    template_name = "measures/targets.html"

    def get_queryset(self):
        return Quantity.objects.all()

    def load(self, rows):
        return rows.for_list()

    def context(self, listing):
        return {"masked_count": listing.count_of("masked", "1")}


def _kind_column(kind, label):
    """How many quantities of one kind state a metric, leading to exactly those."""
    name = f"{kind}_count"

    def cell(row):
        number = getattr(row, name)
        return Link(str(number), f"{reverse('targets')}?kind={kind}&metric={row.slug}" if number else "")

    return Column(name, label, lambda m: getattr(m, name), cell=cell, numeric=True, order=(name,))


class Metrics(ListView):
    """Metrics."""

    title, url_name, unit = "指标", "metrics", "个"
    lead = "各方案共用的指标。定义不同的不并为一个，口径不同的不放在一起比较。"
    filterset_class = MetricFilterSet
    orders = (
        Order("shared", "多基地共用在前", ("-base_count", "-quantity_count", "order", "slug")),
        Order("order", "词表顺序", ("order", "slug")),
    )
    columns = (
        Column(
            "name", "指标", lambda m: m.name, cell=lambda m: Link(m.name, m.get_absolute_url()), header=True
        ),
        Column("unit", "单位", lambda m: m.unit),
        Column("base_count", "基地数", lambda m: m.base_count, numeric=True, order=("base_count",)),
        _kind_column("baseline", "现状"),
        _kind_column("target", "目标"),
        Column(
            "support_count", "支持标准", lambda m: m.support_count, numeric=True, order=("support_count",)
        ),
    )
    export_columns = (Column("slug", "标识", lambda m: m.slug), *columns)

    def get_queryset(self):
        return Metric.objects.all()

    def with_counts(self, rows):
        return rows.for_list()


def quantity(request, code):
    """One quantity: the number, how it was read, and every place that states it."""
    row = Quantity.objects.for_list().filter(code=code).first()
    if row is None:
        return missing_code(request, code, "指标数值", [("目标与指标", reverse("targets"))])
    context = {
        "row": row,
        "facts": _facts(row),
        "mentions": [ShownMention.of(mention, row.plan) for mention in row.mentions.all()],
        "alike": _alike(row),
        "filled_note": filled_note(row),
        "edits": edits_of(row),
        "edit_notes": _edit_notes(row),
        "trail": [Link("目标与指标", reverse("targets")), base_link(row)],
        "here": row.metric_text,
    }
    return render(request, "measures/quantity.html", context)


def _facts(row):
    """What was read of the value: (term, text, link); "" for what the text does not say."""
    plain = f"{number_text(row.plain)}{row.plain_unit}" if row.plain is not None else ""
    return [
        ("性质", row.get_kind_display(), ""),
        (
            "指标",
            row.metric.name if row.metric else "未归入共用指标",
            row.metric.get_absolute_url() if row.metric else "",
        ),
        ("口径", comparison(row), ""),
        ("原文数值", f"{row.value}{row.unit}", ""),
        ("数值", f"{range_text(row)}{row.unit}" if row.number is not None else "", ""),
        ("换算", plain if plain != f"{range_text(row)}{row.unit}" else "", ""),
        ("期限", row.period, ""),
        ("补录来源", row.filled_source, ""),
    ]


def _edit_notes(row):
    """A sentence when a person, not a rule, read this value."""
    if row.origin != Origin.PERSON:
        return []
    return [f"这个数值经人工校订。理由：{row.reason}" if row.reason else "这个数值经人工校订。"]


def _alike(row):
    """Other quantities of the same metric and basis, in one unit, largest first; None without any."""
    if row.metric is None:
        return None
    same = Quantity.objects.filter(metric=row.metric, basis=row.basis, plain_unit=row.plain_unit).exclude(
        pk=row.pk
    )
    found = list(same.largest_first().for_list()[:SHOWN_ALIKE])
    caption = f"同一指标、同一口径（{row.get_basis_display()}）的其他数值"
    return Table.of(caption, METRIC_QUANTITIES, found) if found else None


def metric(request, slug):
    """One metric: a table for each basis and unit, and how many masked values none of them can rank."""
    row = Metric.objects.for_list().filter(slug=slug).first()
    if row is None:
        if now := row_of_slug(Metric, slug):
            return moved_for_good(request, now.get_absolute_url())
        return not_found(request, "没有这个指标。", [("指标", reverse("metrics"))])
    quantities = list(row.quantities.largest_first().for_list())
    context = {
        "row": row,
        "tables": basis_tables(quantities),
        "panels": basis_panels(quantities),
        "masked_count": sum(one.masked and one.plain is None for one in quantities),
        "list_url": f"{reverse('targets')}?metric={row.slug}",
        "csv_url": f"{reverse('targets').rstrip('/')}.csv?metric={row.slug}",
        "trail": [Link("目标与指标", reverse("targets")), Link("指标", reverse("metrics"))],
        "here": row.name,
    }
    return render(request, "measures/metric.html", context)


def basis_tables(quantities):
    """The tables of a metric: (heading, sentence, table)."""
    return [panel[:3] for panel in basis_panels(quantities)]


def basis_panels(quantities):
    """One panel per basis and plain unit: (heading, sentence, table, what a plot is about). Values that
    cannot be compared never stand in one panel; masked ones, which have no unit of their own, close that
    of their basis, and its plots say how many there are."""
    order = {basis: place for place, basis in enumerate(Quantity.Basis.values)}

    def panel(one):
        return order[one.basis], not one.plain_unit, one.plain_unit

    tables = []
    for (place, _, unit), rows in groupby(sorted(quantities, key=panel), key=panel):
        basis = Quantity.Basis.choices[place][1]
        heading = f"{basis}（{unit}）" if unit else basis
        rows = list(rows)
        masked = [one for one in quantities if unit and one.basis == rows[0].basis and not one.plain_unit]
        bases = len({one.plan.base_id for one in rows})
        tables.append(
            (
                heading,
                f"{bases}个基地，{len(rows)}个数值",
                Table.of(f"{heading}的数值，由大到小", METRIC_QUANTITIES, rows),
                [*rows, *masked],
            )
        )
    return tables
