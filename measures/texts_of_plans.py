"""One plan → the texts that are searched: its entries, and every heading and paragraph outside them.

What people corrected beside the printed text is searched with it: the titles of tasks and programmes, and the
items of an entry.
"""

from bisect import bisect_left
from dataclasses import dataclass

from measures.models import Entry, EntryText, MeasureItem, ParagraphText, Programme, Task
from plans.models import Erratum, Section
from plans.passages import PlanText
from sbjd.search.folding import fold
from sbjd.search.tokens import units

_ENTRY = ("pk", "title", "text", "start", "end")


@dataclass(frozen=True)
class PlanRows:
    """All texts of one plan; the paragraphs have no keys yet."""

    plan_id: int
    entries: list
    paragraphs: list


class PlanTexts:
    """The texts of one plan, as its rows are now. A plan that is gone has none."""

    def __init__(self, plan_id):
        self.plan_id = plan_id
        errata = Erratum.objects.filter(plan=plan_id).order_by("start", "code")
        self._text = PlanText(Section.objects.filter(plan=plan_id).order_by("start"), errata)
        self._headed = dict(
            row
            for model in (Task, Programme)
            for row in model.objects.filter(plan=plan_id).order_by().values_list("section_id", "title")
        )

    def rows(self):
        """All of them, as `PlanRows`."""
        return PlanRows(self.plan_id, self.entries(), self.paragraphs())

    def entries(self, pks=None):
        """An `EntryText` for each entry of the plan, or for those with these `pks`."""
        found = Entry.objects.filter(plan=self.plan_id).order_by("start", "pk")
        found = found if pks is None else found.filter(pk__in=pks)
        of_items = {"entry__plan": self.plan_id} if pks is None else {"entry__in": pks}
        items = words_of_items(**of_items)
        return [self._entry(*row, items.get(row[0], ())) for row in found.values_list(*_ENTRY)]

    def paragraphs(self):
        """A `ParagraphText`, without a key, for each piece of the plan that stands in no entry."""
        held = _merged(Entry.objects.filter(plan=self.plan_id).order_by().values_list("start", "end"))
        return [row for one in self._text.stretches() for row in self._pieces(one, held)]

    def _entry(self, pk, title, text, start, end, items):
        skipped = self._skipped(start, end)
        if skipped:
            skipped = _still_there(skipped, self._text.between(start, end), text)
        return EntryText(
            entry_id=pk,
            plan_id=self.plan_id,
            start=start,
            end=end,
            skipped=[list(pair) for pair in skipped],
            title=fold(title),
            text=_with_edited(_folded(text, skipped), items),
        )

    def _pieces(self, stretch, held):
        """What of `stretch` the (start, end) in `held` leave."""
        at = bisect_left(held, stretch.start, key=lambda pair: pair[1])
        position = stretch.start
        for start, end in [*held[at:], (stretch.end, stretch.end)]:
            opens, closes = self._text.trimmed(position, min(start, stretch.end))
            if opens < closes:
                yield from self._piece(stretch, opens, closes)
            position = max(position, end)
            if start >= stretch.end:
                return

    def _piece(self, stretch, start, end):
        skipped = self._skipped(start, end)
        text = _folded(self._text.between(start, end), skipped)
        if not units(text):
            return
        has_heading = start <= stretch.start < stretch.heading_end <= end
        heading = self._text.between(stretch.start, stretch.heading_end) if has_heading else ""
        yield ParagraphText(
            plan_id=self.plan_id,
            section_id=stretch.section.pk,
            number=stretch.number,
            anchor=stretch.anchor,
            start=start,
            end=end,
            skipped=[list(pair) for pair in skipped],
            title=_with_edited(fold(heading), [self._headed.get(stretch.section.pk, "")] if heading else ()),
            text=text,
        )

    def _skipped(self, start, end):
        """What matching passes over in text[start:end], counted from `start`."""
        return [(opens - start, closes - start) for opens, closes in self._text.breaks_between(start, end)]


def words_of_items(**condition):
    """{key of an entry: titles and texts of its items}, of the items under the condition; a query."""
    found = {}
    rows = MeasureItem.objects.filter(**condition).order_by("start", "pk")
    for entry_id, *words in rows.values_list("entry_id", "title", "text"):
        found.setdefault(entry_id, []).extend(words)
    return found


def still_reads(stored, entry, items):
    """True if `stored`, an `EntryText`, is what its entry with these words of `items`, which stands where it
    stood in a plan that has not changed, is given as it is now. To read the plan for that costs a hundred
    times as much."""
    text, skipped = entry.text, stored.skipped
    # Where a blank took the place of a line ending that was passed over, it counts.
    if not all(text[start : start + 1] in ("\n", "\r") for start, _ in skipped):
        return False
    return fold(entry.title) == stored.title and _with_edited(_folded(text, skipped), items) == stored.text


def _with_edited(folded, words):
    """`folded` with those of `words` behind it, a line each, that do not stand in it: what was printed does,
    wherever its lines may break."""
    printed = folded.replace("\n", "")
    lines = dict.fromkeys(fold(one).replace("\n", "").strip() for one in words)
    return "\n".join([folded, *(line for line in lines if line and line not in printed)])


def _folded(printed, skipped):
    """`printed`, folded, without what is skipped."""
    for start, end in reversed(skipped):
        printed = printed[:start] + printed[end:]
    return fold(printed)


def _merged(extents):
    """Extents in order, those that touch or overlap as one."""
    merged = []
    for start, end in sorted(extents):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _still_there(skipped, printed, edited):
    """The places of `printed` that are to be skipped, in `edited`: what a person made of it. Those that
    the edit touched are gone."""
    if edited == printed:
        return skipped
    shorter = min(len(printed), len(edited))
    before = next((at for at in range(shorter) if printed[at] != edited[at]), shorter)
    left = shorter - before
    after = next((at for at in range(left) if printed[-1 - at] != edited[-1 - at]), left)
    moved = len(edited) - len(printed)
    kept = [pair for pair in skipped if pair[1] <= before]
    return kept + [
        (start + moved, end + moved)
        for start, end in skipped
        if start >= len(printed) - after and (start, end) not in kept
    ]
