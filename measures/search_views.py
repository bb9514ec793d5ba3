"""Full-text search over the plans; a code in the box opens the page it stands for."""

import re

from django.shortcuts import redirect, render
from django.utils.http import urlencode

from measures.models import Entry, MeasureItem, Programme, Quantity, Task
from plans.errata import BROKEN_PARAGRAPH
from plans.finding import PlanHits, find_in_plan, words_of
from plans.models import Erratum, Section, WorkPlan
from sbjd.listing.cleaning import as_shown, clean_words, unknown_keys_notice

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9.]+)+")
_CODED = (Entry, Task, Programme, MeasureItem, Quantity, Erratum)
SHOWN_PER_PLAN = 10


def search(request):
    """Passages that hold all the words, plan by plan; `plan` narrows to one plan and shows all of it."""
    query, notices = clean_words(request.GET.get("q", ""))
    notices.append(unknown_keys_notice([key for key in request.GET if key not in ("q", "plan")]))
    named = _by_code(query)
    if named:
        return redirect(named)
    words = words_of(query)
    groups = _find(words) if words else []
    only = request.GET.get("plan", "")
    if only and only not in {group.plan.slug for group in groups}:
        notices += [f"没有标识为“{as_shown(only)}”的方案，已在全部方案中检索。"] if words else []
        only = ""
    for group in groups:
        group.url = "?" + urlencode({"q": query, "plan": group.plan.slug})
        group.total = len(group.hits)
        group.shown = group.hits if only else group.hits[:SHOWN_PER_PLAN]
    context = {
        "query": query,
        "words": words,
        "notices": list(filter(None, notices)),
        "groups": [group for group in groups if not only or group.plan.slug == only],
        "spread": groups,
        "only": only,
        "total": sum(group.total for group in groups if not only or group.plan.slug == only),
        "all_url": "?" + urlencode({"q": query}),
        "here": "全文检索",
    }
    return render(request, "search.html", context)


def _find(words):
    """A `PlanHits` for every plan, without hits too: that a plan says nothing is an answer."""
    groups = {plan.pk: PlanHits(plan) for plan in WorkPlan.objects.for_list()}
    sections, errata = {}, {}
    for section in Section.objects.order_by("plan_id", "start"):
        sections.setdefault(section.plan_id, []).append(section)
    for erratum in Erratum.objects.filter(kind=BROKEN_PARAGRAPH):
        errata.setdefault(erratum.plan_id, []).append(erratum)
    for plan_id, group in groups.items():
        group.hits = find_in_plan(sections.get(plan_id, []), errata.get(plan_id, []), words)
    return list(groups.values())


def _by_code(query):
    """The address of what has this code, or ""."""
    code = query.lower()
    if not _CODE.fullmatch(code):
        return ""
    for model in _CODED:
        row = model.objects.filter(code=code).first()
        if row:
            return row.get_absolute_url()
    return ""
