"""The texts that are searched: every entry, and what of the plans stands in no entry.

They are made from the other tables by measures/indexing.py, never edited, and no row points at them. What
they point at may be gone already when they are brought up to date, so the database checks nothing here.
"""

from django.db import models

from measures.models.entries import Entry
from plans.models import Section, WorkPlan
from sbjd.search.folding import Folded
from sbjd.search.models import IndexedText


class PrintedText(IndexedText):
    """A folded text with its place in the source. `skipped` are the (start, end) in the printed text that
    matching passes over: line endings of a paragraph that is one, though not printed so."""

    plan = models.ForeignKey(WorkPlan, models.DO_NOTHING, db_constraint=False, related_name="+")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    skipped = models.JSONField("略过", default=list)

    class Meta:
        abstract = True

    def folded(self, printed):
        """`printed`, the text this one was made from, as a `Folded`."""
        return Folded(printed, [tuple(pair) for pair in self.skipped])


class EntryText(PrintedText):
    """The title and the whole text of a measure or project."""

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="indexed"
    )

    class Meta:
        verbose_name = verbose_name_plural = "举措检索文本"

    def __str__(self):
        return self.title


class ParagraphText(PrintedText):
    """A heading, a paragraph, or the part of one that belongs to no entry. `number` is the paragraph's in
    its section, 0 for a heading on a line of its own; `anchor` is its id on the plan's page; `title` is
    there for what is or begins with a heading."""

    id = models.BigIntegerField(primary_key=True)
    section = models.ForeignKey(
        Section, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.PositiveIntegerField("段号")
    anchor = models.CharField("锚点", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "段落检索文本"

    def __str__(self):
        return self.anchor
