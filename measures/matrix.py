"""Two of themes, instruments and bases against each other: how many entries there are for each pair.

Every number is the length of the list its link opens: an entry with two themes counts in both rows, and
the closing row and column count entries, not themes. A 0 says which kind of empty it is.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from measures.emptiness import NO_PLAN, PARTIAL, READ, Emptiness, emptiness_of_bases
from measures.models import Instrument, Theme
from measures.register_views import Register
from plans.models import DemonstrationBase
from sbjd.listing.cube import Selection

TINTS = 4


@dataclass
class Axis:
    """What can stand along a side: its key in addresses, its model, and its name."""

    key: str
    model: type
    name: str


AXES = {
    axis.key: axis
    for axis in (
        Axis("theme", Theme, "主题"),
        Axis("instrument", Instrument, "政策工具"),
        Axis("base", DemonstrationBase, "示范基地"),
    )
}


@dataclass
class MatrixCell:
    """One number: as shown, its link ("" for a plain 0), the tint 0–4 of its ground, and for a 0 the kind
    of empty it is. `tick` is the value of its tick, row.column, and `name` what that means."""

    text: str
    url: str
    number: int = 0
    tint: int = 0
    empty: Emptiness | None = None
    tick: str = ""
    name: str = ""

    @property
    def mark(self):
        """What the page shows."""
        return self.empty.mark if self.empty else self.text


@dataclass
class MatrixRow:
    """One theme, instrument or base: a cell for each column, the total, and the address of a comparison of
    all bases on it."""

    term: object
    group: str
    cells: list
    total: MatrixCell
    compare_url: str = ""

    @property
    def name(self):
        """What the row is called."""
        return name_of(self.term)


@dataclass
class Matrix:
    """The table. `rows` are those shown; `totals` is the closing row: all entries of each column, and of
    all. `empties` are the kinds of empty that occur."""

    rows_axis: Axis
    columns_axis: Axis
    columns: list
    rows: list
    totals: list
    empties: list


@dataclass
class OneBase:
    """What a matrix of a single base comes down to: the base, and a (term, cell) pair for each theme or
    instrument; `largest` is the largest number of them."""

    base: DemonstrationBase
    pairs: list

    @property
    def largest(self):
        return max((cell.number for _, cell in self.pairs), default=0)


def one_base(matrix):
    """The list that stands for a matrix of one base, or None for any other."""
    if matrix.columns_axis.key == "base" and len(matrix.columns) == 1:
        return OneBase(matrix.columns[0], [(row.term, row.cells[0]) for row in matrix.rows])
    if matrix.rows_axis.key == "base" and len(matrix.rows) == 1:
        (row,) = matrix.rows
        return OneBase(row.term, list(zip(matrix.columns, row.cells, strict=True)))
    return None


def name_of(term):
    """What a row or column is called."""
    return term.short_name if isinstance(term, DemonstrationBase) else term.name


def build_matrix(rows="theme", columns="base", share=False, chosen=None, shown=list):
    """The matrix of two axes (keys of AXES), counted by the register's own cube, so that each number is
    what its list says; five queries.

    `chosen` narrows as the register's filters do: {"base": [...], "kind": [...]}. With `share`, a number
    is the part of the base's entries in per cent, or without a base of the column's. `shown` picks the
    terms whose rows are made, where there are too many for a page."""
    chosen = chosen or {}
    bases = list(DemonstrationBase.objects.all())
    if chosen.get("base"):
        bases = [base for base in bases if base.slug in chosen["base"]]
    down, across = AXES[rows], AXES[columns]
    column_terms = bases if columns == "base" else list(across.model.objects.all())
    row_terms = bases if rows == "base" else list(down.model.objects.all())
    counts = _Counts(down, across, chosen, row_terms, column_terms)
    maker = _CellMaker(down, across, counts, chosen, share, emptiness_of_bases(bases))
    made = [
        MatrixRow(
            term,
            term.get_side_display() if rows == "instrument" else "",
            [maker.cell(term, column) for column in column_terms],
            maker.row_total(term),
        )
        for term in shown(row_terms)
    ]
    totals = [*map(maker.column_total, column_terms), maker.grand_total()]
    found = {cell.empty for row in made for cell in [*row.cells, row.total]}
    found |= {cell.empty for cell in totals}
    empties = [kind for kind in (READ, PARTIAL, NO_PLAN) if kind in found]
    return Matrix(down, across, column_terms, made, totals, empties)


class _Counts:
    """How many entries there are of each row and column, of each pair of them, and of all."""

    def __init__(self, down, across, chosen, rows, columns):
        cube = Register.keeper().current()
        slugs = [column.slug for column in columns]
        self.of_pair, self.of_row = {}, {}
        for row in rows:
            own = Selection(cube, {**chosen, down.key: [row.slug]})
            self.of_row[row.slug] = len(own)
            counts = own.counts(across.key, slugs)
            self.of_pair.update(((row.slug, slug), number) for slug, number in counts.items())
        every = Selection(cube, chosen)
        self.of_column = every.counts(across.key, slugs)
        self.of_all = len(every)


class _CellMaker:
    """Cells whose links repeat the conditions of the whole matrix."""

    def __init__(self, down, across, counts, chosen, share, emptiness):
        self.down, self.across, self.chosen, self.share = down, across, chosen, share
        self.counts, self.emptiness = counts, emptiness
        kinds = set(emptiness.values())
        self.empty_of_all = PARTIAL if PARTIAL in kinds else READ if READ in kinds else NO_PLAN
        self.largest = max((self._value(*pair) for pair in counts.of_pair), default=0)

    def cell(self, row, column):
        """The entries of one row and one column; the darker, the more: four steps up to the largest number
        of the whole table."""
        pair = row.slug, column.slug
        conditions = {self.across.key: column.slug, self.down.key: row.slug}
        number, value = self.counts.of_pair[pair], self._value(*pair)
        made = self._made(number, f"{value}%" if self.share else str(value), conditions, row, column)
        made.tint = -(-TINTS * value // self.largest) if value else 0
        made.tick, made.name = ".".join(pair), f"{name_of(row)}，{name_of(column)}"
        return made

    def _value(self, row, column):
        """The number that a cell shows, a count or per cent."""
        number = self.counts.of_pair[row, column]
        whole = self.counts.of_row[row] if self.down.key == "base" else self.counts.of_column[column]
        return round(100 * number / whole) if self.share and whole else number

    def row_total(self, row):
        """The entries of one row, whatever the column; of a base as a count, of others by `share`."""
        number, whole = self.counts.of_row[row.slug], self.counts.of_all
        share = self.share and whole and self.down.key != "base"
        text = f"{round(100 * number / whole)}%" if share else str(number)
        return self._made(number, text, {self.down.key: row.slug}, row)

    def column_total(self, column):
        """The entries of one column, as a count."""
        number = self.counts.of_column[column.slug]
        return self._made(number, str(number), {self.across.key: column.slug}, column)

    def grand_total(self):
        """All entries."""
        return self._made(self.counts.of_all, str(self.counts.of_all), {})

    def _made(self, number, text, conditions, *terms):
        if number:
            return MatrixCell(text, self._url(conditions), number)
        own = (self.emptiness[term.pk] for term in terms if isinstance(term, DemonstrationBase))
        return MatrixCell("0", "", empty=next(own, self.empty_of_all))

    def _url(self, conditions):
        bases = [conditions["base"]] if "base" in conditions else self.chosen.get("base", [])
        pairs = [("base", one) for one in bases]
        pairs += [("kind", one) for one in self.chosen.get("kind", [])]
        pairs += [(key, conditions[key]) for key in ("theme", "instrument") if key in conditions]
        return reverse("measures") + (f"?{urlencode(pairs)}" if pairs else "")
