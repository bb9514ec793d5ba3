"""One list as one reader asked for it: what is chosen, in which order, on which page, and all addresses."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.template.loader import get_template

from sbjd.addresses import address
from sbjd.listing.cleaning import as_shown
from sbjd.listing.columns import Head, Table
from sbjd.listing.cube import Selection
from sbjd.listing.cube.reading import keys_of
from sbjd.listing.exports import export_links
from sbjd.listing.pages import SIZES, Pages, asked_page

FORM = "components/facets.html"
EXTRA_KEYS = ("sort", "size", "page")


@dataclass
class Chip:
    """A condition in force, with the address of the list without it, and, when the list is empty,
    how many rows that would give."""

    label: str
    url: str
    count: int | None = None


@dataclass
class OrderLink:
    """An order to choose."""

    key: str
    label: str
    url: str
    current: bool


class Listing:
    """The list that `declaration` (a `ListView`) gives for `data`, the query of an address."""

    def __init__(self, declaration, data):
        self.declaration = declaration
        self.title, self.unit = declaration.title, declaration.unit
        self.path = address(declaration.url_name)
        self.cube = declaration.keeper().current()
        self.filterset = declaration.filterset_class(
            data, declaration.get_queryset(), (*EXTRA_KEYS, *declaration.carried_keys), self.cube.options
        )
        self.chosen = self.filterset.chosen
        self.carried, notices = declaration.carried(data)
        self.notices = [*self.filterset.notices, *notices]
        self.order, self.descending = self._read_order(data)
        self.size, self._page, notices = asked_page(data)
        self.notices += notices

    def _read_order(self, data):
        raw, default = data.get("sort", ""), self.declaration.orders[0]
        if not raw.strip():
            return default, False
        orders = {order.key: order for order in self.declaration.orders}
        columns = {column.key: column for column in self.declaration.columns if column.order}
        key, descending = raw.removeprefix("-"), raw.startswith("-")
        if raw in orders and (not orders[raw].needs or orders[raw].needs in self.chosen):
            return orders[raw], False
        if raw in orders and orders[raw].needs in data:  # a form from which the words were just taken out
            return default, False
        if key in columns:
            return columns[key], descending
        reason = "需要先填关键词" if raw in orders else "不认识"
        self.notices.append(f"排序“{as_shown(raw)}”{reason}，现按{default.label}排列。")
        return default, False

    # --- rows

    @cached_property
    def found(self):
        """What the words found (a `Found`), None where there are none or the list has no index of them."""
        found = self.declaration.found(self.words) if self.words else None
        self.notices += found.notices if found else []
        return found

    @cached_property
    def _found_keys(self):
        return self._keys_with(self.words, self.found)

    def _keys_with(self, words, found):
        if found is not None:
            return found.pks
        return keys_of(self.filterset.filters["q"].filter(self.declaration.get_queryset(), words))

    def selection(self, chosen=None):
        """The rows under the conditions, or under `chosen`, a mapping like them."""
        chosen = dict(self.chosen if chosen is None else chosen)
        words = chosen.pop("q", "")
        if words and words != self.words:
            return Selection(self.cube, chosen, self._keys_with(words, self.declaration.found(words)))
        return Selection(self.cube, chosen, self._found_keys if words else None)

    @cached_property
    def selected(self):
        """The rows under the conditions, a `Selection`."""
        return self.selection()

    @cached_property
    def _ranked(self):
        """The keys of all rows where their order is that of the words; None where the cube knows it."""
        return self.found.ranked(self.selected.keys) if getattr(self.order, "needs", "") else None

    @property
    def _order_name(self):
        return self.order.key, self.descending

    def keys(self):
        """The keys of all rows under the conditions, one after another in their order."""
        if self._ranked is None:
            yield from self.selected.sorted(self._order_name)
            return
        for start in range(0, len(self._ranked), SIZES[-1]):
            yield from self._ranked[start : start + SIZES[-1]]

    def rows_of(self, keys):
        """The rows with these keys, with the numbers of their own that columns show."""
        return self.declaration.rows_of(keys)

    def _keys_from(self, start, stop):
        if start == stop:
            return []
        if self._ranked is None:
            return self.selected.page(self._order_name, start, stop)
        return list(self._ranked[start:stop])

    def _rows_from(self, start, stop):
        keys = self._keys_from(start, stop)
        by_key = self._read(keys)
        return [by_key[key] for key in keys if key in by_key]

    def _read(self, keys):
        return {row.pk: row for row in self.declaration.load_keys(keys)} if keys else {}

    def drawn(self, draw):
        """What `draw(row)` gives for each row of the open page; it says nothing but what the corpus holds, so
        that it is not asked again for a row in this version."""
        places = self.pages.places
        keys = self._keys_from(places.start, places.stop)
        found = self.cube.kept.find(keys)
        new = {pk: draw(row) for pk, row in self._read([key for key in keys if key not in found]).items()}
        self.cube.kept.keep(new)
        found |= new
        return [found[key] for key in keys if key in found]

    @property
    def whole(self):
        """How many rows the list has without any condition."""
        return len(self.cube.everything)

    @cached_property
    def pages(self):
        """The rows in pages, the one asked for being open."""
        pages = Pages(len(self.selected), self._rows_from, self._page, self.size, self.url)
        if pages.notice:
            self.notices.append(pages.notice)
        return pages

    @property
    def total(self):
        """How many rows there are under the conditions."""
        return self.pages.total

    @cached_property
    def facets(self):
        """The facets with their counts."""
        return self.filterset.shown_facets(self.selected.counts)

    @property
    def form(self):
        """The form that narrows the list, as HTML. It is the same on all pages of a list, whose reader turns
        them one after another."""
        key = tuple(self.query(page=1))
        found = self.cube.forms.find([key])
        if not found:
            found = {key: get_template(FORM).render({"listing": self})}
            self.cube.forms.keep(found)
        return found[key]

    def count_of(self, name, value):
        """How many of the rows have this value of the facet `name`."""
        return self.cube.sets_of(name, [value])[value].intersection_cardinality(self.selected.keys)

    @cached_property
    def table(self):
        """The open page as a table of the declared columns."""
        return Table.of(self.caption, self.declaration.columns, self.pages.rows, self._heads())

    @property
    def caption(self):
        """What the rows are, how many, and in which order."""
        direction = "（降序）" if self.descending else ""
        return f"{self.title}，共{self.total:,}{self.unit}，按{self.order.label}{direction}排列"

    def _heads(self):
        return [self._head(column) for column in self.declaration.columns]

    def _head(self, column):
        if not column.order:
            return Head(column.label, column.numeric)
        if column is not self.order:
            sort, direction = column.key, ""
        elif self.descending:
            sort, direction = "", "descending"
        else:
            sort, direction = f"-{column.key}", "ascending"
        return Head(column.label, column.numeric, self.url(sort=sort, page=1), direction, column.key)

    # --- addresses

    def query(self, chosen=None, carried=None, **changes):
        """The query of this list's address as pairs, in one fixed order and without empty keys;
        `chosen` replaces the conditions, `carried` what is carried along, `changes` sort, size or page."""
        chosen = self.chosen if chosen is None else chosen
        sort = ("-" if self.descending else "") + self.order.key
        if getattr(self.order, "needs", "") not in ("", *chosen) or self.order is self.declaration.orders[0]:
            sort = ""
        state = {"sort": sort, "size": self.size, "page": self._page, **changes}
        pairs = []
        for name, value in chosen.items():
            pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        pairs += [("sort", state["sort"])] if state["sort"] else []
        pairs += [("size", state["size"])] if state["size"] != SIZES[0] else []
        pairs += [("page", state["page"])] if state["page"] != 1 else []
        return [*pairs, *(self.carried if carried is None else carried)]

    def url(self, chosen=None, carried=None, **changes):
        """An address of this list: as it is, but for what is given."""
        query = urlencode(self.query(chosen, carried, **changes))
        return f"{self.path}?{query}" if query else self.path

    @property
    def exports(self):
        """The formats to take all rows away in, the same conditions at another ending: (label, address)."""
        return export_links(self.url(carried=(), size=SIZES[0], page=1))

    @property
    def kept(self):
        """What the filter form must carry along: pairs of sort, size and what every address carries."""
        keys = (*EXTRA_KEYS, *self.declaration.carried_keys)
        return [(key, value) for key, value in self.query(page=1) if key in keys]

    @property
    def clear_url(self):
        """The list without any condition."""
        return self.url({}, page=1)

    @cached_property
    def orders(self):
        """The named orders that have a meaning now."""
        offered = [one for one in self.declaration.orders if not one.needs or one.needs in self.chosen]
        first = self.declaration.orders[0]
        return [
            OrderLink(
                one.key,
                one.label,
                self.url(sort="" if one is first else one.key, page=1),
                one is self.order,
            )
            for one in offered
        ]

    @property
    def words(self):
        """The search words, as cleaned."""
        return self.chosen.get("q", "")

    @property
    def words_label(self):
        """What the words are looked for in."""
        return self.filterset.filters["q"].label

    @property
    def narrows(self):
        """Whether there is anything to narrow this list by."""
        return bool(self.filterset.filters)

    @property
    def has_words(self):
        """Whether this list can be searched by words."""
        return "q" in self.filterset.filters

    def conditions(self):
        """Each condition in force: (label, the conditions without it)."""
        for name, value in self.chosen.items():
            one = self.filterset.filters[name]
            if isinstance(value, str):
                yield f"{one.label}：{value}", {k: v for k, v in self.chosen.items() if k != name}
                continue
            for single in value:
                rest = [other for other in value if other != single]
                without = {k: (rest if k == name else v) for k, v in self.chosen.items()}
                yield (
                    f"{one.label}：{self.filterset.label_of(name, single)}",
                    {k: v for k, v in without.items() if v},
                )

    @cached_property
    def chips(self):
        """The conditions in force, each with the address that drops it; in an empty list also with
        the number of rows that would then be there."""
        empty = self.total == 0
        return [
            Chip(label, self.url(rest, page=1), len(self.selection(rest)) if empty else None)
            for label, rest in self.conditions()
        ]

    def describe(self):
        """The conditions as one line of text: 「全部」 when there are none."""
        return "；".join(label for label, _ in self.conditions()) or "全部"
