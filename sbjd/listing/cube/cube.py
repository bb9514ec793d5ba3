"""One state of one list: its rows, their values, their orders. Made from the database, or from another
state and what has changed since."""

import threading
from dataclasses import dataclass, field
from functools import partial

from pyroaring import BitMap

from sbjd.corpus import Version
from sbjd.listing.cube.holding import hold, hold_again
from sbjd.listing.cube.kept import Kept
from sbjd.listing.cube.order import RowOrder, Unplaceable
from sbjd.listing.cube.reading import keys_in_order, keys_of, parts
from sbjd.listing.cube.subjects import paths_of, subjects_on

# More rows than this, and reading all of them again is hardly slower.
MOST_TOUCHED = 5_000


@dataclass(frozen=True)
class Plan:
    """What a cube is made of. `rows` gives the QuerySet of all rows of the list, `ordered(name)` the same
    sorted by the order called `name`; `first_order` is the list's own order, `order_paths` what orders
    sort by."""

    model: type
    rows: object
    facets: dict
    ordered: object
    first_order: object
    order_paths: tuple = ()

    def __post_init__(self):
        paths = [*(one.path for one in self.facets.values()), *self.order_paths]
        object.__setattr__(self, "subjects", subjects_on(self.model, paths))
        object.__setattr__(self, "_term_subjects", {})

    def term_subjects(self, facet):
        """The subjects whose change may change which terms a facet has, or their order."""
        if facet.path not in self._term_subjects:
            rows = facet.terms.rows()
            order = rows.query.order_by or rows.model._meta.ordering
            found = subjects_on(rows.model, [*facet.terms.columns, *paths_of(order)])
            self._term_subjects[facet.path] = {name for name in found if not name.endswith("_use")}
        return self._term_subjects[facet.path]


@dataclass(frozen=True)
class Cube:
    """`everything` is the set of all keys, `held` {name of a facet: Holding}. Other orders than the first
    are read when somebody asks for them, rows are `kept` that somebody has drawn, `forms` to narrow the list,
    and the sets of values that no page draws once somebody has `asked` for them."""

    plan: Plan
    version: Version
    everything: BitMap
    held: dict
    orders: dict
    kept: Kept = field(default_factory=Kept, repr=False)
    # A form of a large site is a hundred kilobytes.
    forms: Kept = field(default_factory=partial(Kept, most=32), repr=False)
    asked: Kept = field(default_factory=Kept, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def options(self):
        """{name of a facet: its OptionSet}."""
        return {name: one.options for name, one in self.held.items()}

    def order(self, name):
        """The RowOrder called `name`."""
        found = self.orders.get(name)
        if found is None:
            with self._lock:
                found = self.orders.get(name) or _read_order(self.plan, name)
                self.orders[name] = found
        return found

    def sets_of(self, name, values):
        """{value: keys of the rows that have it} for `values` of the facet `name`. An address may choose
        hundreds that are not held, and each is asked for again and again: all are read at once, and kept."""
        held = self.held[name]
        unheld = [(name, value) for value in values if value not in held.sets]
        known = self.asked.find(unheld)
        if missing := [value for name, value in unheld if (name, value) not in known]:
            found = held.read_sets(missing, self.plan.rows())
            known |= {(name, value): keys for value, keys in found.items()}
            self.asked.keep(known)
        return {value: held.sets[value] if value in held.sets else known[name, value] for value in values}

    @classmethod
    def read(cls, plan, version):
        """The cube read from the database, whose version was `version` before."""
        order = _read_order(plan, plan.first_order)
        everything = BitMap(order)
        held = hold(plan.facets, plan.rows(), everything)
        return cls(plan, version, everything, held, {plan.first_order: order})

    def brought_to(self, version, changed):
        """This cube as of a later `version`; `changed` is {subject: ids} of all that changed in between."""
        rows, touched = self.plan.rows(), self._touched(changed)
        if len(touched) > MOST_TOUCHED:
            return Cube.read(self.plan, version)
        present = BitMap()
        for part in parts(touched):
            present |= keys_of(rows.filter(pk__in=part))
        gone = touched - present
        everything = (self.everything - gone) | present

        def renewed(facet):
            return facet.terms is not None and not self.plan.term_subjects(facet).isdisjoint(changed)

        return Cube(
            self.plan,
            version,
            everything,
            hold_again(self.held, rows, everything, touched, renewed),
            {name: self._placed_again(name, one, gone, present) for name, one in [*self.orders.items()]},
        )

    def _touched(self, changed):
        touched = BitMap()
        for subject, ids in changed.items():
            for path in self.plan.subjects.get(subject, ()):
                if path == "pk":
                    touched |= BitMap(ids)
                    continue
                for part in parts(ids):
                    touched |= keys_of(self.plan.rows().filter(**{f"{path}__in": part}))
        return touched

    def _placed_again(self, name, order, gone, present):
        sort = self.plan.ordered

        def ask(keys):
            return sort(name).filter(pk__in=keys).values_list("pk", flat=True)

        try:
            return order.replaced(gone, present, ask)
        except Unplaceable:
            return _read_order(self.plan, name)


def _read_order(plan, name):
    return RowOrder.of(keys_in_order(plan.ordered(name)))
