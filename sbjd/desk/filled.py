"""Forms as the texts a browser sends for them, and back (see merging.py)."""

from collections import Counter

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

from sbjd.desk.forms import REASON
from sbjd.desk.merging import Filled

OPENED = "opened_as"
_SALT = "sbjd.desk.filled"
_UNCOUNTED = {REASON, OPENED, DELETION_FIELD_NAME}


class OpenForms:
    """The form of one row and the formsets on its page, as they would be opened."""

    def __init__(self, form, formsets):
        self.form, self.formsets = form, {formset.prefix: formset for formset in formsets}

    @classmethod
    def of(cls, desk, request, row):
        """Those that `desk`, a ModelAdmin, opens for `row` now."""
        form = desk.get_form(request, row, change=True)(instance=row)
        formsets, prefixes = [], Counter()
        for formset, inline in desk.get_formsets_with_inlines(request, row):
            if not inline.has_change_permission(request, row):
                continue
            prefix = formset.get_default_prefix()
            prefixes[prefix] += 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            formsets.append(formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request)))
        return cls(form, formsets)

    def filled(self):
        """`Filled` as a browser would send them with nothing changed."""
        rows = {
            prefix: {str(form.instance.pk): _texts(form) for form in formset.initial_forms}
            for prefix, formset in self.formsets.items()
        }
        return Filled(_texts(self.form), rows)

    def sent(self, data, opened):
        """`Filled` of what was sent from a form that was `opened` so. A control that was not sent was not
        touched, except for a box that can be ticked; rows ticked to be deleted are not there."""
        filled = Filled(_sent(self.form, data))
        for prefix, formset in self.formsets.items():
            rows, new, deleted = {}, [], set()
            forms_now = {str(form.instance.pk): form for form in formset.initial_forms}
            for number in range(_count(data, f"{prefix}-{TOTAL_FORM_COUNT}")):
                own = f"{prefix}-{number}-"
                row = {name[len(own) :]: data[name] for name in data if name.startswith(own)}
                key = row.get(formset.model._meta.pk.name, "")
                if DELETION_FIELD_NAME in row:
                    deleted.add(key)
                elif key:
                    rows[key] = _sent(forms_now.get(key, formset.empty_form), data, own)
                elif row:
                    new.append(row)
            for key, row in opened.rows.get(prefix, {}).items():
                if key not in deleted:
                    rows.setdefault(key, row)
            filled.rows[prefix], filled.new[prefix] = rows, new
        return filled

    def write(self, filled, data):
        """Put `filled` in the place of what `data`, a mutable QueryDict, holds of these forms."""
        for name, text in filled.fields.items():
            data[self.form.add_prefix(name)] = text
        for prefix, rows in filled.rows.items():
            formset = self.formsets[prefix]
            for name in [name for name in data if _is_row_of(prefix, name)]:
                del data[name]
            number = 0
            for form in formset.initial_forms:
                own, row = f"{prefix}-{number}-", rows.get(str(form.instance.pk))
                data[f"{own}{formset.model._meta.pk.name}"] = str(form.instance.pk)
                data[f"{own}{formset.fk.name}"] = str(formset.instance.pk)
                for name, text in (_texts(form) if row is None else row).items():
                    data[own + name] = text
                if row is None:
                    data[f"{own}{DELETION_FIELD_NAME}"] = "on"
                number += 1
            data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(number)
            for row in filled.new.get(prefix, ()):
                own = f"{prefix}-{number}-"
                for name, text in row.items():
                    data[own + name] = text
                data[f"{own}{formset.fk.name}"] = str(formset.instance.pk)
                number += 1
            data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(number)

    def field(self, prefix, name):
        """The form field of this name, of the form itself or of a row of the set `prefix`."""
        return (self.formsets[prefix].empty_form if prefix else self.form).fields[name]

    def spoken(self, prefix, name, text):
        """What `text` means in that field, in words."""
        field = self.field(prefix, name)
        if isinstance(field, forms.BooleanField):
            return "是" if text else "否"
        if isinstance(field, forms.ModelChoiceField):
            try:
                row = field.to_python(text)
            except ValidationError:
                return text
            return "" if row is None else str(row)
        if isinstance(field, forms.ChoiceField):
            return next((str(label) for value, label in field.choices if str(value) == text), text)
        return text or ""


def sealed(filled, change_id):
    """`filled`, as a form was opened, and the latest change of its row by then, as one text for a hidden
    control."""
    return signing.dumps([filled.fields, filled.rows, change_id], salt=_SALT, compress=True)


def unsealed(text):
    """(Filled, number of the latest change) of what `sealed` made; of anything else a form of which
    nothing is known, so that whatever differs is asked for."""
    try:
        fields, rows, change_id = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return Filled(), 0
    return Filled(fields, rows), change_id


def _controls(form):
    """(name, bound field) of the controls that hold something of the row."""
    key = form._meta.model._meta.pk.name
    for bound in form:
        owner = isinstance(bound.field, forms.models.InlineForeignKeyField)
        if not owner and bound.name not in _UNCOUNTED and bound.name != key:
            yield bound.name, bound


def _texts(form):
    return {name: _text(bound) for name, bound in _controls(form)}


def _text(bound):
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if not isinstance(widget, forms.widgets.ChoiceWidget):
        value = widget.format_value(value)
    return "" if value is None else _lines(str(value))


def _sent(form, data, prefix=""):
    filled = {}
    for name, bound in _controls(form):
        text = data.get(f"{prefix}{name}" if prefix else bound.html_name)
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        if text is not None:
            filled[name] = _lines(text)
        else:
            filled[name] = "" if isinstance(widget, forms.CheckboxInput) else _text(bound)
    return filled


def _lines(text):
    """A browser sends every line end as CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _count(data, name):
    text = data.get(name, "")
    return min(int(text), 2000) if text.isdecimal() else 0


def _is_row_of(prefix, name):
    number = name[len(prefix) + 1 :].partition("-")[0]
    return name.startswith(f"{prefix}-") and number.isdecimal()
