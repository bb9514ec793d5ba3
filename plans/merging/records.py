"""What loads remember of rows that name a row, brought to the key that it has now: so the next load takes
neither a merge nor a rename for somebody's edits."""

from plans.loading.following import follow
from plans.loading.planner import record_key
from plans.loading.schema import chunks, shapes
from plans.models import LoadedRecord
from sbjd.desk.changes import read

_BATCH = 500


def follow_records(shape, keys, new_key, note):
    """Let what loads remember name `new_key` where it names one of `keys`, {old key of a row of `shape`: its
    number}. `note(number, model, key, before, after)` is told of each record that changes."""
    moved = {shape.label: dict.fromkeys(keys, new_key)}
    for label, other in shapes().items():
        for name, target in other.foreign.items():
            if target is shape:
                for key, number in sorted(keys.items()):
                    records = LoadedRecord.objects.filter(model=label, **{f"values__{name}": list(key)})
                    for pk, before, after in _rewrite(other, records, moved):
                        note(number, LoadedRecord, pk, before, after)


def follow_records_of_plan(plan, moved):
    """Let what loads remember of one plan, by its slug, name the new keys in `moved`, {label: {old: new}}."""
    named = {target for target in map(shapes().get, moved) if target}
    for label, shape in shapes().items():
        if named & set(shape.foreign.values()):
            _rewrite(shape, LoadedRecord.objects.filter(plan=plan, model=label), moved)


def _rewrite(shape, records, moved):
    """Write `records` as they read now; of two that become one, the other goes. Gives [(number, before,
    after)] of those that changed."""
    found = {record.pk: record for record in records.order_by("pk")}
    new = {}
    for pk, record in found.items():
        values = follow(shape, record.values, moved)
        if values is not record.values:
            missing = {name: shape.default(name) for name in shape.fields if name not in values}
            new[pk] = record_key(shape.key_of(missing | values)), values
    borne, states = set(), read(LoadedRecord.objects.filter(pk__in=list(new)))
    for part in chunks(sorted(text for text, _ in new.values())):
        same = LoadedRecord.objects.filter(model=shape.label, key__in=part).exclude(pk__in=list(new))
        borne.update(same.values_list("key", flat=True))
    gone, changed, told = [], [], []
    for pk, (text, values) in new.items():
        if text in borne:
            gone.append(pk)
        else:
            borne.add(text)
            found[pk].key, found[pk].values = text, values
            changed.append(found[pk])
        told.append((pk, states[pk], None if pk in gone else states[pk] | {"key": text, "values": values}))
    for part in chunks(gone):
        LoadedRecord.objects.filter(pk__in=part).delete()
    LoadedRecord.objects.bulk_update(changed, ["key", "values"], batch_size=_BATCH)
    return told
