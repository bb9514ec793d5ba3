"""Tasks and programmes: their lists, and the page of each with the entries under it."""

from django.shortcuts import render
from django.urls import reverse

from measures.codes import missing_code
from measures.columns import ENTRY_QUANTITIES, OUTLINE_TABLE, base_link
from measures.filters import OutlineFilterSet
from measures.models import Entry, Programme, Quantity, Task
from measures.places import citation, in_plan_url, section_link, section_path
from measures.reading import read_plan
from measures.register_views import heading_marks
from measures.results import listed, result_of
from plans.models import Section
from sbjd.listing.columns import Column, Link, Order, Table
from sbjd.listing.views import ListView


def _entries_link(row):
    if not row.entry_count:
        return Link("0")
    return Link(str(row.entry_count), f"{reverse('measures')}?{row._meta.model_name}={row.code}")


COLUMNS = (
    *OUTLINE_TABLE,
    Column(
        "entry_count",
        "条数",
        lambda t: t.entry_count,
        cell=_entries_link,
        numeric=True,
        order=("entry_count",),
    ),
)


class OutlineList(ListView):
    """Tasks or programmes."""

    unit = "项"
    filterset_class = OutlineFilterSet
    columns = COLUMNS
    export_columns = (COLUMNS[3], *COLUMNS[:3], COLUMNS[4])
    orders = (Order("plan", "方案顺序", ("plan__base__order", "plan", "start")),)
    model = None

    def get_queryset(self):
        return self.model.objects.all()

    def with_counts(self, rows):
        return rows.for_list()


class Tasks(OutlineList):
    """Main tasks."""

    title, url_name, model = "主要任务", "tasks", Task
    lead = "方案“主要任务”一章的各项任务，下辖具体举措。"


class Programmes(OutlineList):
    """Key programmes."""

    title, url_name, model = "重点工程", "programmes", Programme
    lead = "方案“重点工程”一章的各项工程，下辖具体项目。"


def task(request, code):
    """One task: what it says, its measures and quantities."""
    return _page(request, Task, code, "tasks", "task")


def programme(request, code):
    """One programme: what it says, its projects and quantities."""
    return _page(request, Programme, code, "programmes", "programme")


def _page(request, model, code, list_name, key):
    name = model._meta.verbose_name
    row = model.objects.for_list().filter(code=code).first()
    if row is None:
        return missing_code(request, code, name, [(name, reverse(list_name))])
    blocks = _own_words(row)
    entries = Entry.objects.filter(**{key: row}).in_plan_order()
    quantities = Quantity.objects.filter(mentions__section=row.section, mentions__entry=None)
    quantities = list(quantities.distinct().in_plan_order().for_list())
    neighbours = model.objects.filter(plan=row.plan)
    context = {
        "row": row,
        "name": name,
        "blocks": blocks,
        "heading_marks": heading_marks(blocks),
        "results": [result_of(entry) for entry in listed(entries.values_list("pk", flat=True))],
        "register_url": f"{reverse('measures')}?{key}={row.code}",
        "quantities": Table.of(f"本{name[-2:]}写明的目标与数值", ENTRY_QUANTITIES, quantities)
        if quantities
        else None,
        "responsibilities": row.responsibilities.select_related("organization") if key == "task" else [],
        "section": section_link(row.section, row.plan),
        "in_plan": in_plan_url(row.code, row.plan),
        "citation": citation(row),
        "other_tasks": _tasks_of_other_bases(row) if key == "task" else (),
        "short_url": request.build_absolute_uri(reverse("short_link", args=[row.code])),
        "previous": neighbours.filter(start__lt=row.start).order_by("-start").first(),
        "next": neighbours.filter(start__gt=row.start).order_by("start").first(),
        "trail": [Link(name, reverse(list_name)), base_link(row)],
        "here": section_path(row.section),
    }
    return render(request, "measures/outline.html", context)


def _tasks_of_other_bases(task):
    """What a task can be compared with, base by base."""
    others = Task.objects.exclude(plan__base=task.plan.base_id)
    return others.values("code", "number", "title", "plan__base__short_name")


def _own_words(row):
    """What stands under the heading before the first entry."""
    reading = read_plan(Section.objects.of_plan(row.plan), [], [], list(row.plan.errata.all()))
    return reading.part(row.section.key)[:1]
