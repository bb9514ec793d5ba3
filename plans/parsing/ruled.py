"""The rulings of one source at their places: what the parser asks while it reads, and what became of each.

A ruling acts where its words are found. One that is found nowhere, or that could not be obeyed where it
was found, changes nothing and is reported; it is never dropped.
"""

from bisect import bisect_left
from dataclasses import replace

from plans.parsing.parsed import Finding, Outcome
from plans.parsing.places import BareText

# These open something where they stand, so that a paragraph begins there if none does yet.
_OPENING = {"heading", "entry", "item", "plan_title", "end"}
# A paragraph that begins about here (characters) is the one meant, if the words had to be guessed.
_NEAR = 8
# What must leave a trace in the parse; of the others it is enough that nothing speaks against them.
_IDLE = {
    "heading": "这里不能作为标题：它在方案标题之前，或在正文之外",
    "entry": "这里不能作为标题：它在方案标题之前，或在正文之外",
    "item": "这里不在任何举措或项目之内，不能作为其中的分项",
    "title": "这里没有标题、分项或方案标题可改",
    "role": "这里不是一级标题，没有章节作用可定",
    "plan_title": "这里不能作为方案标题",
    "end": "这里在方案正文之外，方案不能到此为止",
    "themes": "这里不是举措或项目的开头，不能定主题",
    "instruments": "这里不是举措或项目的开头，不能定政策工具",
    "merge": "这里没有上一段可以并入",
}


class Ruled:
    """The rulings on `source`. `outcomes` has one Outcome for each, in their order."""

    def __init__(self, source, paragraphs, rulings=()):
        self.source, self.rulings = source, tuple(rulings)
        self.outcomes = [Outcome() for _ in self.rulings]
        self._at = {}  # (aspect, offset) → number of the ruling that holds there
        self._accepted = {}  # (kind of doubt, offset) → number
        if self.rulings:
            self._bare = BareText(source.text)
            self._locate([paragraph.start for paragraph in paragraphs])
        self._structured = sorted(offset for aspect, offset in self._at if aspect == "structure")

    # --- asked while reading

    def look(self, aspect, offset):
        """The ruling on this aspect of the place at `offset`, or None."""
        number = self._at.get((aspect, offset))
        return None if number is None else self.rulings[number]

    def take(self, aspect, offset):
        """Like `look`, for one who obeys it: the ruling then counts as obeyed."""
        number = self._at.get((aspect, offset))
        if number is None:
            return None
        self.outcomes[number].state = "obeyed"
        return self.rulings[number]

    def is_plain(self, offset):
        """Whether somebody ruled that what begins at `offset`, blanks passed over, is plain text."""
        if not self.rulings:
            return False
        ruling = self.look("structure", self.first_visible(offset))
        return ruling is not None and ruling.kind == "plain"

    def structured(self, start, end):
        """The offsets in `start:end` that somebody ruled to be a heading, an item, plain text …"""
        first = bisect_left(self._structured, start)
        return self._structured[first : bisect_left(self._structured, end, first)]

    def places(self, aspect):
        """The offsets of all rulings on an aspect, in the order of the text."""
        return sorted(offset for one, offset in self._at if one == aspect)

    def keeps_apart(self, offset):
        """Whether a paragraph begins at `offset` because somebody said so."""
        broken, ruling = self.look("break", offset), self.look("structure", offset)
        return (broken is not None and broken.kind == "split") or (
            ruling is not None and ruling.kind in _OPENING
        )

    def accepts(self, kind, start, end):
        """Whether somebody accepted a doubt of this kind about `start:end`."""
        if not self._accepted:
            return False
        end = max(end, self.first_visible(start) + 1)
        found = [number for (one, at), number in self._accepted.items() if one == kind and start <= at < end]
        for number in found:
            self.outcomes[number].state = "obeyed"
        return bool(found)

    def first_visible(self, offset):
        """The offset of the first visible character at or behind `offset`."""
        places = self._bare.places
        position = bisect_left(places, offset)
        return places[position] if position < len(places) else offset

    # --- paragraphs

    def cut(self, paragraphs):
        """`paragraphs` split and merged as somebody ruled."""
        if not self._at:
            return paragraphs
        cuts = sorted(
            offset
            for (aspect, offset), number in self._at.items()
            if self.rulings[number].kind in _OPENING or self.rulings[number].kind == "split"
        )
        made = []
        for paragraph in paragraphs:
            for piece in self._split(paragraph, cuts):
                if not self._merges(piece, made):
                    made.append(piece)
                else:
                    made[-1] = _joined(made[-1], piece)
        return made

    def _split(self, paragraph, cuts):
        first = bisect_left(cuts, paragraph.start + 1)
        inside = cuts[first : bisect_left(cuts, paragraph.end, first)]
        if not inside:
            return [paragraph]
        pieces, start = [], paragraph.start
        for offset in [*dict.fromkeys(inside), paragraph.end]:
            end = start + len(self.source.text[start:offset].rstrip())
            breaks = tuple(place for place in paragraph.breaks if start <= place < end)
            line = self.source.line_at(start).number
            mark = paragraph.mark if start == paragraph.start else 0
            pieces.append(replace(paragraph, line=line, start=start, end=end, mark=mark, breaks=breaks))
            start = offset
        return pieces

    def _merges(self, paragraph, made):
        """Whether somebody merged this paragraph with the one before; said if it cannot be."""
        ruling = self.look("break", paragraph.start)
        if ruling is None or ruling.kind != "merge" or not made:
            return False
        number = self._at["break", paragraph.start]
        if any(self.look(aspect, paragraph.start) for aspect in ("structure", "plan_title")):
            self.outcomes[number].text = "同一段既要并入上一段，又另有裁定，未并入"
            return False
        self.outcomes[number].state = "obeyed"
        return True

    # --- in the end

    def report(self, parsed):
        """Say of every ruling what became of it: `parsed.outcomes`, and a problem for each that was
        not obeyed, in its plan or, if it has no place any more, in `parsed.problems`."""
        for ruling, outcome in zip(self.rulings, self.outcomes, strict=True):
            if outcome.state == "found":
                said = outcome.text or ("" if self._holds(ruling, outcome) else _IDLE.get(ruling.kind, ""))
                outcome.state, outcome.text = ("idle", said) if said else ("obeyed", "")
            if outcome.state not in ("lost", "idle"):
                continue
            quote = ruling.place.quote[:20]
            text = f"裁定没有生效（“{quote}”）：{outcome.text}。"
            if outcome.start is None:
                parsed.problems.append(Finding("ruling.lost", 0, 0, 0, text))
                continue
            plan = next((p for p in parsed.plans if p.start <= outcome.start < p.end), None)
            finding = Finding.at(self.source, "ruling.idle", outcome.start, outcome.start + 1, text)
            (plan or parsed).problems.append(finding)
        parsed.outcomes = self.outcomes

    def _holds(self, ruling, outcome):
        """Whether a ruling that nobody had to obey is true all the same."""
        return ruling.kind == "merge" and outcome.start not in self._starts

    # --- places

    def _locate(self, starts):
        self._starts = set(starts)
        for number, (ruling, outcome) in enumerate(zip(self.rulings, self.outcomes, strict=True)):
            found = self._bare.find(ruling.place)
            if found.start is None:
                outcome.state, outcome.text = "lost", found.reason
                continue
            outcome.start = found.start if found.exact else _nearest(starts, found.start)
            outcome.state = "found"
            if ruling.kind == "accept":
                self._accepted |= {(kind, outcome.start): number for kind in ruling.doubts}
                continue
            earlier = self._at.get((ruling.aspect, outcome.start))
            if earlier is not None:
                self.outcomes[earlier].state = "replaced"
            self._at[ruling.aspect, outcome.start] = number


def _nearest(starts, offset):
    """The paragraph that begins closest to `offset`, if one does nearby; else `offset`."""
    position = bisect_left(starts, offset)
    near = [start for start in starts[max(0, position - 1) : position + 1] if abs(start - offset) <= _NEAR]
    return min(near, key=lambda start: abs(start - offset), default=offset)


def _joined(paragraph, following):
    """Two paragraphs as one."""
    breaks = (*paragraph.breaks, paragraph.end, *following.breaks)
    return replace(paragraph, end=following.end, table=paragraph.table and following.table, breaks=breaks)
