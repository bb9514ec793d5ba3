"""Documents brought in: the list, and the way to their pages (intake_pages.py, and the bench)."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path
from django.utils.html import format_html, format_html_join

from plans.admin.intake_pages import IntakePages
from plans.bench.views import bench_urls
from plans.intake.publishing import is_behind
from plans.models import Intake, IntakePlan
from plans.scopes import may_change_document, within_scope


class StateFilter(admin.SimpleListFilter):
    """Which documents: those to work on, by default; discarded ones only when asked for."""

    title, parameter_name = "状态", "state"

    def lookups(self, request, model_admin):
        states = [(value, name) for value, name in IntakePlan.State.choices if value != "left_out"]
        return [("all", "全部"), *states, ("discarded", "已作废")]

    def choices(self, changelist):
        for choice in super().choices(changelist):
            if choice["display"] == "全部" and "state=all" in choice["query_string"]:
                continue
            yield choice

    def queryset(self, request, queryset):
        if self.value() == "discarded":
            return queryset.exclude(discarded=None)
        queryset = queryset.filter(discarded=None)
        if self.value() in IntakePlan.State.values:
            return queryset.filter(parts__state=self.value()).distinct()
        return queryset


@admin.register(Intake)
class IntakeAdmin(IntakePages, admin.ModelAdmin):
    """收录文件."""

    desk_order = 0
    list_per_page = 50
    actions = None
    date_hierarchy = "at"
    list_display = ("number", "what", "states", "still_left", "size_words", "by", "at")
    list_display_links = ("number",)
    list_filter = (StateFilter, ("by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("name", "parts__title", "parts__slug", "parts__base_name", "sha256")
    search_help_text = "按文件名、标题或标识查找"
    ordering = ("-at", "-pk")

    class Media:
        css: ClassVar = {"all": ("sbjd/css/desk.css", "sbjd/css/intake.css")}

    def get_queryset(self, request):
        parts = IntakePlan.objects.defer("sketch").order_by("position")
        intakes = within_scope(request.user, super().get_queryset(request))
        return intakes.light().prefetch_related(Prefetch("parts", parts))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "收录文件", **(extra_context or {})})

    def get_urls(self):
        def at(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"plans_intake_{name}")

        return [
            *bench_urls(self),
            at("<int:pk>/file/", self.file_page, "file"),
            at("<int:pk>/discard/", self.discard_page, "discard"),
            at("<int:pk>/changes/<int:position>/", self.changes_page, "changes"),
            at("<int:pk>/undo/<int:event>/", self.undo_page, "undo"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change_document(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """A document is put aside, never deleted: what was published was read from it."""
        return False

    @admin.display(description="编号", ordering="pk")
    def number(self, intake):
        return f"第{intake.pk}号"

    @admin.display(description="方案", ordering="name")
    def what(self, intake):
        titles = format_html_join("", "<li>{}</li>", ((part,) for part in intake.parts.all()))
        return format_html('<ul class="row-links">{}</ul><span class="quiet">{}</span>', titles, intake.name)

    @admin.display(description="状态")
    def states(self, intake):
        if intake.discarded:
            return "已作废"
        return "、".join(dict.fromkeys(map(state_words, intake.parts.all())))

    @admin.display(description="待复核")
    def still_left(self, intake):
        if not intake.left_total:
            return "无"
        return format_html('<a href="{}">{}处</a>', intake.desk_url("bench"), intake.left_total)

    @admin.display(description="字数", ordering="characters")
    def size_words(self, intake):
        return f"{intake.characters:,}"


def state_words(part):
    """The state of a plan in words, with what is to be done."""
    if part.state == IntakePlan.State.DRAFT:
        return "草稿" if part.confirmed else "草稿，待确认"
    return "已发布，有新读法" if is_behind(part) else part.get_state_display()
