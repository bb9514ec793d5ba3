"""Codes: what a page in an address is named by, and where each leads."""

from measures.models import Entry, MeasureItem, Programme, Quantity, Task
from plans.missing import not_found
from plans.models import Erratum

CODE = r"(?P<code>[A-Za-z0-9][A-Za-z0-9.-]{0,59})"
_CODED = (Entry, Task, Programme, MeasureItem, Quantity, Erratum)


def find_coded(code):
    """The row of any model that has this code, or None. Codes are small letters; capitals will do."""
    for model in _CODED:
        row = model.objects.filter(code=code.lower()).first()
        if row:
            return row
    return None


def missing_code(request, code, what, lists):
    """The 404 page for a code that no `what` has: the thing of another kind that has it, if there is
    one, and the `lists` to look in, as (name, url) pairs."""
    other = find_coded(code)
    found = [(f"{other._meta.verbose_name} {other}", other.get_absolute_url())] if other else []
    return not_found(request, f"没有编码为“{code}”的{what}。", [*found, *lists])
