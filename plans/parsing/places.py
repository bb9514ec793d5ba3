"""Noting a place of a text by its words, and finding it again in that text read anew or slightly revised.

What a reader of a file may do better or worse, blanks and line breaks, is left out of the comparison,
and full-width signs count as half-width ones. The quote is looked for to the letter first; of several
places the one with the same words around it, or else the one that comes as often before, is meant. Where
the quote itself was changed, the passage most like it, by itself and by what stands around it, is taken
if it is like enough and no other is nearly as like. Otherwise the place is lost, and that is said.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from plans.parsing.numbering import half_width
from plans.parsing.rulings import Place

QUOTE, AROUND = 40, 20
# A short quote (正文。) proves little: some of the words around it must stand there too.
_TELLING, _TOUCHING = 12, 4
_SEED, _STEP, _MOST_SEEDS, _MOST_CANDIDATES = 6, 3, 40, 16
_LIKE_ENOUGH, _CLEARLY, _SAME_PLACE = 0.7, 0.08, 8
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a place is: `start` in the text, None when it is lost; `exact` when every word agrees;
    `reason` says why it is lost."""

    start: int | None
    exact: bool = True
    reason: str = ""


class BareText:
    """A text without its blanks and line breaks, half-width, and where its characters stand."""

    def __init__(self, text):
        self.text = text
        visible = [place for place, character in enumerate(text) if is_visible(character)]
        self.places = visible
        self.bare = half_width("".join(text[place] for place in visible))

    def note(self, start, end):
        """The Place of `text[start:end]`, which holds a visible character: its first words, at most
        QUOTE of them, and AROUND before and behind."""
        first = bisect_left(self.places, start)
        last = min(bisect_left(self.places, end), first + QUOTE)
        bare = self.bare
        nth = 1 + sum(1 for place in self._all(bare[first:last]) if place < first)
        return Place(
            self._printed(first, last),
            self._printed(max(0, first - AROUND), first),
            self._printed(last, last + AROUND),
            nth,
        )

    def find(self, place):
        """The `Found` of a Place."""
        quote, before, after = (_bare(words) for words in (place.quote, place.before, place.after))
        if not quote:
            return Found(None, reason="裁定里没有可以查找的文字")
        starts = self._all(quote)
        if starts:
            found = self._exactly(starts, quote, before, after, place.nth)
            if found is not None:
                return Found(self.places[found])
            if len(starts) > 1:
                return Found(None, reason=f"原文现在有{len(starts)}处同样的文字，分不清是哪一处")
        found = self._nearly(quote, before, after)
        if found is None:
            return Found(None, reason="原文里已没有这些文字")
        return Found(self.places[found], exact=False)

    def _printed(self, first, last):
        return "".join(self.text[place] for place in self.places[first:last])

    def _all(self, words):
        found, position = [], self.bare.find(words) if words else -1
        while position >= 0:
            found.append(position)
            position = self.bare.find(words, position + 1)
        return found

    def _exactly(self, starts, quote, before, after, nth):
        """The one of `starts` that is meant, or None."""
        touching = {start: self._touching(start, start + len(quote), before, after) for start in starts}
        most = max(touching.values())
        likely = [start for start in starts if touching[start] == most]
        if len(quote) < _TELLING and most < min(_TOUCHING, len(before) + len(after)):
            return None
        if len(likely) == 1:
            return likely[0]
        meant = starts[nth - 1] if nth <= len(starts) else None
        return meant if meant in likely else None

    def _touching(self, start, end, before, after):
        """How many characters around `start:end` agree with the words noted, from its edges on."""
        there = self.bare[max(0, start - len(before)) : start]
        return _common(reversed(before), reversed(there)) + _common(after, self.bare[end : end + len(after)])

    def _nearly(self, quote, before, after):
        """The passage most like `quote`, or None when none is like enough or two are."""
        seeds = [(quote[offset : offset + _SEED], offset) for offset in range(0, len(quote), _STEP)]
        seeds += [(before[-_SEED:], -_SEED), (after[:_SEED], len(quote))]
        votes = Counter(
            start - offset
            for seed, offset in seeds
            if len(seed) == _SEED
            for start in self._all(seed)[:_MOST_SEEDS]
            if 0 <= start - offset < len(self.bare)
        )
        candidates = [start for start, _ in votes.most_common(_MOST_CANDIDATES)]
        scored = [(self._likeness(start, quote, before, after), start) for start in candidates]
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _LIKE_ENOUGH:
            return None
        best, start = scored[0]
        for score, other in scored:
            if best - score < _CLEARLY and abs(other - start) > _SAME_PLACE:
                return None
        return start

    def _likeness(self, start, quote, before, after):
        end = start + len(quote)
        around = before + after
        there = self.bare[max(0, start - len(before)) : start] + self.bare[end : end + len(after)]
        own = SequenceMatcher(None, quote, self.bare[start:end], autojunk=False).ratio()
        if not around:
            return own
        return 0.65 * own + 0.35 * SequenceMatcher(None, around, there, autojunk=False).ratio()


def _common(one, other):
    """How many characters two texts have in common at their beginning."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def is_visible(character):
    """Whether a reader sees the character: no blank, no line break, none of the signs without width."""
    return not character.isspace() and ord(character) not in _UNSEEN


def _bare(words):
    return half_width("".join(filter(is_visible, words)))
