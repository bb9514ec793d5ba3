"""Taking a merge back: every row is again what it was before."""

from collections import defaultdict

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans.loading import hold_back_others
from plans.loading.schema import chunks
from plans.merging.joining import plain
from plans.merging.leading import row_of_number
from plans.merging.mergeable import Refused
from plans.models import LoadedRecord, MergedRow
from sbjd.desk.changes import BATCH, change, read
from sbjd.desk.differences import Telling
from sbjd.desk.history import state_of
from sbjd.desk.keeping import history_of, kept_models
from sbjd.desk.models import Change
from sbjd.desk.restoring import Step


def merged_by(change_id):
    """The `MergedRow`s of a merge that has not been taken back; Refused if there are none."""
    rows = list(MergedRow.objects.filter(change=change_id).select_related("change").order_by("pk"))
    if not rows:
        raise Refused("这次合并已经撤销，或从未有过。")
    return rows


def plan_undo(mergeable, merged):
    """The `Step`s that put everything back. Raises Refused, naming what somebody has changed
    since."""
    return _Undo(mergeable, merged).steps()


def undo(mergeable, change_id, user, why):
    """Take the merge back in one transaction; gives the row that stayed. Raises Refused, and leaves
    everything as it is."""
    with change(user, why, Change.Action.RESTORE) as kept:
        hold_back_others()
        merged = merged_by(change_id)
        steps = plan_undo(mergeable, merged)
        for model in {step.model for step in steps}:
            keys = [step.pk for step in steps if step.model is model]
            kept.watch(model._base_manager.filter(pk__in=part) for part in chunks(keys))
        put_back(mergeable.model, steps)
        _put_back_records(merged)
        MergedRow.objects.filter(pk__in=[row.pk for row in merged]).delete()
        stayed = mergeable.model._base_manager.get(pk=merged[0].into)
        kept.about(stayed)
        kept.what = f"撤销合并：{'、'.join(f'“{row.name}”' for row in merged)}与“{stayed}”分开"
    return stayed


def put_back(merged, steps):
    """Write rows as they were, those of the model `merged` first, what has to come again last: it may take up
    what others give up. Raises Refused for what the database does not allow."""
    together, coming = defaultdict(list), defaultdict(list)
    for step in steps:
        row = step.model(pk=step.pk, **step.target)
        if step.now is None:
            coming[step.model].append(row)
        else:
            names = tuple(name for name in step.target if step.target[name] != step.now[name])
            together[step.model, names].append(row)
    try:
        with transaction.atomic():
            for row in coming[merged]:
                row.validate_unique()
            _bring(merged, coming.pop(merged))
            for (model, names), rows in together.items():
                fields = {"update_conflicts": True, "unique_fields": ["pk"], "update_fields": names}
                model._base_manager.bulk_create(rows, BATCH, **fields)
            for model, rows in coming.items():
                _bring(model, rows)
    except (IntegrityError, ValidationError) as error:
        raise Refused("不能撤销：名称、标识或编码现已另有所属，请先改掉再撤销。") from error


def _bring(model, rows):
    """Write rows that are gone; what they point at has to be there."""
    for column in model._meta.concrete_fields:
        if column.is_relation:
            wanted = {getattr(row, column.attname) for row in rows} - {None}
            gone = wanted - column.related_model._base_manager.in_bulk(wanted).keys()
            if gone:
                raise Refused(
                    f"不能撤销：要恢复的{model._meta.verbose_name}所属的{column.verbose_name}已不在库中。"
                )
    model._base_manager.bulk_create(rows, BATCH)


class _Undo:
    def __init__(self, mergeable, merged):
        self.mergeable, self.merged = mergeable, merged
        self.model, self.into = mergeable.model._meta.concrete_model, merged[0].into

    def steps(self):
        """All rows that the merge changed, as they were; of the row that stayed only what it changed."""
        self._check_later()
        pairs = self._kept_pairs() | self._silent_pairs()
        current = {}
        for model in {model for model, _ in pairs}:
            keys = [pk for held, pk in pairs if held is model]
            current |= {(model, pk): state for pk, state in _read(model, keys).items()}
        steps = []
        for (model, pk), (before, after) in pairs.items():
            now = current.get((model, pk))
            if (model, pk) == (self.model, self.into):
                steps.append(self._of_stayed(now, before, after))
                continue
            if now != after:
                raise Refused(self._changed(model, pk, now, after or before))
            steps.append(Step(model, pk, now, before))
        return [step for step in steps if step.now != step.target]

    def _check_later(self):
        name = self.model._meta.verbose_name
        now = row_of_number(self.model, self.into)
        if now is not None:
            raise Refused(f"保留下来的{name}后来又并入了“{now}”，请先撤销那一次合并。")
        if not self.model._base_manager.filter(pk=self.into).exists():
            raise Refused(f"保留下来的{name}已不在库中，请先恢复它再撤销合并。")
        label, change_id = self.model._meta.label_lower, self.merged[0].change_id
        later = MergedRow.objects.filter(model=label, into=self.into, change__gt=change_id).last()
        if later is not None:
            raise Refused(f"后来“{later.name}”也并入了这里，请先撤销那一次合并。")

    def _kept_pairs(self):
        """{(model, key): (before, after)} of the rows whose histories tell of the merge."""
        pairs, change_id = {}, self.merged[0].change_id
        for model in kept_models():
            rows = history_of(model).objects.order_by("history_id")
            of_change = rows.filter(change_id=change_id)
            done, before = {row.id: row for row in of_change}, {}
            for row in rows.filter(id__in=of_change.order_by().values("id")):
                if row.history_id < done[row.id].history_id:
                    before[row.id] = row
            for pk, row in done.items():
                pairs[model, pk] = state_of(before.get(pk)), state_of(row)
        return pairs

    def _silent_pairs(self):
        """The same of rows without a history, but for what loads remember."""
        record = LoadedRecord._meta.label_lower
        return {
            (apps.get_model(label), pk): (before, after)
            for row in self.merged
            for label, pk, before, after in row.beside
            if label != record
        }

    def _of_stayed(self, now, before, after):
        changed = [name for name in after if after[name] != before[name]]
        for name in changed:
            if now[name] != after[name]:
                column = self.model._meta.get_field(name)
                row = self.model._base_manager.get(pk=self.into)
                raise Refused(
                    f"“{row}”的{column.verbose_name}在合并之后又有修改，不能撤销。请先把它改回合并时的样子。"
                )
        return Step(self.model, self.into, now, now | {name: before[name] for name in changed})

    def _changed(self, model, pk, now, state):
        name = model._meta.verbose_name
        if now is None:
            said = Telling().title(model, state) if "kept" in vars(model) else name
            return f"合并时移动的{said}现已不在库中（可能已删除，或随方案下架），不能撤销。请先恢复它。"
        row = model._base_manager.get(pk=pk)
        return f"{name}“{self.mergeable.spoken(row)}”在合并之后又有修改，不能撤销。"


def _read(model, keys):
    """{key: state} as the pairs hold it: of rows without a history as JSON does."""
    found = read(model._base_manager.filter(pk__in=keys))
    return found if "kept" in vars(model) else {pk: plain(state) for pk, state in found.items()}


def _put_back_records(merged):
    """What loads remember, as it was; what a load has written since stays."""
    label, pairs = LoadedRecord._meta.label_lower, {}
    for row in merged:
        pairs |= {pk: (before, after) for one, pk, before, after in row.beside if one == label}
    now = read(LoadedRecord.objects.filter(pk__in=pairs))
    back = [pk for pk, (_, after) in pairs.items() if now.get(pk) == after]
    LoadedRecord.objects.filter(pk__in=back).delete()
    LoadedRecord.objects.bulk_create(
        [LoadedRecord(pk=pk, **pairs[pk][0]) for pk in back], BATCH, ignore_conflicts=True
    )
