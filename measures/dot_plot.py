"""The geometry of a dot plot: what was reached and what is aimed at, on one scale that begins at 0.

Places across are per cent of the width, so that the drawing needs no width and its words keep their size
on every screen; places down are pixels.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

from measures.columns import number_text, range_text

FEWEST = 4
TOP, ROW, AXIS = 6, 64, 30
# The names of the bases stand left of their lines.
LEFT, RIGHT = 22, 96
# A word of a label is put to the inner side of its mark where it would else leave the drawing.
NEAR_LEFT, NEAR_RIGHT = 30, 84


@dataclass
class Mark:
    """One value: its kind, its place, its label and how the label is anchored there."""

    kind: str
    x: float
    y: int
    label: str
    anchor: str
    label_y: int
    x_to: float | None = None


@dataclass
class Track:
    """A line of the plot: the base's name at its first line, and its marks; `joined` is the stretch
    between what a base has reached and what it aims at."""

    name: str
    y: int
    marks: list[Mark]
    joined: tuple[float, float] | None = None

    @property
    def name_y(self):
        """Where the letters of the name stand: its middle is on the line."""
        return self.y + 5


@dataclass
class Tick:
    """A number of the scale."""

    x: float
    label: str


@dataclass
class DotPlot:
    """A plot ready to draw."""

    title: str
    finding: str
    height: int
    tracks: list[Track]
    ticks: list[Tick]
    kinds: list[tuple[str, str]]
    left_out: int
    filled: int

    @property
    def axis_y(self):
        return self.height - AXIS + 4

    @property
    def left(self):
        """Where lines begin, in per cent of the width."""
        return LEFT


def dot_plot(title, quantities):
    """The plot of quantities that have one metric, basis and unit, or None when fewer than four of them
    have a number. `title` says what they measure."""
    drawn = [one for one in quantities if one.plain is not None]
    if len(drawn) < FEWEST:
        return None
    top = _round_up(max(_highest(one) for one in drawn))
    tracks, y = [], TOP + 34
    for rows in _lines(drawn):
        for number, row in enumerate(rows):
            tracks.append(_track(row, number == 0, y, top))
            y += ROW
    present = {one.kind for one in drawn}
    return DotPlot(
        title,
        finding(drawn),
        y - 34 + AXIS,
        tracks,
        [Tick(_across(top * part / 4, top), _short(top * part / 4)) for part in range(5)],
        [kind for kind in KINDS if kind[0] in present],
        len(quantities) - len(drawn),
        sum(one.masked for one in drawn),
    )


FILLED = "（补录）"
KINDS = [("baseline", "现状"), ("target", "目标"), ("support", "支持标准")]


def _lines(drawn):
    """The lines of each base, the highest base first. What a base has reached and what it aims at share
    a line when there is one of each; else nobody can say which belongs to which, and each has its own."""
    by_base = {}
    for one in sorted(drawn, key=lambda quantity: -quantity.plain):
        by_base.setdefault(one.plan.base_id, []).append(one)
    for own in by_base.values():
        kinds = [one.kind for one in own]
        if sorted(kinds) == ["baseline", "target"]:
            yield [sorted(own, key=lambda one: one.kind)]
        else:
            yield [[one] for one in own]


def _track(row, first, y, top):
    marks = []
    for place, one in enumerate(row):
        x = _across(one.plain, top)
        label = _label(one)
        anchor = "start" if x < NEAR_LEFT else "end" if x > NEAR_RIGHT else "middle"
        # Of two on one line the second is labelled below it.
        label_y = y - 12 if place == 0 else y + 24
        x_to = _across(_highest(one), top) if one.number_to is not None else None
        marks.append(Mark(one.kind, x, y, label, anchor, label_y, x_to))
    name = row[0].plan.base.short_name if first else ""
    joined = next(((a.x, b.x) for a, b in pairwise(marks)), None)
    return Track(name, y, marks, joined)


BOUNDS = {">=": "≥", "<=": "≤", "~": "约"}


def _label(one):
    """≥6,800家; of a masked value whose number a person filled in, 2,016家（补录）."""
    return f"{BOUNDS.get(one.bound, '')}{range_text(one)}{one.unit}{FILLED if one.masked else ''}"


def _highest(one):
    """The plain value, or that of the upper end of a range."""
    if one.number_to is None or not one.number:
        return one.plain
    return one.plain * one.number_to / one.number


def _across(value, top):
    return round(LEFT + (RIGHT - LEFT) * float(value / top), 2) if top else float(LEFT)


def _round_up(value):
    """The next number that divides well by four: 6,800 → 8,000."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** floor(log10(value))
    return next(step * power for step in STEPS if step * power >= value)


STEPS = tuple(map(Decimal, ("1", "1.2", "1.6", "2", "2.4", "3.2", "4", "6", "8", "10")))


def _short(value):
    """A number of the scale: 8,000, 4亿.

    >>> _short(Decimal(8000)), _short(Decimal(400000000))
    ('8,000', '4亿')
    """
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            return number_text(value / size) + name
    return number_text(value)


def finding(drawn):
    """One sentence on the values: who is highest in each kind. What is reached, aimed at and given are
    never ranked together."""
    said = []
    for kind, name in KINDS:
        own = [one for one in drawn if one.kind == kind]
        if not own:
            continue
        best = max(own, key=_highest)
        base, value = best.plan.base.short_name, _label(best)
        bases = {one.plan.base_id for one in own}
        if len(bases) > 1:
            said.append(f"{name}以{base}最高，为{value}")
        else:
            said.append(f"{name}只有{base}写明，{'最高' if len(own) > 1 else ''}为{value}")
    return "；".join(said) + "。"
