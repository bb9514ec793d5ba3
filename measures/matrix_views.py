"""The page of the matrix, and its export."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from measures.compare import FEWEST, MOST
from measures.emptiness import NO_PLAN, PARTIAL, unread_plans
from measures.filters import bases
from measures.matrix import AXES, build_matrix, name_of, one_base
from measures.models import Entry
from sbjd.listing.cleaning import as_shown, clean_number
from sbjd.listing.columns import Column
from sbjd.listing.exports import export, export_links
from sbjd.listing.filters import Facet, ListFilterSet
from sbjd.listing.given import GivenRows
from sbjd.listing.pages import SIZES, Pages

TITLE = "主题矩阵"
VALUES = {"count": "条数", "share": "占比"}
KEYS = ("rows", "columns", "value", "size", "page")
# So many bases stand side by side by themselves, so many when asked to; more stand one below the other.
MOST_COLUMNS, MOST_COLUMNS_ASKED_FOR = 6, 30
ROWS_OF_A_PAGE = 50


class MatrixFilterSet(ListFilterSet):
    """What the matrix counts."""

    kind = Facet(label="类型", path="kind", options=lambda: Entry.Kind.choices)
    base = Facet(label="示范基地", path="plan__base__slug", options=bases)


@dataclass
class Head:
    """A column: what it is about, what it is called, and its comparison of all bases ("" for none)."""

    term: object
    name: str
    compare_url: str


def matrix(request, ending=""):
    """Two of theme, instrument and base; each number leads to the list it counts. With an `ending` the
    export of the table."""
    asked = MatrixQuestion(request.GET)
    share = asked.value == "share"
    if ending:
        made = build_matrix(asked.rows, asked.columns, share, asked.chosen)
        taken = MatrixTaken(made, asked.caption, asked.url(size=ROWS_OF_A_PAGE, page=1))
        return export(taken, _export_columns(made, share), ending, request)
    made = build_matrix(asked.rows, asked.columns, share, asked.chosen, asked.open_page)
    compared = _compared(made)
    for row in made.rows:
        row.compare_url = _compare_url(asked.rows, row.term, compared)
    context = {
        "matrix": made,
        "heads": [
            Head(column, name_of(column), _compare_url(asked.columns, column, compared))
            for column in made.columns
        ],
        "asked": asked,
        "rows": asked.rows,
        "columns": asked.columns,
        "comparable": bool(compared),
        "row_name": made.rows_axis.name,
        "column_name": made.columns_axis.name,
        "axis_choices": [(key, axis.name) for key, axis in AXES.items()],
        "value_choices": VALUES.items(),
        "facets": asked.filters.shown_facets(),
        "exports": export_links(asked.url(size=ROWS_OF_A_PAGE, page=1)),
        "unread_plans": unread_plans(),
        "one_base": one_base(made),
        "one_base_axis": made.columns_axis if asked.rows == "base" else made.rows_axis,
        "base_options": asked.filters.options["base"],
        "reset_url": reverse("matrix") if asked.url() != reverse("matrix") else "",
        "here": TITLE,
    }
    return render(request, "measures/matrix.html", context)


class MatrixQuestion:
    """What an address asks of the matrix. What is not understood is dropped and said in `notices`; `pages`
    are there once `open_page` has been called."""

    def __init__(self, data):
        self.filters = MatrixFilterSet(data, Entry.objects.all(), KEYS)
        self.notices, self.chosen = self.filters.notices, self.filters.chosen
        self.rows = self._choice(data, "rows", AXES, "行", "theme")
        other = "theme" if self.rows == "base" else "base"
        self.columns = self._choice(data, "columns", AXES, "列", other)
        if self.columns == self.rows:
            self.notices.append(f"行与列都是{AXES[self.rows].name}，列改为{AXES[other].name}。")
            self.columns = other
        self.value = self._choice(data, "value", VALUES, "值", "count")
        self._turn_many_bases(data)
        size = clean_number(data.get("size", ""))
        self.size = size if size in SIZES else ROWS_OF_A_PAGE
        self._page, self.pages = clean_number(data.get("page", "")) or 1, None

    def _choice(self, data, name, choices, label, default):
        asked = data.get(name, "")
        if asked and asked not in choices:
            self.notices.append(f"“{label}”中没有“{as_shown(asked)}”，已忽略。")
        return asked if asked in choices else default

    def _turn_many_bases(self, data):
        if self.columns != "base":
            return
        shown = len(self.chosen.get("base", ())) or self.filters.options["base"].total
        if shown > MOST_COLUMNS_ASKED_FOR and data.get("columns"):
            self.notices.append(f"列最多{MOST_COLUMNS_ASKED_FOR}个基地，现有{shown}个，改为每行一个基地。")
        if shown > (MOST_COLUMNS_ASKED_FOR if data.get("columns") else MOST_COLUMNS):
            self.rows, self.columns = self.columns, self.rows

    def open_page(self, terms):
        """Those of `terms` whose rows the page shows."""
        self.pages = Pages(len(terms), lambda start, stop: terms[start:stop], self._page, self.size, self.url)
        if self.pages.notice:
            self.notices.append(self.pages.notice)
        return self.pages.rows

    @property
    def conditions(self):
        """What the matrix is narrowed to, as (key, value) pairs."""
        return [(key, one) for key, values in self.chosen.items() for one in values]

    @property
    def carried(self):
        """What of it a comparison of ticked cells must be told; bases that can be ticked are not."""
        return [
            pair for pair in self.conditions if pair[0] != "base" or "base" not in (self.rows, self.columns)
        ]

    def url(self, **changes):
        """The address of this matrix, of another page or page size."""
        state = {"size": self.size, "page": self._page, **changes}
        axes = [("rows", self.rows), ("columns", self.columns)]
        pairs = axes if axes != [("rows", "theme"), ("columns", "base")] else []
        pairs += [("value", self.value)] if self.value != "count" else []
        pairs += self.conditions
        pairs += [("size", state["size"])] if state["size"] != ROWS_OF_A_PAGE else []
        pairs += [("page", state["page"])] if state["page"] != 1 else []
        return reverse("matrix") + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def caption(self):
        """What the table counts, in one line."""
        kinds = "与".join(self.filters.label_of("kind", one) for one in self.chosen.get("kind", []))
        names = "、".join(self.filters.label_of("base", one) for one in self.chosen.get("base", []))
        of_base = "base" in (self.rows, self.columns)
        measured = "条数" if self.value == "count" else f"占本{'基地' if of_base else '列'}条目的百分比"
        axes = f"{AXES[self.rows].name}×{AXES[self.columns].name}"
        return f"{names or '各基地'}{kinds or '举措与项目'}的{axes}：{measured}"


def _compared(made):
    """The slugs of the bases of this matrix, where all of them can be compared at once."""
    if made.columns_axis.key == "base":
        slugs = [base.slug for base in made.columns]
    else:
        slugs = [row.term.slug for row in made.rows if made.rows_axis.key == "base"]
    return slugs if FEWEST <= len(slugs) <= MOST else []


def _compare_url(axis, term, slugs):
    """The comparison of these bases on a theme or instrument; "" for a base, or without bases."""
    if axis == "base" or not slugs:
        return ""
    return f"{reverse('compare')}?{urlencode([*(('base', slug) for slug in slugs), (axis, term.slug)])}"


# Export --------------------------------------------------------------------------------------------------

# What the page marks 0*. In a file it is a 0 like any other, to be reckoned with, and a column names it.
_DOUBTFUL = "可能有遗漏的0"


class MatrixTaken(GivenRows):
    """The matrix as a list: the terms of its rows."""

    unit = "行"

    def __init__(self, made, caption, url):
        rows = made.rows_axis.model.objects.filter(pk__in=[row.term.pk for row in made.rows])
        super().__init__(TITLE, rows, caption, "表中次序", url)
        self.made = made

    def load_export(self, rows):
        """Everything is there."""
        return rows

    def export_notes(self, listing):
        """What a total and what a 0 mean."""
        notes = [
            (_DOUBTFUL if kind is PARTIAL else f"空格{kind.mark}", kind.meaning) for kind in self.made.empties
        ]
        return [("计数", "一条举措或项目可有多个主题或政策工具，各计一次；合计按条目计。"), *notes]


def _export_columns(made, share):
    rows = {row.term.pk: row for row in made.rows}
    names = [*map(name_of, made.columns), "合计"]
    # The total of a base is a count even among shares: it is what they are shares of.
    total_share = share and made.rows_axis.key != "base"

    def number(at):
        return lambda term: _exported(rows[term.pk].cells[at])

    def doubtful(term):
        cells = [*rows[term.pk].cells, rows[term.pk].total]
        return "、".join(name for name, cell in zip(names, cells, strict=True) if cell.empty is PARTIAL)

    return (
        Column("slug", "标识", lambda term: term.slug),
        Column("name", made.rows_axis.name, name_of),
        *(
            Column(column.slug, name_of(column), number(at), numeric=True, percent=share)
            for at, column in enumerate(made.columns)
        ),
        Column(
            "total", "合计", lambda term: _exported(rows[term.pk].total), numeric=True, percent=total_share
        ),
        *([Column("doubtful", _DOUBTFUL, doubtful)] if PARTIAL in made.empties else []),
    )


def _exported(cell):
    """A number, a share being a part of 1; the mark of a base without a plan, which is no number."""
    if cell.empty is NO_PLAN:
        return cell.mark
    return int(cell.text[:-1]) / 100 if cell.text.endswith("%") else int(cell.text)
