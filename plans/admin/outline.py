"""Sections and errata."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.admin.filters import ErratumKind, HasErrata
from plans.admin.locating import LocatedForm, quote_area
from plans.admin.quotes import in_section, links, marked, path_of, quote_html, where
from plans.errata import KIND_NAMES, kind_name
from plans.models import Erratum, Section
from plans.parsing.keys import digest, full_code
from plans.querysets import number_of
from sbjd.desk.editing import DeskAdmin


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    """章节. The text is the plan's own and stays as printed; joined, the sections are the plan."""

    desk_order = 3
    list_display = ("name", "key", "base", "role", "kind", "level", "erratum_count", "line", "on_site")
    list_display_links = ("name",)
    list_filter = ("plan__base", "plan", "role", "kind", "level", "run_in", HasErrata)
    list_select_related = ("plan__base",)
    search_fields = ("title", "label", "key", "text", "plan__base__name", "plan__base__short_name")
    parsed_fields = (
        "plan", "key", "parent", "level", "label", "run_in", "line", "start", "heading_end", "end", "rule",
    )  # fmt: skip
    readonly_fields = ("quote", "children", "errata")
    ordering = ("plan__base__order", "plan", "start")
    fieldsets = (
        (None, {"fields": ("plan", "key", "parent", "label", "title", "kind", "role")}),
        ("原文", {"fields": ("quote",)}),
        ("相邻", {"fields": ("children", "errata")}),
        (
            "解析信息",
            {
                "classes": ("collapse",),
                "fields": ("rule", "run_in", "level", "line", "start", "heading_end", "end"),
            },
        ),
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("plan__base", "parent__parent__parent")
        return rows.annotate(erratum_count=number_of(self.model, "errata"))

    def has_add_permission(self, request):
        """Sections come from the parser: joined, they have to be the plan."""
        return False

    @admin.display(description="章节", ordering="start")
    def name(self, section):
        return str(section)

    @admin.display(description="基地", ordering="plan__base__order")
    def base(self, section):
        return section.plan.base.short_name

    @admin.display(description="校勘数", ordering="erratum_count")
    def erratum_count(self, section):
        return section.erratum_count or ""

    @admin.display(description="原文")
    def quote(self, section):
        last = section.line + section.text.strip().count("\n")
        place = where(section.plan, path_of(section), section.line, last)
        return quote_html(section.text.strip(), place, self.view_in_plan(section))

    @admin.display(description="下级章节")
    def children(self, section):
        rows = section.children.defer("text").order_by("start")
        return links((str(row), reverse("admin:plans_section_change", args=[row.pk])) for row in rows)

    @admin.display(description="校勘")
    def errata(self, section):
        rows = section.errata.order_by("start")
        return links((str(row), reverse("admin:plans_erratum_change", args=[row.pk])) for row in rows)

    def view_in_plan(self, section):
        return f"{section.plan.get_absolute_url()}#{section.anchor}"

    def choice_label(self, section):
        return f"{section.plan.base.short_name} › {path_of(section)} {section.title}".strip()


class ErratumForm(LocatedForm):
    """An erratum; a new one takes its place from the words it quotes, and its code from both."""

    kind = forms.ChoiceField(label="类型", choices=tuple(KIND_NAMES.items()))

    class Meta:
        widgets = {"quote": quote_area()}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kind = self.instance.kind
        if "kind" in self.fields and kind and kind not in KIND_NAMES:
            self.fields["kind"].choices = [*KIND_NAMES.items(), (kind, kind)]
        if "quote" in self.fields:
            self.fields["quote"].help_text = "从原文照抄，系统据此找到它的位置。"
            self.fields["quote"].required = self.is_new

    def take(self, place):
        super().take(place)
        if self.is_new:
            plan, kind = self.cleaned_data["plan"], self.cleaned_data.get("kind", "")
            stem = digest(place.section.key, kind, place.quote)
            self.instance.code = full_code(plan.slug, f"e-{stem}")
            if Erratum.objects.filter(code=self.instance.code).exists():
                raise ValidationError("这处原文已有同类校勘。")


@admin.register(Erratum)
class ErratumAdmin(DeskAdmin):
    """校勘."""

    desk_order = 4
    form = ErratumForm
    list_display = ("code", "kind_words", "note", "words", "base", "line", "on_site")
    list_filter = ("plan__base", ErratumKind)
    list_select_related = ("plan__base",)
    search_fields = ("code", "note", "quote")
    autocomplete_fields = ("plan",)
    parsed_fields = ("code", "plan", "section", "line", "start", "end")
    readonly_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("code", "plan", "section", "kind", "note")}),
        ("原文", {"fields": ("source", "quote")}),
        ("解析信息", {"classes": ("collapse",), "fields": ("line", "start", "end")}),
    )
    add_fieldsets = ((None, {"fields": ("plan", "kind", "quote", "note")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan__base", "section__parent__parent__parent")

    @admin.display(description="类型", ordering="kind")
    def kind_words(self, erratum):
        return kind_name(erratum.kind)

    @admin.display(description="原文")
    def words(self, erratum):
        return marked(erratum.quote if len(erratum.quote) <= 60 else f"{erratum.quote[:60]}…")

    @admin.display(description="基地", ordering="plan__base__order")
    def base(self, erratum):
        return erratum.plan.base.short_name

    @admin.display(description="所在原文")
    def source(self, erratum):
        before, quote, after = in_section(erratum)
        place = where(erratum.plan, path_of(erratum.section), erratum.line)
        url = f"{erratum.plan.get_absolute_url()}#{erratum.section.anchor}"
        return quote_html(quote, place, url, [(0, len(quote))], before, after)
