"""Tasks and programmes: the headings that measures and projects stand under."""

from django.contrib import admin
from django.urls import reverse

from measures.admin.organizations import ResponsibilityInline
from measures.admin.placing import PlacedForm
from measures.admin.quotes import entity_quote
from measures.models import Programme, Task
from plans.admin.quotes import links
from sbjd.desk.editing import DeskAdmin


class HeadingAdmin(DeskAdmin):
    """A heading with its entries; they are edited on their own pages."""

    form = PlacedForm
    list_display = ("code", "number", "title", "base", "entry_count", "line", "on_site")
    list_display_links = ("code", "title")
    list_filter = ("plan__base",)
    search_fields = ("code", "title", "plan__base__name", "plan__base__short_name")
    autocomplete_fields = ("section",)
    parsed_fields = ("code", "plan", "section", "line", "start", "end", "rule")
    readonly_fields = ("source", "entry_links")
    ordering = ("plan__base__order", "plan", "start")
    fieldsets = (
        (None, {"fields": ("code", "plan", "section", "number", "title")}),
        ("条目", {"fields": ("entry_links",)}),
        ("原文", {"fields": ("source",)}),
        ("解析信息", {"classes": ("collapse",), "fields": ("rule", "line", "start", "end")}),
    )
    add_fieldsets = ((None, {"fields": ("section", "code", "title")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description="基地", ordering="plan__base__order")
    def base(self, heading):
        return heading.plan.base.short_name

    @admin.display(description="条目数", ordering="entry_count")
    def entry_count(self, heading):
        return heading.entry_count

    @admin.display(description="举措或项目")
    def entry_links(self, heading):
        rows = heading.entries.order_by("start")
        return links((str(row), reverse("admin:measures_entry_change", args=[row.pk])) for row in rows)

    @admin.display(description="原文")
    def source(self, heading):
        return entity_quote(heading)

    def choice_label(self, heading):
        return f"{heading.plan.base.short_name} › {heading.code} {heading.title}"


@admin.register(Task)
class TaskAdmin(HeadingAdmin):
    """主要任务."""

    desk_order = 5
    inlines = (ResponsibilityInline,)


@admin.register(Programme)
class ProgrammeAdmin(HeadingAdmin):
    """重点工程."""

    desk_order = 6
