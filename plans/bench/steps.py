"""Making a ruling and taking one back, on the server at once, with two people at the same document.

Every write raises the intake's `rulings_number`. Who rules says which number the page had. Rulings that
others made since on other paragraphs are no hindrance; one on the same paragraph is, and then nothing is
written.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from plans.bench.models import BenchStep
from plans.models import Intake
from plans.parsing.rulings import to_json


class Overtaken(Exception):
    """Somebody else ruled on the same paragraph, or took a ruling on it back, since the page was made;
    `steps` are theirs."""

    def __init__(self, steps):
        self.steps = steps
        super().__init__()


@dataclass(slots=True)
class Written:
    """What was written: the steps, and how many others came in between."""

    steps: list
    between: int = 0


def rule(intake_pk, user, known, pressed):
    """Add what one press of a button ruled: `pressed` are triples (offset of the paragraph, ruling, its
    words). `known` is the number the page had. Raises Overtaken."""
    with transaction.atomic():
        intake = _locked(intake_pk)
        others, starts = _since(intake, known), {start for start, _, _ in pressed}
        same = [step for step in others if step.start in starts]
        if same:
            raise Overtaken(same)
        intake.rulings_number += 1
        steps = []
        for start, ruling, said in pressed:
            (row,) = to_json([ruling])
            intake.rulings.append(row)
            step = BenchStep(intake=intake, number=intake.rulings_number, start=start, by=user)
            step.ruling, step.said = row, said[:300]
            steps.append(step)
        BenchStep.objects.bulk_create(steps)
        intake.save(update_fields=["rulings", "rulings_number"])
    return Written(steps, len({step.number for step in others}))


def undo_last(intake_pk, user):
    """Take back what `user` pressed last, as far as it still counts; gives its steps, none when there is
    nothing to take back."""
    with transaction.atomic():
        intake = _locked(intake_pk)
        counting = intake.bench_steps.filter(undone_number=None)
        last = counting.filter(by=user).order_by("number").last()
        steps = list(counting.filter(number=last.number).order_by("pk")) if last is not None else []
        if steps:
            pairs = dict((step.pk, position) for position, step in matched(intake))
            _take_back(intake, [pairs.get(step.pk) for step in steps], steps, user)
    return steps


def undo_one(intake_pk, user, known, position):
    """Take back the ruling at `position` in the list; gives whether it was. It is not when somebody
    wrote something since, because positions may have moved."""
    with transaction.atomic():
        intake = _locked(intake_pk)
        if intake.rulings_number != known or not 0 <= position < len(intake.rulings):
            return False
        step = dict(matched(intake)).get(position)
        _take_back(intake, [position], [step] if step is not None else [], user)
    return True


def matched(intake):
    """(position in intake.rulings, its step) of every ruling that was made on this bench, in order;
    rulings that came with the document have none."""
    steps = defaultdict(list)
    counting = intake.bench_steps.filter(undone_number=None).select_related("by")
    for step in counting.order_by("-number", "-pk"):
        steps[json.dumps(step.ruling, sort_keys=True)].append(step)
    for position, row in enumerate(intake.rulings):
        same = steps[json.dumps(row, sort_keys=True)]
        if same:
            yield position, same.pop()


def _locked(intake_pk):
    return Intake.objects.defer("data", "source").select_for_update().get(pk=intake_pk)


def _since(intake, known):
    """Steps made or taken back after the page with the number `known`, in order."""
    return list(
        intake.bench_steps.filter(Q(number__gt=known) | Q(undone_number__gt=known))
        .select_related("by", "undone_by")
        .order_by("number", "pk")
    )


def _take_back(intake, positions, steps, user):
    intake.rulings_number += 1
    gone = set(positions)
    intake.rulings = [row for position, row in enumerate(intake.rulings) if position not in gone]
    intake.save(update_fields=["rulings", "rulings_number"])
    keys = [step.pk for step in steps]
    BenchStep.objects.filter(pk__in=keys).update(undone_number=intake.rulings_number, undone_by=user)
