"""The pages of a row's history: what was changed, field by field, and putting a version back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse

from sbjd.desk import restoring
from sbjd.desk.changes import change, hold_others_back
from sbjd.desk.deleting import STANDING, standing
from sbjd.desk.forms import REASON, ReasonForm
from sbjd.desk.history import changes_to, last_of_gone, versions
from sbjd.desk.keeping import history_of, kept_of
from sbjd.desk.models import Change
from sbjd.desk.pages import desk_page

PER_PAGE = 30
MOVED = "您打开本页之后，内容又有改动。下面是现在的差别，请再看一遍。"


class HistoryPages:
    """For a ModelAdmin."""

    def get_urls(self):
        if kept_of(self.model) is None:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<path:object_id>/restore/<int:change_id>/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """One history for a row, through whichever of its faces (举措, 举措与项目 …) it was edited; that of
        a row that was deleted too."""
        if kept_of(self.model) is None:
            return super().history_view(request, object_id, extra_context)
        row, name = self._row_or_its_name(request, object_id)
        told = versions(self.model, object_id)
        page = Paginator(told, PER_PAGE).get_page(request.GET.get("p", 1))
        context = {
            "title": f"编辑记录：{name}",
            "object": row,
            "name": name,
            "page": page,
            "latest": told[0].change.pk if told else 0,
            "before_all": bool(told) and self._stood_before(object_id),
            "may_restore": self._may_restore(request, row),
            "object_id": object_id,
            **(extra_context or {}),
        }
        return desk_page(self, request, "admin/desk/history.html", context)

    def restore_view(self, request, object_id, change_id):
        """What putting a version back would change, then, with the reason, doing it."""
        row, name = self._row_or_its_name(request, object_id)
        if not self._may_restore(request, row):
            raise PermissionDenied
        version = next((one for one in changes_to(self.model, object_id) if one.pk == change_id), None)
        if change_id and version is None:
            raise Http404  # no change at all, or one of another row, which is none of this page's business
        form = ReasonForm(request.POST or None)
        with change(request.user, request.POST.get(REASON, ""), Change.Action.RESTORE) as request.kept:
            hold_others_back()
            self.before_writing(request)
            problem, steps = "", []
            try:
                steps = restoring.plan(self.model, int(object_id), change_id)
                here = standing([row]) if row else ""
                if request.method == "POST" and form.is_valid():
                    if request.POST.get(STANDING, "") == here:
                        return self._restore(request, object_id, steps)
                    problem = MOVED
            except restoring.Refused as refusal:
                problem, here = str(refusal), ""
            context = {
                "title": f"恢复：{name}",
                "object": row,
                "object_id": object_id,
                "name": name,
                "version": version,
                "rows": restoring.told(self.model, steps),
                "reason_form": form,
                "problem": problem,
                STANDING: here,
            }
            return desk_page(self, request, "admin/desk/restore.html", context)

    def _restore(self, request, object_id, steps):
        model = self.model._meta.concrete_model
        request.kept.watch(step.model._base_manager.filter(pk=step.pk) for step in steps)
        restoring.apply(steps)
        rows = model._base_manager.filter(pk=object_id)
        if not self.admin_site.limited(request, rows).exists():
            raise PermissionDenied  # it would come back where the user may not work
        row = rows.get()
        request.kept.about(row)
        self.after_writing(request)
        self.message_user(request, f"已恢复“{row}”。", messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{model._meta.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))

    def _may_restore(self, request, row):
        """Putting a deleted row back is for those who may add it, or could have deleted it."""
        if row is None:
            return self.has_add_permission(request) or self.has_delete_permission(request)
        return self.has_change_permission(request, row)

    def _row_or_its_name(self, request, object_id):
        """(row, its name); (None, its last name) of a row that was deleted. Raises what refuses it."""
        if not object_id.isdecimal():
            raise Http404
        row = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if row is not None:
            return row, str(row)
        last = last_of_gone(self.model, object_id)
        if last is None or not self.admin_site.may_work_on_gone(request, last):
            raise Http404
        return None, f"{last.instance}（已删除）"

    def _stood_before(self, object_id):
        """True if the history begins with something that stood there before anybody changed it."""
        first = history_of(self.model).objects.filter(id=object_id).order_by("history_id").first()
        return first is None or first.change_id is None
