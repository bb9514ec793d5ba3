"""What an editor narrows the lists by."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from measures.models import (
    Entry,
    EntryTheme,
    OrganizationMention,
    Origin,
    Programme,
    QuantityMention,
    Responsibility,
    Task,
)
from plans.inline import MASKED
from plans.models import Erratum
from plans.parsing.doubts import CLOSE, WEAK
from sbjd.desk.filters import YesNoFilter
from sbjd.desk.keeping import history_of, parts_of

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


class Reviewed(YesNoFilter):
    """Entries in which a person found everything right."""

    title, parameter_name = "审阅", "reviewed"
    yes, no = "已审阅", "未审阅"

    def condition(self):
        return Q(reviewed_at__isnull=False)


class Doubtful(YesNoFilter):
    """Entries nobody has reviewed whose first theme a rule gave without being sure of it: the words weigh
    little, or those of the second theme almost as much (plans/parsing/doubts.py)."""

    title, parameter_name = "规则", "doubtful"
    yes, no = "规则拿不准", "拿得准或已定"

    def condition(self):
        of_rule = EntryTheme.objects.filter(entry=OuterRef("pk"), origin=Origin.RULE, rank=1)
        others = EntryTheme.objects.filter(entry=OuterRef("entry"), origin=Origin.RULE, rank__gt=1)
        close = others.filter(score__gte=OuterRef("score") * CLOSE)
        return Q(reviewed_at=None) & Exists(of_rule.filter(Q(score__lt=WEAK) | Exists(close)))


class EditedLately(admin.SimpleListFilter):
    """Entries of which anything was changed at the desk lately."""

    title, parameter_name = "最近修改", "edited"
    DAYS = {"1": "一天内", "7": "七天内", "30": "三十天内"}

    def lookups(self, request, model_admin):
        return tuple(self.DAYS.items())

    @staticmethod
    def condition(days):
        """The entries that were changed in the last `days`."""
        since = timezone.now() - timedelta(days=days)
        scope = [(Entry, "id"), *((model, f"{name}_id") for model, name in parts_of(Entry))]
        changed = (
            Exists(history_of(model).objects.filter(change__when__gte=since, **{column: OuterRef("pk")}))
            for model, column in scope
        )
        return reduce(or_, (Q(one) for one in changed))

    def queryset(self, request, queryset):
        return queryset.filter(self.condition(int(self.value()))) if self.value() in self.DAYS else queryset


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
