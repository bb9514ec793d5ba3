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
    titles = [(title, TITLE), (above, ABOVE)]
    # The body counts these once already, as part of the text.
    titles += [(item, OPENING - BODY) for item in items]
    read = [(half_width(text[:_TITLE_READ]), factor) for text, factor in titles]
    body = half_width(without_notes(body)).strip()
    opening = _SENTENCE.match(body).group()
    read += [(opening, OPENING), (body[len(opening) :], BODY)]
    return [(_MARKS.sub("", text), factor) for text, factor in read if text]


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
        self._first = _one_of(behind)
        seconds = {word[1:2] for word in self._speaks}
        if "" not in seconds:  # half of the places that begin like a word go on like none
            self._first = re.compile(f"{self._first.pattern}(?={_one_of(seconds).pattern})")

    def begun(self, read):
        """For each piece of an entry's `zones`, where words begin: [(start, the longest word there)]."""
        return [self._begun(text) for text, _ in read]

    def choices(self, read, begun=None):
        """The `Choice`s that the words make of an entry's `zones`, the primary one first. `begun` is what a
        chooser that knows all words of this one, and perhaps others, found in them."""
        places = {}
        for (text, factor), found in zip(read, begun or self.begun(read), strict=True):
            for word in self._longest(text, found):
                places.setdefault(word, []).append(factor)
        scores, words = dict.fromkeys(self._order, 0.0), {slug: [] for slug in self._order}
        for word, factors in places.items():
            heard = factors[0]
            if len(factors) > 1:
                loudest = sorted(factors, reverse=True)[:6]
                heard = sum(factor / 2**turn for turn, factor in enumerate(loudest))
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

    def _begun(self, text):
        found = []
        for first in self._first.finditer(text):
            start = first.start()
            rest = self._behind[text[start]](text, start + 1)
            if rest:
                found.append((start, text[start : rest.end()]))
        return found

    def _longest(self, text, begun):
        """The words in `text`, none overlapping another: of two that do, the longer, or else the first."""
        spans, taken, words = [], bytearray(len(text)), []
        for start, word in begun:
            if word not in self._speaks:  # it is another's: a shorter one of these may begin there too
                matches = self._behind.get(word[0])
                rest = matches and matches(text, start + 1)
                if not rest:
                    continue
                word = text[start : rest.end()]
            spans.append((-len(word), start, word))
        for length, start, word in sorted(spans):
            end = start - length
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * -length
                words.append(word)
        return words


def _one_of(characters):
    """A pattern of any one of them."""
    return re.compile(f"[{re.escape(''.join(characters))}]" if characters else "(?!)")
