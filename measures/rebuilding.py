"""Making the search indexes anew beside the old ones, which answer meanwhile.

A few plans at a time, each part in a transaction of its own that also notes how far it got: stopped at any
moment, it goes on from there. What is edited meanwhile is brought up at the end, in the transaction that
puts the new indexes in the place of the old.
"""

import time
from collections.abc import Iterator

from django.db import transaction

from measures.indexing import NAME, SUBJECTS, Indexes, bring_up, locked_state
from measures.models import EntryText, ParagraphText
from measures.texts_of_plans import PlanTexts
from plans.models import WorkPlan
from sbjd import corpus
from sbjd.search import shadow
from sbjd.search.models import IndexState
from sbjd.search.tokens import VERSION

MODELS = (EntryText, ParagraphText)
_NEW = f"{NAME}.new"
_PLANS_AT_ONCE = 5
# So that somebody who waits to write comes to it: SQLite's queue knows no order.
_PAUSE = 0.02
_FEW_CHANGES = 200


class Overtaken(Exception):
    """Another rebuild is at work on the same indexes, or has just finished them."""


class Rebuild:
    """One rebuild: begin it or go on with one that was stopped, then `fill`, `finish` and `swap`."""

    def __init__(self):
        with transaction.atomic():
            state = IndexState.objects.select_for_update().filter(name=_NEW).first()
            self.resumed = state is not None and state.version == VERSION
            if not self.resumed:
                for model in MODELS:
                    shadow.make(model)
                begun = {"version": VERSION, "number": corpus.revision(), "position": 0}
                state, _ = IndexState.objects.update_or_create(name=_NEW, defaults=begun)
        self._position = state.position
        self._indexes = Indexes(*map(shadow.shadow_of, MODELS))
        self.total = WorkPlan.objects.count()
        self.done = WorkPlan.objects.filter(pk__lte=self._position).count()

    def fill(self) -> Iterator[int]:
        """Write the texts of all plans; gives the number of plans of each part once it is written."""
        while pks := self._plans_left():
            # Read outside the transaction, so that others can write meanwhile; what they change of these
            # plans is brought up in the end.
            plans = [PlanTexts(pk).rows() for pk in pks]
            with transaction.atomic():
                state = self._held()
                if state.position != self._position:
                    raise Overtaken
                for one in plans:
                    self._indexes.write_plan(one)
                state.position = self._position = pks[-1]
                state.save()
            yield len(pks)
            time.sleep(_PAUSE)

    def finish(self):
        """Do all that can be done before the others have to wait."""
        with transaction.atomic():
            self._held()
            for model in MODELS:
                shadow.complete(model)
        for index in (self._indexes.entries, self._indexes.paragraphs):
            while index.tidy():
                time.sleep(_PAUSE)
        while corpus.number_of_changes_since(self._bring_up(), SUBJECTS) > _FEW_CHANGES:
            time.sleep(_PAUSE)

    def swap(self):
        """Bring up what is still missing and put the new indexes in the place of the old."""
        with transaction.atomic():
            # First the lock that every edit takes: nobody writes to the old indexes any more.
            state, new = locked_state(NAME), self._held()
            bring_up(new, self._indexes)
            for model in MODELS:
                shadow.swap(model)
            state.version, state.number = VERSION, new.number
            state.save()
            new.delete()

    def _plans_left(self):
        rows = WorkPlan.objects.filter(pk__gt=self._position).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:_PLANS_AT_ONCE])

    def _bring_up(self):
        with transaction.atomic():
            state = self._held()
            bring_up(state, self._indexes)
            return state.number

    def _held(self):
        """The state of this rebuild, held until the transaction ends. Raises Overtaken if there is none."""
        state = IndexState.objects.select_for_update().filter(name=_NEW).first()
        if state is None:
            raise Overtaken
        return state
