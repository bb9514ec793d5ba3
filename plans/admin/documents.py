"""Bases and their plans."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html

from plans.admin.filters import HasErrata
from plans.admin.quotes import links, marked
from plans.errata import kind_name
from plans.models import DemonstrationBase, Erratum, Section, WorkPlan
from plans.querysets import number_of
from sbjd.desk.editing import DeskAdmin, DeskInline
from sbjd.desk.forms import PrintedText

_OUTLINE_DEPTH = 2


@admin.register(DemonstrationBase)
class DemonstrationBaseAdmin(DeskAdmin):
    """示范基地."""

    desk_order = 1
    list_display = ("name", "short_name", "kind", "batch", "province", "city", "plan_count", "on_site")
    list_filter = ("kind", "batch", "province")
    search_fields = ("name", "short_name", "aliases", "slug", "province", "city")
    fields = ("slug", "name", "short_name", "aliases", "kind", "batch", "province", "city", "order", "plans")
    add_fieldsets = ((None, {"fields": fields[:-1]}),)
    readonly_fields = ("plans",)
    ordering = ("order", "slug")
    parsed_fields = ("slug",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(plan_count=number_of(self.model, "plans"))

    @admin.display(description="方案数", ordering="plan_count")
    def plan_count(self, base):
        return base.plan_count

    @admin.display(description="工作方案")
    def plans(self, base):
        return links((plan.title, _change_url(plan)) for plan in base.plans.all())


class ErratumInline(DeskInline):
    """What is wrong in the plan's text."""

    model = Erratum
    fields = ("kind_words", "words", "note", "line")
    readonly_fields = ("kind_words", "words", "line")
    ordering = ("start",)
    formfield_overrides: ClassVar = {
        models.TextField: {"form_class": PrintedText, "widget": forms.Textarea(attrs={"rows": 2, "cols": 60})}
    }

    @admin.display(description="类型")
    def kind_words(self, erratum):
        return kind_name(erratum.kind)

    @admin.display(description="原文")
    def words(self, erratum):
        return marked(erratum.quote)

    def has_add_permission(self, request, obj=None):
        """Errata are added on their own page, where their words are looked up."""
        return False


@admin.register(WorkPlan)
class WorkPlanAdmin(DeskAdmin):
    """工作方案. A plan comes in through the parser, never by typing."""

    desk_order = 2
    date_hierarchy = "added"
    list_display = (
        "title", "base", "issuer", "published", "section_count", "erratum_count", "added", "on_site",
    )  # fmt: skip
    list_filter = ("base__kind", "base__batch", "base__province", HasErrata)
    list_select_related = ("base",)
    search_fields = ("title", "slug", "issuer", "document_number", "base__name", "base__short_name")
    autocomplete_fields = ("base",)
    parsed_fields = ("slug", "source_name", "source_sha256", "start", "end", "first_line")
    readonly_fields = ("outline",)
    ordering = ("base__order", "slug")
    inlines = (ErratumInline,)
    fieldsets = (
        (None, {"fields": ("slug", "base", "title", "issuer", "document_number", "published", "added")}),
        ("章节", {"fields": ("outline",)}),
        (
            "来源",
            {"fields": ("source_url", "source_name", "source_sha256", "first_line", "start", "end")},
        ),
    )

    def get_queryset(self, request):
        counts = {
            "section_count": number_of(self.model, "sections"),
            "erratum_count": number_of(self.model, "errata"),
        }
        return super().get_queryset(request).annotate(**counts)

    def has_add_permission(self, request):
        return False

    @admin.display(description="章节数", ordering="section_count")
    def section_count(self, plan):
        return _list_link(plan.section_count, "section", plan)

    @admin.display(description="校勘数", ordering="erratum_count")
    def erratum_count(self, plan):
        return _list_link(plan.erratum_count, "erratum", plan)

    @admin.display(description="章节")
    def outline(self, plan):
        sections = Section.objects.of_plan(plan).filter(level__lte=_OUTLINE_DEPTH).defer("text")
        chapters = links((_indented(section), _change_url(section)) for section in sections)
        return format_html(
            "{}<p>{}</p>", chapters, _list_link(f"全部{plan.section_count}个章节", "section", plan)
        )


def _indented(section):
    return "　" * max(0, section.level - 1) + str(section)


def _change_url(row):
    return reverse(f"admin:plans_{row._meta.model_name}_change", args=[row.pk])


def _list_link(text, model, plan):
    url = reverse(f"admin:plans_{model}_changelist")
    return format_html('<a href="{}?plan__id__exact={}">{}</a>', url, plan.pk, text)
