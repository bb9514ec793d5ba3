"""Pages that look over everything: home, the plans, the bases, and what the site is."""

from django.shortcuts import render
from django.urls import reverse

from measures.models import Organization, Target
from measures.overview import (
    PlanCounts,
    defects_by_plan,
    plan_counts,
    quantity_counts,
    theme_counts,
    total,
)
from measures.reading_views import facts
from plans.missing import not_found
from plans.models import DemonstrationBase, WorkPlan


def _plans_with_counts():
    counts = plan_counts()
    rows = list(WorkPlan.objects.for_list())
    for plan in rows:
        plan.counts = counts.get(plan.pk, PlanCounts())
    return rows


def home(request):
    """Where everybody starts: search, counts, plans, themes."""
    rows = _plans_with_counts()
    themes = theme_counts()
    context = {
        "plans": rows,
        "totals": total(plan.counts for plan in rows),
        "base_count": DemonstrationBase.objects.filter(plans__isnull=False).distinct().count(),
        "themes": themes,
        "largest": max((theme.count for theme in themes), default=0),
        "examples": ["知识产权质押", "研发补贴", "深港"],
    }
    return render(request, "home.html", context)


def plans(request):
    """All work plans in one table."""
    rows = _plans_with_counts()
    context = {"plans": rows, "totals": total(plan.counts for plan in rows), "here": "工作方案"}
    return render(request, "plans/list.html", context)


def bases(request):
    """All demonstration bases with the plans they have."""
    by_base = {}
    for plan in _plans_with_counts():
        by_base.setdefault(plan.base_id, []).append(plan)
    rows = list(DemonstrationBase.objects.all())
    for row in rows:
        row.own_plans = by_base.get(row.pk, [])
        row.counts = total(plan.counts for plan in row.own_plans)
    return render(request, "reading/bases.html", {"bases": rows, "here": "示范基地"})


def base(request, slug):
    """One base: profile, plans, themes, targets."""
    row = DemonstrationBase.objects.filter(slug=slug).first()
    if row is None:
        others = [(other.name, other.get_absolute_url()) for other in DemonstrationBase.objects.all()]
        return not_found(request, "没有这个示范基地。", others)
    own = list(WorkPlan.objects.for_list().filter(base=row))
    counts = plan_counts(own)
    for plan in own:
        plan.counts = counts.get(plan.pk, PlanCounts())
        plan.facts = facts(plan)
    themes = theme_counts(plan__base=row)
    context = {
        "base": row,
        "plans": own,
        "totals": total(plan.counts for plan in own),
        "themes": themes,
        "largest": max((theme.count for theme in themes), default=0),
        "targets": Target.objects.filter(plan__base=row)
        .select_related("plan", "metric")
        .prefetch_related("mentions__section"),
        "trail": [("示范基地", reverse("bases"))],
        "here": row.short_name,
    }
    return render(request, "reading/base.html", context)


def about(request):
    """What was read, how, and how far it can be relied on."""
    rows = _plans_with_counts()
    defects = defects_by_plan()
    for plan in rows:
        plan.defects = defects.get(plan.pk, [])
    context = {
        "plans": rows,
        "totals": total(plan.counts for plan in rows),
        "quantities": quantity_counts(),
        "organization_count": Organization.objects.count(),
        "here": "关于与方法",
    }
    return render(request, "about.html", context)
