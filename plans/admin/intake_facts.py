"""The page of a document brought in: what each of its plans is, to be confirmed, and the ways on.

Two may have it open at once: the second to save is asked about what both changed (sbjd/desk/together.py).
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponseRedirect

from plans.admin.intake_forms import FactsForm
from plans.bench.summary import summaries
from plans.intake.likeness import like, published_sketches
from plans.intake.publishing import complaints, is_behind
from plans.intake.reading import reading_of
from plans.intake.receiving import note
from plans.models import IntakeEvent, IntakePlan, ShelvedPlan, WorkPlan
from sbjd.desk.changes import hold_others_back
from sbjd.desk.filled import OPENED, OpenForms, sealed, unsealed
from sbjd.desk.together import ask, meet, saying, tell_what_was_taken

_EDITABLE = (IntakePlan.State.DRAFT, IntakePlan.State.LEFT_OUT)


class Overtaken(Exception):
    """What was sent cannot be saved any more, for what another did meanwhile; says so."""


class FactsPage:
    """For the ModelAdmin of `Intake`."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was received, what it is, what it is like, what was done with it, and the ways on."""
        form, problem = None, ""
        if request.method == "POST":
            try:
                answer, form = self._save_facts(request, object_id)
            except Overtaken as overtaken:
                answer, problem = None, str(overtaken)
            if answer is not None:
                return answer
        return self._facts_page(request, self._intake(request, object_id), form, problem)

    # --- saving

    def _save_facts(self, request, pk):
        """Save what was sent of one plan: (answer, None), or (None, the form with its mistakes). Raises
        Overtaken."""
        with transaction.atomic():
            hold_others_back()
            intake = self._intake(request, pk)
            part = next((p for p in intake.parts.all() if str(p.position) == request.POST.get("part")), None)
            if part is None or not self.has_change_permission(request, intake):
                raise PermissionDenied
            form = _form(request, part)
            self._check_open(request, intake, part, form)
            met = meet(request, OpenForms(form, ()), lambda: _latest(intake))
            if met is not None:
                return ask(self, request, intake, met, _others(intake, met.since)), None
            form = _form(request, part, request.POST)
            if not form.is_valid():
                return None, form
            saved = form.save()
            note(intake, IntakeEvent.What.CONFIRMED, request.user, slug=saved.slug, said=str(saved))
        tell_what_was_taken(request)
        messages.success(request, f"已保存：{saved}。")
        return HttpResponseRedirect(request.path), None

    @staticmethod
    def _check_open(request, intake, part, form):
        """Raise Overtaken if the facts of `part` are not open to changes any more, with what was typed."""
        if part.state in _EDITABLE and intake.discarded is None:
            return
        opened, since = unsealed(request.POST.get(OPENED, ""))
        others = _others(intake, since)
        if not others:
            raise PermissionDenied  # nobody was shown a form
        forms = OpenForms(form, ())
        sent = forms.sent(request.POST, opened).fields
        typed = [
            f"{form.fields[name].label}：{forms.spoken('', name, text)}"
            for name, text in sent.items()
            if text != opened.fields.get(name)
        ]
        said = f"您打开“{part}”之后，它已不是草稿，信息不能再改，您的修改没有保存。\n{'；'.join(others)}"
        raise Overtaken("\n".join((said, *(("您填写的：", *typed) if typed else ()))))

    # --- showing

    def _facts_page(self, request, intake, sent, problem):
        """The page; `sent` is the form of one of its plans that was sent with mistakes, or None."""
        reading, _ = reading_of(intake)
        latest, parts = _latest(intake), list(intake.parts.order_by("position"))
        may_change = self.has_change_permission(request, intake) and intake.discarded is None
        told, published = summaries(reading), published_sketches()
        shown = []
        for part in parts:
            form = None
            if may_change and part.state in _EDITABLE:
                is_sent = sent is not None and sent.instance.pk == part.pk
                form = sent if is_sent else _form(request, part)
            likenesses = like(part.sketch, published, intake, request.user)
            may_publish = self._may(request, "publish", part)
            shown.append(self._part(part, form, told, likenesses, may_publish, latest))
        context = {
            "title": str(intake),
            "intake": intake,
            "notices": intake.source["notices"],
            "parts": shown,
            "same_file": WorkPlan.objects.filter(source_sha256=intake.sha256).exclude(
                slug__in=[part.slug for part in parts if part.state == IntakePlan.State.PUBLISHED]
            ),
            "events": intake.events.select_related("by").defer("before"),
            "undoable": set(intake.events.filter(before__isnull=False).values_list("pk", flat=True)),
            "may_change": may_change,
            "may_discard": may_change and not intake.is_public,
            "may_undo": all(self._may(request, "undo", part) for part in parts),
            "problem": problem,
        }
        return self._page(request, "intake", context, status=409 if problem else 200)

    @staticmethod
    def _part(part, form, told, likenesses, may_publish, latest):
        on_site = WorkPlan.objects.filter(slug=part.slug).first() if part.slug else None
        return {
            "part": part,
            "form": form,
            "opened_as": _opened_as(form, latest) if form else "",
            "may_publish": may_publish,
            "summary": told[part.position] if part.position < len(told) else None,
            "likenesses": [one for one in likenesses if one.slug != part.slug or part.state in _EDITABLE],
            "behind": is_behind(part),
            "on_site": on_site if part.state == IntakePlan.State.PUBLISHED else None,
            "shelf": ShelvedPlan.objects.defer("rows").filter(slug=part.slug).first()
            if part.state == IntakePlan.State.SHELVED
            else None,
            "complaints": complaints(part) if part.state == IntakePlan.State.DRAFT and part.confirmed else [],
        }


def _form(request, part, sent=None):
    """The form of the facts of `part`, filled with what was `sent`."""
    return FactsForm(sent, instance=part, prefix=f"p{part.position}", user=request.user)


def _opened_as(form, latest):
    """What the form was opened as; one shown again with its mistakes keeps what it was opened as at first."""
    return form.data.get(OPENED, "") if form.is_bound else sealed(OpenForms(form, ()).filled(), latest)


def _latest(intake):
    """The number of the latest thing that was done with the document."""
    return intake.events.aggregate(latest=Max("pk"))["latest"] or 0


def _others(intake, since):
    """What was done with the document after the event of number `since`, in sentences; the newest first."""
    events = intake.events.filter(pk__gt=since).select_related("by").defer("before")
    return [
        saying(
            str(event.by or "有人"),
            event.at,
            event.get_what_display(),
            *filter(None, (event.said, event.reason and f"理由：{event.reason}")),
        )
        for event in events
    ]
