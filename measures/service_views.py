"""Pages that serve all others: what can be taken away, and how to report an error."""

from django.shortcuts import render
from django.urls import reverse

from measures.codes import find_coded
from measures.models import (
    Entry,
    Instrument,
    Metric,
    Organization,
    Programme,
    Quantity,
    Task,
    Theme,
)
from measures.overview import plan_counts
from measures.places import in_plan_url
from plans.models import DemonstrationBase, WorkPlan
from sbjd.listing.cleaning import as_shown, unknown_keys_notice
from sbjd.listing.exports import FORMATS

# Each list with what a row of its export holds.
DATASETS = (
    ("工作方案", "plans", WorkPlan, "标识、基地、类型、批次、省份、各类条数、校勘、遮蔽、发文机关、来源文件"),
    ("示范基地", "bases", DemonstrationBase, "标识、名称、类型、批次、省份、城市、各类条数"),
    (
        "举措与项目",
        "measures",
        Entry,
        "编码、标题、所属任务或工程、主题、政策工具、机构、责任单位、出处、原文",
    ),
    ("主要任务", "tasks", Task, "标题、基地、章节、编码"),
    ("重点工程", "programmes", Programme, "标题、基地、章节、编码"),
    (
        "目标与指标",
        "targets",
        Quantity,
        "编码、指标、口径、比较、原文数值、数值、单位、换算、期限、遮蔽、出处、原文",
    ),
    ("指标", "metrics", Metric, "名称、单位、各类数值的个数"),
    ("主题", "themes", Theme, "说明、举措与项目数"),
    ("政策工具", "instruments", Instrument, "类型、说明、举措与项目数"),
    ("机构", "organizations", Organization, "类型、提及次数、涉及的条目与基地"),
)


def data(request):
    """Everything that can be downloaded, with counts and formats, and where the texts come from."""
    counts = plan_counts()
    plans = list(WorkPlan.objects.for_list())
    for plan in plans:
        plan.entry_count = counts[plan.pk].measures + counts[plan.pk].projects if plan.pk in counts else 0
        plan.exports = _exports("measures", f"?base={plan.base.slug}")
    context = {
        "datasets": [
            (name, reverse(view), model.objects.count(), about, _exports(view))
            for name, view, model, about in DATASETS
        ],
        "plans": plans,
        "here": "数据下载",
    }
    return render(request, "data.html", context)


def _exports(view, query=""):
    path = reverse(view).rstrip("/")
    return [(label, f"{path}.{ending}{query}") for ending, label in FORMATS]


def feedback(request):
    """How to report an error: words to copy, with the code and place of the entry asked about.

    Nothing is sent from here: a site in an office network has no mail, and knows nobody's address."""
    code = as_shown(request.GET.get("code", "")).lower()
    row = find_coded(code) if code else None
    notices = [unknown_keys_notice([key for key in request.GET if key != "code"])]
    if code and row is None:
        notices.append(f"没有编码为“{code}”的内容，请核对；也可以不填编码，直接写明所在页面。")
    context = {
        "code": code,
        "row": row,
        "kind": row._meta.verbose_name if row else "",
        "in_plan": in_plan_url(row.code, row.plan) if isinstance(row, Entry) else "",
        "short_url": request.build_absolute_uri(reverse("short_link", args=[row.code])) if row else "",
        "notices": list(filter(None, notices)),
        "here": "纠错",
    }
    return render(request, "feedback.html", context)
