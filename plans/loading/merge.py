"""Three states of one row or one group → what to do; plain values only, no database.

`new` is what the fixture says, `recorded` what the last load wrote (None: it never wrote this row),
`current` what the database holds.
"""


def merge_fields(new, recorded, current):
    """(changes, kept) of one row that all sides have: {field: (current value, fixture's value)} each.

    A field moves to the fixture's value only where the database still holds what was last written; any
    other difference is a person's. Without a record every difference counts as a person's.
    """
    changes, kept = {}, {}
    for name, value in new.items():
        held = current[name]
        if held == value:
            continue
        untouched = recorded is not None and recorded[name] == held
        (changes if untouched else kept)[name] = (held, value)
    return changes, kept


def agrees(values, current):
    """True if the database row `current` holds every one of `values`."""
    return all(current.get(name) == value for name, value in values.items())


def same_group(rows, current):
    """True if the group `current` has exactly the rows of `rows`, each agreeing."""
    return rows.keys() == current.keys() and all(agrees(rows[key], current[key]) for key in rows)


def merge_group(new, recorded, current, owner_recorded=True):
    """What becomes of the link rows of one owner, as a whole: "same", "follow" or "keep".

    A group that differs from what was recorded was edited and stays, all of it. Where neither owner
    nor group was ever recorded, a difference counts as an edit.
    """
    if same_group(new, current):
        return "same"
    known = owner_recorded or bool(recorded)
    return "follow" if known and same_group(recorded, current) else "keep"


def kept_rows(vanishing, edited, references, parents):
    """Which of the rows `vanishing` (from the fixtures) have to stay in the database.

    `edited` are those a person edited, `references` the (row, row it points at) pairs of every row that
    will be there, `parents` those pairs among them that mean "hangs on". A row stays when it was
    edited, when a row that stays points at it, or when what it hangs on stays though it vanished: a
    person who kept an entry keeps its items. Gives a set.
    """
    kept, vanishing = set(edited) & set(vanishing), set(vanishing)
    below, above = {}, {}
    for row, target in references:
        if target in vanishing:
            below.setdefault(row, []).append(target)
            if row not in vanishing:
                kept.add(target)
    for row, target in parents:
        if row in vanishing and target in vanishing:
            above.setdefault(target, []).append(row)
    waiting = list(kept)
    while waiting:
        row = waiting.pop()
        for other in (*below.get(row, ()), *above.get(row, ())):
            if other not in kept:
                kept.add(other)
                waiting.append(other)
    return kept
