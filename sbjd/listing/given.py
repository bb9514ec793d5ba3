"""Rows of a page that is no list of filters, as the kit exports them."""

from sbjd.listing.columns import Order


class GivenRows:
    """What `export` takes in place of a Listing: the page's `title`, the QuerySet `rows`, what they are in
    words, what their `order` is called, and the page's full `address` without host. A kind of page says
    in `load_export` what its columns read, and in `export_notes` what a reader of the file has to know.
    """

    unit, descending = "条", False

    def __init__(self, title, rows, description, order, address):
        self.title, self.rows, self._description, self._address = title, rows, description, address
        self.order = Order("given", order)
        self.declaration = self

    def describe(self):
        """What the rows are, in one line."""
        return self._description

    def url(self, **changes):
        """The address of the page; it has no other states."""
        return self._address

    def keys(self):
        """The keys of the rows in their order."""
        return self.rows.values_list("pk", flat=True)

    def rows_of(self, keys):
        """The rows with these keys."""
        return self.rows.filter(pk__in=keys)

    @property
    def whole(self):
        """How many rows there are, of which these are some."""
        return self.rows.model.objects.count()
