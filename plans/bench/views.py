"""The addresses of the bench, below those of the intake at the desk.

Every one asks for the right to change the intake; the page itself for the right to see it.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import urlencode

from plans.bench.actions import Refused, pressed
from plans.bench.page import Bench
from plans.bench.steps import Overtaken, rule, undo_last, undo_one
from plans.intake.reading import reading_of
from plans.models import Intake
from plans.parsing.doubts import left


def bench_urls(model_admin):
    """The bench's addresses, for the `get_urls` of the intake's ModelAdmin, before its own."""
    bench = _Bench(model_admin)

    def at(route, view, name):
        return path(f"<int:pk>/bench/{route}", model_admin.admin_site.admin_view(view), name=name)

    return [
        at("", bench.page, "plans_intake_bench"),
        at("rule/", bench.rule, "plans_intake_bench_rule"),
        at("undo/", bench.undo, "plans_intake_bench_undo"),
        at("version/", bench.version, "plans_intake_bench_version"),
    ]


class _Bench:
    def __init__(self, model_admin):
        self.model_admin = model_admin

    def page(self, request, pk):
        """The bench; `?at=` is the paragraph that is worked on, `?after=` asks for the next doubtful one
        behind it, `?only=1` for the doubtful ones alone."""
        intake = self._intake(request, pk, self.model_admin.has_view_permission)
        at, after, only = _offset(request.GET, "at"), _offset(request.GET, "after"), "only" in request.GET
        bench = Bench(intake, *reading_of(intake), at, only)
        if at is None and after is None and bench.row is not None:
            return self._back(intake, bench.row.start, only)
        if after is not None:
            start = bench.next_doubtful(after)
            if start is None:
                messages.success(request, "疑问都处理完了。")
            return self._back(intake, after if start is None else start, only)
        counts = left(bench.reading)
        if counts != intake.left:
            Intake.objects.filter(pk=pk, rulings_number=intake.rulings_number).update(left=counts)
        context = {
            **self.model_admin.admin_site.each_context(request),
            **bench.context(),
            "title": f"复核：{intake.name}",
            "opts": Intake._meta,
            "may_rule": self.model_admin.has_change_permission(request, intake),
            "intake_url": intake.desk_url(),
            "rule_url": intake.desk_url("bench_rule"),
            "undo_url": intake.desk_url("bench_undo"),
            "version_url": intake.desk_url("bench_version"),
        }
        return render(request, "admin/bench/page.html", context)

    def rule(self, request, pk):
        """Make a ruling on one paragraph, and go back to it, or, after an acceptance, to the next doubt."""
        intake = self._intake(request, pk, self.model_admin.has_change_permission)
        if request.method != "POST":
            return self._from_log_in(request, intake)
        at, known = _offset(request.POST, "at"), _offset(request.POST, "version")
        only, do = "only" in request.POST, request.POST.get("do", "")
        reading, vocabulary = reading_of(intake)
        bench = Bench(intake, reading, vocabulary, at, only)
        if at is None or known is None or bench.row is None:
            raise Http404
        try:
            made = pressed(do, request.POST, bench.row, bench.rows, reading, vocabulary)
            written = rule(pk, request.user, known, made)
        except Refused as error:
            messages.error(request, str(error))
        except Overtaken as overtaken:
            said = "；".join(_who_did_what(step, known) for step in overtaken.steps)
            messages.error(request, f"没有保存：这一段刚有别人的裁定（{said}）。请看过现在的读法再定。")
        else:
            messages.success(request, _said(do, bench.row, written.steps))
            if written.between:
                messages.info(request, f"其间别人有{written.between}次裁定，已一并显示。")
            if do.startswith(("accept", "all", "choices")):
                return self._back(intake, bench.row.start, only, "after")
        return self._back(intake, bench.row.start, only)

    def undo(self, request, pk):
        """Take back one's last ruling, or the one at `position` of the list."""
        intake = self._intake(request, pk, self.model_admin.has_change_permission)
        if request.method != "POST":
            return self._from_log_in(request, intake)
        at, only = _offset(request.POST, "at") or 0, "only" in request.POST
        position, known = _offset(request.POST, "position"), _offset(request.POST, "version")
        if position is not None:
            if undo_one(pk, request.user, known, position):
                messages.success(request, "已撤销这条裁定。")
            else:
                messages.error(request, "没有撤销：裁定刚刚有变化，请看过再定。")
            return self._back(intake, at, only)
        steps = undo_last(pk, request.user)
        if not steps:
            messages.warning(request, "您没有可以撤销的裁定。")
            return self._back(intake, at, only)
        said = "；".join(dict.fromkeys(step.said for step in steps))
        messages.success(request, f"已撤销：{said}{f'（{len(steps)}处）' if len(steps) > 1 else ''}。")
        return self._back(intake, steps[0].start, only)

    def version(self, request, pk):
        """The number of the rulings now, for a page that wants to know whether it is behind."""
        intake = self._intake(request, pk, self.model_admin.has_view_permission)
        return JsonResponse({"version": intake.rulings_number})

    def _intake(self, request, pk, allowed):
        intake = self.model_admin.get_queryset(request).defer("data", "source").filter(pk=pk).first()
        if intake is None:
            raise Http404
        if not allowed(request, intake):
            raise PermissionDenied
        return intake

    @staticmethod
    def _from_log_in(request, intake):
        """Whose session ran out over a document comes back from the log-in page without what was pressed."""
        messages.warning(request, "登录过期前的最后一步没有保存，请看过现在的内容再做一次。")
        return HttpResponseRedirect(intake.desk_url("bench"))

    @staticmethod
    def _back(intake, start, only, name="at"):
        query = urlencode({name: start, **({"only": 1} if only else {})})
        anchor = f"#p{start}" if name == "at" else ""
        return HttpResponseRedirect(f"{intake.desk_url('bench')}?{query}{anchor}")


def _offset(data, name):
    """A number from an address or a form; None when it is none."""
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None


def _said(do, row, steps):
    """What was ruled, for the person who did."""
    if do.startswith("all-"):
        return f"已认可{len(steps)}处。"
    said = "；".join(dict.fromkeys(step.said for step in steps))
    return f"第{row.line}行：{said}。"


def _who_did_what(step, known):
    if step.undone_number is not None and step.undone_number > known:
        return f"{step.undone_by or '有人'}撤销了“{step.said}”"
    return f"{step.by or '有人'}：{step.said}"
