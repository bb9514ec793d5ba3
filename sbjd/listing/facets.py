"""Facets: closed sets of values, shown with their counts, of which any may be chosen.

A facet is declared with one `path` into the database. The same path narrows the list and makes the
sets that count it, so a count and the list behind it are one question.
"""

from dataclasses import dataclass, field

import django_filters
from django import forms
from django.db.models import Q

from sbjd.listing.drawing import options_html
from sbjd.listing.options import NONE, SOME, Option, OptionSet, Terms


class Facet(django_filters.MultipleChoiceFilter):
    """A closed set of values, of which any may be chosen: OR within a facet, AND between facets.

    `path` leads from the row to the value. `options` is a function that gives the options in their fixed
    order, or `Terms` where they may be very many. `many` says that a row can have several values. `missing`
    names the option for rows that have none (「未归入指标」), and `blank` says that such a row may hold ""
    rather than nothing. `opened` unfolds the facet even when nothing in it is chosen. A page draws at most
    `most` options; the list named by `elsewhere` has them all.
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
        self.path, self.source, self.many = path, options, many
        self.missing, self.blank, self.opened = missing, blank, opened
        self.most, self.elsewhere = most, elsewhere

    @property
    def terms(self):
        """The `Terms` of a facet whose options are never read whole, or None."""
        return self.source if isinstance(self.source, Terms) else None

    def read_options(self):
        """The options as they are now, an `OptionSet`."""
        if self.terms:
            return self.option_set(self.terms.first(self.most), self.terms.count())
        options = [Option(*option) for option in self.source()]
        return self.option_set(options, len(options))

    def option_set(self, first, total):
        """The `OptionSet` with these options before the one for rows without a value."""
        missing = Option(NONE, self.missing) if self.missing else None
        return OptionSet(tuple(first), total, missing, self.terms)

    def condition(self, values):
        """The condition that a row has any of these values."""
        condition = Q()
        if given := [one for one in values if one != NONE]:
            condition |= Q(**{f"{self.path}__in": given})
        if NONE in values:
            condition |= Q(**{f"{self.path}__isnull": True})
            if self.blank:
                condition |= Q(**{self.path: ""})
        return condition

    def filter(self, qs, value):
        """The rows that have any of these values."""
        if not value:
            return qs
        condition = self.condition(value)
        if self.many:  # a join would repeat rows, and DISTINCT would fight with the order
            return qs.filter(pk__in=qs.model._base_manager.filter(condition).values("pk"))
        return qs.filter(condition)


class Presence(Facet):
    """Whether a row has something at all: `some` names the option for rows that have a value at `path`,
    which with `blank` is not "" either, `missing` the one for rows that have not."""

    def __init__(self, *, label, path, some, missing, blank=False, opened=True):
        super().__init__(
            label=label,
            path=path,
            options=lambda: [(SOME, some)],
            many=True,
            missing=missing,
            blank=blank,
            opened=opened,
        )

    def condition(self, values):
        """The condition that a row has a value: all that can be said of one of its values at a time."""
        return Q(**{f"{self.path}__gt": ""}) if self.blank else Q(**{f"{self.path}__isnull": False})

    def filter(self, qs, value):
        """The rows that have it, or those that do not; with both chosen, all."""
        if len(value) != 1:
            return qs
        having = Q(pk__in=qs.model._base_manager.filter(self.condition(value)).values("pk"))
        return qs.filter(having if SOME in value else ~having)


def as_text(value):
    """A value of the database as it stands in the address."""
    if value is None or value == "":
        return NONE
    return str(int(value)) if isinstance(value, bool) else str(value)


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
    def first_html(self):
        """The first options as HTML."""
        return options_html(self.name, self.first)

    @property
    def rest_html(self):
        """The options that unfold as HTML."""
        return options_html(self.name, self.rest)

    @property
    def rest_opened(self):
        """A chosen option is never hidden."""
        return any(option.checked for option in self.rest)

    @property
    def chosen(self):
        """How many of its options are chosen."""
        return sum(option.checked for option in self.first + self.rest)
