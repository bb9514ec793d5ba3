"""What every list and form of the desk does the same way."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from sbjd.desk.changes import change, hold_others_back, rows_of
from sbjd.desk.deleting import Deleting
from sbjd.desk.forms import REASON, DeskForm, PrintedText, asking_reason
from sbjd.desk.history import last_of_gone, versions
from sbjd.desk.history_pages import HistoryPages
from sbjd.desk.keeping import kept_of
from sbjd.desk.models import Change
from sbjd.desk.pages import desk_page
from sbjd.desk.together import Together

FIELDS: dict = {
    models.TextField: {"form_class": PrintedText},
    models.URLField: {"assume_scheme": "https"},
}


class DeskAdmin(HistoryPages, Deleting, Together, admin.ModelAdmin):
    """A list and a form of the desk.

    `parsed_fields` were read from the text and are read-only once a row exists; `add_fieldsets` are the
    fieldsets of a new row; `desk_order` is the list's place among those of its app. Adding, changing and
    deleting ask for the reason, and are kept in the history with it. `bulks` are the actions that change many
    rows at once (see bulk.py).
    """

    form = DeskForm
    formfield_overrides: ClassVar = FIELDS
    list_per_page = 50
    parsed_fields = ()
    add_fieldsets = ()
    desk_order = 0
    bulks = ()

    class Media:
        css: ClassVar = {"all": ("sbjd/css/desk.css",)}

    def allowed(self, request):
        """The rows that the user may see here at all; lists, counts and choices are made from these."""
        return self.admin_site.limited(request, self.model._default_manager.get_queryset())

    def get_queryset(self, request):
        rows, ordering = self.allowed(request), self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    # --- what else a change does

    def before_writing(self, request):
        """Called inside the transaction of a change, when nobody else can write any more."""

    def after_writing(self, request):
        """Called inside it once the change is written; what this raises takes everything back."""

    # --- forms

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *self.parsed_fields) if obj else fields

    def get_fieldsets(self, request, obj=None):
        if obj is None and self.add_fieldsets:
            return self.add_fieldsets
        return super().get_fieldsets(request, obj)

    def get_form(self, request, obj=None, change=False, **options):
        asked = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        if asked:
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

    def get_actions(self, request):
        actions = super().get_actions(request)
        bulks = {bulk.name: bulk.action for bulk in self.bulks if bulk.allowed(self, request)}
        return bulks | actions

    # --- saving: one change, kept with its reason

    def watched(self, row):
        """Querysets of the rows that the page of `row` may change."""
        return rows_of(row)

    def reason_of(self, request):
        """The reason that was typed."""
        return request.POST.get(REASON, "")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self._save(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Somebody else took, a moment ago, what this form read as free. Now it will read that.
            return self._save(request, object_id, form_url, extra_context)

    def _save(self, request, object_id, form_url, extra_context):
        with change(request.user, self.reason_of(request)) as request.kept:
            hold_others_back()
            self.before_writing(request)
            row = self.get_object(request, unquote(object_id)) if object_id else None
            if row is not None and self.has_change_permission(request, row):
                request.kept.watch(self.watched(row))
                question = self.meet_others(request, row)
                if question is not None:
                    return question
            elif row is None and object_id and self._was_deleted(request, object_id):
                return self._say_deleted(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Of the table, not of this face of it: a target may just have become a baseline.
        rows = self.model._meta.concrete_model._base_manager.filter(pk=form.instance.pk)
        if not self.admin_site.limited(request, rows).exists():
            raise PermissionDenied  # added or moved to where the user may not work
        self.after_writing(request)

    def log_addition(self, request, obj, message):
        request.kept.action = Change.Action.ADD
        request.kept.about(obj)
        request.kept.watch_new(rows_of(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        request.kept.about(obj)
        return super().log_change(request, obj, message)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            formsets = [one.formset for one in context["inline_admin_formsets"] if one.has_change_permission]
            context["opened_as"] = self.opened_as(request, context["adminform"].form, formsets, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """Where to go after saving; a row that changed its kind is edited on as what it has become."""
        self.tell_what_was_taken(request)
        kind = getattr(self.model._default_manager, "kind", "")
        if kind and obj.kind != kind and "_continue" in request.POST:
            self.message_user(request, f"已保存，现归入“{obj.get_kind_display()}”。")
            name = self.model._meta.concrete_model._meta.model_name
            return HttpResponseRedirect(
                reverse(f"{self.admin_site.name}:{self.opts.app_label}_{name}_change", args=[obj.pk])
            )
        return super().response_change(request, obj)

    def _was_deleted(self, request, object_id):
        """True if the row of a form that was sent is gone, and its history tells of it."""
        may = object_id.isdecimal() and self.has_change_permission(request)
        if not may or kept_of(self.model) is None:
            return False
        last = last_of_gone(self.model, object_id)
        told = last is not None and last.history_type == "-"
        return told and self.admin_site.may_work_on_gone(request, last)

    def _say_deleted(self, request, object_id):
        """The page for whoever saves what another has deleted: who, why, and what was typed."""
        last = versions(self.model, object_id)[0]
        typed = self.get_form(request, None, change=True)(request.POST)
        context = {
            "title": "这条已被删除",
            "object_id": object_id,
            "version": last,
            "typed": [
                (field.label, field.value()) for field in typed if field.value() and field.name != REASON
            ],
        }
        return desk_page(self, request, "admin/desk/deleted.html", context, status=409)

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
