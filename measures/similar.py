"""Measures and projects of other bases that are like a given one, by the weighted words they share.

The index says which entries have each of its words, so no text is read but its own. What it said is kept for
as long as nothing changes in the corpus: entries have many words in common.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from math import log
from urllib.parse import urlencode

from django.db.models import Avg
from django.db.models.functions import Length
from django.urls import reverse

from measures.models import Entry, EntryText
from measures.plan_order import plan_order
from measures.seeking import current_indexes
from measures.segmenting import segmenter
from sbjd.search.terms import Term

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
# MEDIUM, 79. Below it, what is shared is mostly how such plans are written.
MEDIUM, HIGH = 0.17, 0.25
# Candidates are those that have the rarest of the words, as many words as so many places hold; of them, so
# many are compared in full.
PLACES, COMPARED_IN_FULL = 20_000, 300
SAMPLE = 2000
REMEMBERED = 1000
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


def similar_to(entry):
    """At most five entries of other bases, at most two of one base, the most alike first."""
    index, plans = current_indexes().entries, plan_order()
    text = EntryText.objects.filter(pk=entry.pk).first()
    words = _words_of(text) if text else []
    holders = [_holders(index, word, plans.version) for word, _ in words]
    number = len(plans.everything.entries)
    weights = [
        weight * log((number + 1) / (len(found) + 0.5))
        for (_, weight), found in zip(words, holders, strict=True)
    ]
    own = plans.of_bases({entry.plan.base_id}).entries
    candidates = _candidates(holders, weights, own)
    lengths = _lengths(candidates)
    whole, average = sum(weights), _average_length()
    scored = []
    for pk, length in lengths.items():
        shared = [at for at, found in enumerate(holders) if pk in found]
        if len(shared) < FEWEST_SHARED:
            continue
        share = sum(weights[at] for at in shared) / whole
        score = share / (1 - LENGTH_SHARE + LENGTH_SHARE * max(length / average, 0.5))
        if score >= MEDIUM:
            scored.append((score, pk, shared))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [
        Similar(entry, [words[at][0] for at in _heaviest(shared, weights)], score)
        for score, entry, shared in _best(scored)
    ]


def _holders(index, word, version):
    """The keys of the entries that hold `word` in this version of the corpus."""
    with _lock:
        found = _known.get((version, word))
    if found is None:
        found = index.ids(Term(word))
        with _lock:
            if len(_known) >= REMEMBERED:
                _known.clear()
            _known[version, word] = found
    return found


_lock = threading.Lock()
_known = {}


def _candidates(holders, weights, own):
    """The keys of the entries that have most of the weight of the rarest words."""
    partial, places = Counter(), 0
    for at in sorted(range(len(holders)), key=lambda at: len(holders[at])):
        places += len(holders[at])
        if places > PLACES and partial:
            break
        for pk in holders[at] - own:
            partial[pk] += weights[at]
    return [pk for pk, _ in partial.most_common(COMPARED_IN_FULL)]


def _lengths(pks):
    rows = EntryText.objects.filter(pk__in=pks).annotate(length=Length("text"))
    return dict(rows.values_list("pk", "length"))


def _average_length():
    """The average length of an entry; of a large corpus, of its first ones."""
    return EntryText.objects.order_by("pk")[:SAMPLE].aggregate(average=Avg(Length("text")))["average"] or 1


def similar_context(entry):
    """What the page of an entry shows of those like it: them, and where it is compared with the best."""
    similar = similar_to(entry)
    codes = [entry.code, *(one.entry.code for one in similar[: COMPARED - 1])]
    query = urlencode([("code", code) for code in codes])
    return {"similar": similar, "similar_url": f"{reverse('compare')}?{query}"}


def _words_of(searched):
    """An entry's most telling words: (word, weight). A word weighs more the oftener it stands there, the
    more so in the title, the rarer it is in Chinese, and if the vocabulary has it."""
    cutter = segmenter()
    counts = Counter(cutter.words(searched.text))
    for word in cutter.words(searched.title):
        counts[word] += TITLE_TIMES
    weighted = {
        word: (1 + log(count)) * cutter.rarity(word) * (KNOWN_WORD if word in cutter.known else 1)
        for word, count in counts.items()
    }
    return sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]


def _best(scored):
    """The best that are shown: (score, entry, shared)."""
    chosen, of_base = [], Counter()
    for start in range(0, len(scored), MOST * MOST_OF_BASE):
        part = scored[start : start + MOST * MOST_OF_BASE]
        entries = Entry.objects.select_related("plan__base").in_bulk([pk for _, pk, _ in part])
        for score, pk, shared in part:
            entry = entries.get(pk)
            if entry and of_base[entry.plan.base_id] < MOST_OF_BASE:
                of_base[entry.plan.base_id] += 1
                chosen.append((score, entry, shared))
            if len(chosen) == MOST:
                return chosen
    return chosen


def _heaviest(shared, weights):
    """The words to show: the heaviest, and of the next those that weigh enough to tell something."""
    ranked = sorted(shared, key=lambda at: -weights[at])[:SHOWN_WORDS]
    enough = weights[ranked[0]] * TELLING_PART
    return [at for place, at in enumerate(ranked) if place < 2 or weights[at] >= enough]
