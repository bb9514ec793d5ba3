"""The view behind every list: a declaration of filters, columns and orders.

A browser that runs htmx asks for the same address and gets the part of the page that changes: the form, the
rows, the title and the count to announce.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.cache import patch_vary_headers
from django.views import View

from sbjd.listing.exports import FORMATS, export
from sbjd.listing.filters import ListFilterSet
from sbjd.listing.listing import Listing

PAGE, PARTIAL = "base.html", "components/list_partial.html"


class ListView(View):
    """A list page and its exports.

    `title` heads the page, `lead` is a sentence under it, `unit` counts the rows (条, 个).
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
    template_name = "components/list_page.html"
    http_method_names = ("get", "head", "options")

    def get_queryset(self):
        """All rows the list can show."""
        raise NotImplementedError

    def with_counts(self, rows):
        """`rows` with the numbers of their own that columns show and sort by."""
        return rows

    def load(self, rows):
        """`rows` with everything that the page needs to read."""
        return rows

    def load_export(self, rows):
        """`rows` with everything that an export needs to read."""
        return self.load(rows)

    def prepare_order(self, rows, order, chosen):
        """Rows and the expressions for `order_by` that put them into the named `order`."""
        return rows, order.by

    def export_notes(self, rows):
        """More facts for the sheet 说明: (label, text)."""
        return ()

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


def list_paths(route, view_class):
    """The addresses of a list: `<route>/` and its exports `<route>.xlsx`, `<route>.csv`, `<route>.json`."""
    view = view_class.as_view()
    endings = "|".join(ending for ending, _ in FORMATS)
    return [
        path(f"{route}/", view, name=view_class.url_name),
        re_path(rf"^{route}\.(?P<ending>{endings})$", view, name=f"{view_class.url_name}-export"),
    ]
