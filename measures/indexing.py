"""Keeping the search indexes at the corpus: what changed is read, and what is different is written.

`catch_up` is what `corpus.settle` calls. It looks at the entries and plans that changed since the revision
the indexes stand at, so one edit costs one entry, and a loaded plan its texts.
"""

import logging
from dataclasses import dataclass

from django.db import transaction

from measures.models import Entry, EntryText, ParagraphText
from measures.texts_of_plans import PlanTexts, still_reads, words_of_items
from sbjd import corpus
from sbjd.search.index import TextIndex, chunks
from sbjd.search.models import IndexState
from sbjd.search.sql import value
from sbjd.search.tokens import VERSION

NAME = "texts"
SUBJECTS = ("entry", "plan_use")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Indexes:
    """The index of the entries and that of the paragraphs outside them."""

    entries: TextIndex
    paragraphs: TextIndex

    def bring_up(self, changed):
        """Read what `changed`, {subject: ids}, and write what is different."""
        plans = changed.get("plan_use", set())
        for plan_id in sorted(plans):
            self.write_plan(PlanTexts(plan_id).rows())
        for part in chunks(sorted(changed.get("entry", ()))):
            self._write_entries(part, plans)
        self.settle()

    def write_plan(self, rows):
        """Write `rows`, a `PlanRows`, in the place of what is there of that plan. A paragraph keeps its key
        while it begins where it did."""
        self.entries.renew(self.entries.stored("plan_id", [rows.plan_id]), rows.entries)
        stored = list(self.paragraphs.stored("plan_id", [rows.plan_id]))
        keys, new = {row.start: row.pk for row in stored}, self.paragraphs.last_key()
        for number, row in enumerate(rows.paragraphs, 1):
            row.pk = keys.get(row.start, new + number)
        self.paragraphs.renew(stored, rows.paragraphs)

    def settle(self):
        """Put what was written where it is found quickly."""
        self.entries.settle()
        self.paragraphs.settle()

    def _write_entries(self, pks, done):
        """Renew the entries with these keys that are of no plan in `done`. Where one came, went or moved,
        what stands outside entries has changed too; one that only got another theme, say, reads as it did."""
        rows = Entry.objects.filter(pk__in=pks).order_by()
        now = {row.pk: row for row in rows.only("title", "text", "plan_id", "start", "end")}
        was = {row.pk: row for row in self.entries.stored("entry_id", pks)}
        apart = [pk for pk in pks if _place(now.get(pk)) != _place(was.get(pk))]
        moved = {row.plan_id for pk in apart for row in (now.get(pk), was.get(pk)) if row}
        for plan_id in sorted(moved - done):
            self.write_plan(PlanTexts(plan_id).rows())
        edited, items = {}, words_of_items(entry__in=list(now))
        for pk, row in now.items():
            if row.plan_id not in moved | done and not still_reads(was[pk], row, items.get(pk, ())):
                edited.setdefault(row.plan_id, []).append(pk)
        for plan_id, own in edited.items():
            self.entries.renew([was[pk] for pk in own], PlanTexts(plan_id).entries(own))


def _place(row):
    return row and (row.plan_id, row.start, row.end)


def indexes():
    """The indexes that searches ask."""
    return Indexes(TextIndex(EntryText), TextIndex(ParagraphText))


def catch_up():
    """Bring the indexes up to the corpus as this transaction sees it. Two that do it at once wait for one
    another. An index that another version made is left as it is: `rebuild_index` makes it anew."""
    with transaction.atomic():
        state = locked_state(NAME)
        if state.version != VERSION:
            log.warning("the search index was made by version %s, this is %s", state.version, VERSION)
            return
        bring_up(state, indexes())


def bring_up(state, made):
    """Bring the indexes `made` from the revision in `state`, which is locked, to the present one."""
    now = corpus.revision()
    if state.number != now:
        # A number from before the corpus was counted anew says nothing.
        made.bring_up(corpus.changes_since(state.number if state.number < now else 0, SUBJECTS))
        state.number = now
        state.save()


def locked_state(name):
    """The `IndexState` called `name`, made if need be, held until the transaction ends."""
    rows = IndexState.objects.select_for_update().filter(name=name)
    state = rows.first()
    if state is None:
        IndexState.objects.get_or_create(name=name, defaults={"version": VERSION})
        state = rows.get()
    return state


def is_current():
    """True if the indexes stand at the present revision and were made by this version: two short queries at
    most, without the ORM's work on them, as every search asks."""
    number = value(
        "SELECT number FROM {state} WHERE name = %s AND version = %s",
        [NAME, VERSION],
        state=IndexState._meta.db_table,
    )
    return (number or 0) == corpus.revision()


def needs_rebuild():
    """True if another version made the indexes, or nothing ever filled them though there are entries."""
    state = IndexState.objects.filter(name=NAME).first()
    if state is not None and state.version != VERSION:
        return True
    return Entry.objects.exists() and not EntryText.objects.exists()
