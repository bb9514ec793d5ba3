"""Merging rows at the desk: the page that compares them, taking a merge back, and rows that look alike."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.timezone import localtime

from plans.loading.schema import relations
from plans.merging.alike import alike
from plans.merging.joining import merge
from plans.merging.leading import row_of_number
from plans.merging.mergeable import Refused
from plans.merging.planning import plan_merge, rows_to_merge
from plans.merging.renaming import follow_renames
from plans.merging.undoing import merged_by, plan_undo, undo
from plans.models import MergedRow
from plans.scopes import is_limited
from sbjd.desk.differences import Telling
from sbjd.desk.forms import REASON, ReasonForm
from sbjd.desk.pages import desk_page

ROW, STAYS, FIND, PLANNED = "row", "stays", "q", "planned_as"
SHOWN, FOUND, ALIKE_PER_PAGE = 40, 20, 50
_LONGEST = 18


class MergingAdmin:
    """For a DeskAdmin: `mergeable` says what merging its rows asks of the model. Whoever may merge sees the
    whole site: a merge touches all bases, so an editor who is limited to some may not."""

    mergeable = None
    change_list_template = "admin/merging/list.html"

    def after_writing(self, request):
        super().after_writing(request)
        follow_renames(self.model, request.kept)

    def may_merge(self, request):
        """True if the user may merge these rows at all."""
        may = request.user.has_perm(self.mergeable.right) and self.has_view_permission(request)
        return may and not is_limited(request.user)

    # --- the ways to it

    def get_urls(self):
        own = (("merge/", "merge"), ("alike/", "alike"), ("merged/<int:change_id>/undo/", "unmerge"))
        views = [
            path(route, self.admin_site.admin_view(getattr(self, f"{name}_view")), name=self._name(name))
            for route, name in own
        ]
        return [*views, *super().get_urls()]

    def _name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _url(self, page, *args, **query):
        url = reverse(f"{self.admin_site.name}:{self._name(page)}", args=args)
        return f"{url}?{urlencode(query, doseq=True)}" if query else url

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.may_merge(request):
            actions["merge"] = (merge_ticked, "merge", "合并…")
        return actions

    def changelist_view(self, request, extra_context=None):
        own = {"alike_url": self._url("alike") if self.may_merge(request) else ""}
        return super().changelist_view(request, own | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        own = {}
        if self.may_merge(request):
            own["merge_url"] = self._url("merge", **{ROW: object_id})
        return super().change_view(request, object_id, form_url, own | (extra_context or {}))

    def get_fields(self, request, obj=None):
        """The form says what was merged into its row."""
        fields = super().get_fields(request, obj)
        if obj is None or not self._merged(obj).exists():
            return fields
        return [*fields, "merged_links" if self.may_merge(request) else "merged"]

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "merged", "merged_links")

    def _merged(self, row):
        label = self.model._meta.label_lower
        return MergedRow.objects.filter(model=label, into=row.pk).select_related("change").order_by("-pk")

    @admin.display(description="已并入这里的")
    def merged(self, row):
        return format_html_join("", "<p>{}</p>", ((_merged_line(one),) for one in self._merged(row)))

    @admin.display(description="已并入这里的")
    def merged_links(self, row):
        lines = ((_merged_line(one), self._url("unmerge", one.change_id)) for one in self._merged(row))
        return format_html_join("", '<p>{} <a href="{}">撤销合并…</a></p>', lines)

    # --- rows that are gone

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        now = row_of_number(self.model, int(object_id)) if _is_key(object_id) else None
        if now is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        messages.info(request, f"这个{self.opts.verbose_name}已并入“{now}”。")
        return HttpResponseRedirect(self._url("change", now.pk))

    def _merge_of(self, object_id):
        """The `MergedRow` of a row that is gone; None if it is there or went otherwise."""
        rows = MergedRow.objects.filter(model=self.model._meta.label_lower)
        return rows.filter(number=object_id).first() if _is_key(object_id) else None

    def history_view(self, request, object_id, extra_context=None):
        gone = self._merge_of(object_id)
        label = self.model._meta.label_lower
        ids = set(MergedRow.objects.filter(model=label).values_list("change", flat=True))
        own = {"unmerge": f"{self.admin_site.name}:{self._name('unmerge')}", "merges": ids}
        if not self.may_merge(request):
            own = {}
        if gone is not None:
            own["may_restore"] = False
        return super().history_view(request, object_id, own | (extra_context or {}))

    def restore_view(self, request, object_id, change_id):
        gone = self._merge_of(object_id)
        if gone is not None and self.may_merge(request):
            return HttpResponseRedirect(self._url("unmerge", gone.change_id))
        return super().restore_view(request, object_id, change_id)

    # --- the pages

    def merge_view(self, request):
        """Rows side by side, what would become of them, and, with the reason, doing it."""
        self._check(request)
        data = request.POST if request.method == "POST" else request.GET
        pks = list(dict.fromkeys(int(pk) for pk in data.getlist(ROW) if _is_key(pk)))
        if len(pks) == 1 and request.method != "POST":
            return self._choose(request, pks[0])
        problem, form = "", ReasonForm(request.POST or None)
        stays = int(data[STAYS]) if _is_key(data.get(STAYS, "")) else 0
        if request.method == "POST" and form.is_valid():
            goes = [pk for pk in pks if pk != stays]
            try:
                return self._merge(request, stays, goes)
            except Refused as refusal:
                problem = str(refusal)
        context = {"title": f"合并{self.opts.verbose_name}", "reason_form": form}
        try:
            rows = rows_to_merge(self.mergeable, pks)
        except Refused as refusal:
            return self._page(request, "refused", {**context, "problem": str(refusal)}, 409)
        context |= self._compared(rows, stays)
        try:
            others = [row for row in rows if row != context["stays"]]
            context["plan"] = made = plan_merge(self.mergeable, context["stays"], others)
            context |= {PLANNED: made.digest, "moves": [self._told(move) for move in made.moves]}
        except Refused as refusal:
            problem = problem or str(refusal)
        return self._page(request, "merge", {**context, "problem": problem}, 409 if problem else 200)

    def _told(self, move):
        """What moves through one foreign key, as the page lists it: what goes first."""
        spoken = self.mergeable.spoken
        goes = [(spoken(row), move.doubles[row.pk]) for row in move.rows if row.pk in move.doubles]
        moving = move.moving
        shown = [(spoken(row), "") for row in moving[: max(0, SHOWN - len(goes))]]
        return {
            "name": move.model._meta.verbose_name,
            "moving": len(moving),
            "doubles": len(goes),
            "rows": [*goes, *shown],
            "unshown": len(moving) - len(shown),
        }

    def _merge(self, request, stays, goes):
        made = merge(
            self.mergeable, stays, goes, request.user, request.POST[REASON], request.POST.get(PLANNED, "?")
        )
        url = self._url("unmerge", made.pk)
        messages.success(request, format_html('已合并：{}。<a href="{}">撤销合并…</a>', made.what, url))
        return HttpResponseRedirect(self._url("change", stays))

    def _compared(self, rows, stays):
        """The rows side by side, and which of them stays: unless somebody chose, the one most used."""
        uses = {row.pk: {} for row in rows}
        for relation in relations(self.model):
            column = relation.field
            counted = column.model._base_manager.filter(**{f"{column.name}__in": uses}).order_by()
            for pk, number in counted.values_list(column.attname).annotate(Count("pk")):
                uses[pk][column] = number
        columns = dict.fromkeys(column for used in uses.values() for column in used)
        most = max(rows, key=lambda row: sum(uses[row.pk].values()))
        chosen = next((row for row in rows if row.pk == stays), most)
        facts = [dict(self.mergeable.facts(row)) for row in rows]
        lines = [(label, [fact[label] for fact in facts]) for label in facts[0]]
        lines += [
            (column.model._meta.verbose_name, [uses[row.pk].get(column, 0) for row in rows])
            for column in columns
        ]
        return {"rows": rows, "stays": chosen, "lines": lines}

    def _choose(self, request, pk):
        """Which other row is it?"""
        row = self.model._base_manager.filter(pk=pk).first()
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        words, found = request.GET.get(FIND, "").replace("\0", "").strip()[:100], []
        if words:
            rows, _ = self.get_search_results(request, self.get_queryset(request), words)
            found = rows.exclude(pk=pk).distinct()[: FOUND + 1]
        near = [other for one in alike(self.mergeable, row) for other in one.rows if other != row]
        context = {
            "title": f"合并到…：{row}",
            "row": row,
            "words": words,
            "found": self._offered(row, found[:FOUND]),
            "more": len(found) > FOUND,
            "near": self._offered(row, dict.fromkeys(near)),
        }
        return self._page(request, "choose", context)

    def _offered(self, row, others):
        return [
            (other, self._url("merge", **{ROW: [row.pk, other.pk], STAYS: other.pk})) for other in others
        ]

    def unmerge_view(self, request, change_id):
        """What taking a merge back would do, and, with the reason, doing it."""
        self._check(request)
        form, problem, context = ReasonForm(request.POST or None), "", {"title": "撤销合并"}
        try:
            merged = merged_by(change_id)
            if merged[0].model != self.model._meta.label_lower:
                raise Http404
            context |= {"merged": merged, "change": merged[0].change}
            if request.method == "POST" and form.is_valid():
                stayed = undo(self.mergeable, change_id, request.user, request.POST[REASON])
                names = "、".join(f"“{row.name}”" for row in merged)
                said = f"已撤销合并，{names}与“{stayed}”又是分开的{self.opts.verbose_name}。"
                messages.success(request, said)
                return HttpResponseRedirect(self._url("change", stayed.pk))
            steps = plan_undo(self.mergeable, merged)
            told = self._told_back(steps[:SHOWN], {row.number: row.name for row in merged})
            context |= {"told": told, "unshown": max(0, len(steps) - SHOWN)}
        except Refused as refusal:
            problem = str(refusal)
        context |= {"problem": problem, "reason_form": form}
        return self._page(request, "unmerge", context, 409 if problem else 200)

    def _told_back(self, steps, names):
        """(what, what becomes of it) for each row that an undo puts back; `names` {key: name} of the rows
        that come back."""
        told, here = [], {}
        for model in {step.model for step in steps}:
            paths = self.mergeable.related.get(model._meta.label_lower, ())
            rows = model._base_manager.select_related(*paths)
            here[model] = rows.in_bulk([step.pk for step in steps if step.model is model])
        telling = Telling()
        for step in steps:
            kind, row = step.model._meta.verbose_name, here[step.model].get(step.pk)
            changed = [name for name in step.target if row and step.now[name] != step.target[name]]
            column = next((c for c in step.model._meta.concrete_fields if c.attname in changed), None)
            if row is None:
                what = names.get(step.pk) if step.model is self.model else None
                told.append((f"{kind}“{what}”" if what else telling.title(step.model, step.target), "恢复"))
            elif step.model is self.model:
                for name in changed:
                    label = self.model._meta.get_field(name).verbose_name
                    told.append((f"“{row}”的{label}", f"改回：{step.target[name] or '（空）'}"))
            else:
                back = names.get(step.target[column.attname]) if column.is_relation else ""
                told.append((f"{kind} {self.mergeable.spoken(row)}", f"改回指向“{back}”" if back else "改回"))
        return told

    def alike_view(self, request):
        """Rows that are likely one."""
        self._check(request)
        page = Paginator(alike(self.mergeable), ALIKE_PER_PAGE).get_page(request.GET.get("p"))
        sets = [(one, self._url("merge", **{ROW: [row.pk for row in one.rows]})) for one in page]
        title = f"可能是同一个的{self.opts.verbose_name}"
        return self._page(request, "alike", {"title": title, "page": page, "sets": sets})

    def _check(self, request):
        if not self.may_merge(request):
            raise PermissionDenied

    def _page(self, request, name, context, status=200):
        return desk_page(self, request, f"admin/merging/{name}.html", context, status)


def _merged_line(one):
    return f"{one.name}（{date_format(localtime(one.change.when), 'Y年n月j日')}，{one.change.why}）"


def merge_ticked(desk, request, queryset):
    """The action of the list: on to the page that compares the ticked rows."""
    pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:100])
    return HttpResponseRedirect(desk._url("merge", **{ROW: pks}))


def _is_key(text):
    return text.isdecimal() and text.isascii() and len(text) <= _LONGEST
