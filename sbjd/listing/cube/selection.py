"""The rows of a list under some conditions, and how many of them there are for each value of each facet."""

from functools import cached_property

from sbjd.listing.facets import Presence


class Selection:
    """The rows of `cube` under `chosen`, {name of a facet: list of values}, and among `found`, a set of
    keys, if words were looked for."""

    def __init__(self, cube, chosen, found=None):
        self.cube, self._found = cube, found
        self._chosen = {name: self._having(name, values) for name, values in chosen.items()}

    def _having(self, name, values):
        if isinstance(self.cube.held[name].facet, Presence) and len(values) > 1:
            return self.cube.everything
        first, *others = self.cube.sets_of(name, values).values()
        return first.union(*others) if others else first

    @cached_property
    def keys(self):
        """The keys of the rows, a set."""
        return self._under(self._chosen.values())

    def _under(self, sets):
        sets = list(sets)
        if self._found is not None:
            sets.append(self._found)
            # An index of words may know a row that is gone from the list.
            sets.append(self.cube.everything)
        if not sets:
            return self.cube.everything
        first, *others = sorted(sets, key=len)
        return first.intersection(*others) if others else first

    def __len__(self):
        return len(self.keys)

    def counts(self, name, values=None):
        """{value: how many of the rows have it} for `values` of the facet `name`, or for all its options;
        it ignores what is chosen in itself."""
        keys = self.keys
        if name in self._chosen:
            keys = self._under(one for other, one in self._chosen.items() if other != name)
        if values is not None:
            sets = self.cube.sets_of(name, values)
            return {value: own.intersection_cardinality(keys) for value, own in sets.items()}
        held = self.cube.held[name]
        if keys is self.cube.everything:
            return held.sizes
        return {value: own.intersection_cardinality(keys) for value, own in held.drawn}

    def page(self, order, start, stop):
        """The keys of the rows from place `start` to before `stop` in the order called `order`."""
        return self.cube.order(order).page(self.keys, start, stop)

    def sorted(self, order):
        """The keys of all rows in the order called `order`, one after another."""
        return self.cube.order(order).among(self.keys)
