"""Facets: closed sets of values, shown with their counts, of which any may be chosen.

A facet is declared with one `path` into the database. The same path narrows the list and counts the
values, so a count and the list behind it are one question.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import django_filters
from django import forms
from django.db.models import Count, Q

NONE = "none"
SOME = "some"


class Option(NamedTuple):
    """One value of a facet: as it stands in the address, as the reader sees it, and a small heading
    over it and its neighbours ("" for none)."""

    value: str
    label: str
    group: str = ""


class Facet(django_filters.MultipleChoiceFilter):
    """A closed set of values, of which any may be chosen: OR within a facet, AND between facets.

    `path` leads from the row to the value. `options` gives the options in their fixed order, run once a
    page. `many` says that a row can have several values. `missing` names the option for rows that have
    none (「未归入指标」), and `blank` says that such a row holds "" rather than nothing. `opened` unfolds
    the facet even when nothing in it is chosen. A page draws at most `most` options; the list named by
    `elsewhere` has them all.
    """

    def __init__(
        self,
        *,
        label,
        path,
        options,
        many=False,
        missing="",
        blank=False,
        opened=True,
        most=300,
        elsewhere="",
    ):
        super().__init__(
            field_name=path,
            label=label,
            choices=(),
            required=False,
            distinct=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.path, self.load_options, self.many = path, options, many
        self.missing, self.blank, self.opened = missing, blank, opened
        self.most, self.elsewhere = most, elsewhere

    def all_options(self):
        """Every option, the one for rows without a value last."""
        options = [Option(*option) for option in self.load_options()]
        return [*options, Option(NONE, self.missing)] if self.missing else options

    def filter(self, qs, value):
        """The rows that have any of these values."""
        if not value:
            return qs
        condition = Q()
        if given := [one for one in value if one != NONE]:
            condition |= Q(**{f"{self.path}__in": given})
        if NONE in value:
            condition |= Q(**{self.path: ""}) if self.blank else Q(**{f"{self.path}__isnull": True})
        if self.many:  # a join would repeat rows, and DISTINCT would fight with the order
            return qs.filter(pk__in=qs.model._base_manager.filter(condition).values("pk"))
        return qs.filter(condition)

    def counts(self, qs):
        """How many rows of `qs` each value has, by the value's text in the address. One query."""
        counted = qs.order_by().values_list(self.path).annotate(rows=Count("pk", distinct=True))
        return {as_text(value): rows for value, rows in counted}


class Presence(Facet):
    """Whether a row has something at all: `some` names the option for rows that have it, `missing` the
    one for rows that do not. `given` makes the condition that a row has it, a Q or an Exists."""

    def __init__(self, *, label, given, some, missing, opened=True):
        super().__init__(
            label=label,
            path="",
            options=lambda: [(SOME, some)],
            many=True,
            missing=missing,
            opened=opened,
        )
        self.given = given

    def filter(self, qs, value):
        """The rows that have it, or those that do not; with both chosen, all."""
        if len(value) != 1:
            return qs
        return qs.filter(self.given()) if SOME in value else qs.exclude(self.given())

    def counts(self, qs):
        """How many rows of `qs` have it and how many do not. One query."""
        found = qs.order_by().aggregate(all=Count("pk"), some=Count("pk", filter=self.given()))
        return {SOME: found["some"], NONE: found["all"] - found["some"]}


def as_text(value):
    """A value of the database as it stands in the address."""
    if value is None or value == "":
        return NONE
    return str(int(value)) if isinstance(value, bool) else str(value)


def counts_together(facets, qs):
    """The counts of several facets that narrow alike and have one value a row: {name: counts}, for
    {name: facet}. One query in place of one each."""
    if not facets:
        return {}
    names, paths = list(facets), [one.path for one in facets.values()]
    counts = {name: {} for name in names}
    for *values, rows in qs.order_by().values_list(*paths).annotate(rows=Count("pk")):
        for name, value in zip(names, values, strict=True):
            text = as_text(value)
            counts[name][text] = counts[name].get(text, 0) + rows
    return counts


@dataclass
class ShownOption:
    """An option as the page draws it."""

    value: str
    label: str
    group: str
    count: int
    checked: bool
    id: str


@dataclass
class ShownFacet:
    """A facet as the page draws it: `first` options, the `rest` that unfold, and how many are `left_out`,
    to be found in the list at `elsewhere`."""

    name: str
    label: str
    opened: bool
    first: list[ShownOption] = field(default_factory=list)
    rest: list[ShownOption] = field(default_factory=list)
    left_out: int = 0
    elsewhere: str = ""

    @property
    def rest_opened(self):
        """A chosen option is never hidden."""
        return any(option.checked for option in self.rest)

    @property
    def chosen(self):
        """How many of its options are chosen."""
        return sum(option.checked for option in self.first + self.rest)
