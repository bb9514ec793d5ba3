"""The page of the matrix, and its export."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse

from measures.emptiness import unread_plans
from measures.filters import bases
from measures.matrix import AXES, build_matrix, name_of, one_base
from measures.models import Entry
from measures.takeaway import export_links
from sbjd.listing.cleaning import as_shown
from sbjd.listing.columns import Column, Order
from sbjd.listing.exports import export
from sbjd.listing.filters import Facet, ListFilterSet

TITLE = "主题矩阵"
VALUES = {"count": "条数", "share": "占比"}
MOST_COLUMNS_OF_BASES = 6
COMPARED = 4


class MatrixFilterSet(ListFilterSet):
    """What the matrix counts."""

    kind = Facet(label="类型", path="kind", options=lambda: Entry.Kind.choices)
    base = Facet(label="示范基地", path="plan__base__slug", options=bases)


def matrix(request, ending=""):
    """Two of theme, instrument and base; each number leads to the list it counts. With an `ending` the
    export of the table."""
    filters = MatrixFilterSet(request.GET, Entry.objects.all(), ("rows", "columns", "value"))
    notices = filters.notices
    rows, columns = _axes(request.GET, filters, notices)
    value = _choice(request.GET, "value", VALUES, "值", "count", notices)
    made = build_matrix(rows, columns, value == "share", filters.chosen)
    caption = _caption(made, value, filters)
    url = _url(rows, columns, value, filters.chosen)
    if ending:
        return export(MatrixTaken(made, caption, url), _export_columns(made), ending, request)
    context = {
        "matrix": made,
        "heads": [(column, name_of(column)) for column in made.columns],
        "rows": rows,
        "columns": columns,
        "row_name": made.rows_axis.name,
        "column_name": made.columns_axis.name,
        "value": value,
        "axis_choices": [(key, axis.name) for key, axis in AXES.items()],
        "value_choices": VALUES.items(),
        "facets": filters.shown_facets(),
        "notices": notices,
        "caption": caption,
        "exports": export_links(url),
        "unread_plans": unread_plans(),
        "ticked": {base.slug for base in _first_compared(made)},
        "one_base": one_base(made),
        "one_base_axis": made.columns_axis if rows == "base" else made.rows_axis,
        "base_options": filters.options["base"],
        "kept": [("value", value), *(("kind", one) for one in filters.chosen.get("kind", ()))],
        "reset_url": reverse("matrix") if _narrowed(request.GET) else "",
        "here": TITLE,
    }
    return render(request, "measures/matrix.html", context)


def _axes(data, filters, notices):
    """Rows and columns as asked for. Many bases stand better one below the other: unless the columns are
    asked for, more than six of them change sides."""
    rows = _choice(data, "rows", AXES, "行", "theme", notices)
    other = "theme" if rows == "base" else "base"
    columns = _choice(data, "columns", AXES, "列", other, notices)
    if columns == rows:
        notices.append(f"行与列都是{AXES[rows].name}，列改为{AXES[other].name}。")
        columns = other
    shown = len(filters.chosen.get("base", ())) or len(filters.options["base"])
    if columns == "base" and not data.get("columns") and shown > MOST_COLUMNS_OF_BASES:
        return columns, rows
    return rows, columns


def _choice(data: QueryDict, name, choices, label, default, notices):
    asked = data.get(name, "")
    if asked and asked not in choices:
        notices.append(f"“{label}”中没有“{as_shown(asked)}”，已忽略。")
    return asked if asked in choices else default


def _narrowed(data):
    return any(data.getlist(name) for name in ("rows", "columns", "value", "kind", "base"))


def _url(rows, columns, value, chosen):
    pairs = [("rows", rows), ("columns", columns)] + ([("value", value)] if value != "count" else [])
    pairs += [(key, one) for key, values in chosen.items() for one in values]
    return f"{reverse('matrix')}?{urlencode(pairs)}"


def _caption(made, value, filters):
    kinds = "与".join(filters.label_of("kind", one) for one in filters.chosen.get("kind", []))
    names = "、".join(filters.label_of("base", one) for one in filters.chosen.get("base", []))
    of_base = "base" in (made.rows_axis.key, made.columns_axis.key)
    measured = "条数" if value == "count" else f"占本{'基地' if of_base else '列'}条目的百分比"
    axes = f"{made.rows_axis.name}×{made.columns_axis.name}"
    return f"{names or '各基地'}{kinds or '举措与项目'}的{axes}：{measured}"


def _first_compared(made):
    """The bases that stand ticked at first: all, where that is few enough to compare."""
    terms = (
        made.columns
        if made.columns_axis.key == "base"
        else [row.term for row in made.rows if made.rows_axis.key == "base"]
    )
    return terms if len(terms) <= COMPARED else []


# Export --------------------------------------------------------------------------------------------------


class MatrixTaken:
    """The matrix as the kit exports a list: the terms of its rows are the list."""

    title, unit, descending = TITLE, "行", False
    order = Order("given", "表中次序")

    def __init__(self, made, caption, url):
        self.made, self.caption, self._url = made, caption, url
        self.rows = made.rows_axis.model.objects.filter(pk__in=[row.term.pk for row in made.rows])
        self.declaration = self

    def describe(self):
        """What the table counts."""
        return self.caption

    def url(self, **changes):
        """The address of the table; it has no other states."""
        return self._url

    def get_queryset(self):
        """All rows there could be."""
        return self.made.rows_axis.model.objects.all()

    def load_export(self, rows):
        """Everything is there."""
        return rows

    def export_notes(self, rows):
        """What a total and what a 0 mean."""
        notes = [("空格", f"{kind.mark}：{kind.meaning}") for kind in self.made.empties]
        return [("计数", "一条举措或项目可有多个主题或政策工具，各计一次；合计按条目计。"), *notes]


def _export_columns(made):
    rows = {row.term.pk: row for row in made.rows}

    def number(at):
        return lambda term: _exported(rows[term.pk].cells[at])

    return (
        Column("slug", "标识", lambda term: term.slug),
        Column("name", made.rows_axis.name, name_of),
        *(
            Column(column.slug, name_of(column), number(at), numeric=True)
            for at, column in enumerate(made.columns)
        ),
        Column("total", "合计", lambda term: _exported(rows[term.pk].total), numeric=True),
    )


def _exported(cell):
    """A number as a number; a 0 that is not simply 0, and a share, as the page shows them."""
    if cell.text.isdigit() and cell.mark.isdigit():
        return int(cell.text)
    return cell.mark
