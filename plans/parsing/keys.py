"""Codes for what has no printed number: stable, made from the content, never from a position.

A quantity's code is its kind's letter (t target, b baseline, s support standard) and six hexadecimal
digits of the SHA-1 of what it says: the entry (or else section) of its first mention, its metric (or
else the words it was read from), basis, value and unit. An erratum's is made likewise from its section,
kind and quote. Two that agree in all of that are told apart by -2, -3 … in the order of the text.
Codes are given to what the rules read, before any correction, so that a correction never renames.
"""

import hashlib
import re
from collections import Counter

_SEPARATOR = "\x1f"
_QUANTITY_CODE = re.compile(r"([tbs]-[0-9a-f]{6})(-\d+)?")


def full_code(base, code):
    """The code the site knows: the base's slug before the local code (`nanshan` + `m05`)."""
    return f"{base}-{code}"


def digest(*parts):
    """Six hexadecimal digits that stand for `parts`."""
    return hashlib.sha1(_SEPARATOR.join(parts).encode(), usedforsecurity=False).hexdigest()[:6]


def quantity_stem(quantity):
    """A quantity's local code without the ordinal."""
    first = min(quantity.mentions, key=lambda mention: mention.start)
    place = first.entry or first.section
    said = quantity.metric or quantity.metric_text
    return f"{quantity.kind[0]}-{digest(place, said, quantity.basis, quantity.value, quantity.unit)}"


def give_quantity_codes(quantities):
    """Set the local `code` of every quantity of one plan that has no such code yet; of two with the same
    content the one mentioned first goes without an ordinal."""
    given, without = Counter(), []
    for quantity in sorted(quantities, key=lambda quantity: min(m.start for m in quantity.mentions)):
        match = _QUANTITY_CODE.fullmatch(quantity.code)
        if match:
            given[match.group(1)] += 1
        else:
            without.append(quantity)
    for quantity in without:
        quantity.code = numbered(quantity_stem(quantity), given)


def numbered(stem, given):
    """`stem`, with -2, -3 … when `given`, the counter of stems so far, has it already."""
    given[stem] += 1
    return stem if given[stem] == 1 else f"{stem}-{given[stem]}"


def responsibility_code(owner, role, organization):
    """The code of a responsibility: who does what for which entry or task."""
    return f"{owner}-{role}-{organization}"
