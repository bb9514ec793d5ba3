"""Rules as rows: a name, what must stand before and after an amount, and an example that is tested.

In an example the amount is marked «»: `对«65岁»以上老年人`. Patterns are searched in short windows of
the sentence, so that a rule costs the same in a document of any length.
"""

import re
from dataclasses import dataclass

from plans.parsing.extract.quantities.units import SORTS

WINDOW = 80


@dataclass(frozen=True, slots=True)
class Rule:
    """A row. `gives` is what the row decides (a bound, a basis, a kind); empty parts always fit.

    `before` is searched in the text before the amount, `after` is matched at the text behind it, both
    within one sentence; `unit` must match the whole plain unit, `sort` is its class (units.py)."""

    name: str
    gives: str
    example: str
    before: re.Pattern | None = None
    after: re.Pattern | None = None
    unit: re.Pattern | None = None
    sort: tuple[str, ...] = ()

    def fits(self, amount, before, after):
        """Whether the row speaks of this amount between these texts."""
        if self.sort and amount.sort not in self.sort:
            return False
        if self.unit and not self.unit.fullmatch(amount.plain_unit):
            return False
        if self.after and not self.after.match(after):
            return False
        return not self.before or bool(self.before.search(before))


def rule(name, gives, example, before="", after="", unit="", sort=""):
    """A row from the texts of its patterns; `sort` names unit classes, separated by spaces."""
    return Rule(
        name,
        gives,
        example,
        re.compile(before) if before else None,
        re.compile(after) if after else None,
        re.compile(unit) if unit else None,
        tuple(sort.split()),
    )


class Rules(tuple):
    """Rows in the order they are tried, sorted once by the class of unit they speak of: most rows speak
    of one class only, and every amount of a document is held against every row that may fit."""

    def __init__(self, rows):
        self._of_sort = {
            sort: tuple(row for row in self if not row.sort or sort in row.sort) for sort in SORTS
        }

    def first(self, amount, before, after):
        """The first row that fits, or None."""
        for row in self._of_sort[amount.sort]:
            if row.fits(amount, before, after):
                return row
        return None
