"""Two people filled in one form: what each of them changed, and what becomes of it. Plain values only.

A form is its controls as a browser sends them, `Filled`: once as it was opened, once as it would be opened
now, and once as it was sent. What only one side touched is taken from that side; what both changed to
different things is a `Conflict`, which somebody has to decide.
"""

from dataclasses import dataclass, field

MINE, THEIRS = "mine", "theirs"
ROW = ""  # in the key of a conflict: the row as a whole


@dataclass(slots=True)
class Filled:
    """The controls of a form. `fields` {name: text}; `rows` {prefix: {key of the row: {name: text}}} of its
    sets of rows; `new` {prefix: [{name: text}]} of rows that are not in the database yet."""

    fields: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    new: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something both changed. `prefix` and `row` are "" for a field of the form itself; `name` is ROW where
    one deleted a row that the other changed. The values are texts of controls; for a whole row they are
    {name: text}, or None for the side that deleted it."""

    prefix: str
    row: str
    name: str
    opened: object
    theirs: object
    mine: object

    @property
    def key(self):
        """Its name on the page that asks."""
        return "/".join((self.prefix, self.row, self.name))


@dataclass(slots=True)
class Merged:
    """The merged form, what of it was taken from the other side without asking (as `Conflict`s whose two
    sides agree that it is theirs), and what has to be decided."""

    filled: Filled
    taken: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)


def merge(opened, theirs, mine, choices=None):
    """`Merged` of three `Filled`. `choices` are {conflict's key: MINE or THEIRS}; a conflict without one
    stays open and keeps, for the time being, what is mine."""
    merging = _Merging(choices or {})
    fields = merging.fields("", "", opened.fields, theirs.fields, mine.fields)
    rows, new = {}, {prefix: list(added) for prefix, added in mine.new.items()}
    for prefix, sent in mine.rows.items():
        before, now = opened.rows.get(prefix, {}), theirs.rows.get(prefix, {})
        rows[prefix] = {}
        for key in dict.fromkeys([*now, *sent]):
            kept = merging.row(prefix, key, before.get(key), now.get(key), sent.get(key))
            if kept is None:
                continue
            if key in now:
                rows[prefix][key] = kept
            else:
                new.setdefault(prefix, []).append(kept)
    return Merged(Filled(fields, rows, new), merging.taken, merging.conflicts)


class _Merging:
    def __init__(self, choices):
        self.choices, self.taken, self.conflicts = choices, [], []

    def fields(self, prefix, row, opened, theirs, mine):
        """The merged fields of the form or of one of its rows."""
        return {
            name: self._settle(Conflict(prefix, row, name, opened.get(name), theirs.get(name, value), value))
            for name, value in mine.items()
        }

    def row(self, prefix, key, opened, theirs, mine):
        """A merged row; None where there is none in the end."""
        if theirs is not None and mine is not None:
            return self.fields(prefix, key, opened or {}, theirs, mine)
        if theirs is None and mine is None:
            return None
        if opened is None and mine is None:  # they added it
            self.taken.append(Conflict(prefix, key, ROW, None, theirs, theirs))
            return theirs
        return self._settle(Conflict(prefix, key, ROW, opened, theirs, mine))

    def _settle(self, one):
        if one.mine == one.theirs or one.theirs == one.opened:
            return one.mine
        if one.mine == one.opened:
            self.taken.append(one)
            return one.theirs
        choice = self.choices.get(one.key)
        if choice not in (MINE, THEIRS):
            self.conflicts.append(one)
        return one.theirs if choice == THEIRS else one.mine
