"""Pages about what was printed: a plan's lines and its errata."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from plans.errata import kind_name
from plans.errata_export import TITLE as ERRATA
from plans.errata_export import export_errata
from plans.missing import not_found
from plans.models import Erratum, Section, WorkPlan
from plans.passages import PlanText
from plans.places import places_of
from sbjd.listing.exports import export_links

# An erratum of fewer characters is shown with so many around it.
TELLING, AROUND = 4, 12


def plan_or_404(request, slug):
    """(plan, None), or (None, the 404 page with the list of plans)."""
    plan = WorkPlan.objects.for_list().filter(slug=slug).first()
    if plan:
        return plan, None
    others = [(other.title, other.get_absolute_url()) for other in WorkPlan.objects.for_list()]
    return None, not_found(request, "没有这份工作方案。", others)


def plan_trail(plan):
    """The way to a page below the plan: (name, url) pairs."""
    return [("工作方案", reverse("plans")), (plan.base.short_name, plan.get_absolute_url())]


def plan_source(request, slug):
    """The physical lines of the plan with their numbers in the source file."""
    plan, missing = plan_or_404(request, slug)
    if missing:
        return missing
    sections = list(Section.objects.of_plan(plan))
    starts = {section.line: section for section in sections}
    lines = [
        {"number": number, "text": line, "section": starts.get(number)}
        for number, line in enumerate(PlanText(sections).text.splitlines(), plan.first_line)
    ]
    context = {"plan": plan, "lines": lines, "trail": plan_trail(plan), "here": "原文"}
    return render(request, "plans/source.html", context)


def plan_errata(request, slug, ending=""):
    """The plan's errata, by kind. With an `ending` their export."""
    plan, missing = plan_or_404(request, slug)
    if missing:
        return missing
    groups, address = _errata_by_kind(plan), reverse("plan_errata", args=[plan.slug])
    errata = [erratum for _, rows in groups for erratum in rows]
    if ending:
        return export_errata(plan, errata, address, ending, request)
    context = {
        "plan": plan,
        "groups": groups,
        "total": len(errata),
        "exports": export_links(address),
        "trail": plan_trail(plan),
        "here": ERRATA,
    }
    return render(request, "plans/errata.html", context)


def _errata_by_kind(plan):
    """The plan's errata, each with its number, its kind and its place in words: (kind, rows) pairs, first the
    kind that comes first in the text."""
    errata, sections = list(plan.errata.select_related("section")), list(Section.objects.of_plan(plan))
    text, places = PlanText(sections), places_of(sections)
    for number, erratum in enumerate(errata, 1):
        erratum.number, erratum.kind_name = number, kind_name(erratum.kind)
        erratum.around = _around(text, erratum)
    for erratum in errata:
        erratum.place = places[erratum.section.key]
    by_name = sorted(errata, key=lambda e: (e.kind_name, e.number))
    groups = [(name, list(rows)) for name, rows in groupby(by_name, key=lambda e: e.kind_name)]
    return sorted(groups, key=lambda group: group[1][0].number)


def _around(text, erratum):
    """(words before, words after) a place that says nothing by itself, a mark or where a line breaks; else
    None."""
    if len(erratum.quote.strip()) >= TELLING:
        return None
    before = text.between(max(text.start, erratum.start - AROUND), erratum.start)
    after = text.between(erratum.end, min(erratum.plan.end, erratum.end + AROUND))
    return before.rpartition("\n")[2], after.partition("\n")[0]


def erratum(request, code):
    """One erratum: what is wrong, the words, and where they stand."""
    row = get_object_or_404(Erratum.objects.select_related("plan__base", "section"), code=code)
    sections = list(Section.objects.of_plan(row.plan))
    text = PlanText(sections)
    before, after = max(text.start, row.start - 60), min(row.plan.end, row.end + 60)
    number = row.plan.errata.filter(start__lt=row.start).count() + 1
    context = {
        "erratum": row,
        "plan": row.plan,
        "kind_name": kind_name(row.kind),
        "place": places_of(sections)[row.section.key],
        "number": number,
        "cut_before": before > text.start,
        "cut_after": after < row.plan.end,
        "before": text.between(before, row.start),
        "quote": text.between(row.start, row.end),
        "after": text.between(row.end, after),
        "trail": [*plan_trail(row.plan), (ERRATA, reverse("plan_errata", args=[row.plan.slug]))],
        "here": f"校{number}",
    }
    return render(request, "plans/erratum.html", context)
