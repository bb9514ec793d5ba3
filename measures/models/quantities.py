"""Targets, baselines and support standards: three faces of one table, `Quantity`."""

from django.db import models
from django.db.models import F, Q

from measures.models.vocabulary import Metric, Origin
from measures.querysets import OfKindManager, QuantityQuerySet
from plans.models import ByNaturalKey, NaturalKeyModel, WorkPlan
from sbjd.addresses import address
from sbjd.desk.keeping import Kept


class Quantity(NaturalKeyModel):
    """A target, a baseline or a support standard. `value` is as printed, `number` its numeric value
    in the printed `unit` (`number_to` ends a range), `plain` the same in `plain_unit`, for sorting.
    A masked value has no number unless a person filled one in (`filled_source` says from where)."""

    class Kind(models.TextChoices):
        TARGET = "target", "目标"
        BASELINE = "baseline", "现状"
        SUPPORT = "support", "支持标准"

    class Bound(models.TextChoices):
        AT_LEAST = ">=", "≥"
        AT_MOST = "<=", "≤"
        EQUAL = "=", "="
        ABOUT = "~", "约"

    class Basis(models.TextChoices):
        LEVEL = "level", "达到"
        INCREMENT = "increment", "新增"
        RATE = "rate", "增速"
        SHARE = "share", "占比"
        CHANGE = "change", "变化"

    code = models.CharField("编码", max_length=60, unique=True)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="quantities", verbose_name="工作方案")
    kind = models.CharField("性质", max_length=8, choices=Kind)
    metric = models.ForeignKey(
        Metric, models.PROTECT, null=True, blank=True, related_name="quantities", verbose_name="指标"
    )
    metric_text = models.CharField("原文指标", max_length=200)
    bound = models.CharField("比较", max_length=2, choices=Bound, default=Bound.EQUAL)
    basis = models.CharField("口径", max_length=9, choices=Basis, default=Basis.LEVEL)
    value = models.CharField("原文数值", max_length=60)
    number = models.DecimalField("数值", max_digits=24, decimal_places=6, null=True, blank=True)
    number_to = models.DecimalField("数值上限", max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField("单位", max_length=30, blank=True)
    plain = models.DecimalField("换算数值", max_digits=28, decimal_places=6, null=True, blank=True)
    plain_unit = models.CharField("换算单位", max_length=30, blank=True)
    period = models.CharField("期限", max_length=60, blank=True)
    masked = models.BooleanField("遮蔽", default=False, db_index=True)
    filled_source = models.CharField("补录来源", max_length=200, blank=True)
    position = models.PositiveIntegerField("首次出现", default=0)
    rule = models.CharField("识别规则", max_length=60, blank=True)
    origin = models.CharField("依据", max_length=8, choices=Origin, default=Origin.PERSON)
    reason = models.CharField("理由", max_length=300, blank=True)

    objects = ByNaturalKey.from_queryset(QuantityQuerySet)()
    history = Kept(quiet=("origin", "reason", "rule"), silent=("position",))
    plan_paths = ("plan__slug",)

    class Meta:
        verbose_name = verbose_name_plural = "指标数值"
        ordering = ["plan__base__order", "plan", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(masked=False) | Q(number=None) | ~Q(filled_source=""),
                name="masked_number_needs_source",
            ),
            models.CheckConstraint(
                condition=Q(number_to=None) | Q(number_to__gte=F("number")), name="range_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "plan", "position"], name="quantity_by_kind"),
            models.Index(fields=["metric", "basis", "plain"], name="quantity_by_metric"),
        ]

    def __str__(self):
        return f"{self.metric_text} {self.get_bound_display()}{self.value}{self.unit}"

    def get_absolute_url(self):
        return address("quantity", self.code)


class Target(Quantity):
    """What a plan commits to reach or do."""

    objects = OfKindManager.from_queryset(QuantityQuerySet)("target")

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "目标"


class Baseline(Quantity):
    """What a plan reports as already reached."""

    objects = OfKindManager.from_queryset(QuantityQuerySet)("baseline")

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "现状"


class SupportStandard(Quantity):
    """A quantity that fixes how much support somebody gets."""

    objects = OfKindManager.from_queryset(QuantityQuerySet)("support")

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "支持标准"
