"""Sections → the paragraphs a reader sees, each with its address and its place in the source.

A section's own paragraphs are what stands between its heading and the next section's. Their cut is the
parser's (`find_paragraphs`), so a hard-wrapped text reads as paragraphs here as well; a paragraph that
the source broke in the middle (an erratum `paragraph.broken`) reads as one.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from plans.errata import BROKEN_PARAGRAPH, GLUED_TITLE
from plans.parsing.numbering import half_width
from plans.parsing.paragraphs import find_paragraphs
from plans.parsing.source import Source

_BLANK = " \t\r\n\u3000\xa0\ufeff\u200b"


@dataclass(slots=True)
class Passage:
    """One paragraph of a section: the `number`-th of its own, from 1. `start`/`end` are offsets into
    the source; `breaks` are the (start, end) of line endings inside it that are not to be shown.
    `follows_heading` says that it stands on the line of its section's heading."""

    section: object
    number: int
    start: int
    end: int
    breaks: list
    follows_heading: bool = False

    @property
    def anchor(self):
        """The id of the paragraph on the plan's page: `s-3-2-p4`."""
        return f"{self.section.anchor}-p{self.number}"


@dataclass(slots=True)
class Stretch:
    """A heading, a paragraph, or a run-in heading with the paragraph on its line: what is found as one.
    `number` is the paragraph's in its section, 0 for a heading alone; `heading_end` is where its heading
    ends, `start` when it has none; `breaks` as in `Passage`."""

    section: object
    number: int
    start: int
    end: int
    heading_end: int
    breaks: list

    @property
    def anchor(self):
        """The id of the section or paragraph on the plan's page."""
        return f"{self.section.anchor}-p{self.number}" if self.number else self.section.anchor


class PlanText:
    """The text of one plan put together again from its sections, addressed by source offsets."""

    def __init__(self, sections, errata=()):
        """`sections` are all sections of one plan in the order of the text; `errata` the plan's."""
        self.sections = list(sections)
        self.joins = [(e.start, e.end) for e in errata if e.kind == BROKEN_PARAGRAPH]
        self.glued = [(e.start, e.end) for e in errata if e.kind == GLUED_TITLE]
        whole = _tiling(self.sections)
        self.left_over = {section.key for section in self.sections} - {section.key for section in whole}
        self.text = "".join(section.text for section in whole)
        self.start = self.sections[0].start if self.sections else 0

    def between(self, start, end):
        """The source's text[start:end]."""
        return self.text[start - self.start : end - self.start]

    def trimmed(self, start, end):
        """`start`, `end` drawn in past blanks and line endings."""
        text, base = self.text, self.start
        while start < end and text[start - base] in _BLANK:
            start += 1
        while end > start and text[end - 1 - base] in _BLANK:
            end -= 1
        return start, end

    def heading(self, section):
        """(start, end) of the section's heading; equal when it has none. The running number that a web
        page glued to a title is no part of it."""
        start = section.start
        if section.key in self.left_over:
            return start, start
        for opens, closes in self.glued:
            if opens <= start < closes:
                start = closes
        return self.trimmed(start, section.heading_end)

    def passages(self):
        """The paragraphs of every section, in order, as {section key: [Passage, …]}."""
        paragraphs = self._paragraphs
        found, position = {}, 0
        for section in self.sections:
            mine = found.setdefault(section.key, [])
            if section.key in self.left_over:
                continue
            while position < len(paragraphs) and paragraphs[position][1] <= section.heading_end:
                position += 1
            at = position
            while at < len(paragraphs) and paragraphs[at][0] < section.end:
                opens, closes, breaks = paragraphs[at]
                start, end = self.trimmed(max(opens, section.heading_end), min(closes, section.end))
                if start < end:
                    inside = [pair for pair in breaks if start < pair[0] and pair[1] < end]
                    follows = opens < section.heading_end and section.start < section.heading_end
                    mine.append(Passage(section, len(mine) + 1, start, end, inside, follows))
                at += 1
        return found

    def stretches(self):
        """Every `Stretch` of the plan, in order; together they hold all of its text but blanks."""
        passages = self.passages()
        for section in self.sections:
            mine = passages[section.key]
            start, end = self.heading(section)
            run_in = bool(mine) and mine[0].follows_heading
            if start < end and not run_in:
                yield Stretch(section, 0, start, end, end, self.breaks_between(start, end))
            for passage in mine:
                heads = run_in and passage is mine[0] and start < end
                opens, heading_end = (start, end) if heads else (passage.start, passage.start)
                breaks = self.breaks_between(opens, passage.end)
                yield Stretch(section, passage.number, opens, passage.end, heading_end, breaks)

    def breaks_between(self, start, end):
        """The (start, end) of the line endings inside paragraphs, those in text[start:end]."""
        first = bisect_left(self._breaks, (start, start))
        return list(takewhile(lambda pair: pair[1] <= end, self._breaks[first:]))

    @cached_property
    def _breaks(self):
        return sorted(pair for *_, breaks in self._paragraphs for pair in breaks)

    @cached_property
    def _paragraphs(self):
        """[start, end, breaks] of each paragraph of the plan, whatever section it stands in."""
        source = Source.from_text(self.text)
        paragraphs = []
        for printed in find_paragraphs(source, half_width(self.text)):
            start, end = printed.start + self.start, printed.end + self.start
            breaks = [self._line_break(at + self.start) for at in printed.breaks]
            if paragraphs and any(a < start and b >= paragraphs[-1][1] for a, b in self.joins):
                paragraphs[-1][2] += [(paragraphs[-1][1], start), *breaks]
                paragraphs[-1][1] = end
            else:
                paragraphs.append([start, end, breaks])
        return paragraphs

    def _line_break(self, at):
        """The line ending (and what blank follows it) at offset `at`."""
        end = at
        while end - self.start < len(self.text) and self.text[end - self.start] in _BLANK:
            end += 1
        return at, end


def _tiling(sections):
    """Of all sections of a plan, in the order of the text, those that joined are its text: each begins where
    the one before it ends. A section that an older text had, and that stays because of what a person made
    of an entry in it, has its place in that text and is left over."""
    if all(one.end == other.start for one, other in pairwise(sections)):
        return sections
    reach, follow = {}, {}
    for section in reversed(sections):
        if section.end > section.start:
            end = reach.get(section.end, section.end)
            if end >= reach.get(section.start, end):
                reach[section.start], follow[section.start] = end, section
    whole, at = [], sections[0].start
    while at in follow:
        whole += [one for one in sections if one.start == one.end == at]
        whole.append(follow[at])
        at = follow[at].end
    return whole
