"""Rows that say who decided them: what a person changes at the desk becomes that person's."""

from measures.models import Origin
from sbjd.desk.editing import DeskAdmin
from sbjd.desk.forms import reason_given


def sign(row, form, reason):
    """Mark `row`, just changed in `form`, as a person's work. Unless a reason of its own was typed beside
    it, the reason for the whole change is the reason for this row."""
    row.origin = Origin.PERSON
    if hasattr(row, "reason") and "reason" not in form.changed_data and reason:
        row.reason = reason


def sign_formset(formset, reason):
    """The changed and new rows of `formset`, unsaved and signed, and the rows to delete."""
    rows = formset.save(commit=False)
    forms = {id(form.instance): form for form in formset.forms}
    for row in rows:
        sign(row, forms[id(row)], reason)
    return rows, formset.deleted_objects


class SignedAdmin(DeskAdmin):
    """The list and form of rows that have an origin and a reason."""

    def save_model(self, request, obj, form, change):
        if not change or form.changed_data:
            sign(obj, form, reason_given(form))
        super().save_model(request, obj, form, change)
