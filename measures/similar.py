"""Measures and projects of other bases that are like a given one, by the weighted words they share.

Nothing is kept between requests but the dictionary: an entry's words are looked for in the texts as they
are now. So an edit counts at once in every process, and no version can be out of date.
"""

from collections import Counter
from dataclasses import dataclass
from math import log
from urllib.parse import urlencode

from django.urls import reverse

from measures.models import Entry
from measures.segmenting import segmenter

MOST = 5
MOST_OF_BASE = 2
COMPARED = 3
SHOWN_WORDS = 4
TELLING_PART = 0.25
WORDS = 40
TITLE_TIMES = 3
KNOWN_WORD = 2
FEWEST_SHARED = 3
# Of the pairs of the three plans that reach HIGH, 93 in 100 have a theme in common; of those that reach
# MEDIUM, 82. Below it, what is shared is mostly how such plans are written.
MEDIUM, HIGH = 0.17, 0.25
CHUNK = 2000
# A long text holds more words of any kind: a part of its length above the average counts against it.
LENGTH_SHARE = 0.3


@dataclass
class Similar:
    """An entry of another base: the words it shares, heaviest first, and the part of the weight of all
    words of the entry asked about that they make up, corrected for length."""

    entry: Entry
    words: list[str]
    score: float

    @property
    def grade(self):
        """高 or 中."""
        return "高" if self.score >= HIGH else "中"


@dataclass
class _Candidate:
    pk: int
    base_id: int
    length: int
    shared: list[int]


def similar_to(entry):
    """At most five entries of other bases, at most two of one base, the most alike first; two queries."""
    words = _words_of(entry)
    candidates, frequency, number, characters = _look_up(words, entry)
    if not candidates:
        return []
    weights = [
        weight * log((number + 1) / (found + 0.5))
        for (_, weight), found in zip(words, frequency, strict=True)
    ]
    whole, average = sum(weights), characters / number
    scored = []
    for one in candidates:
        share = sum(weights[at] for at in one.shared) / whole
        score = share / (1 - LENGTH_SHARE + LENGTH_SHARE * max(one.length / average, 0.5))
        if score >= MEDIUM:
            scored.append((score, one))
    scored.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return _load(_best(scored), [word for word, _ in words], weights)


def similar_context(entry):
    """What the page of an entry shows of those like it: them, and where it is compared with the best."""
    similar = similar_to(entry)
    codes = [entry.code, *(one.entry.code for one in similar[: COMPARED - 1])]
    query = urlencode([("code", code) for code in codes])
    return {"similar": similar, "similar_url": f"{reverse('compare')}?{query}"}


def _words_of(entry):
    """The entry's most telling words: (word, weight). A word weighs more the oftener it stands there, the
    more so in the title, the rarer it is in Chinese, and if the vocabulary has it."""
    cutter = segmenter()
    title, _, text = entry.search_text.partition("\n")
    counts = Counter(cutter.words(text))
    for word in cutter.words(title):
        counts[word] += TITLE_TIMES
    weighted = {
        word: (1 + log(count)) * cutter.rarity(word) * (KNOWN_WORD if word in cutter.known else 1)
        for word, count in counts.items()
    }
    return sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]


def _look_up(words, entry):
    """Where these words stand: the candidates, in how many entries each word is, how many entries and
    how many characters there are."""
    candidates, frequency, number, characters = [], [0] * len(words), 0, 0
    base_id = entry.plan.base_id
    rows = Entry.objects.order_by().values_list("pk", "plan__base_id", "search_text")
    for pk, other_base, text in rows.iterator(chunk_size=CHUNK):
        shared = [at for at, (word, _) in enumerate(words) if word in text]
        for at in shared:
            frequency[at] += 1
        number, characters = number + 1, characters + len(text)
        if other_base != base_id and len(shared) >= FEWEST_SHARED:
            candidates.append(_Candidate(pk, other_base, len(text), shared))
    return candidates, frequency, number, characters


def _best(scored):
    chosen, of_base = [], Counter()
    for score, one in scored:
        if of_base[one.base_id] < MOST_OF_BASE:
            of_base[one.base_id] += 1
            chosen.append((score, one))
        if len(chosen) == MOST:
            break
    return chosen


def _heaviest(shared, weights):
    """The words to show: the heaviest, and of the next those that weigh enough to tell something."""
    ranked = sorted(shared, key=lambda at: -weights[at])[:SHOWN_WORDS]
    enough = weights[ranked[0]] * TELLING_PART
    return [at for place, at in enumerate(ranked) if place < 2 or weights[at] >= enough]


def _load(best, words, weights):
    entries = Entry.objects.select_related("plan__base").in_bulk([one.pk for _, one in best])
    return [
        Similar(
            entries[one.pk],
            [words[at] for at in _heaviest(one.shared, weights)],
            score,
        )
        for score, one in best
        if one.pk in entries
    ]
