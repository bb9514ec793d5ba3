"""Themes and policy instruments of measures and projects, by weighted words (DOMAIN.md, 6 and 7).

A word of the vocabulary speaks for a theme with its weight, times the place it stands in: the title
counts most, then the sentence that opens the body and the titles of the items, then the rest, and the
title of the task or programme above least. Where words overlap the longest counts alone (政务服务 is
not also 服务). A word said again counts half as much each time, so that length does not win.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from plans.parsing.extract.responsibility import note_spans
from plans.parsing.numbering import half_width
from plans.parsing.parsed import Choice

TITLE, OPENING, BODY, ABOVE = 4.0, 2.0, 1.0, 0.8
_MOST = 3
_WORDS_SHOWN = 8
# A second or third choice must be worth this share of the first, and this much by itself: lower shares
# find more of what readers add, but were wrong more often than right.
_SHARE = 0.4
_ENOUGH = 4.0
_MARKS = re.compile("[①-⑳]")
_SENTENCE = re.compile(r"[^。;\n\r]*[。;\n\r]?")


def classify(source, plan, vocabulary):
    """Fill `themes` and `instruments` of every measure and project of `plan`.

    Each gets one primary Choice (rank 1) and up to two more, with the words that spoke for it,
    strongest first. An entry in which no word speaks gets none: nothing is guessed.
    """
    readers = {
        "themes": _matcher(vocabulary.themes),
        "instruments": _matcher(vocabulary.instruments),
    }
    folded = half_width(source.text)
    above = {entry.code: entry.title for entry in plan.tasks + plan.programmes}
    notes = note_spans(source, plan)
    for entry in plan.measures + plan.projects:
        zones = _zones(folded, entry, above.get(entry.parent, ""), notes)
        for field, matcher in readers.items():
            setattr(entry, field, _choose(matcher, zones, field))


def _zones(folded, entry, above, notes):
    """The entry's text as (text, factor) pieces; responsibility notes name bodies and do not count."""
    zones = [(entry.title, TITLE), (above, ABOVE)]
    # The body counts these once already, as part of the text.
    zones += [(item.title, OPENING - BODY) for item in entry.items if item.title]
    start, pieces = entry.body_start, []
    for index in range(bisect_left(notes, (start, 0)), bisect_left(notes, (entry.end, 0))):
        pieces.append(folded[start : notes[index][0]])
        start = notes[index][1]
    body = "".join([*pieces, folded[start : entry.end]]).strip()
    opening = _SENTENCE.match(body).group()
    zones += [(opening, OPENING), (body[len(opening) :], BODY)]
    return [(_MARKS.sub("", half_width(text)), factor) for text, factor in zones if text]


@lru_cache(maxsize=8)
def _matcher(terms):
    """The words of `terms` by first character, longest first; what each speaks for; the slugs in order."""
    speaks = {}
    for term in terms:
        for word, weight in term.words:
            speaks.setdefault(half_width(word), []).append((term.slug, weight))
    order = [term.slug for term in terms]
    by_first = {}
    for word in sorted(speaks, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(word)
    return by_first, speaks, order


def _longest(by_first, text):
    """The words in `text`, none overlapping another: of two that do, the longer, or else the first."""
    spans = []
    for start, character in enumerate(text):
        for word in by_first.get(character, ()):
            if text.startswith(word, start):
                spans.append((start, start + len(word)))
                break
    found = sorted(spans, key=lambda span: (span[0] - span[1], span))
    taken, words = bytearray(len(text)), []
    for start, end in found:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            words.append(text[start:end])
    return words


def _choose(matcher, zones, field):
    by_first, speaks, order = matcher
    places = {}
    for text, factor in zones:
        for word in _longest(by_first, text):
            places.setdefault(word, []).append(factor)
    scores, words = dict.fromkeys(order, 0.0), {slug: [] for slug in order}
    for word, factors in places.items():
        heard = sum(factor / 2**turn for turn, factor in enumerate(sorted(factors, reverse=True)[:6]))
        for slug, weight in speaks[word]:
            scores[slug] += weight * heard
            words[slug].append((weight * heard, word))
    ranked = sorted(order, key=lambda slug: (-scores[slug], order.index(slug)))
    best = scores[ranked[0]] if ranked else 0
    choices = []
    for slug in ranked[:_MOST]:
        if scores[slug] <= 0 or (choices and (scores[slug] < best * _SHARE or scores[slug] < _ENOUGH)):
            break
        spoke = [word for _, word in sorted(words[slug], key=lambda pair: (-pair[0], pair[1]))]
        rank, rule = len(choices) + 1, f"{field}.words"
        choices.append(Choice(slug, rank, spoke[:_WORDS_SHOWN], rule, score=scores[slug]))
    return choices
