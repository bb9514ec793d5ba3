"""Merging rows, and what loads remember of those that pointed at them, in one kept change."""

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from plans.loading import hold_back_others
from plans.loading.planner import record_key
from plans.loading.schema import chunks, relations, shapes
from plans.merging.mergeable import Refused
from plans.merging.planning import plan_merge, rows_to_merge
from plans.merging.records import follow_records
from plans.models import MergedRow
from plans.shelving import snapshot
from sbjd.desk.changes import change, read
from sbjd.desk.deleting import collected
from sbjd.desk.keeping import kept_of
from sbjd.desk.models import Change

CHANGED = "您打开本页之后，其中的内容又有改动。下面是现在的情况，请再看一遍。"


def merge(mergeable, stays, goes, user, why, expected=""):
    """Merge the rows with the keys `goes` into the one with the key `stays`, in one transaction; gives the
    `Change`. With `expected`, the digest of the plan somebody was shown, only if that still holds. Raises
    Refused, and leaves everything as it was."""
    with transaction.atomic():
        with change(user, why, Change.Action.MERGE) as kept:
            hold_back_others()
            first, *others = rows_to_merge(mergeable, [stays, *goes])
            made = plan_merge(mergeable, first, others)
            if expected and made.digest != expected:
                raise Refused(CHANGED)
            kept.about(first)
            kept.what = f"{'、'.join(f'“{row}”' for row in others)}并入“{first}”"
            merged = join(made, kept.watch)
        for row in merged:
            row.change = kept.made
        MergedRow.objects.bulk_create(merged)
    return kept.made


def _nobody(querysets):
    """Nothing is kept of a merge that is done again."""


def plain(state):
    """A row's {column: value} as JSON holds it; None stays None."""
    return json.loads(json.dumps(state, cls=DjangoJSONEncoder))


def join(made, watch=_nobody):
    """Write a plan, inside a transaction; `watch` is told of the rows before they change. Gives the
    `MergedRow`s, without their change. Raises Refused."""
    stays, goes = made.stays, made.goes
    model, shape = type(stays), shapes()[stays._meta.label_lower]
    rows = model._base_manager.filter(pk__in=[stays.pk, *(row.pk for row in goes)])
    watch([rows])
    values = read(rows)
    beside = _Beside(goes)
    keys = {row.natural_key(): row.pk for row in goes}
    follow_records(shape, keys, stays.natural_key(), beside.note)
    for move in made.moves:
        _move(watch, beside, move, stays)
    for column, _, new in made.fields:
        setattr(stays, column.name, new)
    try:
        stays.full_clean()
    except ValidationError as error:
        raise Refused(f"合并后的内容不合规则：{' '.join(error.messages)}") from error
    stays.save()
    _check_nothing_left(goes)
    snapshot.delete(model, {row.pk for row in goes})
    return [
        MergedRow(
            model=shape.label,
            number=row.pk,
            key=record_key(row.natural_key()),
            slug=getattr(row, "slug", ""),
            name=str(row)[:200],
            into=stays.pk,
            values=plain(values[row.pk]),
            taken=made.taking.taken.get(row.pk, {}),
            beside=beside.of[row.pk],
        )
        for row in goes
    ]


def _move(watch, beside, move, stays):
    """Let the rows of one foreign key point at the row that stays; their doubles go."""
    model, column = move.model, move.column
    doubles = [row for row in move.rows if row.pk in move.doubles]
    watch([model._base_manager.filter(pk__in=part) for part in chunks([row.pk for row in move.rows])])
    watch(collected(doubles))
    silent = kept_of(model) is None
    before = read(_of(model, move.rows)) if silent else {}
    owner = {row.pk: getattr(row, column.attname) for row in move.rows}
    for row in doubles:
        row.delete()
    moving = move.moving
    for part in chunks([row.pk for row in moving]):
        model._base_manager.filter(pk__in=part).update(**{column.attname: stays.pk})
    coded = [row for row in moving if row.pk in move.codes]
    if coded:
        for row in coded:
            row.code = move.codes[row.pk]
        model._base_manager.bulk_update(coded, ["code"], batch_size=500)
    after = read(_of(model, moving)) if silent else {}
    for pk, state in before.items():
        beside.note(owner[pk], model, pk, state, after.get(pk))


def _of(model, rows):
    return model._base_manager.filter(pk__in=[row.pk for row in rows])


def _check_nothing_left(goes):
    """A row that a plan did not see would be lost with what it points at: rather do nothing."""
    for relation in relations(type(goes[0])):
        if _pointing(relation.field, goes).exists():
            name = relation.field.model._meta.verbose_name
            raise Refused(f"仍有{name}指向要合并的记录，没有合并。请重试。")


def _pointing(column, goes):
    return column.model._base_manager.filter(**{f"{column.name}__in": [row.pk for row in goes]})


class _Beside:
    """Changes of rows that keep no history, for each of the rows that go: {key: [[label, number, before,
    after]]}."""

    def __init__(self, goes):
        self.of = {row.pk: [] for row in goes}

    def note(self, owner, model, pk, before, after):
        """Note what became of one row."""
        self.of[owner].append([model._meta.label_lower, pk, plain(before), plain(after)])
