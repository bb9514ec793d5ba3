"""Chinese text → words, by jieba with the vocabulary's words in its dictionary.

jieba would keep a copy of its dictionary in the folder for temporary files, which all users of a machine
share and which is loaded by `marshal`; reading the dictionary anew takes no longer, so nothing is kept.
"""

import logging
import re
from functools import cache
from math import log

import jieba

from plans.parsing.vocabulary import Vocabulary
from sbjd.search.folding import fold

jieba.setLogLevel(logging.WARNING)

SHORTEST = 2
_TELLING = re.compile(r"^[\u4e00-\u9fffa-z+]{2,}$")


class Segmenter(jieba.Tokenizer):
    """jieba's cutter with the `known` words, which tell much, and some `more` added; the dictionary is read
    at the first cut, once, also when several threads ask for it together."""

    def __init__(self, known, more=()):
        super().__init__()
        self.known, self.more = frozenset(known), frozenset(more)

    def initialize(self, dictionary=None):
        """Read the dictionary; `dictionary` is jieba's parameter and not used."""
        with self.lock:
            if self.initialized:
                return
            self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
            self.initialized = True
            # In order: how often a word is said to be depends on those before it.
            for word in sorted(self.known | self.more):
                self.add_word(word)

    def words(self, text):
        """The words of folded `text` that tell something, in order: two characters or more, no digits."""
        return [word for word in self.lcut(text, HMM=False) if _TELLING.match(word)]

    def rarity(self, word):
        """How rare a word is in Chinese as jieba's dictionary counts it; a known word is as rare as any."""
        frequency = 1 if word in self.known else self.FREQ.get(word) or 1
        return log(self.total / frequency)


@cache
def segmenter():
    """The cutter of this process, with every signal word and every synonym of the vocabulary."""
    vocabulary = Vocabulary.read()
    terms = (*vocabulary.themes, *vocabulary.instruments)
    signals = (word for term in terms for word, _ in term.words)
    synonyms = (word for group in vocabulary.synonyms for word in group)
    return Segmenter(_telling(signals), _telling(synonyms))


def _telling(words):
    return (word for word in map(fold, words) if _TELLING.match(word))
