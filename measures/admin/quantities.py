"""Targets, baselines and support standards: one table, four lists, and the places that state them."""

import re
from collections import Counter
from decimal import Decimal

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from measures.admin import filters
from measures.admin.organizations import entry_at
from measures.admin.quotes import mention_quote, mention_url, quantity_quotes, value_spans
from measures.admin.signing import SignedAdmin
from measures.models import Baseline, Quantity, QuantityMention, SupportStandard, Target
from measures.workbooks.pages import Workbooks
from measures.workbooks.quantities import QuantityResource
from plans.admin.locating import LocatedForm, locate, quote_area
from plans.admin.quotes import marked
from plans.inline import MASKED
from plans.parsing.extract.quantities.units import MULTIPLIER, MULTIPLIERS, PLAIN
from plans.parsing.keys import digest, full_code, numbered
from plans.querysets import number_of
from sbjd.desk.editing import DeskAdmin, DeskInline
from sbjd.desk.forms import DeskForm, PrintedText

_NUMBERS = ("number", "number_to", "plain")
_SIX_PLACES = Decimal("0.000001")


def plain_value(number, unit):
    """A number in a printed unit as (number, unit) without the multiplier: 3.5 万家 is 35000 家."""
    match = None if unit in PLAIN else re.match(MULTIPLIER, unit)
    rest = unit[match.end() :] if match else unit
    return number * MULTIPLIERS[match.group()] if match else number, PLAIN.get(rest, rest)


def shown_number(number):
    """A number without needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class QuantityForm(DeskForm):
    """A quantity. A masked value takes a number only with its source; the plain value follows the number
    and the unit; a new quantity quotes the words that state it."""

    quote = PrintedText(
        label="原文", widget=quote_area(), help_text="从原文照抄写明这个数值的一句，系统据此找到它的位置。"
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in _NUMBERS:
            if self.initial.get(name) is not None:
                self.initial[name] = Decimal(shown_number(self.initial[name]))
        if not self.is_new:
            self.fields.pop("quote", None)
        if self.instance.masked and "number" in self.fields:
            self.fields["number"].help_text = "原文已遮蔽。可以补录，须填写补录来源；印出的形式不变。"

    def clean(self):
        cleaned = super().clean()
        row = self.instance
        if self.is_new:
            row.masked = bool(MASKED.search(cleaned.get("value") or ""))
            self._find(cleaned)
        self._check_masked(cleaned, row.masked)
        number, number_to = cleaned.get("number"), cleaned.get("number_to")
        if number_to is not None and (number is None or number_to < number):
            self.add_error("number_to", "数值上限应不小于数值。")
        if {"number", "unit"} & set(self.changed_data) and "number" not in self.errors:
            self._follow(number, cleaned.get("unit", ""))
        return cleaned

    def _check_masked(self, cleaned, masked):
        if not masked and cleaned.get("filled_source"):
            self.add_error("filled_source", "数值未遮蔽，不需要补录来源。")
        if not masked or "number" in self.errors or not {"number", "filled_source"} & cleaned.keys():
            return
        number, source = cleaned.get("number"), cleaned.get("filled_source", "").strip()
        if (number is not None or cleaned.get("number_to") is not None) and not source:
            self.add_error("filled_source", "补录遮蔽的数值时，须填写补录来源。")
        elif source and number is None:
            self.add_error("number", "填写了补录来源，请同时填写数值。")

    def _follow(self, number, unit):
        """Set the plain value; where a rule knew more than the unit says (一半 is 50 %), keep its factor."""
        row = self.instance
        before = self.initial.get("number")
        if number is None:
            row.plain = None
        elif "unit" not in self.changed_data and before and row.plain is not None:
            row.plain = (row.plain * number / before).quantize(_SIX_PLACES)
        else:
            row.plain, row.plain_unit = plain_value(number, unit)

    def _find(self, cleaned):
        plan, quote = cleaned.get("plan"), cleaned.get("quote")
        if plan is None or not quote:
            return
        try:
            self.place = locate(plan, quote)
        except ValidationError as error:
            self.add_error("quote", error)
        else:
            self.instance.position = self.place.start
            self.instance.code = new_code(self.instance, cleaned, self.place)

    def _post_clean(self):
        super()._post_clean()
        row = self.instance
        if row.plain is not None and abs(row.plain) >= 10**22 and "number" not in self.errors:
            self.add_error("number", "数值过大。")


def new_code(row, cleaned, place):
    """The code of a quantity a person adds, made as the parser makes its own."""
    kind = cleaned.get("kind") or row.kind or "target"
    entry = entry_at(place.section.plan, place.start)
    where = entry.code.removeprefix(f"{entry.plan.slug}-") if entry else place.section.key
    said = cleaned["metric"].slug if cleaned.get("metric") else cleaned.get("metric_text", "")
    stem = digest(where, said, cleaned.get("basis", ""), cleaned.get("value", ""), cleaned.get("unit", ""))
    stem, given = full_code(place.section.plan.slug, f"{kind[0]}-{stem}"), Counter()
    taken = set(Quantity.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in iter(lambda: numbered(stem, given), None) if code not in taken)


class MentionForm(LocatedForm):
    """A place that states a quantity, found by its words in the quantity's plan."""

    class Meta:
        widgets = {"quote": quote_area()}

    def searched_in(self, cleaned):
        quantity = cleaned.get("quantity") or getattr(self.instance, "quantity", None)
        return (quantity.plan if quantity else None), None

    def take(self, place):
        super().take(place)
        row = self.instance
        row.entry = entry_at(place.section.plan, place.start)
        quantity = self.cleaned_data.get("quantity") or getattr(row, "quantity", None)
        same = QuantityMention.objects.filter(quantity=quantity, start=place.start)
        if quantity and same.exclude(pk=row.pk).exists():
            raise ValidationError("这处原文已是这个数值的出处。")


class MentionInline(DeskInline):
    """The places that state a quantity."""

    model = QuantityMention
    form = MentionForm
    fields = ("quote", "entry", "section", "line")
    readonly_fields = ("entry", "section", "line")
    ordering = ("start",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("quantity__plan", "entry", "section")


class QuantityAdmin(Workbooks, SignedAdmin):
    """指标数值: what all four lists share."""

    form = QuantityForm
    list_display = (
        "code", "metric_text", "metric", "basis", "printed", "period", "base", "origin", "place_count",
        "on_site",
    )  # fmt: skip
    list_display_links = ("code", "metric_text")
    list_filter = (
        "plan__base", "kind", "basis", "bound", "masked", filters.Filled, "origin", filters.HasPeriod,
        filters.HasMetric, filters.SeveralPlaces, "mentions__entry__themes", "rule",
        ("metric", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    search_fields = ("code", "metric_text", "metric__name", "value", "unit", "mentions__quote")
    autocomplete_fields = ("metric", "plan")
    parsed_fields = ("code", "plan", "plain", "plain_unit", "masked", "position", "rule")
    readonly_fields = ("source", "origin")
    inlines = (MentionInline,)
    workbook = QuantityResource
    ordering = ("plan__base__order", "plan", "position", "code")
    fieldsets = (
        (None, {"fields": ("code", "plan", "kind", "metric", "metric_text")}),
        ("原文", {"fields": ("source",)}),
        (
            "数值",
            {
                "fields": (
                    ("basis", "bound"), "value", ("number", "number_to"), "unit", "period", "masked",
                    "filled_source",
                )
            },
        ),
        ("依据", {"fields": ("origin", "rule", "reason")}),
        ("解析信息", {"classes": ("collapse",), "fields": ("plain", "plain_unit", "position")}),
    )  # fmt: skip

    def get_fieldsets(self, request, obj=None):
        if obj is not None:
            return super().get_fieldsets(request, obj)
        kinds = () if getattr(self.model._default_manager, "kind", "") else ("kind",)
        value = (
            ("basis", "bound"), "value", ("number", "number_to"), "unit", "period", "filled_source", "reason",
        )  # fmt: skip
        return ((None, {"fields": ("plan", *kinds, "metric", "metric_text", "quote", *value)}),)

    def get_readonly_fields(self, request, obj=None):
        """The printed form of a masked value stays."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "value") if obj and obj.masked else fields

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("plan__base", "metric")
        return rows.annotate(place_count=number_of(self.model, "mentions"))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        row = form.instance
        if not change:
            place = form.place
            row.mentions.create(
                section=place.section,
                entry=entry_at(row.plan, place.start),
                quote=place.quote,
                line=place.line,
                start=place.start,
                end=place.end,
            )
        first = row.mentions.order_by("start").values_list("start", flat=True).first()
        if first is not None and first != row.position:
            row.position = first
            row.save(update_fields=["position"])

    @admin.display(description="原文数值", ordering="plain")
    def printed(self, quantity):
        sign = "" if quantity.bound == "=" else quantity.get_bound_display()
        printed = marked(f"{sign}{quantity.value}{quantity.unit}")
        if quantity.masked and quantity.number is not None:
            return format_html("{}（补录{}）", printed, shown_number(quantity.number))
        return printed

    @admin.display(description="基地", ordering="plan__base__order")
    def base(self, quantity):
        return quantity.plan.base.short_name

    @admin.display(description="出处", ordering="place_count")
    def place_count(self, quantity):
        return quantity.place_count

    @admin.display(description="所在原文")
    def source(self, quantity):
        return quantity_quotes(quantity)


class FaceAdmin(QuantityAdmin):
    """Quantities of one kind."""

    list_filter = tuple(one for one in QuantityAdmin.list_filter if one != "kind")


@admin.register(Quantity)
class AllQuantitiesAdmin(QuantityAdmin):
    """Quantities of all kinds together."""

    desk_order = 13
    list_display = ("code", "kind", *QuantityAdmin.list_display[1:])


@admin.register(Target)
class TargetAdmin(FaceAdmin):
    """目标."""

    desk_order = 10


@admin.register(Baseline)
class BaselineAdmin(FaceAdmin):
    """现状."""

    desk_order = 11


@admin.register(SupportStandard)
class SupportStandardAdmin(FaceAdmin):
    """支持标准."""

    desk_order = 12


@admin.register(QuantityMention)
class QuantityMentionAdmin(DeskAdmin):
    """数值出处."""

    desk_order = 14
    form = MentionForm
    list_display = ("quantity", "words", "entry", "base", "line", "on_site")
    list_filter = ("section__plan__base", "quantity__kind")
    search_fields = ("quote", "quantity__code", "quantity__metric_text", "entry__code", "entry__title")
    autocomplete_fields = ("quantity",)
    parsed_fields = ("quantity", "section", "entry", "line", "start", "end")
    readonly_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("quantity", "entry", "section")}),
        ("原文", {"fields": ("source", "quote")}),
        ("解析信息", {"classes": ("collapse",), "fields": ("line", "start", "end")}),
    )
    add_fieldsets = ((None, {"fields": ("quantity", "quote")}),)
    ordering = ("section__plan__base__order", "section__plan", "start")

    def get_queryset(self, request):
        related = ("quantity__plan", "entry", "section__plan__base", "section__parent__parent__parent")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="原文")
    def words(self, mention):
        return mention.quote

    @admin.display(description="基地", ordering="section__plan__base__order")
    def base(self, mention):
        return mention.section.plan.base.short_name

    @admin.display(description="所在原文")
    def source(self, mention):
        return mention_quote(mention, value_spans(mention.quantity))

    def view_on_site(self, mention):
        return mention_url(mention)
