"""The start page of the desk: what is left to do, and how complete each plan is."""

from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from measures.admin import filters
from measures.models import Entry, EntryInstrument, Measure, Project, Quantity
from plans.models import Erratum, WorkPlan

_LATELY = 7


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something an editor works off: its words, what the list is narrowed by, and the condition."""

    label: str
    query: str
    condition: object
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that leads to the list of exactly those."""

    name: str
    count: int
    url: str
    percent: int = 0


def _has(of):
    """The condition of a yes-or-no filter of the lists."""
    return of.condition(None)


def _to_dos():
    return (
        ToDo("未审阅", "reviewed=no", ~_has(filters.Reviewed), "还没有人看过并确认"),
        ToDo("规则拿不准", "doubtful=yes", _has(filters.Doubtful), "首要主题的依据弱，或前两个主题分量相近"),
        ToDo("无主题", "themed=no", ~Q(_has(filters.HasTheme))),
        ToDo("无量化指标", "quantified=no", ~Q(_has(filters.HasQuantity))),
        ToDo("含遮蔽值", "masked=yes", _has(filters.HasMasked), "原文的年份或数字印成了 20XX"),
        ToDo("有校勘", "errata=yes", Q(_has(filters.HasErratum))),
        ToDo("最近修改", f"edited={_LATELY}", filters.EditedLately.condition(_LATELY), "七天内"),
    )


def _shown(request, *models):
    """The desks of those of `models` whose lists the user may see."""
    desks = (admin.site._registry[model] for model in models)
    return [desk for desk in desks if desk.has_view_or_change_permission(request)]


def _list_url(desk, query):
    return reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist") + f"?{query}"


def to_do(request):
    """Counts of what is left to do, for measures and projects apart; None for who may see neither."""
    desks, to_dos = _shown(request, Measure, Project), _to_dos()
    if not desks:
        return None
    counts = [
        desk.allowed(request).aggregate(
            **{f"n{number}": Count("pk", filter=one.condition) for number, one in enumerate(to_dos)}
        )
        for desk in desks
    ]
    rows = [
        {
            "label": one.label,
            "hint": one.hint,
            "cells": [
                Cell(str(desk.opts.verbose_name), count[f"n{number}"], _list_url(desk, one.query))
                for desk, count in zip(desks, counts, strict=True)
            ],
        }
        for number, one in enumerate(to_dos)
    ]
    return {"heads": [str(desk.opts.verbose_name) for desk in desks], "rows": rows}


_HEADS = ((Quantity, "遮蔽未补录"), (Erratum, "校勘"), (Erratum, "账实不符"))
_PARTS = {
    "reviewed": ("已审阅", "reviewed=yes"),
    "themed": ("有主题", "themed=yes"),
    "instrumented": ("有工具", ""),
    "quantified": ("有量化指标", "quantified=yes"),
}


def progress(request):
    """How complete each plan is; None for who may not see plans and entries."""
    plans, entries = _shown(request, WorkPlan), _shown(request, Entry)
    if not plans or not entries:
        return None
    counts = _counts_of_entries(entries[0].allowed(request))
    totals = Erratum.objects.filter(kind="total.differs")
    problems = (
        (Quantity, "个遮蔽未补录", "filled=no", _by_plan(Quantity.objects.filter(masked=True, number=None))),
        (Erratum, "处校勘", "", _by_plan(Erratum.objects.all())),
        (Erratum, "处账实不符", "kind=total.differs", _by_plan(totals)),
    )
    desks = {model: _shown(request, model) for model, *_ in problems}
    rows = []
    for plan in plans[0].allowed(request).select_related("base").order_by("base__order", "slug"):
        found = counts.get(plan.pk, {})
        cells = [
            Cell(name, count.get(plan.pk, 0), _list_url(desks[model][0], _of_plan(plan, query)))
            for model, name, query, count in problems
            if desks[model]
        ]
        rows.append(
            {
                "name": plan.base.short_name,
                "url": reverse("admin:plans_workplan_change", args=[plan.pk]),
                "total": found.get("total", 0),
                "parts": [_part(entries[0], plan, found, part) for part in _PARTS],
                "cells": cells,
            }
        )
    return {"rows": rows, "heads": [head for model, head in _HEADS if desks[model]]}


def _counts_of_entries(entries):
    """{plan's key: how many entries it has, and how many of them have what}."""
    conditions = {
        "reviewed": _has(filters.Reviewed),
        "themed": Q(_has(filters.HasTheme)),
        "instrumented": Q(Exists(EntryInstrument.objects.filter(entry=OuterRef("pk")))),
        "quantified": Q(_has(filters.HasQuantity)),
    }
    counts = {name: Count("pk", filter=one) for name, one in conditions.items()}
    rows = entries.order_by().values("plan").annotate(total=Count("pk"), **counts)
    return {row["plan"]: row for row in rows}


def _part(desk, plan, found, part):
    name, query = _PARTS[part]
    total, count = found.get("total", 0), found.get(part, 0)
    url = _list_url(desk, _of_plan(plan, query)) if query else ""
    return Cell(name, count, url, round(100 * count / total) if total else 0)


def _of_plan(plan, query):
    return f"plan__id__exact={plan.pk}" + (f"&{query}" if query else "")


def _by_plan(rows):
    return dict(rows.order_by().values_list("plan").annotate(Count("pk")))


admin.site.add_panel("admin/measures/to_do.html", to_do)
admin.site.add_panel("admin/measures/progress.html", progress)
