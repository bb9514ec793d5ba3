"""What a search names outright: a base, a plan, an organization, a metric, a theme, a policy instrument."""

from dataclasses import dataclass, replace

from measures.models import Instrument, Metric, Organization, Theme
from measures.querysets import in_any
from plans.models import DemonstrationBase, WorkPlan
from sbjd.search.folding import fold

MOST, MOST_OF_KIND = 6, 2
_NAMED = (
    (DemonstrationBase, ("name", "short_name", "aliases")),
    (WorkPlan, ("title",)),
    (Theme, ("name",)),
    (Instrument, ("name",)),
    (Organization, ("name", "aliases")),
    (Metric, ("name",)),
)


@dataclass(frozen=True)
class Named:
    """Something with a page of its own, and what kind of thing it is."""

    kind: str
    name: str
    url: str


def named(query):
    """What has every term of `query` in its name, what is called exactly so first; six at most. One query
    for each kind."""
    terms = query.terms
    words = [term.text for term in terms]
    if not words or len(words) < len(query.parts) or any(term.field for term in terms):
        return []
    found = []
    for model, fields in _NAMED:
        rows = model.objects.order_by()
        for term in terms:
            rows = rows.filter(in_any(fields, replace(term, alternatives=())))
        rows = sorted(rows[:50], key=lambda row: _rank(row, words))
        found += [(_rank(row, words), row) for row in rows[:MOST_OF_KIND]]
    found.sort(key=lambda pair: pair[0])
    return [Named(row._meta.verbose_name, _name(row), row.get_absolute_url()) for _, row in found[:MOST]]


def _name(row):
    return row.title if isinstance(row, WorkPlan) else str(row)


def _rank(row, words):
    """What is called by the words alone first, then the shortest names."""
    name = fold(_name(row))
    return name != "".join(words), len(name)
