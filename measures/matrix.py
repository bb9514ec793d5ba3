"""Two of themes, instruments and bases against each other: how many entries there are for each pair.

Every number is the length of the list its link opens: an entry with two themes counts in both rows, and
the closing row and column count entries, not themes. A 0 says which kind of empty it is.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from measures.emptiness import NO_PLAN, PARTIAL, READ, Emptiness, emptiness_of_bases
from measures.models import Entry, Instrument, Theme
from plans.models import DemonstrationBase

TINTS = 4


@dataclass
class Axis:
    """What can stand along a side: its model, the way to it from an entry, and its name."""

    key: str
    model: type
    path: str
    name: str


AXES = {
    axis.key: axis
    for axis in (
        Axis("theme", Theme, "themes__slug", "主题"),
        Axis("instrument", Instrument, "instruments__slug", "政策工具"),
        Axis("base", DemonstrationBase, "plan__base__slug", "示范基地"),
    )
}


@dataclass
class MatrixCell:
    """One number: as shown, its link ("" for a plain 0), the tint 0–4 of its ground, and for a 0 the kind
    of empty it is."""

    text: str
    url: str
    number: int = 0
    tint: int = 0
    empty: Emptiness | None = None

    @property
    def mark(self):
        """What the page shows."""
        return self.empty.mark if self.empty else self.text


@dataclass
class MatrixRow:
    """One theme, instrument or base: a cell for each column, and the total."""

    term: object
    group: str
    cells: list
    total: MatrixCell


@dataclass
class Matrix:
    """The whole table. `totals` is the closing row: all entries of each column, and of all. `empties` are
    the kinds of empty that occur."""

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


def build_matrix(rows="theme", columns="base", share=False, chosen=None):
    """The matrix of two axes (keys of AXES), in eight queries.

    `chosen` narrows as the register's filters do: {"base": [...], "kind": [...]}. With `share`, a number
    is the part of the base's entries in per cent, or without a base of the column's."""
    chosen = chosen or {}
    bases = list(DemonstrationBase.objects.all())
    if chosen.get("base"):
        bases = [base for base in bases if base.slug in chosen["base"]]
    down, across = AXES[rows], AXES[columns]
    entries = Entry.objects.of_base(*(base.slug for base in bases))
    if chosen.get("kind"):
        entries = entries.filter(kind__in=chosen["kind"])
    maker = _CellMaker(down, across, entries, chosen, share, emptiness_of_bases(bases))
    column_terms = bases if columns == "base" else list(across.model.objects.all())
    row_terms = bases if rows == "base" else list(down.model.objects.all())
    made = [
        MatrixRow(
            term,
            term.get_side_display() if rows == "instrument" else "",
            [maker.cell(term, column) for column in column_terms],
            maker.row_total(term),
        )
        for term in row_terms
    ]
    cells = [cell for row in made for cell in row.cells]
    _tint(cells)
    totals = [*map(maker.column_total, column_terms), maker.grand_total()]
    shown = {cell.empty for cell in [*cells, *totals, *(row.total for row in made)]}
    empties = [kind for kind in (READ, PARTIAL, NO_PLAN) if kind in shown]
    return Matrix(down, across, column_terms, made, totals, empties)


class _CellMaker:
    """Cells whose links repeat the conditions of the whole matrix."""

    def __init__(self, down, across, entries, chosen, share, emptiness):
        self.down, self.across, self.chosen, self.share = down, across, chosen, share
        self.emptiness = emptiness
        self.counts = entries.counts_by(down.path, across.path)
        self.row_counts = {slug: count for (slug,), count in entries.counts_by(down.path).items()}
        self.column_counts = {slug: count for (slug,), count in entries.counts_by(across.path).items()}
        self.grand = entries.count()
        kinds = set(emptiness.values())
        self.empty_of_all = PARTIAL if PARTIAL in kinds else READ if READ in kinds else NO_PLAN

    def cell(self, row, column):
        """The entries of one row and one column."""
        number = self.counts.get((row.slug, column.slug), 0)
        by_row = self.down.key == "base"
        whole = self.row_counts.get(row.slug, 0) if by_row else self.column_counts.get(column.slug, 0)
        conditions = {self.across.key: column.slug, self.down.key: row.slug}
        return self._made(number, conditions, self._empty(row, column), whole if self.share else 0)

    def row_total(self, row):
        """The entries of one row, whatever the column; of a base as a count, of others by `share`."""
        whole = self.grand if self.share and self.down.key != "base" else 0
        return self._made(
            self.row_counts.get(row.slug, 0), {self.down.key: row.slug}, self._empty(row), whole
        )

    def column_total(self, column):
        """The entries of one column, as a count."""
        number = self.column_counts.get(column.slug, 0)
        return self._made(number, {self.across.key: column.slug}, self._empty(column))

    def grand_total(self):
        """All entries."""
        return self._made(self.grand, {}, self.empty_of_all)

    def _empty(self, *terms):
        own = (self.emptiness[term.pk] for term in terms if isinstance(term, DemonstrationBase))
        return next(own, self.empty_of_all)

    def _made(self, number, conditions, empty, whole=0):
        if not number:
            return MatrixCell("0", "", empty=empty)
        text = f"{100 * number / whole:.0f}%" if whole else str(number)
        return MatrixCell(text, self._url(conditions), number)

    def _url(self, conditions):
        bases = [conditions["base"]] if "base" in conditions else self.chosen.get("base", [])
        pairs = [("base", one) for one in bases]
        pairs += [("kind", one) for one in self.chosen.get("kind", [])]
        pairs += [(key, conditions[key]) for key in ("theme", "instrument") if key in conditions]
        return reverse("measures") + (f"?{urlencode(pairs)}" if pairs else "")


def _tint(cells):
    """The darker, the more: four steps up to the largest number of the table."""
    largest = max((_shown_number(cell) for cell in cells), default=0)
    for cell in cells:
        cell.tint = -(-TINTS * _shown_number(cell) // largest) if largest else 0


def _shown_number(cell):
    return int(cell.text.rstrip("%"))
