"""Words near a mistyped one: the same sound, two characters exchanged, one missing, one too many, or one
wrong; or what letters spell that were typed with the input method switched off. They come from the corpus
and its vocabulary, so what is offered can be found."""

import threading
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import chain, islice, product

from measures.models import (
    Entry,
    Instrument,
    InstrumentWord,
    Metric,
    Organization,
    Programme,
    SynonymGroup,
    Task,
    Theme,
    ThemeWord,
)
from measures.segmenting import segmenter
from measures.sounds import blurred_sounds, sound_alike, sounds
from plans.models import DemonstrationBase
from sbjd import corpus
from sbjd.search.folding import fold

MOST = 5
# A sample of the titles knows the words of them all, as nearly as anybody could tell.
TITLES = 3000
_SHORTEST, _LONGEST = 2, 30
_LONGEST_WINDOW = 4
# Of the ways to spell a word whose characters have several readings.
_MOST_SPELLINGS = 64


class Nearness(IntEnum):
    """How a word differs from what was typed, the likeliest mistake first."""

    SAME_SOUND = 0
    EXCHANGED = 1
    LIKE_SOUND = 2
    MISSING = 3
    EXTRA = 4
    WRONG = 5


class NearWords:
    """A set of words, to look for those near a mistyped one."""

    def __init__(self, words):
        """`words` are folded."""
        # No likely slip changes the sound of both ends of a longer word, so both lead to it.
        self._by_end = {}
        self._words = [word for word in dict.fromkeys(words) if _SHORTEST <= len(word) <= _LONGEST]
        for word in self._words:
            for end in _ends(word, len(word)):
                self._by_end.setdefault(end, []).append(word)

    @cached_property
    def _spelled(self):
        """The words by the letters that one types for them: {"fuhuaqi": ["孵化器"], …}."""
        found = {}
        for word in self._words:
            readings = product(*(sorted(sounds(character)) for character in word))
            for letters in islice(readings, _MOST_SPELLINGS):
                found.setdefault("".join(letters), []).append(word)
        return found

    def near(self, typed):
        """The words near folded `typed`, the nearest first; those with a wrong character only when there
        are no others.

        >>> NearWords(["知识产权", "孵化器", "孵化园"]).near("孵化其")
        ['孵化器']
        >>> NearWords(["知识产权", "孵化器", "孵化园"]).near("fuhuaqi")
        ['孵化器']
        """
        if typed.isascii() and (spelled := self._spelled.get(typed)):
            return spelled[:MOST]
        lengths = range(len(typed) - 1, len(typed) + 2) if typed else ()
        ends = chain.from_iterable(_ends(typed, length) for length in lengths)
        words = dict.fromkeys(chain.from_iterable(self._by_end.get(end, ()) for end in ends))
        found = [(how, word) for word in words if (how := nearness(typed, word)) is not None]
        found.sort(key=lambda pair: pair[0])
        likely = [word for how, word in found if how < Nearness.WRONG]
        return (likely or [word for _, word in found])[:MOST]

    def corrections(self, typed):
        """Folded `typed` with its likeliest mistake mended, in several ways, the likeliest first: as a
        whole, or where the cutter is left with single characters."""
        if whole := self.near(typed):
            return whole
        pieces, found = segmenter().lcut(typed, HMM=False), {}
        for start in range(len(pieces)):
            for end in range(start + 1, min(start + _LONGEST_WINDOW, len(pieces)) + 1):
                window = pieces[start:end]
                if end - start == len(pieces) or all(len(piece) > 1 for piece in window):
                    continue
                before, wrong, after = ("".join(part) for part in (pieces[:start], window, pieces[end:]))
                for word in self.near(wrong) if len(wrong) >= _SHORTEST else ():
                    found.setdefault(f"{before}{word}{after}", (nearness(wrong, word), -len(wrong)))
        return sorted(found, key=found.get)[:MOST]


def _ends(word, length):
    """What words of `length` that begin or end with the sound of `word` are kept under; of two characters
    that may be exchanged, under either."""
    return [
        (length, place if length > _SHORTEST else 0, sound)
        for place in (0, -1)
        for sound in blurred_sounds(word[place])
    ]


def nearness(typed, word):
    """How `typed` differs from `word`: a `Nearness`, or None when it is no likely slip. Words of two
    characters share one with too many others for that alone to mean anything."""
    if len(typed) == len(word):
        return _misspelt(typed, word)
    if len(typed) + 1 == len(word):
        return Nearness.MISSING if len(typed) >= 3 and _lacks_one(typed, word) else None
    return Nearness.EXTRA if len(typed) >= 4 and _lacks_one(word, typed) else None


def _misspelt(typed, word):
    wrong = [place for place, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
    if not wrong:
        return None
    if len(wrong) == 2 and wrong[1] - wrong[0] == 1:
        first, second = wrong
        if typed[first] == word[second] and typed[second] == word[first]:
            return Nearness.EXCHANGED
    if sound_alike(typed, word):
        return Nearness.SAME_SOUND
    if sound_alike(typed, word, blurred_sounds):
        return Nearness.LIKE_SOUND
    return Nearness.WRONG if len(wrong) == 1 and len(typed) >= 3 else None


def _lacks_one(shorter, longer):
    """Whether `longer` less one character is `shorter`."""
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    return shorter[same:] == longer[same + 1 :]


@lru_cache(maxsize=TITLES)
def _words_of(title):
    return [word for word in segmenter().lcut(fold(title), HMM=False) if len(word) >= _SHORTEST]


def corpus_words():
    """The words that the vocabulary and the titles of the corpus are made of, folded, the kept ones first."""
    for model in (ThemeWord, InstrumentWord):
        yield from map(fold, model.objects.values_list("word", flat=True))
    for group in SynonymGroup.objects.all():
        yield from map(fold, group.looked_for)
    for model in (Theme, Instrument, Metric):
        yield from map(fold, model.objects.values_list("name", flat=True))
    for name, aliases in Organization.objects.values_list("name", "aliases"):
        yield from map(fold, (name, *aliases.split("、")))
    for name, short_name, aliases in DemonstrationBase.objects.values_list("name", "short_name", "aliases"):
        yield from map(fold, (name, short_name, *aliases.split("、")))
    for model in (Task, Programme, Entry):
        titles = model.objects.order_by("pk").values_list("title", flat=True)[:TITLES]
        yield from chain.from_iterable(map(_words_of, titles))


_lock = threading.Lock()
_made = {}


def near_words():
    """The `NearWords` of the corpus as it is now, made once for each version, when first asked for."""
    now = corpus.version()
    with _lock:
        if _made.get("version") != now:
            _made.update(version=now, words=NearWords(corpus_words()))
        return _made["words"]
