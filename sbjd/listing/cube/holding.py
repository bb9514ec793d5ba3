"""What the cube holds of one facet: its options, and for each the set of rows that have it.

Of options that may be very many (`Terms`), those are held that a page draws; where these are the ones that
most rows have, some more, so that an edit rarely asks for a new count of all. The rows of any other value
are few, and are read when somebody chooses it.
"""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.db.models import Count
from pyroaring import BitMap

from sbjd.listing.cube.reading import keys_by_value, keys_of, parts
from sbjd.listing.facets import Facet, Presence, as_text
from sbjd.listing.options import NONE, SOME, OptionSet

HELD = 1000
ALL = -1
_EMPTY = BitMap()


@dataclass(frozen=True)
class Holding:
    """`sets` is {value: keys of the rows that have it}, NONE for those that have none. Every value with more
    rows than `floor` is in it; with ALL, every value there is. Never changed once made."""

    facet: Facet
    options: OptionSet
    sets: dict
    floor: int = ALL

    @cached_property
    def sizes(self):
        """{value: how many rows have it} of the options: what every list shows that nobody has narrowed."""
        return MappingProxyType({value: len(own) for value, own in self.drawn})

    @cached_property
    def drawn(self):
        """(value, keys of the rows that have it) of the options, all of which are held."""
        return [(value, self.sets.get(value, _EMPTY)) for value in self.options.by_value]

    def read_sets(self, values, rows):
        """{value: keys of those of `rows`, all rows of the list, that have it} of `values` not in `sets`."""
        return _sets_of(self.facet, rows, values) if self.facet.terms else dict.fromkeys(values, _EMPTY)


def hold(facets, rows, everything):
    """{name: Holding} of `facets` for all `rows`, whose keys are `everything`."""
    whole = {name: one for name, one in facets.items() if not one.terms and not isinstance(one, Presence)}
    values = {}
    # Facets with one value a row are read together, in one pass.
    single = [name for name, one in whole.items() if not one.many]
    for names in [single, *([name] for name, one in whole.items() if one.many)]:
        if names:
            found = keys_by_value(rows, [whole[name].path for name in names])
            values |= zip(names, found, strict=True)
    held = {}
    for name, one in facets.items():
        if name in whole:
            held[name] = Holding(
                one, one.read_options(), {v: BitMap(keys) for v, keys in values[name].items()}
            )
        elif one.terms:
            held[name] = _hold_terms(one, rows)
        else:
            some = keys_of(rows.filter(one.condition([SOME])))
            held[name] = Holding(one, one.read_options(), {SOME: some, NONE: everything - some})
    return held


def _hold_terms(facet, rows):
    terms = facet.terms
    options, total = terms.first(HELD if terms.frequent else facet.most), terms.count()
    sets = _sets_of(facet, rows, [option.value for option in options])
    sets[NONE] = keys_of(rows.filter(facet.condition([NONE])))
    left_out = terms.frequent and total > len(options)
    floor = len(sets[options[-1].value]) if left_out else ALL
    return Holding(facet, facet.option_set(options[: facet.most], total), sets, floor)


def _sets_of(facet, rows, values):
    """{value: keys of the rows that have it}."""
    sets = {}
    for part in parts(values):
        (found,) = keys_by_value(rows.filter(facet.condition(part)), [facet.path])
        sets |= {value: BitMap(found.get(value, ())) for value in part}
    return sets


def hold_again(held, rows, everything, changed, renewed):
    """{name: Holding} after a change of the rows `changed`, all those keys that are new, different or gone.

    `renewed` says of a facet with `Terms` whether its terms themselves may have changed; short lists of
    options are always read again."""
    return {name: _again(one, rows, everything, changed, renewed(one.facet)) for name, one in held.items()}


def _again(old, rows, everything, changed, renewed):
    facet = old.facet
    if isinstance(facet, Presence):
        own = _read_changed(changed, lambda part: keys_of(rows.filter(facet.condition([SOME]), pk__in=part)))
        some = _EMPTY.union(old.sets[SOME] - changed, *own)
        return Holding(facet, old.options, {SOME: some, NONE: everything - some})
    new = {}
    for found in _read_changed(
        changed, lambda part: keys_by_value(rows.filter(pk__in=part), [facet.path])[0]
    ):
        for value, keys in found.items():
            new[value] = new.get(value, _EMPTY) | BitMap(keys)
    sets = {value: keys - changed if keys.intersect(changed) else keys for value, keys in old.sets.items()}
    unheld = new.keys() - sets.keys()
    sets |= {value: sets[value] | keys for value, keys in new.items() if value in sets}
    if not facet.terms:
        return Holding(facet, facet.read_options(), sets | {value: new[value] for value in unheld})
    again = _frequent_again if facet.terms.frequent else _first_again
    return again(old, rows, sets, unheld, renewed)


def _read_changed(changed, read):
    return [read(part) for part in parts(changed)]


def _first_again(old, rows, sets, unheld, renewed):
    """The first of the terms in their fixed order."""
    if not renewed:
        return Holding(old.facet, old.options, sets)
    facet = old.facet
    options = facet.terms.first(facet.most)
    values = [option.value for option in options]
    more = _sets_of(facet, rows, [value for value in values if value not in sets])
    sets = {value: sets[value] if value in sets else more[value] for value in [*values, NONE]}
    return Holding(facet, facet.option_set(options, facet.terms.count()), sets)


def _frequent_again(old, rows, sets, unheld, renewed):
    """The most frequent of the terms. What nobody touched has no more rows than before: no more than the
    floor. So while all that are drawn have more, no other can be among them."""
    facet, terms = old.facet, old.facet.terms
    if old.floor == ALL and (renewed or unheld):
        return _hold_terms(facet, rows)
    risen = _above(old.floor, facet, rows, unheld)
    sets |= _sets_of(facet, rows, risen)
    if not renewed and all(len(sets[value]) == len(old.sets.get(value, ())) for value in sets):
        return Holding(facet, old.options, sets, old.floor)
    found = terms.find([value for value in sets if value != NONE])
    ranked = sorted(found.values(), key=lambda option: -len(sets[option.value]))
    drawn = ranked[: facet.most]
    if old.floor != ALL and (len(drawn) < facet.most or len(sets[drawn[-1].value]) <= old.floor):
        return _hold_terms(facet, rows)
    total = terms.count() if renewed else old.options.total
    sets = {value: sets[value] for value in [*found, NONE]}
    return Holding(facet, facet.option_set(drawn, total), sets, old.floor)


def _above(floor, facet, rows, values):
    """Those of `values` that more than `floor` rows have."""
    risen = []
    for part in parts(values):
        counted = rows.filter(facet.condition(part)).order_by().values_list(facet.path)
        for value, number in counted.annotate(number=Count("pk", distinct=True)):
            if number > floor:
                risen.append(as_text(value))
    return risen
