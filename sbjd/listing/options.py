"""The options of a facet: a short list, read whole, or a long one, of which a page sees the beginning."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

NONE = "none"
SOME = "some"
CHUNK = 500


class Option(NamedTuple):
    """One value of a facet: as it stands in the address, as the reader sees it, and a small heading
    over it and its neighbours ("" for none)."""

    value: str
    label: str
    group: str = ""


class Terms:
    """Options that may be very many (organizations, tasks): never read whole.

    `rows` gives the QuerySet of all of them in their fixed order; `columns` are the columns of it that make
    an `Option`, a single one being value and label. Where those that most rows have come first, `frequent`
    gives them so, and the fixed order decides between equals. `moved` gives for values that there are no
    more {value: (the value it has become, its label)}.
    """

    def __init__(self, rows, *columns, frequent=None, moved=None):
        self.rows, self.columns, self.frequent, self.moved = rows, columns, frequent, moved

    def first(self, number):
        """The first `number` options in the order in which they are drawn."""
        return self._options((self.frequent or self.rows)()[:number])

    def find(self, values):
        """{value: Option} of those of `values` that there are, in the fixed order."""
        values, found = list(values), {}
        for start in range(0, len(values), CHUNK):
            part = self.rows().filter(**{f"{self.columns[0]}__in": values[start : start + CHUNK]})
            found.update((option.value, option) for option in self._options(part))
        return found

    def count(self):
        """How many there are."""
        return self.rows().count()

    def _options(self, rows):
        rows = rows.values_list(*self.columns)
        return [Option(*row) if len(row) > 1 else Option(row[0], row[0]) for row in rows]


@dataclass(frozen=True)
class OptionSet:
    """The options of a facet as they are now: the `first` of them, all in a short list, and how many there
    are in all. `missing` is the option for rows without a value; `terms` finds what is not among the first.
    """

    first: tuple[Option, ...]
    total: int
    missing: Option | None = None
    terms: Terms | None = field(default=None, repr=False)

    def __iter__(self):
        """The first options, the one for rows without a value last."""
        yield from self.first
        if self.missing:
            yield self.missing

    def __len__(self):
        return len(self.first) + bool(self.missing)

    @cached_property
    def by_value(self):
        """{value: Option} of these."""
        return {option.value: option for option in self}

    def find(self, values):
        """{value: Option} of those of `values` that there are."""
        found = {value: self.by_value[value] for value in values if value in self.by_value}
        if self.terms and (rest := [value for value in values if value not in found]):
            found |= self.terms.find(rest)
        return found
