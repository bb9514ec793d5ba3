"""Forms of the desk."""

import re

from django import forms
from django.conf import settings
from django.utils.functional import cached_property

from sbjd.desk.keeping import LONGEST_REASON

REASON = "change_reason"
_LINE_END = re.compile(r"\r\n|\r|\n")


class PrintedText(forms.CharField):
    """Text that is stored as printed. A browser sends every line end as CR LF: that is no change, and
    neither blanks nor line ends at its edges are taken off."""

    def __init__(self, **options):
        super().__init__(**{**options, "strip": False})

    def has_changed(self, initial, data):
        return _lines(initial) != _lines(data)


def _lines(text):
    return _LINE_END.split(text or "")


def as_printed(text, before):
    """`text` from a form with the line ends of `before`, the text it was made from."""
    if _lines(text) == _lines(before):
        return before
    return ("\r\n" if "\r\n" in before else "\n").join(_lines(text))


class DeskForm(forms.ModelForm):
    """Form of one row. A new row of one face of a table (举措, 目标 …) is of that face's kind."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kind = getattr(self._meta.model._default_manager, "kind", "")
        if kind and self.instance._state.adding:
            self.instance.kind = kind

    @property
    def is_new(self):
        return self.instance._state.adding

    def clean(self):
        super().clean()
        for name, field in self.fields.items():
            if isinstance(field, PrintedText) and name in self.cleaned_data:
                self.cleaned_data[name] = as_printed(self.cleaned_data[name], self.initial.get(name) or "")
        return self.cleaned_data


def reason_field():
    """The field that asks for the reason of a change."""
    named = "公开，并显示姓名" if settings.EDIT_NAMES else "公开，不显示姓名"
    return forms.CharField(
        label="修改理由",
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text=f"必填，记入编辑记录，在网站上{named}。",
        error_messages={"required": "请填写修改理由。"},
    )


class ReasonForm(forms.Form):
    """The reason alone, for a page that changes something without a form of its own."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields[REASON] = reason_field()


def asking_reason(form):
    """A form class like `form` that also asks for the reason of the change, which is no column."""

    class ReasonedForm(form):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.fields[REASON] = reason_field()

        @cached_property
        def changed_data(self):
            return [name for name in super().changed_data if name != REASON]

    return ReasonedForm


def reason_given(form):
    """The reason typed into `form`; "" where none was asked for."""
    return form.cleaned_data.get(REASON, "")
