"""Deleting: asks why, keeps everything that goes with the row, and never takes away what somebody changed
since the page was opened."""

from collections import defaultdict

from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.core import signing
from django.http import QueryDict

from sbjd.desk.changes import change, hold_others_back, read, rows_of
from sbjd.desk.forms import REASON, ReasonForm
from sbjd.desk.keeping import kept_of
from sbjd.desk.models import Change

STANDING = "standing_as"
CHANGED = "您打开本页之后，其中的内容又有改动。请看过现在的内容再决定是否删除。"
_SALT = "sbjd.desk.deleting"


def standing(rows):
    """One short text that is another as soon as anything of `rows`, or of what is part of them, differs."""
    states = [(queryset.model._meta.label, read(queryset)) for row in rows for queryset in rows_of(row)]
    return signing.Signer(salt=_SALT).signature(repr(states))


def collected(rows):
    """Querysets of `rows` and of everything that goes with them."""
    collector = NestedObjects("default")
    collector.collect(rows)
    found = defaultdict(set)
    for model, instances in collector.model_objs.items():
        if kept_of(model) is not None:
            found[model._meta.concrete_model] |= {one.pk for one in instances}
    return [model._base_manager.filter(pk__in=pks) for model, pks in found.items()]


class Deleting:
    """For a ModelAdmin."""

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        if row is None or not self.has_delete_permission(request, row):
            return super().delete_view(request, object_id, extra_context)
        if request.method != "POST":
            return super().delete_view(request, object_id, self._asked([row], ReasonForm()))
        form = ReasonForm(request.POST)
        with change(request.user, request.POST.get(REASON, ""), Change.Action.DELETE, row) as request.kept:
            hold_others_back()
            self.before_writing(request)
            moved = request.POST.get(STANDING) != standing([row])
            if moved or not form.is_valid():
                request.POST = QueryDict()
                context = self._asked([row], form, CHANGED if moved else "")
                return super().delete_view(request, object_id, context)
            return super().delete_view(request, object_id, extra_context)

    @staticmethod
    def _asked(rows, form, problem=""):
        return {"reason_form": form, STANDING: standing(rows), "problem": problem}

    def get_deleted_objects(self, objs, request):
        """What goes along may stand where the user may not work: then nothing goes."""
        objs = list(objs)
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        for rows in collected(objs):
            limited = self.admin_site.limited(request, rows)
            if limited is not rows and limited.count() < rows.count():
                needed.add(f"{rows.model._meta.verbose_name}（您范围之外的）")
        return deleted, counts, needed, protected

    def delete_model(self, request, obj):
        request.kept.watch(collected([obj]))
        super().delete_model(request, obj)
        self.after_writing(request)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _, name, _ = actions.pop("delete_selected")
            actions[name] = (delete_ticked, name, "删除…")
        return actions

    def delete_queryset(self, request, queryset):
        request.kept.watch(collected(list(queryset)))
        super().delete_queryset(request, queryset)
        self.after_writing(request)


def delete_ticked(desk, request, queryset):
    """Django's own page and action, with the reason and one change for all rows."""
    rows = list(queryset)
    form = ReasonForm(request.POST if request.POST.get("post") else None)
    with change(request.user, request.POST.get(REASON, ""), Change.Action.DELETE) as request.kept:
        hold_others_back()
        desk.before_writing(request)
        moved = bool(request.POST.get("post")) and request.POST.get(STANDING) != standing(rows)
        if len(rows) == 1:
            request.kept.about(rows[0])
        else:
            request.kept.about_many(desk.model, f"{len(rows)}条{desk.opts.verbose_name}")
        if moved or not form.is_valid():
            request.POST = request.POST.copy()
            request.POST.pop("post", None)
        response = delete_selected(desk, request, queryset)
        if response is not None:
            response.context_data |= desk._asked(rows, form, CHANGED if moved else "")
        return response
