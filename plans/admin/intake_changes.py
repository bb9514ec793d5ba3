"""What publishing would change, as its page shows it: by kind of row, field by field."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from plans.loading.changes import Action, difference, shown_value, verbose_name
from plans.loading.documents import key_name
from plans.loading.schema import shapes

SHOWN = 100
# Where something stands in the text: it moves whenever anything before it changes.
_PLACES = frozenset(
    ("start", "end", "line", "heading_end", "body_start", "first_line", "position", "source_sha256")
)


@dataclass(slots=True)
class ShownKept:
    """Something that stays as a person made it. `choices` are what can be given up: (words, value of the
    box, whether it is ticked); `said` is told where nothing can."""

    name: str
    why: str
    choices: list = field(default_factory=list)
    said: str = ""


@dataclass(slots=True)
class ShownModel:
    """One kind of row: names of what comes and goes, (name, [(field, old → new)]) of what changes."""

    name: str
    counts: dict
    added: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    moved: int = 0
    kept: list = field(default_factory=list)
    more: int = 0


def described(preview, given_up=frozenset()):
    """The `ShownModel`s of a preview, kinds without any change left out."""
    unit, found = preview.unit, []
    for label, shape in shapes().items():
        rows = [row for row in unit.rows if row.label == label]
        kept = [row for row in unit.kept if row.label == label]
        if rows or kept:
            found.append(_model(shape, rows, kept, given_up))
    return found


def _model(shape, rows, kept, given_up):
    counts = {str(action): count for action in Action if (count := sum(r.action == action for r in rows))}
    shown = ShownModel(shape.name, counts)
    moved = _moved(rows)
    shown.moved = len(moved) // 2
    for row in rows:
        if id(row) in moved:
            continue
        if row.action == Action.CHANGE:
            fields = [
                (verbose_name(shape, name), difference(old, new))
                for name, (old, new) in row.fields.items()
                if name not in _PLACES
            ]
            if fields:
                shown.changed.append((_name(row), fields))
            else:
                shown.moved += 1
        else:
            (shown.added if row.action == Action.ADD else shown.removed).append(_name(row))
    for listed in (shown.added, shown.removed, shown.changed):
        shown.more += max(0, len(listed) - SHOWN)
        del listed[SHOWN:]
    shown.kept = [_kept(shape, row, given_up) for row in kept]
    return shown


def _moved(rows):
    """The ids of the rows that go and come again with another offset in their key, two by two."""
    leaving, moved = defaultdict(list), set()
    for row in rows:
        if row.action == Action.REMOVE:
            leaving[_without_offsets(row.key)].append(row)
    for row in rows:
        same = leaving[_without_offsets(row.key)] if row.action == Action.ADD else ()
        if same:
            moved |= {id(row), id(same.pop())}
    return moved


def _without_offsets(key):
    return tuple(part for part in key if not isinstance(part, int))


def _name(row):
    title = (row.values or {}).get("title") or (row.values or {}).get("metric_text") or ""
    return f"{key_name(row.key)} {title}".strip()


def _kept(shape, row, given_up):
    shown = ShownKept(key_name(row.key), str(row.why))
    for claim in row.claims:
        name = claim[2]
        pairs = [(name, row.fields[name])] if name else list(row.fields.items())
        words = "；".join(
            f"{verbose_name(shape, one)}：现为{shown_value(old)}，新读作{shown_value(new)}"
            for one, (old, new) in pairs
        )
        value = json.dumps([claim[0], list(claim[1]), name], ensure_ascii=False)
        shown.choices.append((words, value, claim in given_up))
    if not row.claims:
        shown.said = "；".join(
            f"{verbose_name(shape, name)}：现为{shown_value(old)}，新读作{shown_value(new)}"
            for name, (old, new) in row.fields.items()
        )
    return shown
