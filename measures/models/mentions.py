"""Places in a plan: where a quantity is stated, where an organization is named."""

from django.db import models
from django.db.models import F, Q

from measures.models.entries import Entry
from measures.models.quantities import Quantity
from measures.models.vocabulary import Organization, Origin
from plans.models import ByNaturalKey, NaturalKeyModel, Section
from sbjd.desk.keeping import Kept

_PLACE = ("line", "start", "end")


class Passage(NaturalKeyModel):
    """A place in a plan: `quote` is the source's text[start:end]; `entry` is the measure or project
    in which it stands, if it stands in one."""

    section = models.ForeignKey(Section, models.CASCADE, verbose_name="章节")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, verbose_name="举措或项目")
    quote = models.TextField("原文")
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")

    objects = ByNaturalKey()

    class Meta:
        abstract = True
        ordering = ["section__plan", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="%(class)s_end_after_start"),
        ]


class QuantityMention(Passage):
    """One place that states a quantity."""

    quantity = models.ForeignKey(Quantity, models.CASCADE, related_name="mentions", verbose_name="指标数值")
    history = Kept(of=("quantity",), called=("quote",), titled="出处", silent=_PLACE)
    natural_fields = ("quantity__code", "start")
    plan_paths = ("quantity__plan__slug",)
    group_fields = ("quantity",)

    class Meta(Passage.Meta):
        verbose_name = verbose_name_plural = "数值出处"
        default_related_name = "quantity_mentions"
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(fields=["quantity", "start"], name="quantity_mention_once"),
        ]

    def __str__(self):
        return f"{self.quantity.code} @{self.start}"


class OrganizationMention(Passage):
    """One place that names an organization."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="mentions", verbose_name="机构"
    )
    rule = models.CharField("识别规则", max_length=60, blank=True)
    origin = models.CharField("依据", max_length=8, choices=Origin, default=Origin.PERSON)
    reason = models.CharField("理由", max_length=300, blank=True)

    history = Kept(
        of=("entry",),
        called=("organization",),
        titled="机构",
        quiet=("section", "rule", "origin", "reason"),
        silent=_PLACE,
    )
    natural_fields = ("organization__name", "section__plan__slug", "start")
    plan_paths = ("section__plan__slug",)
    group_fields = ("entry", "section")

    class Meta(Passage.Meta):
        verbose_name = verbose_name_plural = "机构出处"
        default_related_name = "organization_mentions"
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "section", "start"], name="organization_mention_once"
            ),
        ]

    def __str__(self):
        return f"{self.organization} @{self.start}"
