"""What the lists narrow by. The order of declaration is the order on the page and in addresses."""

from functools import partial

from django.db.models import Count

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
from plans.batches import batch_name
from plans.merging.leading import slugs_now
from plans.models import DemonstrationBase
from sbjd.listing.filters import Facet, ListFilterSet, Option, Presence, Terms, Words


def bases():
    """Every demonstration base, by its short name."""
    return DemonstrationBase.objects.values_list("slug", "short_name")


def provinces():
    """Every province that has a base."""
    names = DemonstrationBase.objects.exclude(province="").order_by("province")
    return [(name, name) for name in names.values_list("province", flat=True).distinct()]


def batches():
    """Every batch in which bases were named."""
    numbers = DemonstrationBase.objects.exclude(batch=None).order_by("batch")
    return [
        (str(number), batch_name(number)) for number in numbers.values_list("batch", flat=True).distinct()
    ]


def themes():
    """Every theme, shelf by shelf."""
    return Theme.objects.values_list("slug", "name")


def instruments():
    """Every policy instrument under its side."""
    sides = dict(Instrument.Side.choices)
    return [
        Option(slug, name, sides[side])
        for slug, name, side in Instrument.objects.values_list("slug", "name", "side")
    ]


_OUTLINE = ("code", "title", "plan__base__short_name")


def outline(model):
    """Every task or every programme under its base."""

    def options():
        return model.objects.values_list(*_OUTLINE)

    return options


def outline_terms(model):
    """Tasks or programmes where they may be very many, plan by plan."""
    return Terms(model.objects.all, *_OUTLINE)


def _named_most():
    named = Organization.objects.annotate(entry_count=Count("mentions__entry", distinct=True))
    return named.order_by("-entry_count", "name")


def _stated_most():
    stated = Metric.objects.annotate(quantity_count=Count("quantities"))
    return stated.order_by("-quantity_count", "order", "slug")


def _periods():
    return Quantity.objects.exclude(period="").order_by("period").values("period").distinct()


def _most_frequent_periods():
    stated = Quantity.objects.exclude(period="").order_by().values("period")
    return stated.annotate(times=Count("pk")).order_by("-times", "period")


BASES = Terms(DemonstrationBase.objects.all, "slug", "short_name")
ORGANIZATIONS = Terms(
    Organization.objects.all, "slug", "name", frequent=_named_most, moved=partial(slugs_now, Organization)
)
METRICS = Terms(
    Metric.objects.all, "slug", "name", frequent=_stated_most, moved=partial(slugs_now, Metric)
)
PERIODS = Terms(_periods, "period", frequent=_most_frequent_periods)


def organization_kinds():
    """Every kind of organization there is."""
    kinds = Organization.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, kind) for kind in kinds]


class EntryFilterSet(ListFilterSet):
    """Measures and projects."""

    q = Words()
    base = Facet(label="示范基地", path="plan__base__slug", options=BASES)
    kind = Facet(label="类型", path="kind", options=lambda: Entry.Kind.choices)
    theme = Facet(label="主题", path="themes__slug", options=themes, many=True, missing="未归入主题")
    instrument = Facet(
        label="政策工具", path="instruments__slug", options=instruments, many=True, missing="未归入政策工具"
    )
    quantity = Facet(
        label="量化指标",
        path="quantity_mentions__quantity__kind",
        options=lambda: Quantity.Kind.choices,
        many=True,
        missing="无量化指标",
    )
    period = Presence(
        label="期限", path="quantity_mentions__quantity__period", some="有期限", missing="无期限", blank=True
    )
    responsible = Presence(label="责任单位", path="responsibilities", some="有责任单位", missing="无责任单位")
    task = Facet(
        label="主要任务",
        path="task__code",
        options=outline_terms(Task),
        missing="不属于任务",
        opened=False,
        most=40,
        elsewhere="tasks",
    )
    programme = Facet(
        label="重点工程",
        path="programme__code",
        options=outline_terms(Programme),
        missing="不属于工程",
        opened=False,
        most=40,
        elsewhere="programmes",
    )
    org = Facet(
        label="机构",
        path="organizations__slug",
        options=ORGANIZATIONS,
        many=True,
        missing="无机构",
        opened=False,
        most=40,
        elsewhere="organizations",
    )
    province = Facet(
        label="省份",
        path="plan__base__province",
        options=provinces,
        missing="原文未载",
        blank=True,
        opened=False,
    )
    batch = Facet(label="批次", path="plan__base__batch", options=batches, missing="原文未载", opened=False)


class QuantityFilterSet(ListFilterSet):
    """Targets, baselines and support standards."""

    q = Words(label="指标名称")
    kind = Facet(label="性质", path="kind", options=lambda: Quantity.Kind.choices)
    base = Facet(label="示范基地", path="plan__base__slug", options=BASES)
    basis = Facet(label="口径", path="basis", options=lambda: Quantity.Basis.choices)
    masked = Facet(label="遮蔽", path="masked", options=lambda: [("1", "含遮蔽值"), ("0", "数值完整")])
    metric = Facet(
        label="指标", path="metric__slug", options=METRICS, missing="未归入指标", most=40, elsewhere="metrics"
    )
    period = Facet(label="期限", path="period", options=PERIODS, missing="无期限", blank=True, most=40)


class MetricFilterSet(ListFilterSet):
    """Metrics."""

    q = Words(label="指标名称")
    base = Facet(
        label="示范基地",
        path="quantities__plan__base__slug",
        options=BASES,
        many=True,
        missing="尚无数值",
    )
    kind = Facet(
        label="性质",
        path="quantities__kind",
        options=lambda: Quantity.Kind.choices,
        many=True,
        missing="尚无数值",
    )


class OutlineFilterSet(ListFilterSet):
    """Tasks or programmes."""

    base = Facet(label="示范基地", path="plan__base__slug", options=BASES)


class OrganizationFilterSet(ListFilterSet):
    """Organizations."""

    q = Words(label="机构名称")
    kind = Facet(label="类型", path="kind", options=organization_kinds, missing="未分类", blank=True)
    base = Facet(
        label="提及的基地",
        path="mentions__section__plan__base__slug",
        options=BASES,
        many=True,
        missing="未被提及",
    )
