"""What an editor narrows the lists by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q

from measures.models import (
    EntryTheme,
    OrganizationMention,
    Programme,
    QuantityMention,
    Responsibility,
    Task,
)
from plans.inline import MASKED
from plans.models import Erratum
from sbjd.desk.filters import YesNoFilter

BASE_KEY = "plan__base__id__exact"


class Parent(admin.SimpleListFilter):
    """Entries of one task or programme; offered once a base is chosen, or there would be thousands."""

    title, parameter_name = "主要任务或重点工程", "parent"

    def __init__(self, request, params, model, model_admin):
        self.base = next(iter(params.get(BASE_KEY, ())), "")
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        if not self.base.isdecimal():
            return ()
        kind = getattr(model_admin.model._default_manager, "kind", "")
        models = {"measure": (Task,), "project": (Programme,)}.get(kind, (Task, Programme))
        return [
            (row.code, row.title)
            for model in models
            for row in model.objects.filter(plan__base=self.base).order_by("start")
        ]

    def queryset(self, request, queryset):
        if self.value():
            return queryset.filter(Q(task__code=self.value()) | Q(programme__code=self.value()))
        return queryset


class HasTheme(YesNoFilter):
    """Entries that stand on a shelf."""

    title, parameter_name = "有无主题", "themed"

    def condition(self):
        return Exists(EntryTheme.objects.filter(entry=OuterRef("pk")))


class HasQuantity(YesNoFilter):
    """Entries that state a number."""

    title, parameter_name = "有无量化指标", "quantified"

    def condition(self):
        return Exists(QuantityMention.objects.filter(entry=OuterRef("pk")))


class HasOrganization(YesNoFilter):
    """Entries that name somebody."""

    title, parameter_name = "有无机构", "named"

    def condition(self):
        return Exists(OrganizationMention.objects.filter(entry=OuterRef("pk")))


class HasResponsibility(YesNoFilter):
    """Entries that say who does it."""

    title, parameter_name = "有无责任单位", "responsible"

    def condition(self):
        return Exists(Responsibility.objects.filter(entry=OuterRef("pk")))


class HasErratum(YesNoFilter):
    """Entries in whose words something is wrong."""

    title, parameter_name = "有无校勘", "errata"

    def condition(self):
        inside = {"plan": OuterRef("plan"), "start__gte": OuterRef("start"), "start__lt": OuterRef("end")}
        return Exists(Erratum.objects.filter(**inside))


class HasMasked(YesNoFilter):
    """Entries in whose words a year or number is masked."""

    title, parameter_name = "遮蔽值", "masked"
    yes, no = "含遮蔽值", "不含"

    def condition(self):
        return Q(text__regex=MASKED.pattern)


class HasPeriod(YesNoFilter):
    """Quantities with a period or deadline."""

    title, parameter_name = "有无期限", "timed"

    def condition(self):
        return ~Q(period="")


class HasMetric(YesNoFilter):
    """Quantities that can be compared, because they stand under a shared metric."""

    title, parameter_name = "有无共用指标", "measured"

    def condition(self):
        return Q(metric__isnull=False)


class Filled(YesNoFilter):
    """Masked quantities somebody filled in."""

    title, parameter_name = "补录", "filled"
    yes, no = "已补录", "遮蔽未补录"

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        rows = queryset.filter(masked=True)
        return rows.exclude(filled_source="") if self.value() == "yes" else rows.filter(filled_source="")


class Mentioned(YesNoFilter):
    """Organizations that a plan names, besides those that only stand in the vocabulary."""

    title, parameter_name = "方案中有无提及", "mentioned"

    def condition(self):
        return Exists(OrganizationMention.objects.filter(organization=OuterRef("pk")))


class SeveralPlaces(YesNoFilter):
    """Quantities that their plan states more than once."""

    title, parameter_name = "重复表述", "repeated"
    yes, no = "多处", "一处"

    def condition(self):
        others = QuantityMention.objects.filter(quantity=OuterRef("pk"), start__gt=OuterRef("position"))
        return Exists(others)
