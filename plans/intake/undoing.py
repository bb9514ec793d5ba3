"""Taking back one publication: the rows it changed go back to what they were, all in one transaction.

Only the latest publication of a plan can be taken back. Where somebody has edited since, the undo says so
and writes nothing, or takes back only the rest if that is asked for.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import IntegrityError, transaction

from plans.intake.conflicts import conflicts_of, steps_of
from plans.intake.inverse import Step, digest, rows_of, state_of
from plans.intake.receiving import note
from plans.loading import hold_back_others
from plans.loading.planner import record_key
from plans.loading.schema import relations, shapes
from plans.merging import rejoining, renaming
from plans.models import IntakeEvent, IntakePlan, LoadedRecord
from plans.shelving import snapshot
from sbjd import corpus

State = IntakePlan.State


class UndoError(Exception):
    """A publication that cannot be taken back; the message says why. `conflicts` are the places that were
    edited since, in words, if that is the reason."""

    def __init__(self, message, conflicts=()):
        super().__init__(message)
        self.conflicts = list(conflicts)


@dataclass(slots=True)
class Undo:
    """What taking back an event would do: `steps` to go, `conflicts` in words, `kept` steps left out
    because of them."""

    event: IntakeEvent
    steps: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)

    def counts(self):
        """{in words: number of rows} of what would happen."""
        counts = {"去掉": 0, "改回": 0, "加回": 0}
        for step in self.steps:
            if step.model is not LoadedRecord:
                counts["去掉" if step.before is None else "加回" if step.after is None else "改回"] += 1
        return {what: count for what, count in counts.items() if count}


def last_event(slug):
    """The latest publication of a plan that can be taken back, or None."""
    return IntakeEvent.objects.filter(slug=slug, before__isnull=False).order_by("-pk").first()


def plan_undo(event):
    """What taking back `event` would do, as an `Undo`; nothing is written. Raises UndoError when it cannot
    be taken back at all."""
    if event.before is None:
        raise UndoError("这一次没有可撤销的内容，或已经撤销。")
    latest = last_event(event.slug)
    if latest.pk != event.pk:
        raise UndoError("这份方案此后又更新过，请先撤销较晚的一次。")
    part = IntakePlan.objects.filter(pk=event.before["part"]).first()
    if part is None or part.state != State.PUBLISHED:
        raise UndoError("这份方案现在不在网站上，请先恢复上架再撤销。")
    undo = Undo(event)
    if event.before["new"]:
        shared = [(label, tuple(key)) for label, key in event.before["shared"]]
        now = state_of(event.slug, shared)
        if digest(now) != event.before["digest"]:
            raise UndoError("发布之后这份方案已有改动，撤销会丢失这些改动。可以改用“下架”，内容原样保留。")
        own = _without_needed(now, shared)
        undo.steps = [
            Step(apps.get_model(label), pk, None, row, row)
            for label, rows in own.items()
            for pk, row in rows.items()
        ]
        return undo
    steps = steps_of(event.before["tables"])
    undo.conflicts, blocked = conflicts_of(steps)
    undo.steps = [step for step in steps if (step.model, step.pk) not in blocked]
    undo.kept = [step for step in steps if (step.model, step.pk) in blocked]
    return undo


def _without_needed(tables, shared):
    """The rows of `tables` without those shared ones that something else has come to need, and without
    what loads remember of these."""
    rows = rows_of(tables)
    owned = {apps.get_model(label): set(held) for label, held in rows.items()}
    records = rows[LoadedRecord._meta.label_lower]
    for label, key in shared:
        shape = shapes()[label]
        pk = shape.pks([key]).get(key)
        if pk is not None and _has_users(shape.model, pk, owned):
            del rows[label][pk]
            named = (label, record_key(key))
            for record in [n for n, row in records.items() if (row["model"], row["key"]) == named]:
                del records[record]
    return rows


def _has_users(model, pk, owned):
    """Whether a row outside `owned` points at this one."""
    for relation in relations(model):
        other, column = relation.related_model._meta.concrete_model, relation.field
        users = set(other._base_manager.filter(**{column.name: pk}).values_list("pk", flat=True))
        if users - owned.get(other, set()):
            return True
    return False


def undo(event, by=None, reason="", partly=False):
    """Take back a publication in one transaction; with `partly`, what nobody has touched since, if the
    whole cannot be taken back. Raises UndoError."""
    with transaction.atomic():
        hold_back_others()
        event = IntakeEvent.objects.select_for_update().get(pk=event.pk)
        plan = plan_undo(event)
        if plan.conflicts and not partly:
            raise UndoError("此后有人改动过其中的内容，没有撤销。", plan.conflicts)
        if not plan.steps:
            raise UndoError("没有可以撤销的内容。", plan.conflicts)
        try:
            with transaction.atomic():
                # What these rows pointed at may have been merged since: they lead on to what stays.
                rejoining.bring_in_for((step.model, step.before) for step in plan.steps if step.before)
                _write(plan.steps)
                rejoining.join_again()
                renaming.come_back(event.slug)
        except IntegrityError as error:
            raise UndoError(f"不能撤销：与现有内容冲突（{error}）。") from error
        known = event.before
        part = IntakePlan.objects.select_related("intake").get(pk=known["part"])
        if not plan.kept:
            part.state, part.parser = known["state"], known["parser"]
            part.rulings_number = known["rulings_number"]
            part.save(update_fields=["state", "parser", "rulings_number"])
            IntakePlan.objects.filter(pk__in=known["replaced"]).update(state=State.PUBLISHED)
        IntakeEvent.objects.filter(pk=event.pk).update(before=None)
        said = "，".join(f"{what}{count}条" for what, count in plan.counts().items())
        said += f"；保留此后改动过的{len(plan.conflicts)}处" if plan.conflicts else ""
        made = note(part.intake, IntakeEvent.What.UNDONE, by, slug=event.slug, reason=reason, said=said)
        corpus.settle()
    return made


def _write(steps):
    """Links and additions leave, children first; then rows go back, parents first."""
    for model, rows in reversed(_by_model(steps)):
        goes = [s for s in rows if s.now is not None and (s.before is None or _is_link(model))]
        snapshot.delete(model, {step.pk for step in goes})
    for model, rows in _by_model(steps):
        back = [row for row in rows if row.before is not None and (row.now is None or _is_link(model))]
        columns = [column.attname for column in model._meta.concrete_fields]
        table = {
            "model": model._meta.label_lower,
            "columns": columns,
            "rows": [[step.before.get(name) for name in columns] for step in back],
        }
        snapshot.insert(snapshot.instances(table))
        for step in rows:
            if step.before is not None and step.now is not None and not _is_link(model):
                changed = {
                    name: value
                    for name, value in step.before.items()
                    if step.after is None or step.after.get(name) != value
                }
                _update(model, step.pk, changed)


def _update(model, pk, values):
    columns = {column.attname: column for column in model._meta.concrete_fields}
    given = {name: value for name, value in values.items() if name in columns}
    if given:
        model._base_manager.filter(pk=pk).update(**given)


def _is_link(model):
    shape = shapes().get(model._meta.label_lower)
    return bool(shape and shape.is_link)


def _by_model(steps):
    together = {}
    for step in steps:
        together.setdefault(step.model, []).append(step)
    return list(together.items())
