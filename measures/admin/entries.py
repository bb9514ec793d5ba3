"""Measures and projects: one table, three lists."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html, format_html_join

from measures.admin import filters
from measures.admin.bulk import BULKS
from measures.admin.classification import InstrumentInline, RankFormSet, ThemeInline, save_ranked
from measures.admin.organizations import OrganizationMentionInline, ResponsibilityInline
from measures.admin.placing import PlacedForm
from measures.admin.quotes import entry_quote, item_quote
from measures.admin.reviewing import Reviewing
from measures.admin.signing import sign_formset
from measures.admin.stated import StatedFormSet, StatedInline
from measures.models import Entry, Measure, MeasureItem, OrganizationMention, Origin, Project, Quantity
from measures.workbooks.entries import EntryResource
from measures.workbooks.pages import Workbooks
from plans.admin.locating import locate
from plans.querysets import number_of
from sbjd.desk.editing import DeskAdmin, DeskInline
from sbjd.desk.forms import DeskForm, reason_given


class EntryForm(PlacedForm):
    """A measure or project; what it stands under is of its own plan and fits its kind."""

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"})}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "text" in self.fields:
            self.fields["text"].label = "收录文字"
            self.fields["text"].help_text = "网站检索和导出所用。请只改正录入错误；印出的原文见上，不会改变。"

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind") or self.instance.kind
        plan = self.instance.plan if self.instance.plan_id else None
        for name, wrong in (("task", "project"), ("programme", "measure")):
            parent = cleaned.get(name)
            if parent is None:
                continue
            verbose = parent._meta.verbose_name
            if kind == wrong:
                self.add_error(name, f"{Entry.Kind(kind).label}没有{verbose}。")
            elif plan is not None and parent.plan_id != plan.pk:
                self.add_error(name, f"这个{verbose}属于另一份方案。")
        return cleaned


class ItemForm(DeskForm):
    """A part of an entry; a new one is looked up in its entry's words and numbered after the others."""

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 70})}

    def clean(self):
        cleaned = super().clean()
        entry, text = cleaned.get("entry") or getattr(self.instance, "entry", None), cleaned.get("text")
        if self.is_new and entry is not None and text:
            try:
                place = locate(entry.plan, text, (entry.start, entry.end))
            except ValidationError as error:
                self.add_error("text", error)
            else:
                row = self.instance
                row.start, row.end, row.line = place.start, place.end, place.line
                cleaned["text"] = place.quote
        return cleaned

    def save(self, commit=True):
        if not self.instance.code:
            self.instance.code = next_item_code(self.instance.entry)
        return super().save(commit)


def next_item_code(entry):
    """The code after the last of an entry's items: nanshan-m05.3."""
    codes = MeasureItem.objects.filter(code__startswith=f"{entry.code}.").values_list("code", flat=True)
    numbers = [int(last) for code in codes if (last := code.removeprefix(f"{entry.code}.")).isdecimal()]
    return f"{entry.code}.{max(numbers, default=0) + 1}"


class ItemInline(DeskInline):
    """The parts of an entry."""

    model = MeasureItem
    form = ItemForm
    fields = ("code", "label", "title", "text", "line", "rule")
    readonly_fields = ("code", "line", "rule")
    ordering = ("start",)


class EntryAdmin(Workbooks, Reviewing, DeskAdmin):
    """举措与项目: what all three lists share."""

    form = EntryForm
    list_display = (
        "code", "title", "base", "parent", "theme_names", "instrument_names", "decided", "quantity_count",
        "is_reviewed", "on_site",
    )  # fmt: skip
    list_display_links = ("code", "title")
    list_filter = (
        "plan__base", "kind", filters.Reviewed, filters.Doubtful, filters.EditedLately, filters.Parent,
        "themes", "instruments", "theme_links__origin", filters.HasTheme, filters.HasQuantity,
        filters.HasOrganization, filters.HasResponsibility, filters.HasMasked, filters.HasErratum,
    )  # fmt: skip
    search_fields = ("code", "title", "text")
    search_help_text = "按编码、标题或正文检索，空格表示同时含有。"
    autocomplete_fields = ("section", "task", "programme")
    parsed_fields = (
        "code", "kind", "plan", "section", "number", "line", "start", "end", "body_start", "rule",
    )  # fmt: skip
    readonly_fields = ("source", "review")
    ordering = ("plan__base__order", "plan", "start")
    inlines = (
        ThemeInline, InstrumentInline, StatedInline, ItemInline, ResponsibilityInline,
        OrganizationMentionInline,
    )  # fmt: skip
    bulks = BULKS
    workbook = EntryResource

    def get_fieldsets(self, request, obj=None):
        kind = obj.kind if obj else getattr(self.model._default_manager, "kind", "")
        parents = {"measure": ("task",), "project": ("programme",)}.get(kind, ("task", "programme"))
        if obj is None:
            kinds = () if kind else ("kind",)
            return ((None, {"fields": (*kinds, "section", "code", "title", *parents)}),)
        return (
            (None, {"fields": ("code", "kind", "plan", "section", "number", "title", *parents, "review")}),
            ("原文", {"fields": ("source", "text")}),
            (
                "解析信息",
                {"classes": ("collapse",), "fields": ("rule", "line", "start", "body_start", "end")},
            ),
        )

    def get_queryset(self, request):
        # Not `for_list`: a row here does not name its section, whose text weighs more than all the rest.
        rows = super().get_queryset(request)
        rows = rows.select_related("plan__base", "task", "programme", "reviewed_by")
        rows = rows.prefetch_related("theme_links__theme", "instrument_links__instrument")
        return rows.annotate(quantity_count=number_of(self.model, "quantity_mentions", "quantity"))

    def get_search_results(self, request, queryset, search_term):
        """By code, or by words as the site's own search folds them."""
        if not search_term.strip():
            return queryset, False
        found = Entry.objects.matching(search_term).values("pk")
        return queryset.filter(Q(code__icontains=search_term.strip()) | Q(pk__in=found)), False

    def watched(self, row):
        return [*super().watched(row), Quantity.objects.filter(mentions__entry=row)]

    def save_formset(self, request, form, formset, change):
        reason = reason_given(form)
        if isinstance(formset, RankFormSet):
            save_ranked(formset, reason)
        elif isinstance(formset, StatedFormSet):
            formset.save_stated(reason)
        elif formset.model is OrganizationMention:
            rows, leaving = sign_formset(formset, reason)
            for row in leaving:
                row.delete()
            for row in rows:
                row.save()
        else:
            super().save_formset(request, form, formset, change)

    @admin.display(description="基地", ordering="plan__base__order")
    def base(self, entry):
        return entry.plan.base.short_name

    @admin.display(description="任务或工程")
    def parent(self, entry):
        heading = entry.task or entry.programme
        return heading.title if heading else ""

    @admin.display(description="主题")
    def theme_names(self, entry):
        return _ranked(link.theme.name for link in entry.theme_links.all())

    @admin.display(description="政策工具")
    def instrument_names(self, entry):
        return _ranked(link.instrument.name for link in entry.instrument_links.all())

    @admin.display(description="依据")
    def decided(self, entry):
        """By whom the themes were given: by rules alone, or by the last that looked at them."""
        origins = {link.origin for link in entry.theme_links.all()}
        found = [origin.label for origin in reversed(Origin) if origin.value in origins]
        return found[0] if found else "无主题"

    @admin.display(description="数值", ordering="quantity_count")
    def quantity_count(self, entry):
        return entry.quantity_count or ""

    @admin.display(description="印出的原文")
    def source(self, entry):
        return entry_quote(entry)


def _ranked(names):
    """The first in bold, then the others."""
    first, *others = [*names] or [""]
    more = format_html_join("", "、{}", ((name,) for name in others))
    return format_html("<b>{}</b>{}", first, more) if first else ""


class FaceAdmin(EntryAdmin):
    """Measures alone or projects alone."""

    list_filter = tuple(one for one in EntryAdmin.list_filter if one != "kind")


@admin.register(Entry)
class AllEntriesAdmin(EntryAdmin):
    """Measures and projects together."""

    desk_order = 3
    list_display = ("code", "kind", *EntryAdmin.list_display[1:])


@admin.register(Measure)
class MeasureAdmin(FaceAdmin):
    """举措."""

    desk_order = 1


@admin.register(Project)
class ProjectAdmin(FaceAdmin):
    """项目."""

    desk_order = 2


@admin.register(MeasureItem)
class MeasureItemAdmin(DeskAdmin):
    """分项."""

    desk_order = 4
    form = ItemForm
    list_display = ("code", "label", "title", "beginning", "entry", "line", "on_site")
    list_filter = ("entry__plan__base", "entry__kind", "rule")
    search_fields = ("code", "title", "text", "entry__code", "entry__title")
    autocomplete_fields = ("entry",)
    parsed_fields = ("code", "entry", "line", "start", "end", "rule")
    readonly_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("code", "entry", "label", "title")}),
        ("原文", {"fields": ("source", "text")}),
        ("解析信息", {"classes": ("collapse",), "fields": ("rule", "line", "start", "end")}),
    )
    add_fieldsets = ((None, {"fields": ("entry", "label", "title", "text")}),)
    ordering = ("entry__plan__base__order", "entry__plan", "start")

    def get_queryset(self, request):
        related = ("entry__plan__base", "entry__section__parent__parent__parent")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="原文")
    def beginning(self, item):
        return item.text if len(item.text) <= 40 else f"{item.text[:40]}…"

    @admin.display(description="印出的原文")
    def source(self, item):
        return item_quote(item)
