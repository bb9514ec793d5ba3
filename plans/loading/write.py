"""Planned changes → the database. Runs inside a transaction that somebody else opened."""

from collections import defaultdict

from plans.loading.changes import Action, Keeper
from plans.loading.planner import record_key
from plans.loading.schema import chunks, shapes
from plans.models import LoadedRecord

BATCH = 1000


def write_unit(unit):
    """Write one unit's changes and records, in an order that no constraint minds: links that go or
    change leave first, rows come parents first, then links; what vanished goes last, children first."""
    by_label = defaultdict(list)
    for row in unit.rows:
        by_label[row.label].append(row)
    for shape in shapes().values():
        if shape.is_link:
            _delete(shape, [row.pk for row in by_label[shape.label] if row.action != Action.ADD])
    pks = defaultdict(dict)
    for shape in shapes().values():
        rows = by_label[shape.label]
        comes = (Action.ADD, Action.CHANGE) if shape.is_link else (Action.ADD,)
        _create(shape, [row for row in rows if row.action in comes], pks)
        if not shape.is_link:
            _update(shape, [row for row in rows if row.action == Action.CHANGE], pks)
    for shape in reversed(shapes().values()):
        if not shape.is_link:
            _delete(shape, [row.pk for row in by_label[shape.label] if row.action == Action.REMOVE])
    _write_records(unit)


def _delete(shape, pks):
    for part in chunks(pks):
        shape.model._base_manager.filter(pk__in=part).delete()


def _find_targets(shape, rows, pks):
    """Learn the database numbers of what `rows` point at."""
    for name, target in shape.foreign.items():
        wanted = {tuple(row.values[name]) for row in rows if row.values.get(name)}
        wanted -= pks[target.label].keys()
        if wanted:
            pks[target.label].update(target.pks(wanted))


def _columns(shape, row, pks):
    """The columns of a row as the model takes them."""
    values = {}
    for name, value in row.values.items():
        if name not in shape.fields:
            continue
        if name in shape.foreign:
            number = pks[shape.foreign[name].label][tuple(value)] if value is not None else None
            values[shape.fields[name].attname] = number
        else:
            values[name] = shape.fields[name].to_python(value)
    return values


def _create(shape, rows, pks):
    """Create rows; those that hang on a row of the same model wait until that one is there."""
    own = [name for name, target in shape.foreign.items() if target is shape]
    waiting = {row.key: row for row in rows}
    while waiting:
        ready = [
            row
            for row in waiting.values()
            if not any(row.values.get(name) and tuple(row.values[name]) in waiting for name in own)
        ]
        _find_targets(shape, ready, pks)
        made = [shape.model(**_columns(shape, row, pks)) for row in ready]
        for row, instance in zip(ready, shape.model._base_manager.bulk_create(made, BATCH), strict=True):
            pks[shape.label][row.key] = instance.pk
            del waiting[row.key]


def _update(shape, rows, pks):
    """Write the changed columns of rows; rows that change the same columns go together.

    Each row meets itself by its number and only the named columns are set: many times quicker than
    bulk_update, whose statement has a branch for every row and column."""
    together = defaultdict(list)
    for row in rows:
        together[tuple(sorted(row.fields))].append(row)
    _free_unique_values(shape, rows)
    for names, alike in together.items():
        _find_targets(shape, alike, pks)
        shape.model._base_manager.bulk_create(
            [shape.model(pk=row.pk, **_columns(shape, row, pks)) for row in alike],
            BATCH,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=names,
        )


def _free_unique_values(shape, rows):
    """Where rows exchange values that must be unique, put a value of its own in each first."""
    for name in shape.unique_fields:
        changing = [row for row in rows if name in row.fields]
        left = {row.fields[name][0] for row in changing}
        if any(row.fields[name][1] in left for row in changing):
            instances = [shape.model(pk=row.pk, **{name: f"~{row.pk}"}) for row in changing]
            shape.model._base_manager.bulk_update(instances, [name], BATCH)


def _write_records(unit):
    gone = defaultdict(list)
    records = []
    for (label, key), values in unit.records.items():
        if values is None:
            gone[label].append(record_key(key))
            continue
        plan = "" if shapes()[label].is_shared else unit.plan
        known = {"plan": plan, "keeper": unit.keeper, "values": values}
        records.append(LoadedRecord(model=label, key=record_key(key), **known))
    for label, keys in gone.items():
        for part in chunks(keys):
            LoadedRecord.objects.filter(model=label, key__in=part).delete()
    LoadedRecord.objects.bulk_create(
        records,
        BATCH,
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["plan", "keeper", "values"],
    )
    if unit.plan and unit.keeper == Keeper.DESK:
        # Also what this load found as it should be: a plan has one keeper.
        LoadedRecord.objects.filter(plan=unit.plan).update(keeper=unit.keeper)
