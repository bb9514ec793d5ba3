"""What every list and form of the desk does the same way."""

import json
from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from sbjd.desk.forms import REASON, DeskForm, PrintedText, asking_reason
from sbjd.desk.history import with_reason

FIELDS: dict = {
    models.TextField: {"form_class": PrintedText},
    models.URLField: {"assume_scheme": "https"},
}


class DeskAdmin(admin.ModelAdmin):
    """A list and a form of the desk.

    `parsed_fields` were read from the text and are read-only once a row exists; `add_fieldsets` are the
    fieldsets of a new row; `desk_order` is the list's place among those of its app. Changing a row asks
    for the reason, which the history shows; adding one does not.
    """

    form = DeskForm
    formfield_overrides: ClassVar = FIELDS
    list_per_page = 50
    parsed_fields = ()
    add_fieldsets = ()
    desk_order = 0

    class Media:
        css: ClassVar = {"all": ("sbjd/css/desk.css",)}

    # --- forms

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *self.parsed_fields) if obj else fields

    def get_fieldsets(self, request, obj=None):
        if obj is None and self.add_fieldsets:
            return self.add_fieldsets
        return super().get_fieldsets(request, obj)

    def get_form(self, request, obj=None, change=False, **options):
        if change and self.has_change_permission(request, obj):
            options.setdefault("form", asking_reason(self._without_readonly(request, obj)))
        return super().get_form(request, obj, change=change, **options)

    def _without_readonly(self, request, obj):
        """The form without those of its own fields that are read-only here, as Django makes it."""
        names = set(self.get_readonly_fields(request, obj)) & self.form.declared_fields.keys()
        return type(self.form)(self.form.__name__, (self.form,), dict.fromkeys(names)) if names else self.form

    def formfield_for_dbfield(self, column, request, **options):
        field = super().formfield_for_dbfield(column, request, **options)
        if isinstance(column, models.ForeignKey) and field is not None:
            without_deleting(field.widget)
        return field

    def get_inlines(self, request, obj):
        """A new row has nothing yet that could hang on it."""
        return super().get_inlines(request, obj) if obj else ()

    # --- history

    def log_change(self, request, obj, message):
        """Write the history: what was changed, in words, and why."""
        return super().log_change(request, obj, self._in_words(message, request.POST.get(REASON, "")))

    @staticmethod
    def _in_words(message, reason):
        if not reason or not isinstance(message, list):
            return message
        said = LogEntry(action_flag=CHANGE, change_message=json.dumps(message)).get_change_message()
        return with_reason(said, reason)

    def history_view(self, request, object_id, extra_context=None):
        """One history for a row, through whichever of its faces (举措, 举措与项目 …) it was edited."""
        faces = [
            model
            for model in self.admin_site._registry
            if model._meta.concrete_model is self.model._meta.concrete_model
        ]
        types = ContentType.objects.get_for_models(*faces, for_concrete_models=False).values()
        actions = LogEntry.objects.filter(object_id=unquote(object_id), content_type__in=types)
        actions = actions.select_related("user").order_by("-action_time", "-pk")
        paginator = self.get_paginator(request, actions, 100)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > paginator.per_page,
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def response_change(self, request, obj):
        """Where to go after saving; a row that changed its kind is edited on as what it has become."""
        kind = getattr(self.model._default_manager, "kind", "")
        if kind and obj.kind != kind and "_continue" in request.POST:
            self.message_user(request, f"已保存，现归入“{obj.get_kind_display()}”。")
            name = self.model._meta.concrete_model._meta.model_name
            return HttpResponseRedirect(
                reverse(f"{self.admin_site.name}:{self.opts.app_label}_{name}_change", args=[obj.pk])
            )
        return super().response_change(request, obj)

    # --- the way to the site

    def view_on_site(self, obj):
        """The page of `obj` on the site, or None."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    @admin.display(description="网站")
    def on_site(self, obj):
        url = self.view_on_site(obj)
        return format_html('<a href="{}">查看</a>', url) if url else ""

    def choice_label(self, obj):
        """What an autocomplete calls `obj`."""
        return str(obj)


def without_deleting(widget, only_choose=False):
    """Take from a select the sign that deletes what it points at: a slip there would cost a whole theme
    or organization. `only_choose` takes those away too that add or edit it."""
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_delete_related = False
        if only_choose:
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False


class ReadOnlyAdmin(DeskAdmin):
    """Rows to look at, which nobody edits."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeskInline(admin.TabularInline):
    """Rows edited on the page of what they hang on; a link leads to their own page."""

    form = DeskForm
    formfield_overrides: ClassVar = FIELDS
    extra = 0
    show_change_link = True
    view_on_site = False
    fixed_choices = ()  # of these one chooses, but neither adds nor edits any from here

    def formfield_for_dbfield(self, column, request, **options):
        field = super().formfield_for_dbfield(column, request, **options)
        if isinstance(column, models.ForeignKey) and field is not None:
            without_deleting(field.widget, column.name in self.fixed_choices)
        return field


class History(ReadOnlyAdmin):
    """Everything anybody did at the desk, newest first."""

    date_hierarchy = "action_time"
    list_display = ("action_time", "user", "action", "content_type", "object_repr", "said")
    list_filter = ("action_flag", ("content_type", admin.RelatedOnlyFieldListFilter), "user")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "change_message", "user__username")
    ordering = ("-action_time", "-pk")
    fields = ("action_time", "user", "action", "content_type", "object_repr", "said")

    @admin.display(description="操作", ordering="action_flag")
    def action(self, entry):
        return entry.get_action_flag_display()

    @admin.display(description="内容与理由")
    def said(self, entry):
        return entry.get_change_message() if entry.action_flag != DELETION or entry.change_message else ""

    def view_on_site(self, entry):
        return None
