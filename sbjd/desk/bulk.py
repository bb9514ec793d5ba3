"""Changing many rows at once: a page that asks what and why, shows old and new of every row, then does it
in one transaction, with the history of each.

A `Bulk` is an action of a list. Its `plan` says what would become of each ticked row; the page shows exactly
that, and what is written is planned again and must still be the same.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import helpers
from django.core import signing
from django.core.exceptions import PermissionDenied

from sbjd.desk.changes import change, hold_others_back
from sbjd.desk.forms import REASON, ReasonForm
from sbjd.desk.models import Change
from sbjd.desk.pages import desk_page

MOST, SHOWN = 2000, 300
PLANNED, PREVIEW, WRITE = "planned_as", "_preview", "_write"
MOVED = "预览之后，其中的内容又有改动。下面是现在的预览，请再看一遍。"
_SALT = "sbjd.desk.bulk"


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one row, in words; `left` says why it is left as it is, "" when it changes."""

    row: object
    old: str
    new: str
    left: str = ""


class Bulk:
    """An action for ticked rows. Subclasses say `name`, `label`, the `form_class` that asks for what is to
    be set (None: nothing but the reason), and `needs`, (action, model) pairs of rights besides the right
    to change the row, `shown`, what of the rows to load beforehand; and define `plan`, `watched`, `write`."""

    name = label = ""
    form_class = None
    kind = Change.Action.BULK
    needs = ()
    shown = ()
    do_not_call_in_templates = True

    def plan(self, rows, values, user):
        """[Planned] for `rows`, in their order; `values` is what the form gave."""
        raise NotImplementedError

    def watched(self, pks):
        """Querysets of what `write` may change for the rows with these keys."""
        raise NotImplementedError

    def write(self, rows, values, user, why):
        """Do to `rows` what was planned; they are those that change."""
        raise NotImplementedError

    def told(self, values, count):
        """The sentence for the desk's log: 为12条设置主题“知识产权”."""
        return f"{count}条：{self.label.rstrip('…')}"

    # --- the action

    @property
    def action(self):
        """(function, name, description) as a ModelAdmin's actions are."""
        return self, self.name, self.label

    def allowed(self, desk, request):
        """True if the user may do this at all."""
        rights = (f"{model._meta.app_label}.{do}_{model._meta.model_name}" for do, model in self.needs)
        return desk.has_change_permission(request) and all(map(request.user.has_perm, rights))

    def __call__(self, desk, request, queryset):
        """The page, or the change; None leads back to the list."""
        if not self.allowed(desk, request):
            raise PermissionDenied
        sent = PREVIEW in request.POST or WRITE in request.POST
        form = self.form_class(request.POST if sent else None) if self.form_class else None
        reason = ReasonForm(request.POST if WRITE in request.POST else None)
        with change(request.user, request.POST.get(REASON, ""), self.kind) as kept:
            hold_others_back()
            rows = list(queryset.prefetch_related(*self.shown)[: MOST + 1])
            problem, planned = self._problem(desk, request, rows), None
            if not problem and (form is None or (sent and form.is_valid())):
                planned = self.plan(rows, form.cleaned_data if form else {}, request.user)
                digest = _digest(planned)
                if WRITE in request.POST and reason.is_valid():
                    if request.POST.get(PLANNED) == digest:
                        return self._write(desk, request, kept, planned, form)
                    problem = MOVED
            changing = [one for one in planned or () if not one.left]
            context = {
                "title": self.label.rstrip("…"),
                "bulk": self,
                "form": form,
                "reason_form": reason,
                "rows": rows,
                "ticked": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
                "across": request.POST.get("select_across") == "1",
                "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
                "planned": planned[:SHOWN] if planned is not None else None,
                "unshown": max(0, len(planned or ()) - SHOWN),
                "changing": len(changing),
                "left": len(planned or ()) - len(changing),
                PLANNED: "" if planned is None else digest,
                "problem": problem,
                "media": desk.media + (form.media if form else ReasonForm().media),
            }
        return desk_page(desk, request, "admin/desk/bulk.html", context)

    def _problem(self, desk, request, rows):
        if len(rows) > MOST:
            return f"一次最多修改{MOST}条，请先缩小范围。"
        if not all(desk.has_change_permission(request, row) for row in rows):
            raise PermissionDenied
        return ""

    def _write(self, desk, request, kept, planned, form):
        values = form.cleaned_data if form else {}
        rows = [one.row for one in planned if not one.left]
        if rows:
            kept.watch(self.watched([row.pk for row in rows]))
            kept.about_many(desk.model, self.told(values, len(rows)))
            self.write(rows, values, request.user, kept.why)
        desk.message_user(request, f"已修改{len(rows)}条。", messages.SUCCESS)


def _digest(planned):
    states = [(one.row.pk, one.old, one.new, one.left) for one in planned]
    return signing.Signer(salt=_SALT).signature(repr(states))
