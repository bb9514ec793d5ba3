"""How Chinese characters sound, without tones: what people type by sound and get wrong in writing."""

import re
import unicodedata
from functools import lru_cache

from pypinyin.constants import PINYIN_DICT

_SPELLED_ALIKE = re.compile("(?<=^[zcs])h|(?<=[aei]n)g$")


@lru_cache(maxsize=8192)
def sounds(character):
    """All ways to say a character, {"zhong", "chong"}; of any other character, itself alone."""
    readings = PINYIN_DICT.get(ord(character), character).split(",")
    return frozenset(map(_without_tone, readings))


@lru_cache(maxsize=8192)
def blurred_sounds(character):
    """The same, with zh, ch, sh as z, c, s and -ng as -n, which many speakers do not keep apart."""
    return frozenset(_SPELLED_ALIKE.sub("", sound) for sound in sounds(character))


def sound_alike(one, other, of=sounds):
    """Whether two words of the same length can be said alike, character by character."""
    return all(a == b or not of(a).isdisjoint(of(b)) for a, b in zip(one, other, strict=True))


def _without_tone(reading):
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    return plain.replace("ü", "v")
