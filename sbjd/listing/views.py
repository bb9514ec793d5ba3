"""The view behind every list: a declaration of filters, columns and orders.

A browser that runs htmx asks for the same address and gets the part of the page that changes: the form, the
rows, the title and the count to announce.
"""

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.cache import patch_vary_headers
from django.views import View

from sbjd.listing.cube import Keeper, Plan
from sbjd.listing.cube.subjects import is_field, paths_of
from sbjd.listing.exports import FORMATS, export
from sbjd.listing.filters import ListFilterSet
from sbjd.listing.listing import Listing

PAGE, PARTIAL = "base.html", "components/list_partial.html"


class ListView(View):
    """A list page and its exports.

    `title` heads the page, `lead` is a sentence under it, `unit` counts the rows (条, 个). `carried_keys` are
    parameters that narrow nothing and go along in every address of the list (see `carried`).
    `columns` make the table, `export_columns` the export (the same when not given). `orders` are the
    named orders; the first one is the default and breaks ties in all others.
    """

    title = ""
    lead = ""
    unit = "条"
    url_name = ""
    filterset_class = ListFilterSet
    columns = ()
    export_columns = ()
    orders = ()
    carried_keys = ()
    template_name = "components/list_page.html"
    http_method_names = ("get", "head", "options")

    def get_queryset(self):
        """All rows the list can show."""
        raise NotImplementedError

    def with_counts(self, rows):
        """`rows` with the numbers of their own that columns show and sort by."""
        return rows

    def rows_of(self, keys):
        """The rows with these keys, with the numbers of their own that columns show."""
        return self.with_counts(self.get_queryset().filter(pk__in=keys))

    def load(self, rows):
        """`rows` with everything that the page needs to read."""
        return rows

    def load_keys(self, keys):
        """The rows with these keys, as the page shows them; each has its `pk`."""
        return self.load(self.rows_of(keys))

    def load_export(self, rows):
        """`rows` with everything that an export needs to read."""
        return self.load(rows)

    def found(self, words):
        """What an index of words finds, or None where the list has none: then the filter of words asks the
        database. It has `pks`, the set of keys found, `notices`, sentences on how the words were read, and
        `ranked(pks)`, the sequence of some of them by relevance."""
        return None

    def export_notes(self, listing):
        """More facts for the sheet 说明: (label, text)."""
        return ()

    @classmethod
    @cache
    def keeper(cls):
        """What keeps the cube of this list in this process."""
        return Keeper(_plan_of(cls()))

    def carried(self, data):
        """What this address carries along: (pairs of a query, sentences on what was wrong with it)."""
        return [], []

    def context(self, listing):
        """What the template needs besides the list itself."""
        return {}

    def get(self, request, ending=""):
        """The page, or with an `ending` the export of all its rows."""
        listing = Listing(self, request.GET)
        if ending:
            return export(listing, self.export_columns or self.columns, ending, request)
        return self._page(request, listing)

    def _page(self, request, listing) -> HttpResponse:
        partial = request.htmx and not request.htmx.history_restore_request
        chips = listing.chips  # counts the rows first: a page beyond the end is said among the notices
        context = {
            "listing": listing,
            "title": self.title,
            "lead": self.lead,
            "chips": chips,
            "trail": [],
            "here": self.title,
            "frame": PARTIAL if partial else PAGE,
            **self.context(listing),
        }
        response = render(request, self.template_name, context)
        patch_vary_headers(response, ["HX-Request"])
        if partial:
            response["HX-Push-Url"] = listing.url()
        return response


def _plan_of(declaration):
    """What the cube of a list is made of: its rows, facets, and the orders and sortable columns."""
    rows = declaration.get_queryset
    first = declaration.orders[0]
    orders = {(order.key, False): order.by for order in declaration.orders if not order.needs}
    for column in declaration.columns:
        if column.order:
            orders |= {(column.key, down): column.ordering(down) for down in (False, True)}

    def ordered(name):
        by = (*orders[name], *first.by, "pk")
        counted = not all(is_field(rows().model, path) for path in paths_of(by))
        return (declaration.with_counts(rows()) if counted else rows()).order_by(*by)

    return Plan(
        rows().model,
        rows,
        declaration.filterset_class.declared_facets(),
        ordered,
        (first.key, False),
        tuple(path for by in orders.values() for path in paths_of(by)),
    )


def list_paths(route, view_class):
    """The addresses of a list: `<route>/` and its exports `<route>.xlsx`, `<route>.csv`, `<route>.json`."""
    view = view_class.as_view()
    endings = "|".join(ending for ending, _ in FORMATS)
    return [
        path(f"{route}/", view, name=view_class.url_name),
        re_path(rf"^{route}\.(?P<ending>{endings})$", view, name=f"{view_class.url_name}-export"),
    ]
