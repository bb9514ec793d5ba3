"""The pages of one document on its way to the site; each is a short function behind its right.

    add                bring files or text in        (add_intake)
    change             what it is: intake_facts.py   (view_intake; saving: change_intake)
    changes/<n>/       what publishing would change  (view_intake; publishing: publish_intake)
    undo/<event>/      take a publication back       (undo_intake)
    discard/           put aside, or take back       (change_intake)
    file/              the document as received      (view_intake)
"""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from plans.admin.intake_changes import described
from plans.admin.intake_facts import FactsPage
from plans.admin.intake_forms import ReceiveForm
from plans.intake.publishing import OutOfDate, PublishError, preview, publish
from plans.intake.receiving import PASTED, discard, keep, take_back, understand
from plans.intake.undoing import UndoError, plan_undo, undo
from plans.models import WorkPlan
from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.limits import check_size
from plans.scopes import may_work_on
from sbjd.desk.forms import ReasonForm, reason_given
from sbjd.desk.pages import desk_page


class IntakePages(FactsPage):
    """For the ModelAdmin of `Intake`."""

    # --- bringing in

    def add_view(self, request, form_url="", extra_context=None):
        """Files or text in; what cannot be read is named with its reason, the rest is kept."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReceiveForm(request.POST or None, request.FILES or None)
        refused = []
        if request.method == "POST" and form.is_valid():
            kept, refused = self._receive(request, form)
            if kept and not refused:
                url = kept[0].desk_url() if len(kept) == 1 else "../"
                return HttpResponseRedirect(url)
        context = {"title": "收录方案", "form": form, "refused": refused}
        return self._page(request, "receive", context)

    def _receive(self, request, form):
        kept, refused = [], []
        given = [(file.name, file) for file in form.cleaned_data["files"]]
        text = form.cleaned_data["text"]
        if text.strip():
            given.append((PASTED, text.encode("utf-8", "surrogatepass")))
        for name, content in given:
            try:
                pasted = isinstance(content, bytes)
                check_size(len(content) if pasted else content.size)
                data = content if pasted else content.read()
                received = understand(data, name, pasted=pasted, store=True, by=request.user)
            except UnreadableFile as error:
                refused.append((name, str(error)))
                continue
            intake, is_new = keep(received, request.user)
            kept.append(intake)
            if not is_new:
                said = f"{name}：这份文件已经收录过（第{intake.pk}号），没有重复保存。"
                messages.warning(request, said)
            elif len(given) > 1:
                messages.success(request, f"{name}：已收录为第{intake.pk}号。")
        if refused and kept:
            messages.success(request, f"读懂的{len(kept)}份已经收录。")
        return kept, refused

    # --- publishing

    def changes_page(self, request, pk, position):
        """What publishing would change, field by field; publishing it, with what people gave up."""
        intake = self._intake(request, pk)
        part = intake.parts.filter(position=position).first()
        if part is None:
            raise Http404
        form = ReasonForm(request.POST or None)
        problem, given_up = "", _claims(request.POST.getlist("give_up"))
        if request.method == "POST":
            if not self._may(request, "publish", part):
                raise PermissionDenied
            if form.is_valid():
                try:
                    expected = request.POST.get("expected", "") or "-"
                    publish(part, request.user, reason_given(form), given_up, expected)
                except (OutOfDate, PublishError) as error:
                    problem = str(error)
                else:
                    plan = WorkPlan.objects.get(slug=part.slug)
                    messages.success(request, f"已发布《{plan.title}》。")
                    return HttpResponseRedirect(intake.desk_url())
        context = {"title": f"将写入的变化：{part}", "intake": intake, "part": part, "form": form}
        try:
            shown = preview(part)
        except PublishError as error:
            context |= {"problem": problem or str(error), "shown": None}
        else:
            context |= {
                "problem": problem,
                "shown": shown,
                "described": described(shown, given_up),
                "may_publish": self._may(request, "publish", part),
                "left": intake.left_total,
            }
        return self._page(request, "changes", context, status=409 if problem else 200)

    def undo_page(self, request, pk, event):
        """What taking back a publication would do; doing it, all or, if asked, what nobody has touched."""
        if not request.user.has_perm("plans.undo_intake"):
            raise PermissionDenied
        intake = self._intake(request, pk)
        event = intake.events.filter(pk=event).first()
        if event is None:
            raise Http404
        if not all(self._may(request, "undo", part) for part in intake.parts.filter(slug=event.slug)):
            raise PermissionDenied
        form, problem, plan = ReasonForm(request.POST or None), "", None
        if request.method == "POST" and form.is_valid():
            try:
                done = undo(event, request.user, reason_given(form), partly="partly" in request.POST)
            except UndoError as error:
                problem = str(error)
            else:
                messages.success(request, f"已撤销：{done.said}。")
                return HttpResponseRedirect(intake.desk_url())
        try:
            plan = plan_undo(event)
        except UndoError as error:
            problem = problem or str(error)
        context = {
            "title": f"撤销：{event.get_what_display()} {event.slug}",
            "intake": intake,
            "event": event,
            "undo": plan,
            "form": form,
            "problem": problem,
        }
        return self._page(request, "undo", context, status=409 if problem else 200)

    @staticmethod
    def _may(request, do, part):
        """True if the user may publish or undo (`do`) a plan: has the right to, on its base."""
        allowed = request.user.has_perm(f"plans.{do}_intake")
        return allowed and may_work_on(request.user, part.base_slug)

    # --- the rest

    def discard_page(self, request, pk):
        """Put a draft aside, or take it back."""
        intake = self._intake(request, pk)
        if not self.has_change_permission(request, intake):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            if intake.discarded is not None:
                take_back(intake, request.user)
                messages.success(request, "已取消作废。")
                return HttpResponseRedirect(intake.desk_url())
            try:
                discard(intake, request.user, request.POST.get("reason", "")[:300])
            except ValueError as error:
                problem = str(error)
            else:
                messages.success(request, f"{intake}已作废。需要时可在“已作废”中找回。")
                return HttpResponseRedirect("../../")
        context = {"title": "取消作废" if intake.discarded else "作废", "intake": intake, "problem": problem}
        return self._page(request, "discard", context, status=409 if problem else 200)

    def file_page(self, request, pk):
        """The document as it was received, to be saved: a browser shall not run what somebody uploaded."""
        intake = self._intake(request, pk)
        response = HttpResponse(bytes(intake.data), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = content_disposition_header(True, intake.name)
        return response

    def history_view(self, request, object_id, extra_context=None):
        """What was done with a document stands on its own page."""
        return HttpResponseRedirect(self._intake(request, object_id).desk_url() + "#events")

    def _intake(self, request, pk):
        intake = self.get_queryset(request).filter(pk=pk).first() if str(pk).isdecimal() else None
        if not self.has_view_permission(request, intake):
            raise PermissionDenied
        if intake is None:
            raise Http404
        return intake

    def _page(self, request, name, context, status=200):
        return desk_page(self, request, f"admin/intake/{name}.html", context, status)


def _claims(values):
    """Claims of edits (plans.loading: Kept.claims) from the boxes that were ticked."""
    claims = []
    for value in values:
        try:
            label, key, name = json.loads(value)
            claims.append((str(label), tuple(key), str(name)))
        except (ValueError, TypeError):
            continue
    return frozenset(claims)
