"""What else one might look for when a search was in vain: mended words, years as the sources mask them, each
word alone, a name as that of a base, fewer conditions on the words. Each offer says what it would find."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from measures.near import near_words
from measures.queries import base_named
from measures.seeking import seek
from sbjd.search.folding import fold
from sbjd.search.sought import TITLE
from sbjd.search.terms import Term

MOST_NEAR, LOOKED_AT = 5, 6
_MOST_TRIED = 25
# A year as readers know it; many sources hold 20XX in its place.
_YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])")
_NARROW_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_QUOTES = re.compile('[“”„‟"＂]')
_IN_TITLES = re.compile("标题[:：]")


@dataclass(frozen=True)
class Offer:
    """Another search: as a reader would call it, and how many hits it has."""

    name: str
    url: str
    count: int
    current: bool = False

    @property
    def label(self):
        """Name and number in one; a template takes its time over each number."""
        return f"{self.name} {self.count}"


class Otherwise:
    """The other searches for a `seeking`, on whatever page makes an offer of each (`offered`)."""

    seeking = None

    def offered(self, text, name=""):
        """The `Offer`, called `name` or as `text` is, to look on this page for `text` instead."""
        raise NotImplementedError

    @cached_property
    def meant(self):
        """What was perhaps meant: the search with the terms put right that stand nowhere as they were
        typed, or what its syllables spell together."""
        parts = self.seeking.query.parts[:LOOKED_AT]
        wrong = {part: near for part in parts if (near := _corrections(part))}
        texts = [self._mended(wrong, others) for others in product(*wrong.values())] if wrong else []
        letters = "".join(part.typed for part in parts)
        if len(parts) > 1 and letters.isascii() and letters.isalpha():
            texts = [*near_words().near(fold(letters)), *texts]
        offers = map(self.offered, dict.fromkeys(texts[:_MOST_TRIED]))
        return [offer for offer in offers if offer.count][:MOST_NEAR]

    def _mended(self, wrong, others):
        """The search with each of the `wrong` parts replaced by one of the `others`."""
        text = self.seeking.query.text
        for part, other in zip(wrong, others, strict=True):
            text = text.replace(part.typed, f"{_before(part)}{other}", 1)
        return text

    @cached_property
    def masked(self):
        """The search with its years as masked sources have them, 20XX for 2016; None when that finds
        nothing either, or there is no year in it."""
        text, years = _YEAR.subn(r"\1XX", self.seeking.query.text.translate(_NARROW_DIGITS))
        offer = self.offered(text) if years else None
        return offer if offer and offer.count else None

    @cached_property
    def alone(self):
        """What each part of the search finds by itself, when there are several; else each of its words."""
        parts = [part.typed for part in self.seeking.query.parts if not part.excluded]
        if len(self.seeking.query.parts) < 2:
            parts = [word.text for word in self.seeking.words]
        return [self.offered(part) for part in parts]

    @cached_property
    def in_bases(self):
        """For a word that is the name of a base: the rest of the search in what that base has published."""
        texts, parts = [], self.seeking.query.parts
        for part in parts:
            named = base_named(part.typed) if isinstance(part.asked, Term) and not part.excluded else None
            rest = [other.typed for other in parts if other is not part]
            if named and rest:
                texts.append(" ".join([*rest, f"基地:{named[1]}"]))
        return [offer for offer in map(self.offered, texts) if offer.count]

    @cached_property
    def loosened(self):
        """The same words without their quotation marks, and those of titles anywhere."""
        terms = [part.asked for part in self.seeking.query.parts if isinstance(part.asked, Term)]
        text, offers = self.seeking.query.text, []
        if any(term.exact for term in terms):
            offers.append(self.offered(_QUOTES.sub(" ", text).strip(), "引号"))
        if any(term.field == TITLE for term in terms):
            offers.append(self.offered(_IN_TITLES.sub("", text), "标题："))
        return offers


def _corrections(part):
    """What may have been meant by a part, if it is a word that stands nowhere as it was typed."""
    term = part.asked
    if part.excluded or not isinstance(term, Term) or term.exact or seek(term.text, exact=True).hits:
        return []
    return near_words().corrections(term.text)


def _before(part):
    """The prefix that `part` was typed with."""
    return f"{part.typed[:3]}" if part.asked.field else ""
