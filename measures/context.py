"""A place that states a number or names an organization, as a page shows it: the quote with the words
around it, cut from its section, and where it can be read."""

import re
from dataclasses import dataclass

from measures.places import in_plan_url, mention_link, section_link, section_path
from sbjd.listing.columns import Link
from sbjd.search.marks import Piece

AROUND = 48
_BLANKS = re.compile(r"\s+")


@dataclass
class ShownMention:
    """One place: the entry or section, the section by its numbers, its line, and the words."""

    place: Link
    section: Link
    path: str
    in_plan: str
    line: int
    pieces: list[Piece]

    @classmethod
    def of(cls, mention, plan):
        """How `mention`, which stands in `plan`, is shown."""
        return cls(
            mention_link(mention, plan),
            section_link(mention.section, plan),
            section_path(mention.section),
            in_plan_url(mention.section.anchor, plan),
            mention.line,
            in_context(mention),
        )


def in_context(mention):
    """The mention's quote between what stands before and after it in its section, in pieces,
    the quote marked. Read `mention.section`, so load it."""
    section = mention.section
    start, end = mention.start - section.start, mention.end - section.start
    if start < 0 or section.text[start:end] != mention.quote:  # the section was edited since
        return [Piece(mention.quote, marked=True)]
    before, after = section.text[max(0, start - AROUND) : start], section.text[end : end + AROUND]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    opened = "…" if start > AROUND and len(before) == AROUND else ""
    closed = "…" if len(after) == AROUND else ""
    pieces = [
        Piece(opened + before.lstrip()),
        Piece(mention.quote, marked=True),
        Piece(after.rstrip() + closed),
    ]
    return [Piece(_BLANKS.sub(" ", piece.text), piece.marked) for piece in pieces if piece.text]
