"""Pages that look over everything: home, the plans, the bases, and what the site is."""

from django.shortcuts import render
from django.urls import reverse

from measures.columns import BASE_TARGETS
from measures.models import Organization, SynonymGroup, Target
from measures.overview import (
    PlanCounts,
    defects_by_plan,
    quantity_counts,
    theme_counts,
    total,
    whole_counts,
)
from plans.missing import not_found
from plans.models import DemonstrationBase, WorkPlan
from sbjd.listing.columns import Table

# The home page shows the first plans, a page about all of them or one that misses something the first few
# lines; the lists have them all.
SHOWN_PLANS, SHOWN_OTHERS = 12, 30


def _with_counts(plans):
    counts = whole_counts()
    plans = list(plans)
    for plan in plans:
        plan.counts = counts.get(plan.pk, PlanCounts())
    return plans


def home(request):
    """Where everybody starts: search, counts, plans, themes."""
    themes = theme_counts()
    counts = whole_counts()
    context = {
        "plans": _with_counts(WorkPlan.objects.for_list()[:SHOWN_PLANS]),
        "plan_count": WorkPlan.objects.count(),
        "totals": total(counts.values()),
        "base_count": DemonstrationBase.objects.filter(plans__isnull=False).distinct().count(),
        "themes": themes,
        "largest": max((theme.count for theme in themes), default=0),
        "examples": ["知识产权质押", "研发补贴", "深港"],
    }
    return render(request, "home.html", context)


def base(request, slug):
    """One base: profile, plans, themes, targets."""
    row = DemonstrationBase.objects.filter(slug=slug).first()
    if row is None:
        others = DemonstrationBase.objects.all()[:SHOWN_OTHERS]
        links = [(other.name, other.get_absolute_url()) for other in others]
        return not_found(request, "没有这个示范基地。", [*links, ("全部示范基地", reverse("bases"))])
    own = _with_counts(WorkPlan.objects.for_list().filter(base=row))
    themes = theme_counts(plan__base=row)
    targets = list(Target.objects.filter(plan__base=row).in_plan_order().for_list())
    context = {
        "base": row,
        "plans": own,
        "totals": total(plan.counts for plan in own),
        "themes": themes,
        "largest": max((theme.count for theme in themes), default=0),
        "targets": Table.of(f"{row.short_name}的目标", BASE_TARGETS, targets) if targets else None,
        "trail": [("示范基地", reverse("bases"))],
        "here": row.short_name,
    }
    return render(request, "reading/base.html", context)


def help_page(request):
    """How to do what people come here for, with every word that a search takes to mean another."""
    return render(request, "help.html", {"synonyms": list(SynonymGroup.objects.all())})


def about(request):
    """What was read, how, and how far it can be relied on."""
    rows = _with_counts(WorkPlan.objects.for_list()[:SHOWN_OTHERS])
    defects, counts = defects_by_plan(rows), whole_counts()
    for plan in rows:
        plan.defects = defects.get(plan.pk, [])
    context = {
        "plans": rows,
        "plan_count": WorkPlan.objects.count(),
        "totals": total(counts.values()),
        "quantities": quantity_counts(),
        "organization_count": Organization.objects.count(),
        "here": "关于与方法",
    }
    return render(request, "about.html", context)
