"""Rows in an order: their keys in blocks, each with the set of its keys, so that a page of any selection is
found without looking at the rows before it, and a changed row is put elsewhere without copying the rest."""

from array import array
from bisect import bisect_right
from itertools import accumulate

from pyroaring import BitMap

BLOCK = 4096
PROBES = 400
_ROUNDS = 12
_FEW = 256


class Unplaceable(Exception):
    """The database sorts rows otherwise than this order has them; it has to be read anew."""


class RowOrder:
    """All rows of a list in one order. Never changed once made: `replaced` gives another, sharing blocks."""

    __slots__ = ("_blocks", "_ends")

    def __init__(self, blocks):
        self._blocks = blocks
        self._ends = list(accumulate(len(keys) for keys, _ in blocks))

    @classmethod
    def of(cls, keys):
        """The order of `keys`, an iterable."""
        return cls(_blocks_of(keys if isinstance(keys, array) else array("I", keys)))

    def __len__(self):
        return self._ends[-1] if self._ends else 0

    def __iter__(self):
        for keys, _ in self._blocks:
            yield from keys

    def __getitem__(self, place):
        """The key at `place`, from 0."""
        at = bisect_right(self._ends, place)
        keys, _ = self._blocks[at]
        return keys[place - (self._ends[at] - len(keys))]

    def among(self, selected):
        """The keys of the set `selected`, in order."""
        for keys, members in self._blocks:
            if members.issubset(selected):
                yield from keys
            elif members.intersect(selected):
                yield from _kept(keys, members & selected)

    def page(self, selected, start, stop):
        """The keys from place `start` to before `stop` among those of the set `selected`, as a list."""
        found, passed = [], 0
        for keys, members in self._blocks:
            here = members.intersection_cardinality(selected)
            if passed + here > start:
                own = keys if here == len(keys) else _kept(keys, members & selected)
                found += own[max(0, start - passed) : stop - passed]
                if passed + here >= stop:
                    break
            passed += here
        return list(found)

    def replaced(self, gone, changed, ask):
        """This order without the keys `gone` and with the keys `changed`, new or old, where they belong now.

        `ask(keys)` gives keys in the order in which the database sorts them now. Raises Unplaceable.
        """
        old_places = self._places_of(changed)
        rest = self._without(gone | changed)
        # What stood at place p stands, without those taken away before it, further to the front.
        taken = sorted(self._places_of(gone | changed).values())
        hints = {key: place - bisect_right(taken, place - 1) for key, place in old_places.items()}
        return rest._with(_find_places(rest, ask(list(changed)), hints, ask)) if changed else rest

    def _places_of(self, wanted):
        places, start = {}, 0
        for keys, members in self._blocks:
            for key in members & wanted:
                places[key] = start + keys.index(key)
            start += len(keys)
        return places

    def _without(self, gone):
        blocks = []
        for keys, members in self._blocks:
            if members.intersect(gone):
                keys = array("I", (key for key in keys if key not in gone))
                members = members - gone
            if keys:
                blocks.append((keys, members))
        return RowOrder(blocks)

    def _with(self, placed):
        """With each (place, key) of `placed`, sorted by place, put before what stands at that place."""
        if not self._blocks:
            return RowOrder.of(key for _, key in placed)
        by_block = {}
        for place, key in placed:
            at = min(bisect_right(self._ends, place), len(self._blocks) - 1)
            by_block.setdefault(at, []).append((place, key))
        blocks = []
        for at, (keys, members) in enumerate(self._blocks):
            if at not in by_block:
                blocks.append((keys, members))
                continue
            start, made, copied = self._ends[at] - len(keys), array("I"), 0
            for place, key in by_block[at]:
                made += keys[copied : place - start]
                made.append(key)
                copied = place - start
            made += keys[copied:]
            blocks += _blocks_of(made) if len(made) > 2 * BLOCK else [(made, BitMap(made))]
        return RowOrder(blocks)


def _kept(keys, members):
    """Those of `keys` that are in the set `members`, all of whose keys are among them."""
    if len(members) * _FEW < len(keys):
        return sorted(members, key=keys.index)
    wanted = set(members)  # which answers many times faster than a bitmap
    return [key for key in keys if key in wanted]


def _blocks_of(keys):
    blocks = []
    for start in range(0, len(keys), BLOCK):
        own = keys[start : start + BLOCK]
        members = BitMap(own)
        members.run_optimize()
        blocks.append((own, members))
    return blocks


def _find_places(order, keys, hints, ask):
    """[(place, key)] of where in `order` each of `keys`, sorted, belongs. Each round the database sorts the
    keys together with some rows of the order, which narrows the range of every key."""
    ranges = {key: (0, len(order)) for key in keys}
    probes = {place + step for place in hints.values() for step in (-1, 0) if 0 <= place + step < len(order)}
    for _ in range(_ROUNDS):
        open_keys = [key for key in keys if ranges[key][0] < ranges[key][1]]
        if not open_keys:
            return [(ranges[key][0], key) for key in keys]
        if not probes:
            probes = _probes({ranges[key] for key in open_keys})
        _narrow(ranges, {order[place]: place for place in probes}, open_keys, ask)
        probes = set()
    raise Unplaceable


def _probes(ranges):
    """Places, evenly over all `ranges`, at which to look."""
    each = max(1, PROBES // len(ranges))
    return {
        low + (high - low) * (step + 1) // (each + 1)
        for low, high in ranges
        for step in range(min(each, high - low))
    }


def _narrow(ranges, places, keys, ask):
    """Narrow the range of each of `keys` by where it comes among the rows of `places` ({key: place})."""
    wanted, floor, waiting, last = set(keys), 0, [], -1
    for key in [*ask([*keys, *places]), None]:
        if key in wanted:
            waiting.append((key, floor))
            continue
        place = places[key] if key is not None else None
        if place is not None and place <= last:
            raise Unplaceable
        for one, low in waiting:
            ranges[one] = (
                max(ranges[one][0], low),
                ranges[one][1] if place is None else min(ranges[one][1], place),
            )
        waiting = []
        if place is not None:
            floor, last = place + 1, place
