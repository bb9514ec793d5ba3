"""Which rows one page of the bench shows, and which one is worked on.

A page holds whole chapters up to about MOST rows, so that a document of 1,500 paragraphs stays quick; a
longer chapter is cut. "Only doubtful" shows the rows that have a doubt nobody settled, wherever they are.
"""

from bisect import bisect_right
from dataclasses import dataclass

ENOUGH, MOST = 60, 100


@dataclass(slots=True)
class Page:
    """The rows `first:stop` of `listed` (positions in the document's rows); `number` of `count` pages."""

    listed: list
    number: int
    count: int
    first: int
    stop: int
    previous: int | None = None
    following: int | None = None

    @property
    def positions(self):
        return self.listed[self.first : self.stop]


def chosen(rows, at):
    """The position of the row that holds the offset `at`, or the first before it; 0 for an empty list."""
    starts = [row.start for row in rows]
    return max(0, bisect_right(starts, at) - 1)


def doubtful(rows):
    """The positions of rows with a doubt that nobody settled."""
    return [position for position, row in enumerate(rows) if row.unsettled]


def page_of(rows, selected, only):
    """The `Page` that shows the row at position `selected`; with `only`, of the doubtful ones and it."""
    listed = sorted({*doubtful(rows), selected}) if only else list(range(len(rows)))
    if not rows:
        return Page([], 1, 1, 0, 0)
    cuts = [0]
    for place, position in enumerate(listed):
        since = place - cuts[-1]
        if since >= MOST or (since >= ENOUGH and not only and _is_chapter(rows[position])):
            cuts.append(place)
    number = bisect_right(cuts, listed.index(selected)) - 1
    first, stop = cuts[number], [*cuts[1:], len(listed)][number]
    page = Page(listed, number + 1, len(cuts), first, stop)
    if number:
        page.previous = rows[listed[cuts[number - 1]]].start
    if stop < len(listed):
        page.following = rows[listed[stop]].start
    return page


def _is_chapter(row):
    return row.opens and row.section.level == 1
