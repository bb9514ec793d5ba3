"""Sections → the paragraphs a reader sees, each with its address and its place in the source.

A section's own paragraphs are what stands between its heading and the next section's. Their cut is the
parser's (`find_paragraphs`), so a hard-wrapped text reads as paragraphs here as well; a paragraph that
the source broke in the middle (an erratum `paragraph.broken`) reads as one.
"""

from dataclasses import dataclass

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


class PlanText:
    """The text of one plan put together again from its sections, addressed by source offsets."""

    def __init__(self, sections, errata=()):
        """`sections` are all sections of one plan in the order of the text; `errata` the plan's."""
        self.sections = list(sections)
        self.joins = [(e.start, e.end) for e in errata if e.kind == BROKEN_PARAGRAPH]
        self.glued = [(e.start, e.end) for e in errata if e.kind == GLUED_TITLE]
        self.text = "".join(section.text for section in self.sections)
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
        for opens, closes in self.glued:
            if opens <= start < closes:
                start = closes
        return self.trimmed(start, section.heading_end)

    def passages(self):
        """The paragraphs of every section, in order, as {section key: [Passage, …]}."""
        paragraphs = self._paragraphs()
        found, position = {}, 0
        for section in self.sections:
            mine = found.setdefault(section.key, [])
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
