"""The desk's pages for workbooks: one takes a list out, the other brings it in, with a preview in between.

Nothing is kept on the server between preview and confirmation: the rows that change travel, sealed, in the
page that asks. What is written is checked again, and must still be what was shown.
"""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import FileResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from measures.workbooks.book import book_of
from measures.workbooks.reading import MOST_ROWS, SHEET, Refused, read
from measures.workbooks.resource import LINE, MOST_CHANGED
from sbjd.desk.changes import change, hold_others_back
from sbjd.desk.forms import REASON, ReasonForm
from sbjd.desk.models import Change
from sbjd.desk.pages import desk_page
from sbjd.listing.exports import XLSX

ROWS, PLANNED, WRITE = "rows", "planned_as", "_write"
MOST_SHOWN = 300
MOVED = "预览之后，其中的内容又有改动。下面是现在的预览，请再看一遍。"
_SALT = "measures.workbooks.pages"


class UploadForm(forms.Form):
    """A workbook to bring in."""

    file = forms.FileField(
        label="工作簿",
        help_text="从列表导出、修改后保存的 .xlsx 文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择文件。", "empty": "文件是空的。"},
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which cell of the sheet; without a column, with the row."""

    line: int
    label: str
    letter: str
    said: str

    @property
    def place(self):
        """数据，第5行，“首要主题”列（F5）."""
        if not self.label:
            return f"{SHEET}，第{self.line}行"
        return f"{SHEET}，第{self.line}行，“{self.label}”列（{self.letter}{self.line}）"


@dataclass(slots=True)
class Preview:
    """What a workbook would do: `rows` (RowDifference) change, unless there are `problems`. `sealed` holds
    what changes, for the page that asks; `pks` the keys of the rows."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    sealed: str = ""
    pks: list = field(default_factory=list)

    @property
    def digest(self):
        """The same for the same rows and values."""
        states = [
            (row.title, [(field.label, field.old, field.new) for field in row.fields]) for row in self.rows
        ]
        return signing.Signer(salt=_SALT).signature(repr(states))


def preview(resource, columns, rows):
    """The `Preview` of `rows` of a sheet with `columns` {label: letter}."""
    result, found = resource.run(rows), Preview()
    for invalid in result.invalid_rows:
        line = rows[invalid.number - 1][0]
        for label, sentences in invalid.error_dict.items():
            label = "" if label == NON_FIELD_ERRORS else label
            found.problems += [Problem(line, label, columns.get(label, ""), said) for said in sentences]
    changing = [row for row in result.rows if row.diff is not None]
    if len(changing) > MOST_CHANGED:
        line = changing[MOST_CHANGED].row_values[LINE]
        found.problems.append(Problem(line, "", "", f"一次最多修改{MOST_CHANGED:,}条，请分成几份。"))
    found.rows, found.pks = [row.diff for row in changing], [row.object_id for row in changing]
    if resource.overtaken:
        found.notices.append(f"有{resource.overtaken}行在导出之后被人改过，工作簿里没有动，保持现在的内容。")
    if not found.problems:
        kept = [label for label in resource.needed if label in columns]
        sent = [(row.row_values[LINE], {label: row.row_values[label] for label in kept}) for row in changing]
        found.sealed = signing.dumps([columns, sent], salt=f"{_SALT}.{resource.kind}", compress=True)
    return found


class Workbooks:
    """For a ModelAdmin: the two links above its list, and what they lead to. `workbook` is the resource."""

    workbook = None
    change_list_template = "admin/measures/workbook_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("workbook/", wrap(self.workbook_view), name=f"{name}_workbook"),
            path("workbook/export/", wrap(self.workbook_export_view), name=f"{name}_workbook_export"),
            *super().get_urls(),
        ]

    def _page(self, name):
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def changelist_view(self, request, extra_context=None):
        links = {}
        if self.has_view_permission(request):
            query = request.GET.urlencode()
            links["workbook_export"] = self._page("workbook_export") + (f"?{query}" if query else "")
        if self.has_change_permission(request):
            links["workbook_import"] = self._page("workbook")
        return super().changelist_view(request, {**links, **(extra_context or {})})

    # --- out

    def workbook_export_view(self, request):
        """The rows of the list as it is narrowed and ordered, as a workbook."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        back = f"{self._page('changelist')}?{request.GET.urlencode()}"
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self._page('changelist')}?e=1")
        if listed.result_count > MOST_ROWS:
            said = f"一份工作簿最多{MOST_ROWS:,}条，这里有{listed.result_count:,}条。请先用筛选缩小范围。"
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(back)
        resource = self.workbook(self, request)
        name = str(self.opts.verbose_name_plural)
        facts = [
            ("内容", name),
            ("筛选条件", _conditions(listed)),
            ("导出时间", f"{timezone.localtime():%Y年%m月%d日 %H:%M}"),
        ]
        file = book_of(resource, resource.loaded(listed.queryset), facts)
        name = f"{name}_{timezone.localdate():%Y%m%d}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

    # --- in

    def workbook_view(self, request):
        """Asks for the file, shows what it would change or what is wrong with it, and writes it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if WRITE in request.POST:
            return self._write_workbook(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        upload, found = UploadForm(*sent), None
        if upload.is_valid():
            resource = self.workbook(self, request)
            try:
                sheet = read(upload.cleaned_data["file"], resource.needed, resource.known)
            except Refused as error:
                upload.add_error("file", str(error))
            else:
                found = preview(resource, sheet.columns, sheet.rows)
                if sheet.unknown:
                    names = "、".join(f"“{name}”" for name in sheet.unknown[:10])
                    found.notices.append(f"不认识的列{names}没有读取。")
        return self._workbook_page(request, upload, found, ReasonForm())

    def _write_workbook(self, request):
        try:
            salt = f"{_SALT}.{self.workbook.kind}"
            columns, rows = signing.loads(request.POST.get(ROWS, ""), salt=salt)
        except signing.BadSignature:
            self.message_user(request, "预览已失效，请重新上传工作簿。", messages.ERROR)
            return HttpResponseRedirect(self._page("workbook"))
        reason, problem = ReasonForm(request.POST), ""
        why = request.POST.get(REASON, "").strip()
        with change(request.user, why, Change.Action.IMPORT) as request.kept:
            hold_others_back()
            resource = self.workbook(self, request, why)
            found = preview(resource, columns, rows)
            same = request.POST.get(PLANNED) == found.digest
            if found.rows and not found.problems and same and reason.is_valid():
                request.kept.watch(resource.watched(found.pks))
                count, name = len(found.rows), self.opts.verbose_name
                request.kept.about_many(self.model, f"按工作簿改{count}条{name}")
                resource.save()
                self.message_user(request, f"已按工作簿改{count}条。", messages.SUCCESS)
                return HttpResponseRedirect(self._page("changelist"))
            problem = "" if same else MOVED
        return self._workbook_page(request, UploadForm(), found, reason, problem)

    def _workbook_page(self, request, upload, found, reason, problem=""):
        context = {
            "title": "导入工作簿",
            "upload": upload,
            "reason_form": reason,
            "found": found,
            "problem": problem,
            "export": self._page("workbook_export"),
        }
        if found is not None:
            context |= {
                "problems": found.problems[:MOST_SHOWN],
                "more_problems": max(0, len(found.problems) - MOST_SHOWN),
                "rows": found.rows[:MOST_SHOWN],
                "more_rows": max(0, len(found.rows) - MOST_SHOWN),
            }
        return desk_page(self, request, "admin/measures/workbook.html", context)


def _conditions(listed):
    """What a list is narrowed by, in words."""
    said = [f"检索：{listed.query}"] if listed.query else []
    for spec in listed.filter_specs:
        if spec.used_parameters:
            chosen = [str(choice["display"]) for choice in spec.choices(listed) if choice["selected"]]
            said.append(f"{spec.title}：{'、'.join(chosen)}")
    return "；".join(said) or "无（全部）"
