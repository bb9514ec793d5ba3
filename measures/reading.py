"""A plan's text with its margin notes, as a list of blocks a template can print one after another.

Pure assembling: everything it needs comes in as loaded rows, so a page costs the same few queries
whatever the plan's length. The blocks hold every character of the plan that is not a blank or a line
ending (nor the running number a web page glued to the title); a test joins the page's text back and
compares.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from django.urls import reverse

from measures.hit_places import places_in_plan
from plans.errata import BROKEN_PARAGRAPH
from plans.inline import MASKED, ErratumRef, HitRef, runs_of, shown
from plans.passages import PlanText
from plans.places import places_of

_LONGEST_UNDERLINE = 80
_OUTLINE_DEPTH = 3
ALONE_DEPTH = 2
_LONGEST_RUN_IN = 30
_SHOWN_QUANTITIES = 4
_LINE, _MOST_ROOM, _TALLEST = 38, 4, 5
_STOPS = "。；;.：: "


@dataclass(slots=True)
class Margin:
    """What stands beside a heading that is a task, measure, programme or project. `quantities` are the
    first few it states, `more` says how many others its page has."""

    kind: str
    entity: object
    themes: list = field(default_factory=list)
    instruments: list = field(default_factory=list)
    quantities: list = field(default_factory=list)
    more: int = 0


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its id ("" where the section's own id says the same), number and runs."""

    anchor: str
    number: int
    runs: list


@dataclass(slots=True)
class Block:
    """One section: heading, paragraphs, margin and errata notes. `depth` is 0 for the plan itself, 1
    for a chapter; `lead_in` is the paragraph that stands on the line of a run-in heading. A whole
    sentence after a number, (1)通过政府出资…, is no heading but the beginning of its paragraph. `name` is
    the heading in one line, for outlines and links, punctuated as the text is shown. `tag` is
    the heading's element; "" says that the page's own h1 is this heading. `room` says how far a tall note
    may hang down beside what follows, in steps of two lines."""

    section: object
    depth: int
    name: str
    place: str
    heading: list
    heading_id: str
    lead_in: Paragraph | None
    paragraphs: list
    margins: list
    errata: list
    tag: str = ""
    room: int = 0

    @property
    def anchor(self):
        return self.section.anchor

    @property
    def link(self):
        """The fragment that names this block: the entity's code, or the section's anchor."""
        return self.heading_id or self.anchor

    @property
    def stands_alone(self):
        """Whether the page offers a page of its own for this section: chapters and what is below them."""
        return self.depth <= ALONE_DEPTH

    @property
    def tall(self):
        """About how tall the section is: 0 for a heading alone, then each step up to twice the lines of the
        one before. A browser goes by it until the section comes into view."""
        lines = (len(self.section.text) - len(self.section.title)) // _LINE
        return min(lines.bit_length(), _TALLEST)

    @property
    def notes_first(self):
        """Whether its notes stand under a heading of its own, or under the page's: before the text."""
        has_heading = self.heading and not self.lead_in
        return bool(self.margins or self.errata) and bool(not self.tag or has_heading)

    @property
    def notes_last(self):
        """Whether they stand behind the text, whose first words are the heading."""
        return bool(self.margins or self.errata) and not self.notes_first

    def runs(self):
        """All runs of heading and paragraphs, in the order of the text."""
        yield from self.heading
        for paragraph in filter(None, [self.lead_in, *self.paragraphs]):
            yield from paragraph.runs

    @property
    def cited(self):
        """The place as a citation names it behind the plan's title: 三(三)举措7; a heading without a
        number is named by its words."""
        if self.section.label or not self.depth:
            return self.place
        return f"{self.place}“{self.section.title}”"

    @property
    def short_url(self):
        """The short address of this place, for paper."""
        if self.heading_id:
            return reverse("short_link", args=[self.heading_id])
        slug = self.section.plan.slug
        if not self.depth:
            return reverse("short_link", args=[slug])
        return reverse("short_section", args=[slug, self.section.key])


@dataclass(slots=True)
class OutlineNode:
    """One line of the outline."""

    name: str
    url: str
    children: list


@dataclass(slots=True)
class Reading:
    """Everything the reading view shows of one plan."""

    blocks: list
    masked: int
    errata: list
    hits: list

    @property
    def title(self):
        """The root block: the plan's title as printed and what stands before its first chapter."""
        return self.blocks[0]

    def part(self, key):
        """The blocks of the section with this key and of all below it; empty when there is none."""
        found, inside = [], set()
        for block in self.blocks:
            if block.section.key == key or block.section.parent_id in inside:
                inside.add(block.section.pk)
                found.append(block)
        return found

    def outline(self, blocks=None):
        """The headings down to the entries, as a tree of links to the places on the page."""
        roots, by_section = [], {}
        for block in self.blocks if blocks is None else blocks:
            if not block.heading or not 0 < block.depth <= _OUTLINE_DEPTH:
                continue
            node = OutlineNode(block.name, f"#{block.link}", [])
            by_section[block.section.pk] = node
            parent = by_section.get(block.section.parent_id)
            (parent.children if parent else roots).append(node)
        return roots


def read_plan(sections, entities, items=(), errata=(), *, mentions=(), marking=None, punctuation=""):
    """The `Reading` of one plan.

    `sections`: all of the plan's, in order. `entities`: its tasks, measures, programmes and projects,
    entries with `theme_links` and `instrument_links` prefetched. `items`: the entries' parts. `errata`:
    the plan's, in order. `mentions`: its QuantityMentions with their quantities. `marking`: the
    `Marking` of a search. `punctuation="full"` shows half-width marks as full-width, one for one.
    """
    assembly = _Assembly(sections, items, errata, marking, punctuation)
    margins = _margins(entities, mentions)
    depths, blocks = {}, []
    for section in assembly.text.sections:
        depth = depths[section.pk] = depths.get(section.parent_id, -1) + 1
        blocks.append(assembly.block(section, depth, margins.get(section.pk, [])))
    if blocks:
        set_heading_tags(blocks)
    _measure_room(blocks)
    masked = len(MASKED.findall(assembly.text.text))
    return Reading(blocks, masked, [ref for _, ref in _numbered(errata)], assembly.hits)


class _Assembly:
    """What the blocks of one plan are cut from."""

    def __init__(self, sections, items, errata, marking, punctuation):
        self.text = PlanText(sections, errata)
        self.passages = self.text.passages()
        self.places = places_of(self.text.sections)
        self.pieces = _pieces(self.text, self.passages)
        self.marks, self.notes, self.doubtful = _place_errata(self.pieces, errata)
        self.anchors = _place_items(self.pieces, items)
        self.run_in_heads = [pair for pair in map(_run_in_head, items) if pair]
        found = places_in_plan(self.text, marking) if marking else []
        self.hits = [HitRef(n, len(found), start, end) for n, (start, end) in enumerate(found, 1)]
        self.punctuation = punctuation

    def block(self, section, depth, margins):
        opens, closes = self.text.heading(section)
        own = list(self.passages[section.key])
        lead = own.pop(0) if own and own[0].follows_heading else None
        is_head = bool(margins) or not self.is_sentence(opens, closes, lead)
        heading = self.runs(opens, closes) if opens < closes else []
        lead_in = self.paragraph(lead) if lead else None
        paragraphs = [self.paragraph(passage) for passage in own]
        if not is_head:
            first = lead_in or Paragraph("", 1, [])
            first.runs = heading + first.runs
            paragraphs.insert(0, first)
            heading, lead_in = [], None
        return Block(
            section=section,
            depth=depth,
            name=shown(str(section), self.punctuation),
            place=self.places[section.key],
            heading=heading,
            heading_id=margins[0].entity.code if margins else "",
            lead_in=lead_in,
            paragraphs=paragraphs,
            margins=margins,
            errata=self.notes.get(section.key, []),
        )

    def is_sentence(self, opens, closes, lead):
        """Whether what stands as a heading is a whole sentence: nothing goes on behind it on its line
        but the stop, or it is too long to be read as a heading."""
        if lead is None:
            return self.text.between(opens, closes).endswith(tuple("。；;"))
        goes_on = self.text.between(lead.start, lead.end).strip(_STOPS)
        return not goes_on or closes - opens > _LONGEST_RUN_IN

    def paragraph(self, passage):
        runs = self.runs(passage.start, passage.end, passage.breaks, self.run_in_heads)
        return Paragraph(passage.anchor, passage.number, runs)

    def runs(self, start, end, breaks=(), bold=()):
        return runs_of(
            self.text.between(start, end),
            start,
            bold=bold,
            breaks=breaks,
            anchors=self.anchors.get(start, ()),
            errata=self.marks.get(start, ()),
            doubtful=self.doubtful.get(start, ()),
            hits=self.hits,
            punctuation=self.punctuation,
        )


def number_hits(blocks):
    """Number the hits of a page that shows only these blocks of a plan from 1, and return them."""
    runs = [run for block in blocks for run in block.runs() if run.hit]
    found = sorted({run.hit.number: run.hit for run in runs}.items())
    renumbered = {old: HitRef(new, len(found), hit.start, hit.end) for new, (old, hit) in enumerate(found, 1)}
    for run in runs:
        run.hit = renumbered[run.hit.number]
    return list(renumbered.values())


def set_heading_tags(blocks):
    """Give the blocks of a page their heading elements; the first one's heading is the page's h1."""
    blocks[0].tag = ""
    for block in blocks[1:]:
        block.tag = f"h{min(block.depth - blocks[0].depth + 1, 6)}"


class _Pieces:
    """The headings and paragraphs of a plan by where they start; a piece is named by its start."""

    def __init__(self, spans):
        self.spans = sorted(spans)
        self.starts = [start for start, _, _ in self.spans]

    def at(self, offset):
        """(start, end, section key) of the piece at `offset`, or of the last one before it."""
        return self.spans[max(0, bisect_right(self.starts, offset) - 1)]


def _pieces(text, passages):
    spans = []
    for section in text.sections:
        start, end = text.heading(section)
        if start < end:
            spans.append((start, end, section.key))
        spans += [(passage.start, passage.end, section.key) for passage in passages[section.key]]
    return _Pieces(spans)


def _margins(entities, mentions):
    """{section id: [Margin, …]}."""
    of_entry, of_section = {}, {}
    for mention in mentions:
        owner = of_entry.setdefault(mention.entry_id, {}) if mention.entry_id else {}
        owner = owner if mention.entry_id else of_section.setdefault(mention.section_id, {})
        owner[mention.quantity_id] = mention.quantity
    found = {}
    for entity in entities:
        margin = Margin(entity._meta.verbose_name, entity)
        if hasattr(entity, "theme_links"):
            margin.kind = entity.get_kind_display()
            margin.themes = [link.theme for link in entity.theme_links.all()]
            margin.instruments = [link.instrument for link in entity.instrument_links.all()]
            stated = list(of_entry.get(entity.pk, {}).values())
        else:
            stated = list(of_section.get(entity.section_id, {}).values())
        margin.quantities, margin.more = stated[:_SHOWN_QUANTITIES], len(stated[_SHOWN_QUANTITIES:])
        found.setdefault(entity.section_id, []).append(margin)
    return found


def _numbered(errata):
    return [(e, ErratumRef(number, e.code, e.note)) for number, e in enumerate(errata, 1)]


def _measure_room(blocks):
    """How many pairs of lines stand below each block with notes before the next one with notes; a heading
    of its own line stands as tall as two."""
    characters = 0
    for block in reversed(blocks):
        if block.margins or block.errata:
            block.room = min(characters // (2 * _LINE), _MOST_ROOM)
            characters = 0
        else:
            characters += len(block.section.text) + (0 if block.lead_in else 2 * _LINE)


def _place_errata(pieces, errata):
    """Marks and underlines by piece, notes by section. A defect inside one paragraph is marked at its
    end; one that runs over several, at the end of the paragraph in which it begins."""
    marks, notes, doubtful = {}, {}, {}
    for erratum, ref in _numbered(errata) if pieces.spans else ():
        start, end, key = pieces.at(erratum.start)
        marks.setdefault(start, []).append((min(max(erratum.end, start), end), ref))
        notes.setdefault(key, []).append(ref)
        whole = erratum.end <= end and erratum.end - erratum.start <= _LONGEST_UNDERLINE
        if whole and erratum.kind != BROKEN_PARAGRAPH:
            doubtful.setdefault(start, []).append((erratum.start, erratum.end))
    return marks, notes, doubtful


def _place_items(pieces, items):
    """{piece: [(offset, code), …]} for the ids of measure items."""
    anchors = {}
    for item in items if pieces.spans else ():
        start, end, _ = pieces.at(item.start)
        anchors.setdefault(start, []).append((min(item.start, end - 1), item.code))
    return anchors


def _run_in_head(item):
    """(start, end) of the item's number and run-in heading; None where it has no heading, is nothing
    else, or is one of 一是…二是…, whose first sentence is text like the others."""
    head = len(item.label) if item.text.startswith(item.label) else 0
    if not item.title or item.label.endswith("是") or not item.text.startswith(item.title, head):
        return None
    head += len(item.title)
    return (item.start, item.start + head) if item.text[head:].strip(_STOPS + "\r\n") else None
