"""The lists of all work plans and of all demonstration bases."""

from django.urls import reverse

from measures.filters import batches, provinces
from measures.overview import PlanCounts, plan_counts, total, whole_counts
from measures.querysets import holding
from plans.models import DemonstrationBase, WorkPlan
from sbjd.listing.columns import Column, Link, Order
from sbjd.listing.filters import Facet, ListFilterSet, Presence, Words
from sbjd.listing.views import ListView


class Names(Words):
    """Words that stand in any of several names; `paths` lead to these."""

    def __init__(self, *, label, paths):
        super().__init__(label=label)
        self.paths = paths

    def filter(self, qs, value):
        """The rows one of whose names holds what the words ask for."""
        return holding(qs, value, *self.paths) if value else qs


class PlanFilterSet(ListFilterSet):
    """Work plans."""

    q = Names(label="方案或基地名称", paths=("title", "base__name", "base__short_name", "base__aliases"))
    kind = Facet(label="类型", path="base__kind", options=lambda: DemonstrationBase.Kind.choices)
    province = Facet(
        label="省份", path="base__province", options=provinces, missing="原文未载", blank=True, most=40
    )
    batch = Facet(label="批次", path="base__batch", options=batches, missing="原文未载")


class BaseFilterSet(ListFilterSet):
    """Demonstration bases."""

    q = Names(label="基地名称", paths=("name", "short_name", "aliases", "city"))
    kind = Facet(label="类型", path="kind", options=lambda: DemonstrationBase.Kind.choices)
    plan = Presence(label="工作方案", path="plans", some="已收录方案", missing="尚未收录")
    province = Facet(
        label="省份", path="province", options=provinces, missing="原文未载", blank=True, most=40
    )
    batch = Facet(label="批次", path="batch", options=batches, missing="原文未载")


def _count(name, label, url):
    """How much of something was read from a row's plans, leading to the list of it; `url` makes the
    address from the row."""

    def cell(row):
        number = getattr(row.counts, name)
        return Link(str(number), url(row) if number and url else "")

    return Column(name, label, lambda row: getattr(row.counts, name), cell=cell, numeric=True)


def _counts(base_of):
    """The columns of what was read, for rows whose base is `base_of(row)`."""

    def of_base(view, more=""):
        return lambda row: f"{reverse(view)}?base={base_of(row).slug}{more}"

    return (
        _count("tasks", "任务", of_base("tasks")),
        _count("measures", "举措", of_base("measures", "&kind=measure")),
        _count("programmes", "重点工程", of_base("programmes")),
        _count("projects", "项目", of_base("measures", "&kind=project")),
    )


def _profile(base_of, path):
    """The columns of what a base is; `path` leads to it from the row."""
    return (
        Column("kind", "类型", lambda row: base_of(row).get_kind_display(), order=(f"{path}kind",)),
        Column("batch", "批次", lambda row: base_of(row).batch_name or "—", order=(f"{path}batch",)),
        Column("province", "省份", lambda row: base_of(row).province or "—", order=(f"{path}province?",)),
    )


def _name(base):
    return Link(base.short_name, base.get_absolute_url())


class Plans(ListView):
    """All work plans."""

    title, url_name, unit = "工作方案", "plans", "份"
    lead = "点方案名读全文，点数字看清单。"
    filterset_class = PlanFilterSet
    orders = (Order("plan", "方案顺序", ("base__order", "slug")),)
    columns = (
        Column("base", "示范基地", lambda plan: plan.base.short_name, cell=lambda plan: _name(plan.base)),
        Column(
            "title",
            "方案",
            lambda plan: plan.title,
            cell=lambda plan: Link(plan.title, plan.get_absolute_url()),
            order=("title",),
            header=True,
        ),
        *_profile(lambda plan: plan.base, "base__"),
        *_counts(lambda plan: plan.base),
        _count("errata", "校勘", lambda plan: reverse("plan_errata", args=[plan.slug])),
        _count("masked", "遮蔽", None),
    )
    export_columns = (
        Column("slug", "标识", lambda plan: plan.slug),
        *columns,
        Column("issuer", "发文机关", lambda plan: plan.issuer),
        Column("document_number", "发文字号", lambda plan: plan.document_number),
        Column("published", "发布日期", lambda plan: plan.published),
        Column("source", "来源文件", lambda plan: plan.source_name),
    )
    template_name = "plans/list.html"

    def get_queryset(self):
        return WorkPlan.objects.all()

    def load(self, rows):
        rows = list(rows.for_list())
        counts = plan_counts(rows)
        for row in rows:
            row.counts = counts.get(row.pk, PlanCounts())
        return rows

    def context(self, listing):
        counts = whole_counts()
        return {
            "totals": total(counts[key] for key in listing.selected.keys if key in counts),
            "empty_help": "" if listing.whole else "暂无方案",
        }


class Bases(ListView):
    """All demonstration bases with the plans they have."""

    title, url_name, unit = "示范基地", "bases", "个"
    lead = "大众创业万众创新示范基地，及已收录的工作方案。"
    filterset_class = BaseFilterSet
    orders = (Order("base", "基地顺序", ("order", "slug")),)
    columns = (
        Column(
            "name",
            "示范基地",
            lambda base: base.name,
            cell=lambda base: Link(base.name, base.get_absolute_url()),
            order=("name",),
            header=True,
        ),
        *_profile(lambda base: base, ""),
        Column(
            "plans",
            "工作方案",
            lambda base: "；".join(plan.title for plan in base.own_plans),
            cell=lambda base: (
                [Link(plan.title, plan.get_absolute_url()) for plan in base.own_plans] or "尚未收录方案"
            ),
        ),
        *_counts(lambda base: base),
    )
    export_columns = (
        Column("slug", "标识", lambda base: base.slug),
        *columns,
        Column("short_name", "简称", lambda base: base.short_name),
        Column("city", "城市", lambda base: base.city),
        Column("aliases", "其他名称", lambda base: base.aliases),
    )

    def get_queryset(self):
        return DemonstrationBase.objects.all()

    def load(self, rows):
        rows = list(rows.prefetch_related("plans"))
        counts = plan_counts([plan for row in rows for plan in row.plans.all()])
        for row in rows:
            row.own_plans = list(row.plans.all())
            row.counts = total(counts[plan.pk] for plan in row.own_plans if plan.pk in counts)
        return rows
