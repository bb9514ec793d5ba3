"""Everything anybody changed at the desk, newest first."""

from django.contrib import admin
from django.contrib.admin import site
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from sbjd.desk.editing import ReadOnlyAdmin
from sbjd.desk.models import Change

SHOWN = 10


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """编辑记录."""

    date_hierarchy = "when"
    list_display = ("when", "name", "action", "subject", "why", "fields_link")
    list_filter = ("action", "label", ("user", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("what", "why", "name", "object_id")
    ordering = ("-pk",)
    fields = ("when", "name", "action", "subject", "why")

    @admin.display(description="内容", ordering="what")
    def subject(self, change):
        return f"{_model_name(change)}：{change.what}"

    @admin.display(description="逐字段")
    def fields_link(self, change):
        url = history_url(change)
        link = '<a href="{}">查看<span class="visually-hidden">{}</span></a>'
        return format_html(link, url, change.what) if url else ""

    def view_on_site(self, change):
        return None


def recent(request):
    """The latest changes, for the start page; None for who may not see the log."""
    desk = site._registry[Change]
    if not desk.has_view_permission(request):
        return None
    changes = [(change, history_url(change)) for change in desk.allowed(request)[:SHOWN]]
    return {"changes": changes, "url": reverse("admin:desk_change_changelist")}


site.add_panel("admin/desk/recent.html", recent)


def history_url(change):
    """The history of the row that a change was about; "" where there is none."""
    if not change.object_id:
        return ""
    app, _, model = change.label.partition(".")
    try:
        return reverse(f"admin:{app}_{model}_history", args=[change.object_id])
    except NoReverseMatch:
        return ""


def _model_name(change):
    models = {model._meta.label_lower: model for model in site._registry}
    model = models.get(change.label)
    return str(model._meta.verbose_name) if model else change.label
