"""What a search found, as a page shows it: the smallest unit that holds the words, its place, the words in
the text as printed, and why it was found where that is not plain to see."""

from dataclasses import dataclass, field

from django.utils.http import urlencode

from measures.columns import base_link
from measures.models import Entry, EntryText, ParagraphText, Programme, QuantityMention, Task
from measures.places import in_plan_url, section_path
from measures.querysets import UNREAD_SECTIONS
from measures.synonyms import found_as
from sbjd.listing.columns import Link
from sbjd.search.folding import fold
from sbjd.search.marks import Piece, excerpt, marked

SHOWN_PARTS, SHOWN_NUMBERS = 5, 3
_LONGEST_NAME = 30


@dataclass(slots=True)
class ShownHit:
    """One hit. `pk` is its key, (is paragraph, pk); `code` the id of its place in the reading view of `plan`
    (a title), for an entry or item its code. `url` leads to that place with the words marked, `own_url` to
    its own page if it has one. `parts` are the items in which the words stand, if they stand in several;
    `numbers` the quantities stated with them; `reasons` sentences."""

    pk: tuple[bool, int]
    code: str
    plan: str
    kind: str
    place: str
    title: list[Piece]
    base: Link
    url: str
    own_url: str
    pieces: list[Piece]
    reasons: list[str]
    parts: list[Link] = field(default_factory=list)
    numbers: list[Link] = field(default_factory=list)


def shown_hits(keys, seeking, exact=False):
    """The hits with these keys ((is paragraph, pk)), in their order, as `ShownHit`s; a number of queries
    that does not depend on theirs."""
    words = urlencode({"q": seeking.query.text, **({"mode": "exact"} if exact else {})})
    entry_keys = [pk for is_paragraph, pk in keys if not is_paragraph]
    paragraph_keys = [pk for is_paragraph, pk in keys if is_paragraph]
    shower = _Shower(seeking.sought, words)
    shown = {(False, one.pk): shower.entry(one) for one in _entries(entry_keys)}
    shown |= {(True, one.pk): shower.paragraph(one) for one in _paragraphs(paragraph_keys)}
    return [shown[key] for key in keys if key in shown]


def _entries(pks):
    rows = Entry.objects.filter(pk__in=pks).select_related("plan__base", "section__parent__parent__parent")
    rows = rows.defer(*UNREAD_SECTIONS).prefetch_related("items", "quantity_mentions__quantity")
    texts = EntryText.objects.in_bulk(pks)
    for row in rows:
        row.searched = texts.get(row.pk)
    return [row for row in rows if row.searched]


def _paragraphs(pks):
    rows = ParagraphText.objects.filter(pk__in=pks)
    rows = rows.select_related("plan__base", "section__parent__parent__parent").defer(*UNREAD_SECTIONS[1:])
    rows = list(rows)
    mentions = {}
    found = QuantityMention.objects.filter(section__in=[row.section_id for row in rows], entry=None)
    for mention in found.select_related("quantity"):
        mentions.setdefault(mention.section_id, []).append(mention)
    sections = [row.section_id for row in rows if not row.number]
    named = [*Task.objects.filter(section__in=sections), *Programme.objects.filter(section__in=sections)]
    headed = {one.section_id: one for one in named}
    for row in rows:
        inside = mentions.get(row.section_id, ())
        row.mentions = [one for one in inside if row.start <= one.start and one.end <= row.end]
        row.headed = None if row.number else headed.get(row.section_id)
    return rows


def entry_excerpt(entry, sought, skipped=()):
    """What stands in the body of a measure or project around the words; its beginning when they are
    elsewhere. `skipped` as in its EntryText."""
    printed, skipped = _printed(entry, None, skipped)
    return excerpt(printed, sought.in_text, skipped)


class _Shower:
    """Shows the hits of one search; `words` is the search as part of an address."""

    def __init__(self, sought, words):
        self.sought, self.words = sought, words

    def entry(self, entry):
        """A measure or project, or the one item of it that holds the words."""
        items = _innermost([item for item in entry.items.all() if self._holds(item.text)])
        item = items[0] if len(items) == 1 and not self._holds_besides(entry, items[0]) else None
        printed, skipped = _printed(entry, item, entry.searched.skipped)
        place, code = section_path(entry.section), item.code if item else entry.code
        return ShownHit(
            pk=(False, entry.pk),
            code=code,
            plan=entry.plan.title,
            kind="分项" if item else entry.get_kind_display(),
            place=f"{place}{item.label}" if item else place,
            title=marked(_item_name(item) if item else entry.title, self.sought.wanted),
            base=base_link(entry),
            url=self._in_plan(code, entry.plan),
            own_url=f"{entry.get_absolute_url()}?{self.words}{f'#{item.code}' if item else ''}",
            pieces=excerpt(printed, self.sought.in_text, skipped),
            reasons=self._reasons(entry.searched),
            parts=[
                Link(f"{part.label}{_item_name(part)}", self._in_plan(part.code, entry.plan))
                for part in items[:SHOWN_PARTS]
                if item is None
            ],
            numbers=self._numbers(entry.quantity_mentions.all()),
        )

    def paragraph(self, text):
        """A paragraph that is in no entry, or a heading with nothing behind it on its line."""
        section = text.section
        printed = section.text[text.start - section.start : text.end - section.start]
        is_heading = not text.number
        title = text.headed.title if text.headed else section.title or str(section)
        return ShownHit(
            pk=(True, text.pk),
            code=text.anchor,
            plan=text.plan.title,
            kind=text.headed._meta.verbose_name if text.headed else ("标题" if is_heading else "段落"),
            place=section_path(section),
            title=marked(title, self.sought.wanted),
            base=base_link(text),
            url=self._in_plan(text.anchor, text.plan),
            own_url=text.headed.get_absolute_url() if text.headed else "",
            pieces=[] if is_heading else excerpt(printed, self.sought.in_text, _pairs(text.skipped)),
            reasons=self._reasons(text),
            numbers=self._numbers(text.mentions),
        )

    def _in_plan(self, anchor, plan):
        return in_plan_url(anchor, plan).replace("#", f"?{self.words}#", 1)

    def _holds(self, printed):
        """Whether a part of an entry has by itself everything that is looked for in texts."""
        terms = self.sought.in_text
        return bool(terms) and self.sought.held_by("", fold(printed))

    def _holds_besides(self, entry, item):
        """Whether the body of the entry has it all without this item, too."""
        body, _ = _printed(entry, None, ())
        return self._holds(body.replace(item.text, "\n", 1))

    def _reasons(self, searched):
        """Why the text is a hit, for each term that does not stand in it as typed."""
        folded = f"{searched.title}\n{searched.text}"
        reasons = []
        for term in self.sought.wanted:
            if other := found_as(term, folded):
                reasons.append(f"含“{other}”（同“{term.text}”）")
        if len(self.sought.in_text) > 1 and not any(map(self._holds, searched.text.split("\n"))):
            reasons.append("各词分别出现在不同位置")
        return reasons

    def _numbers(self, mentions):
        """The quantities whose own words hold everything that is looked for."""
        stated = {one.quantity_id: one.quantity for one in mentions if self._holds(one.quote)}
        return [
            Link(f"{quantity.get_kind_display()}：{quantity}", quantity.get_absolute_url())
            for quantity in list(stated.values())[:SHOWN_NUMBERS]
        ]


def _innermost(items):
    """Those of `items` that have no other of them inside."""
    return [
        item
        for item in items
        if not any(item.start <= one.start and one.end <= item.end for one in items if one is not item)
    ]


def _item_name(item):
    return item.title or item.text.strip().removeprefix(item.label)[:_LONGEST_NAME]


def _printed(entry, item, skipped):
    """The text of the item, or what stands behind the heading of the entry, with what matching passes over
    in it. Where somebody has edited the text, offsets may lead elsewhere."""
    start = (item.start if item else entry.body_start) - entry.start
    printed = entry.text[start : item.end - entry.start] if item else entry.text[start:]
    if item and printed != item.text:
        return item.text, []
    return printed, [(a - start, b - start) for a, b in _pairs(skipped) if a >= start]


def _pairs(skipped):
    return [tuple(pair) for pair in skipped]
