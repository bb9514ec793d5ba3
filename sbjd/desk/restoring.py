"""Putting an earlier version of a row back, with all that is part of it: a new change like any other.

What is put back is said first (`plan`), then done (`apply`), in one transaction; what the database does not
allow is refused with a sentence.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from sbjd.desk.changes import read
from sbjd.desk.differences import Telling
from sbjd.desk.history import chains, state_of
from sbjd.desk.keeping import columns_of, history_of, kept_models, kept_of, parts_of

_ways = []


def leads_on(way):
    """Say what rows that are gone have become: `way(model, keys)` gives {key: key of the row it now is} for
    those of `keys` that have become another."""
    _ways.append(way)


class Refused(Exception):
    """The version cannot be put back; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row: how it stands now and how it would stand, {column: value}, None for no row."""

    model: type
    pk: int
    now: dict | None
    target: dict | None


def plan(model, pk, change_id):
    """The `Step`s that bring the row of `model` with this key, and what is part of it, back to what it was
    after the change of this number; 0 for what stood before the first one."""
    model = model._meta.concrete_model
    found = chains(model, pk)
    targets = {key: _state_after(rows, change_id) for key, rows in found.items()}
    if (model, pk) in targets and targets[model, pk] is None:
        raise Refused("这一版里它已被删除，没有可以恢复的内容。")
    if (model, pk) in targets and not model._base_manager.filter(pk=pk).exists():
        targets = _with_what_went_along(found[model, pk][-1].change_id, targets)
    _lead_on(targets)
    current = {}
    for one in {one for one, _ in targets}:
        keys = [key for held, key in targets if held is one]
        current |= {(one, key): state for key, state in read(one._base_manager.filter(pk__in=keys)).items()}
    steps = [Step(one, key, current.get((one, key)), target) for (one, key), target in targets.items()]
    return [step for step in steps if step.now != step.target]


def _lead_on(targets):
    """Let what comes back point at what has become of the rows it pointed at."""
    links = [
        (target, column.attname, column.related_model._meta.concrete_model)
        for (model, _), target in targets.items()
        for column in columns_of(model)
        if target and isinstance(column, models.ForeignKey) and target[column.attname] is not None
    ]
    for other in {other for *_, other in links}:
        keys = {target[name] for target, name, model in links if model is other}
        gone = keys - other._base_manager.in_bulk(keys).keys()
        became = {key: now for way in _ways for key, now in way(other, gone).items()} if gone else {}
        for target, name, model in links:
            if model is other:
                target[name] = became.get(target[name], target[name])


def _state_after(rows, change_id):
    """The state a chain of history rows tells of after a change."""
    done = [row for row in rows if row.change_id is not None and row.change_id <= change_id]
    if done:
        return state_of(done[-1])
    first = rows[0]
    return state_of(first) if first.change_id is None else None


def _with_what_went_along(change_id, targets):
    """`targets` and the rows that a deletion took along besides the parts of what was deleted."""
    found = dict(targets)
    for model in kept_models():
        for row in history_of(model).objects.filter(change_id=change_id, history_type="-"):
            values = {column.attname: getattr(row, column.attname) for column in columns_of(model)}
            found.setdefault((model, row.id), values)
    return found


def told(model, steps):
    """The steps as `RowDifference`s, the row's own first."""
    model = model._meta.concrete_model
    owners, telling = dict(parts_of(model)), Telling()
    for step in steps:
        telling.learn(step.model, step.now, step.target, owners.get(step.model, ""))
    rows = [
        telling.row(step.model, step.now, step.target, owners.get(step.model, ""), step.model is not model)
        for step in steps
    ]
    return [row for row in rows if row is not None]


def apply(steps):
    """Do it, inside a transaction somebody else opened. Raises Refused, and leaves everything as it was."""
    try:
        with transaction.atomic():
            _write(steps)
    except IntegrityError as error:
        raise Refused("这一版与现有内容冲突（编码、次序或名称已被占用），不能恢复。") from error
    except ValidationError as error:
        raise Refused(f"不能恢复：{' '.join(error.messages)}") from error


def _write(steps):
    order = _parents_first({step.model for step in steps})
    steps = sorted(steps, key=lambda step: order.index(step.model))
    # Rows of a set may exchange what must be unique (ranks of themes): all that change leave first.
    again = [step for step in steps if step.now is not None and kept_of(step.model).of]
    for step in reversed(again):
        step.model._base_manager.filter(pk=step.pk).delete()
    for step in steps:
        if step.target is None:
            continue
        _check_links(step)
        row = step.model(pk=step.pk, **step.target)
        stands = step.now is not None and step not in again
        if stands:
            row = step.model._base_manager.get(pk=step.pk)
            for name, value in step.target.items():
                setattr(row, name, value)
        row.validate_unique()
        row.validate_constraints()
        row.save(force_insert=not stands)


def _check_links(step):
    """What the row points at has to be there."""
    for column in columns_of(step.model):
        value = step.target[column.attname]
        if not isinstance(column, models.ForeignKey) or value is None:
            continue
        if not column.related_model._base_manager.filter(pk=value).exists():
            if column.null and column.remote_field.on_delete is models.SET_NULL:
                step.target[column.attname] = None
                continue
            telling = Telling()
            name = telling.names.of(column, value)
            raise Refused(f"不能恢复：{column.verbose_name}“{name}”已不在库中，请先恢复它。")


def _parents_first(found):
    """These models, each after those its rows point at."""
    ordered, waiting = [], sorted(found, key=lambda model: model._meta.label)
    while waiting:
        for model in waiting:
            targets = {
                field.related_model._meta.concrete_model
                for field in columns_of(model)
                if isinstance(field, models.ForeignKey)
            }
            if not (targets - {model}) & set(waiting):
                break
        waiting.remove(model)
        ordered.append(model)
    return ordered
