"""In which order found texts stand: computed from the folded texts alone, so alike on every database.

First those whose title holds every term (of these, headings with nothing under them last), then those that
have all terms in one line; of each kind first those that have them as they were typed. Then counts how often
each term stands in a text, the more so in its title and in sentences that look like one, less the longer the
sentences are in which it stands, and more for a term that few texts have (Okapi BM25, Robertson and Zaragoza
2009, with the title's weight added to the frequency). Ties stay in the order given.
"""

import re
from dataclasses import dataclass, replace
from math import log

from sbjd.search.sought import TITLE
from sbjd.search.terms import Term

SATURATION, LENGTH_SHARE = 1.2, 0.4
TITLE_TIMES = 3
_SHORTEST = 20
_LONGEST_LABEL, _LONGEST_HEAD = 10, 30
_BORDERS = "。;\n"
_SENTENCE, _BORDER = re.compile(f"[^{_BORDERS}]+"), re.compile(f"[{_BORDERS}]")


@dataclass(frozen=True)
class Weighed:
    """A term and how much it tells: `weight` is the logarithm of how rare it is among all texts. `typed`
    matches it in the wording that was typed alone, `pattern` in every wording that counts. With
    `within_sentences` nothing that it matches goes from one sentence into the next. `word` is its only
    wording where to contain that is to match, "" for any other term."""

    pattern: re.Pattern
    typed: re.Pattern
    weight: float
    title_only: bool = False
    within_sentences: bool = False
    word: str = ""

    @classmethod
    def of(cls, term, found, number, is_short=False):
        """`term`, which `found` of `number` texts hold. Of a short form, which stands in many texts by
        accident (高企 in 提高企业), only the other wordings count."""
        if is_short:
            first, *others = term.alternatives
            term = replace(term, text=first, alternatives=tuple(others))
        rarity = log(1 + (number - found + 0.5) / (found + 0.5))
        told_apart = term.alternatives and not is_short
        typed = Term(term.text, term.exact).pattern if told_apart else term.pattern
        plain = all(form.is_plain for form in term.forms)
        word = term.forms[0].bare if plain and len(term.forms) == 1 else ""
        return cls(term.pattern, typed, max(rarity, 0.01), term.field == TITLE, plain, word)


def ranked(texts, weighed, needed=None, worth=lambda key: 1):
    """The keys of `texts`, an iterable of (key, folded title, folded text) in their plain order, the best
    first. `weighed` are the terms as `Weighed`, of which a text has `needed` (all); what it scores counts
    `worth(key)` times."""
    needed = len(weighed) if needed is None else needed
    alone = weighed[0].word if len(weighed) == needed == 1 and not weighed[0].title_only else ""
    if alone:
        rows = [(key, *_read_word(title, text, alone)) for key, title, text in texts]
    else:
        rows = [(key, *_read(title, text, weighed, needed)) for key, title, text in texts]
    average = max(sum(length for *_, length in rows) / len(rows), _SHORTEST) if rows else 1
    scored = [
        (kind, -round(_score(length / average, counts, weighed) * worth(key), 9), place, key)
        for place, (key, kind, counts, length) in enumerate(rows)
    ]
    return [key for *_, key in sorted(scored)]


def _read(title, text, weighed, needed):
    """(kind, counts, length) of a text: the best kind is the smallest, the counts are (in the title, in the
    text) for each term, the length is that of the sentences in which a term stands."""
    in_text = [one for one in weighed if not one.title_only]
    telling = _telling(text, in_text)
    # A sentence as short as a heading is one, more often than not.
    text_and_heads = "\n".join([text, *[part for part in telling if len(part) <= _LONGEST_HEAD]])
    counts = [
        (
            len(one.pattern.findall(title)),
            0 if one.title_only else len(one.pattern.findall(text_and_heads)),
        )
        for one in weighed
    ]
    if sum(bool(titled) for titled, _ in counts) >= needed:
        place, holding = int(len(text) <= len(title) + _LONGEST_LABEL), title
    else:
        wanted = min(needed, len(in_text))
        together = wanted < 2 or any(
            sum(bool(one.pattern.search(line)) for one in in_text) >= wanted for line in text.splitlines()
        )
        place, holding = (2 if together else 3), f"{title}\n{text}"
    as_typed = all(one.typed.search(holding) for one in weighed)
    return (place, not as_typed), counts, sum(map(len, telling)) or len(text)


def _read_word(title, text, word):
    """What `_read` says of a text for one term that is nothing but `word`, without patterns and copies."""
    number = in_heads = length = 0
    place, end = text.find(word), -1
    while place >= 0:
        if place >= end:
            start, end = _sentence_around(text, place)
            length += end - start
        in_heads += end - start <= _LONGEST_HEAD
        number += 1
        place = text.find(word, place + len(word))
    in_title = title.count(word)
    kind = int(len(text) <= len(title) + _LONGEST_LABEL) if in_title else 2
    return (kind, False), [(in_title, number + in_heads)], length or len(text)


def _telling(text, weighed):
    """The sentences of a text in which a term stands."""
    if not all(one.within_sentences for one in weighed):
        sentences = _SENTENCE.findall(text)
        return [part for part in sentences if any(one.pattern.search(part) for one in weighed)]
    # Few of them do: it is quicker to look around each place than at each sentence.
    telling, end = [], -1
    for place in sorted([found.start() for one in weighed for found in one.pattern.finditer(text)]):
        if place >= end:
            start, end = _sentence_around(text, place)
            telling.append(text[start:end])
    return telling


def _sentence_around(text, place):
    """(start, end) of the sentence of `text` that `place` is in."""
    behind = _BORDER.search(text, place)
    start = max([text.rfind(border, 0, place) for border in _BORDERS]) + 1
    return start, behind.start() if behind else len(text)


def _score(length, counts, weighed):
    dampened = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
    total = 0.0
    for (in_title, in_text), one in zip(counts, weighed, strict=True):
        frequency = TITLE_TIMES * in_title + in_text
        total += one.weight * frequency * (SATURATION + 1) / (frequency + dampened)
    return total
