"""Columns of a table and of an export, and the orders a list can stand in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import F, Value
from django.db.models.functions import NullIf


class Link(NamedTuple):
    """Words that lead somewhere; without a url, words alone."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Column:
    """One column. `value(row)` is the plain value, text or number, that an export writes.

    `cell(row)` is what the page shows when that differs: a text, a `Link`, or a list of links.
    `order` names the fields to sort by, a `"text?"` ending in ? being text that may be empty; empty
    and missing values stand last both ways. `template` is a component that draws the cell from `value`.
    `width` is how wide a workbook makes it at most, in digits; 0 leaves it to the workbook. Numbers of a
    `percent` column are parts of 1, which spreadsheets show in per cent. A column of 是 and 否 may have a
    `tally`: (heading, sentence with a {} for the number of 是), which an export says of its rows if any is.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    cell: Callable[[Any], Any] | None = None
    order: tuple[str, ...] = ()
    numeric: bool = False
    header: bool = False
    template: str = ""
    tally: tuple[str, str] = ()
    width: int = 0
    percent: bool = False

    def ordering(self, descending):
        """Expressions for `order_by`: the column's fields, empty ones last."""
        return tuple(_directed(name, descending) for name in self.order)


@dataclass(frozen=True)
class Order:
    """An order offered by name beside those of the columns (方案顺序, 相关度).

    `by` is what `order_by` takes. `needs` names the filter without which the order has no meaning."""

    key: str
    label: str
    by: tuple[Any, ...] = ()
    needs: str = ""


def _directed(name, descending):
    expression = NullIf(F(name[:-1]), Value("")) if name.endswith("?") else F(name)
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


# In Chinese characters, two letters to one.
SHORT, LONG = 8, 16


@dataclass
class Cell:
    """A cell as the page draws it."""

    links: list[Link]
    value: Any
    numeric: bool = False
    header: bool = False
    template: str = ""

    @property
    def short(self):
        """A word or two, which a narrow column must not break."""
        return self.numeric or self._length <= SHORT

    @property
    def long(self):
        """A sentence, which would be one character wide on a phone if the column could shrink at will."""
        return self._length > LONG

    @property
    def _length(self):
        return sum(len(link.text) / (2 if link.text.isascii() else 1) for link in self.links)

    @classmethod
    def of(cls, column, row):
        """The cell of `row` in `column`."""
        value = column.value(row)
        shown = column.cell(row) if column.cell else value
        if isinstance(shown, Link):
            links = [shown]
        elif isinstance(shown, list):
            links = [one if isinstance(one, Link) else Link(str(one)) for one in shown]
        else:
            links = [Link("" if shown is None else str(shown))]
        return cls(links, value, column.numeric, column.header, column.template)


@dataclass
class Head:
    """A column's head. `url` sorts by it; `sorted` is "", ascending or descending, as ARIA says it; `key`
    names it on the page, so that it keeps the focus."""

    label: str
    numeric: bool = False
    url: str = ""
    sorted: str = ""
    key: str = ""


@dataclass
class Table:
    """A table ready to draw: caption, heads and rows of cells."""

    caption: str
    heads: list[Head]
    rows: list[list[Cell]] = field(default_factory=list)

    @classmethod
    def of(cls, caption, columns, rows, heads=None):
        """The table of `rows` in `columns`; `heads` when they can be sorted by."""
        if heads is None:
            heads = [Head(column.label, column.numeric) for column in columns]
        return cls(caption, heads, [[Cell.of(column, row) for column in columns] for row in rows])
