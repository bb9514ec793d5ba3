"""The way of the rows of a workbook: found by code, compared with what went out and with what stands now,
checked by the desk's own forms, and saved by them.
"""

from collections import defaultdict
from typing import ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import Resource
from tablib import Dataset

from measures.workbooks import marks
from measures.workbooks.columns import Unreadable, shown
from sbjd.desk.differences import FieldDifference, RowDifference
from sbjd.desk.filled import OpenForms
from sbjd.desk.forms import REASON

LINE = "行"
MOST_CHANGED = 500


class DeskResource(Resource):
    """The rows that the user of `request` may see in the list `desk`, a ModelAdmin. Subclasses declare the
    columns and `kind`; `code` is the column by which rows are found.

    `run` checks and compares the rows of a file, `save` writes those that change."""

    kind = ""
    computed = ()  # columns that follow from others, shown when they do
    parts: ClassVar = {}  # prefix of a set of rows in the form of the page → its model

    class Meta:
        import_id_fields = ("code",)
        instance_loader_class = CachedInstanceLoader
        skip_diff = True

    def __init__(self, desk, request, why=""):
        super().__init__()
        self.desk, self.request, self.why = desk, request, why
        self.labels = {column.label: name for name, column in self.fields.items()}
        self.doubles, self.overtaken = {}, 0
        self.filled, self.ready, self.classes = {}, [], {}

    # --- going out

    def get_queryset(self):
        """The rows that exist for this user, with all that the columns show."""
        return self.loaded(self.desk.get_queryset(self.request))

    def loaded(self, rows):
        """`rows` with all that the columns show."""
        return rows

    def texts(self, row):
        """{name of column: text of its cell}."""
        return {name: column.text(row) for name, column in self.fields.items()}

    def mark(self, row, texts):
        """The hidden mark of `row`."""
        edited = {name: texts[name] for name, column in self.fields.items() if column.editable}
        fixed = {name: text for name, text in texts.items() if name not in edited}
        return marks.sealed(self.kind, row.code, edited, fixed)

    # --- coming back

    @property
    def needed(self):
        """The names of the columns a file must have."""
        editable = [column.label for column in self.fields.values() if column.editable]
        return [self.fields["code"].label, *editable, marks.LABEL]

    @property
    def known(self):
        """The names of the columns that are read."""
        return {*self.labels, marks.LABEL}

    def run(self, rows):
        """Check `rows`, [(number in the sheet, {label: value})], against what stands now; `save` writes them.
        Gives import_export's `Result`: `invalid_rows` say what is wrong, by the names of the columns; of
        `rows`, those that change have a `RowDifference` as their `diff`."""
        result = self.import_data(self._dataset(rows), use_transactions=False)
        for row in result.rows:
            for fault in row.errors:  # what is wrong with the file is a ValidationError; this is ours
                raise fault.error
        return result

    def _dataset(self, rows):
        labels = [label for label in (*self.labels, marks.LABEL) if rows and label in rows[0][1]]
        found, lines, code = Dataset(headers=[*labels, LINE]), defaultdict(list), self.fields["code"].label
        for number, values in rows:
            said = values[code]
            said = "" if isinstance(said, Unreadable) else shown(said)
            lines[said].append(number)
            found.append([*({**values, code: said}[label] for label in labels), number])
        self.doubles = {said: numbers for said, numbers in lines.items() if said and len(numbers) > 1}
        return found

    def before_import_row(self, row, **kwargs):
        label = self.fields["code"].label
        if row[label] in self.doubles:
            lines = "、".join(map(str, self.doubles[row[label]]))
            raise ValidationError({label: f"编码“{row[label]}”写了不止一次（第{lines}行）。"})

    def init_instance(self, row=None):
        """Nothing is added by a workbook."""
        label = self.fields["code"].label
        said = f"没有编码为“{row[label]}”的{self.desk.opts.verbose_name}。" if row[label] else "编码是空的。"
        raise ValidationError({label: f"{said}工作簿只改已有的条目，不能新增。"})

    def import_instance(self, instance, row, **kwargs):
        """Put what was changed in the workbook into the desk's forms for `instance`."""
        changes, texts = self._changes(instance, row)
        if not changes:
            self.filled[instance.pk] = None
            return
        if not self.desk.has_change_permission(self.request, instance):
            raise ValidationError("您没有修改这一条的权限。")
        form, formsets = self._fill(instance, changes, texts)
        self._check(form, formsets)
        fields = [
            FieldDifference(self.fields[name].label, texts[name], text) for name, text in changes.items()
        ]
        for name in self.computed:
            new = self.fields[name].text(instance)
            if new != texts[name]:
                fields.append(FieldDifference(f"{self.fields[name].label}（随之改变）", texts[name], new))
        title = f"第{row[LINE]}行 {texts['code']} {self.title(texts)}"
        self.filled[instance.pk] = form, formsets, changes, RowDifference("~", title, fields)

    def title(self, texts):
        """What the preview calls a row beside its code."""
        return ""

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        return self.filled[instance.pk] is None

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """The forms did."""

    def save_instance(self, instance, is_create, row, **kwargs):
        """Not row by row: `save` does, when all of them are known to be right."""

    def save(self):
        """Save what `run` found to change, as the pages of the rows would, in a transaction that the caller
        opened."""
        for form, formsets, changes, _ in self.ready:
            form.cleaned_data[REASON] = self.why
            row = self.desk.save_form(self.request, form, True)
            self.before_saving(row, changes)
            self.desk.save_model(self.request, row, form, True)
            self.desk.save_related(self.request, form, formsets, True)

    def before_saving(self, row, changes):
        """What no form has a control for; `changes` are {name: text}."""

    def save_m2m(self, instance, row, **kwargs):
        """Saved with the rest."""

    def after_import_row(self, row, row_result, **kwargs):
        filled = self.filled.pop(row_result.object_id, None)
        if filled is not None:
            row_result.diff, row_result.row_values = filled[3], row
            self.ready.append(filled)

    def handle_import_error(self, result, error, raise_errors=False):
        """Nothing is swallowed: what is no ValidationError is a fault of ours."""
        raise error

    # --- comparing

    def _changes(self, instance, row):
        """({name: text} of what the workbook changes, {name: text} of what stands now)."""
        now, errors = self.texts(instance), {}
        exported, fixed = self._exported(row)
        changes = {}
        for name, column in self.fields.items():
            if column.label not in row:
                continue
            value = row[column.label]
            if isinstance(value, Unreadable):
                errors[column.label] = f"这个单元格{value.why}"
                continue
            text = shown(value)
            if name in fixed:
                if fixed[name] != marks.digest(text) and text != now[name]:
                    both = f"现在是“{_short(now[name])}”，表中是“{_short(text)}”"
                    errors[column.label] = f"这一列只供查看，不能在工作簿里改：{both}。"
                continue
            if text == exported.get(name, ""):
                continue
            try:
                text = column.widget.clean(text)
            except ValueError as error:
                errors[column.label] = str(error)
                continue
            if text != exported.get(name, "") and text != now[name]:
                changes[name] = text
        overtaken = [name for name in exported if name in now and exported[name] != now[name]]
        if changes:
            for name in overtaken:
                label = self.fields[name].label
                text = changes.get(name, shown(row[label]))
                if text != now[name]:
                    errors.setdefault(label, self._overtaken(exported[name], now[name], text))
        elif overtaken:
            self.overtaken += 1
        if errors:
            raise ValidationError(errors)
        return changes, now

    def _exported(self, row):
        """What the mark says of this row: ({name: text}, {name: digest})."""
        value = row[marks.LABEL]
        try:
            code, exported, fixed = marks.unsealed(value if isinstance(value, str) else "", self.kind)
        except ValueError as error:
            raise ValidationError({marks.LABEL: str(error)}) from error
        label = self.fields["code"].label
        if code != row[label]:
            said = f"编码是“{row[label]}”，这一行导出时却是“{code}”：各列错行了，或编码被改过。"
            raise ValidationError({label: said})
        return exported, fixed

    @staticmethod
    def _overtaken(exported, now, text):
        said = f"导出之后有人把“{_short(exported)}”改成了“{_short(now)}”，表中是“{_short(text)}”。"
        return f"{said}请改成现在的值，或重新导出再改。"

    # --- the desk's forms

    def _fill(self, instance, changes, texts):
        """The forms of `instance` as its page would send them with `changes` made."""
        desk, request = self.desk, self.request
        controls = [self.fields[name].control for name in changes if self.fields[name].control]
        form_class = self._form_class(instance)
        allowed = form_class.base_fields
        self._refuse(changes, lambda column: column.control in controls and column.control not in allowed)
        parts = {self.fields[name].part for name in changes} & self.parts.keys()
        found = {}
        for inline in desk.get_inline_instances(request, instance):
            prefix = next((prefix for prefix in parts if self.parts[prefix] is inline.model), None)
            if prefix and self._may(inline, instance):
                found[prefix] = self._formset_class(prefix, inline, instance), inline
        self._refuse(changes, lambda column: column.part in parts and column.part not in found)

        def opened(data=None):
            return form_class(data, instance=instance), [
                formset(data, instance=instance, prefix=prefix, queryset=inline.get_queryset(request))
                for prefix, (formset, inline) in found.items()
            ]

        forms = OpenForms(*opened())
        filled, data = forms.filled(), {}
        for name, text in changes.items():
            if self.fields[name].control:
                filled.fields[self.fields[name].control] = self.fields[name].widget.control(text)
        for prefix in found:
            rows = filled.rows[prefix]
            filled.rows[prefix], filled.new[prefix] = self.part(prefix, rows, {**texts, **changes})
        forms.write(filled, data)
        return opened(data)

    # Making a class of forms takes longer than filling one in; rows differ only in what is read-only.

    def _form_class(self, instance):
        key = tuple(self.desk.get_readonly_fields(self.request, instance))
        if key not in self.classes:
            asked = [column.control for column in self.fields.values() if column.control]
            options = {"change": True, "fields": asked, "form": self.desk.form}
            self.classes[key] = self.desk.get_form(self.request, instance, **options)
        return self.classes[key]

    def _formset_class(self, prefix, inline, instance):
        if prefix not in self.classes:
            self.classes[prefix] = inline.get_formset(self.request, instance)
        return self.classes[prefix]

    def part(self, prefix, rows, texts):
        """The rows of a set on the page, {key: {control: text}}, and new ones, [{control: text}], such that
        they say what `texts` says."""
        raise NotImplementedError

    def _may(self, inline, instance):
        """True if the user may do to a set of rows whatever a workbook can ask for."""
        request = self.request
        return (
            inline.has_add_permission(request, instance)
            and inline.has_change_permission(request, instance)
            and inline.has_delete_permission(request, instance)
        )

    def _refuse(self, changes, is_closed):
        closed = [self.fields[name].label for name in changes if is_closed(self.fields[name])]
        if closed:
            raise ValidationError(dict.fromkeys(closed, "这一条的这一项不能改，或您没有修改它的权限。"))

    def _check(self, form, formsets):
        """Raise what the forms have to say, by the names of the columns."""
        errors = defaultdict(list)
        of_control = {column.control: column.label for column in self.fields.values() if column.control}
        of_part = {}
        for column in self.fields.values():
            of_part.setdefault(column.part, column.label)
        for name, found in form.errors.items():
            errors[of_control.get(name, NON_FIELD_ERRORS)] += found
        for formset in formsets:
            label = of_part[formset.prefix]
            if not formset.is_valid():
                errors[label] += formset.non_form_errors()
                errors[label] += [said for one in formset.errors for found in one.values() for said in found]
        if errors:
            raise ValidationError(dict(errors))


def _short(text, most=40):
    text = text or "（空）"
    return text if len(text) <= most else f"{text[:most]}…"
