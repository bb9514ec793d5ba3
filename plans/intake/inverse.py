"""What an undo needs: the rows a publication changed, as they were before and after.

It is kept with the event as JSON: {"part", "state", "parser", "rulings_number"} of the document's plan
before, "replaced" (the numbers of other plans it took the place of), and for a plan that was on the site
already "tables", [{"model", "rows": [[before or null, after or null]]}], those that others point at first,
with whole groups of links where one of them changed. Of a plan that was new only the digest of all its rows
is kept, and which shared rows came with it.
"""

import hashlib
import json
from dataclasses import dataclass

from django.apps import apps

from plans.loading.schema import shapes
from plans.models import LoadedRecord, WorkPlan
from plans.shelving import snapshot


@dataclass(slots=True)
class Step:
    """One row of an undo: what it was, what it became, what it is now ({column: value}, None: no row)."""

    model: type
    pk: int
    before: dict | None
    after: dict | None
    now: dict | None = None

    @property
    def touched(self):
        """Whether somebody has changed what the publication wrote."""
        if self.after is None or self.now is None or self.before is None:
            return self.now != self.after and self.now != self.before
        changed = [name for name in self.after if self.after[name] != self.before.get(name)]
        return any(self.now.get(name) not in (self.after[name], self.before.get(name)) for name in changed)


def state_of(slug, shared=()):
    """The snapshot of all rows of a plan, of the `shared` rows, (label, key), and of their records."""
    plan = WorkPlan.objects.filter(slug=slug).first()
    owned = snapshot.belongings(plan.pk).owned if plan else {}
    for label, key in shared:
        shape = shapes()[label]
        numbers = set(shape.pks([key]).values())
        if numbers:
            owned.setdefault(shape.model, set()).update(numbers)
    owned[LoadedRecord] = snapshot.records_of(slug, shared)
    return snapshot.take(owned)


def inverse(part, before, shared, replaced):
    """What undoing the publication of `part` needs: `before` is the `state_of` its plan then (empty: it was
    not on the site), `shared` the (label, key) of shared rows that came, `replaced` the numbers of other
    plans that this one took the place of."""
    after = state_of(part.slug, shared)
    known = {
        "part": part.pk,
        "state": part.state,
        "parser": part.parser,
        "rulings_number": part.rulings_number,
        "replaced": replaced,
    }
    if not before:
        keys = [[label, list(key)] for label, key in shared]
        return known | {"new": True, "digest": digest(after), "shared": keys}
    return known | {"new": False, "tables": _changed(before, after)}


def digest(tables):
    """A name for exactly the rows of a snapshot."""
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def rows_of(tables):
    """{label: {number: {column: value}}} of a snapshot."""
    found = {}
    for table in tables:
        name = apps.get_model(table["model"])._meta.pk.attname
        rows = (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])
        found[table["model"]] = {row[name]: row for row in rows}
    return found


def _changed(before, after):
    old, new = rows_of(before), rows_of(after)
    tables = []
    for label in dict.fromkeys(table["model"] for table in (*after, *before)):
        held, made = old.get(label, {}), new.get(label, {})
        numbers = {pk for pk in held.keys() | made.keys() if held.get(pk) != made.get(pk)}
        owners = {owner_of(label, row[pk]) for row in (held, made) for pk in numbers if pk in row} - {None}
        numbers |= {pk for row in (held, made) for pk in row if owner_of(label, row[pk]) in owners}
        rows = [[held.get(pk), made.get(pk)] for pk in sorted(numbers)]
        if rows:
            tables.append({"model": label, "rows": rows})
    return tables


def owner_of(label, row):
    """(column, number) of what a link row hangs on; None for a row on its own."""
    shape = shapes().get(label)
    for name in shape.model.group_fields if shape else ():
        if row.get(f"{name}_id") is not None:
            return name, row[f"{name}_id"]
    return None
