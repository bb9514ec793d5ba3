"""Themes and policy instruments of measures and projects, by weighted words (DOMAIN.md, 6 and 7).

A word of the vocabulary speaks for a theme with its weight, times the place it stands in: the title
counts most, then the sentence that opens the body and the titles of the items, then the rest, and the
title of the task or programme above least. Where words overlap the longest counts alone (政务服务 is
not also 服务). A word said again counts half as much each time, so that length does not win.

What the rule reads of an entry (`zones`) stands in its row as well as in its plan, so entries that were
stored long ago are given their themes anew by this very rule (measures/recoding).
"""

import re
from functools import lru_cache

from plans.parsing.extract.responsibility import without_notes
from plans.parsing.numbering import half_width
from plans.parsing.parsed import Choice

TITLE, OPENING, BODY, ABOVE = 4.0, 2.0, 1.0, 0.8
_MOST = 3
_WORDS_SHOWN = 8
# A second or third choice must be worth this share of the first, and this much by itself: lower shares
# find more of what readers add, but were wrong more often than right.
_SHARE = 0.4
_ENOUGH = 4.0
# A title is read no further than a row holds of it (fixture.LONGEST).
_TITLE_READ = 299
_MARKS = re.compile("[①-⑳]")
_SENTENCE = re.compile(r"[^。;\n\r]*[。;\n\r]?")


def classify(source, plan, vocabulary):
    """Fill `themes` and `instruments` of every measure and project of `plan`.

    Each gets one primary Choice (rank 1) and up to two more, with the words that spoke for it,
    strongest first. An entry in which no word speaks gets none: nothing is guessed.
    """
    themes, instruments = chooser(vocabulary.themes, "themes"), chooser(vocabulary.instruments, "instruments")
    above = {entry.code: entry.title for entry in plan.tasks + plan.programmes}
    for entry in plan.measures + plan.projects:
        body = source.text[entry.body_start : entry.end]
        items = [item.title for item in entry.items]
        read = zones(entry.title, body, items, above.get(entry.parent, ""))
        entry.themes, entry.instruments = themes.choices(read), instruments.choices(read)


def zones(title, body, items=(), above=""):
    """What the rule reads of an entry, as (text, factor) pieces: its title, its body as printed, the titles
    of its `items` and that of the task or programme `above`. Responsibility notes do not count."""
    read = [(title[:_TITLE_READ], TITLE), (above[:_TITLE_READ], ABOVE)]
    # The body counts these once already, as part of the text.
    read += [(item[:_TITLE_READ], OPENING - BODY) for item in items]
    body = half_width(without_notes(body)).strip()
    opening = _SENTENCE.match(body).group()
    read += [(opening, OPENING), (body[len(opening) :], BODY)]
    return [(_MARKS.sub("", half_width(text)), factor) for text, factor in read if text]


@lru_cache(maxsize=8)
def chooser(terms, field):
    """The `Chooser` of these terms, made once."""
    return Chooser(terms, field)


class Chooser:
    """Chooses among `terms` by their words. `field` is themes or instruments, and names the rule."""

    def __init__(self, terms, field):
        self._rule = f"{field}.words"
        self._order = [term.slug for term in terms]
        self._speaks = {}
        for term in terms:
            for word, weight in term.words:
                self._speaks.setdefault(half_width(word), []).append((term.slug, weight))
        # What may follow each first character, the longest first: so a text is searched a few times quicker
        # than word by word.
        behind = {}
        for word in sorted(self._speaks, key=lambda word: (-len(word), word)):
            behind.setdefault(word[0], []).append(re.escape(word[1:]))
        self._behind = {first: re.compile("|".join(rests)).match for first, rests in behind.items()}
        self._first = re.compile(f"[{re.escape(''.join(behind))}]" if behind else "(?!)")

    def choices(self, read):
        """The `Choice`s that the words make of an entry's `zones`, the primary one first."""
        places = {}
        for text, factor in read:
            for word in self._longest(text):
                places.setdefault(word, []).append(factor)
        scores, words = dict.fromkeys(self._order, 0.0), {slug: [] for slug in self._order}
        for word, factors in places.items():
            heard = sum(factor / 2**turn for turn, factor in enumerate(sorted(factors, reverse=True)[:6]))
            for slug, weight in self._speaks[word]:
                scores[slug] += weight * heard
                words[slug].append((weight * heard, word))
        ranked = sorted(self._order, key=lambda slug: -scores[slug])  # of equals the first of the vocabulary
        best = scores[ranked[0]] if ranked else 0
        choices = []
        for slug in ranked[:_MOST]:
            if scores[slug] <= 0 or (choices and (scores[slug] < best * _SHARE or scores[slug] < _ENOUGH)):
                break
            spoke = [word for _, word in sorted(words[slug], key=lambda pair: (-pair[0], pair[1]))]
            rank = len(choices) + 1
            choices.append(Choice(slug, rank, spoke[:_WORDS_SHOWN], self._rule, score=scores[slug]))
        return choices

    def _longest(self, text):
        """The words in `text`, none overlapping another: of two that do, the longer, or else the first."""
        spans, taken, words = [], bytearray(len(text)), []
        for first in self._first.finditer(text):
            rest = self._behind[first.group()](text, first.end())
            if rest:
                spans.append((first.start() - rest.end(), first.start(), rest.end()))
        for _, start, end in sorted(spans):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                words.append(text[start:end])
        return words
