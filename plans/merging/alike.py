"""Rows that are likely one: those that share a name when it is folded, or what their model says (see
`Mergeable.likenesses`). Only what is sure enough to be worth a look; nothing is merged by itself."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alike:
    """Some `rows` that are likely one, and `why`, in words."""

    rows: tuple
    why: str


def alike(mergeable, row=None):
    """[Alike] of the model's rows in the order of their names, each set once; those of `row` alone if one is
    given."""
    together, whys = defaultdict(dict), {}
    for one in mergeable.model._default_manager.all():
        for text, why in mergeable.likenesses(one).items():
            together[text][one.pk] = one
            whys.setdefault((text, one.pk), why)
    found = {}
    for text, rows in together.items():
        if len(rows) > 1 and (row is None or row.pk in rows):
            # The reason of the row that has to leave most out to be like the others.
            why = next((w for pk in rows if (w := whys[text, pk]) != "名称相同"), "名称相同")
            found.setdefault(frozenset(rows), Alike(tuple(rows.values()), why))
    return sorted(found.values(), key=lambda one: str(one.rows[0]))
