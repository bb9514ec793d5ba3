"""Ticked cells of a matrix → the comparison they ask for.

The form of the matrix sends its axes and a `cell=row.column` for each tick; what they name together, bases
and themes or instruments, is an address that can be kept and sent.
"""

from measures.compare import MOST
from measures.matrix import AXES
from plans.models import DemonstrationBase

KEYS = ("base", "kind", "theme", "instrument")


def is_ticked(data):
    """Whether the address comes from the form of a matrix."""
    return "cell" in data or {"rows", "columns"} <= set(data)


def comparison_of(data):
    """The query, as pairs, of the comparison that the ticked cells of `data` ask for: every base they
    name on every theme and instrument they name. Where neither they nor the matrix are about single
    bases, these are all bases, if that is few enough to compare. Nothing ticked asks for nothing,
    whatever the matrix is narrowed to: the page that compares then says that ticks come first."""
    if not any(data.getlist("cell")):
        return []
    named = {key: {} for key in KEYS}
    axes = [data.get("rows", ""), data.get("columns", "")]
    for cell in data.getlist("cell"):
        for axis, slug in zip(axes, cell.split(".", 1), strict=False):
            if axis in AXES:
                named[axis][slug] = None
    for key in KEYS:
        named[key].update(dict.fromkeys(data.getlist(key)))
    if not any(named["base"]) and "base" not in axes:
        everyone = list(DemonstrationBase.objects.values_list("slug", flat=True)[: MOST + 1])
        named["base"] = everyone if len(everyone) <= MOST else []
    return [(key, slug) for key in KEYS for slug in named[key] if slug]
