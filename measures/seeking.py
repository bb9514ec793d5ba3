"""A search carried out: which texts hold what was asked, and in which order they are shown.

A search is first taken as it was typed. Looking for 相关 (related) texts it also takes what means the same
(synonyms.py); what stands nowhere as a whole is cut into words (cutting.py): all of them, or, where no text
has all, most. 精确 (exact) does none of that. The order is computed from the folded texts while they are
few; of very many, those with all words in the title come first, the rest in plan order.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyroaring import BitMap

from measures.cutting import cut
from measures.indexing import indexes, is_current
from measures.models import Entry, EntryTheme
from measures.plan_order import Hits, Joined, Piecewise, plan_order
from measures.queries import BASE, THEME, base_named, understood
from measures.synonyms import SynonymBook, bare
from plans.models import DemonstrationBase, Section
from sbjd import corpus
from sbjd.search.folding import fold
from sbjd.search.query import Query
from sbjd.search.ranking import Weighed, ranked
from sbjd.search.sought import Sought, by_number
from sbjd.search.terms import Term

RANKED_MOST = 2000
# So few are ranked even when they are most of a small corpus.
RANKED_ALWAYS = 500
# What the plan says it will do is asked for more often than what it says besides, and copies of text that
# were left over are the last that anybody wants.
PARAGRAPH_WORTH, STRAY_WORTH = 0.7, 0.3
FEWEST_WORDS = 3
_REMEMBERED = 24


@dataclass
class Seeking:
    """A `query` and the `hits` that hold what was `sought` for it. `words` are what its terms were cut into,
    if they were; `is_cut` says that these were found, `most` that not all of them had to be. `shorts` are
    those of its terms that are short forms (see SynonymGroup). `is_whole` says that the hits are
    all there are, not only those of a base or theme."""

    query: Query
    sought: Sought
    hits: Hits
    words: tuple = ()
    most: bool = False
    shorts: frozenset = frozenset()
    is_whole: bool = False
    _orders: list = field(default_factory=list, repr=False)

    @property
    def is_cut(self):
        """Whether its words were found, and not the terms that were typed."""
        return bool(self.sought.words)

    @property
    def also(self):
        """What else was looked for than was typed; of wordings that differ in punctuation alone, one."""
        forms = (form for term in self.sought.wanted for form in term.alternatives)
        return list({bare(form): form for form in forms}.values())

    @cached_property
    def notices(self):
        """Sentences about how the query was understood."""
        notices = [*self.query.notices, *self._excluded_bases]
        if self.is_cut:
            words = "".join(f"“{word.text}”" for word in self.sought.words)
            notices.append(
                f"没有同时含有{words}的内容，以下内容含有其中大部分。"
                if self.most
                else f"没有完整含有“{self.query.text}”的内容，以下内容同时含有{words}。"
            )
        return notices

    @property
    def _excluded_bases(self):
        """What to write instead, for each name of a base that was excluded as a mere word."""
        for part in self.query.parts:
            if not part.excluded or not isinstance(part.asked, Term) or part.asked.field:
                continue
            named = base_named(part.asked.text)
            if named and fold(named[1]) in part.asked.text:
                yield (
                    f"“{part.typed}”排除的是写有这个词的内容；"
                    f"要排除{named[1]}的方案，请写“-基地:{named[1]}”。"
                )

    def is_ranked(self, hits):
        """Whether so many hits are put in order by relevance."""
        number = len(hits)
        return number <= RANKED_ALWAYS or (
            number <= RANKED_MOST and number * 2 <= len(self._plans.everything)
        )

    def order(self, hits):
        """`hits`, any of those found, as a sequence of (is paragraph, pk), the best first."""
        for known, ordered in self._orders:
            if known == hits:
                return ordered
        ordered = self._order(hits)
        self._orders = [*self._orders[-3:], (hits, ordered)]
        return ordered

    def _order(self, hits):
        plans = self._plans
        if not self.sought.wanted:
            return plans.ordered(hits)
        if self.is_ranked(hits):
            documents = plans.documents(hits)
            strays = {key for key, _, _, *kind in documents if kind == [Section.Kind.STRAY]}

            def worth(key):
                return STRAY_WORTH if key in strays else PARAGRAPH_WORTH if key[0] else 1

            needed = len(self.sought.terms) + self.sought.fewest
            return ranked((document[:3] for document in documents), self._weighed, needed, worth)
        titled = hits & self._titled
        return Joined(plans.ordered(titled), plans.ordered(hits - titled))

    @cached_property
    def _plans(self):
        """The order of all texts, asked for once: a search is remembered for one version of the corpus."""
        return plan_order()

    @cached_property
    def _weighed(self):
        number = len(self._plans.everything)
        return [
            Weighed.of(term, self._number_of(term), number, term.text in self.shorts)
            for term in self.sought.wanted
        ]

    def _number_of(self, term):
        """How many texts hold the term."""
        if self.is_whole and self.sought == Sought((term,)):
            return len(self.hits)
        return len(_hits_of(Sought((term,))))

    @cached_property
    def _titled(self):
        """The texts with everything in their titles."""
        return _hits_of(Sought(tuple(replace(term, field="title") for term in self.sought.wanted)))


def seek(text, exact=False):
    """The `Seeking` for a search, cleaned by `clean_words`, in the corpus as it is now."""
    key = corpus.version(), text, exact
    with _lock:
        if key in _remembered:
            _remembered.move_to_end(key)
            return _remembered[key]
    current_indexes()
    found = _seek(understood(text), exact)
    with _lock:
        _remembered[key] = found
        # What was found in another version is not asked for again, and holds the order of all texts in it.
        for known in [one for one in _remembered if one[0] != key[0]]:
            del _remembered[known]
        while len(_remembered) > _REMEMBERED:
            _remembered.popitem(last=False)
    return found


def current_indexes():
    """The indexes, brought up to the corpus if something has written past the site (raw SQL, say)."""
    if not is_current():
        corpus.settle()
    return indexes()


_lock = threading.Lock()
_remembered = OrderedDict()


class EntriesFound:
    """What a search found among the measures and projects alone, as a list asks for it."""

    def __init__(self, seeking):
        self.seeking = seeking
        self.pks = seeking.hits.entries if seeking.query else plan_order().everything.entries
        self.notices = seeking.notices

    def ranked(self, pks):
        """The keys `pks`, any of those found, the best first: a sequence."""
        return _Keys(self.seeking.order(Hits(pks)))


class _Keys(Piecewise):
    """The keys alone of a sequence of (is paragraph, pk)."""

    def __init__(self, hits):
        self._hits = hits

    def __len__(self):
        return len(self._hits)

    def __getitem__(self, wanted):
        if isinstance(wanted, int):
            return self._hits[wanted][1]
        return [pk for _, pk in self._hits[wanted]]


def _seek(query, exact):
    if not query:
        return Seeking(query, Sought(), Hits())
    if query.code and (coded := Entry.objects.filter(code=query.code).values_list("pk", flat=True)):
        return Seeking(query, Sought(query.terms), Hits(BitMap(coded)))
    book = SynonymBook(()) if exact else SynonymBook.read()
    plain = Sought(tuple(map(book.widened, query.terms)), query.excluded)
    hits = _hits_of(plain)
    if hits or exact:
        shorts = frozenset(term.text for term in plain.terms if book.is_short(term))
        is_whole = not any(map(query.narrowings, (False, True)))
        return Seeking(query, plain, _narrowed(hits, query), shorts=shorts, is_whole=is_whole)
    kept, words = [], []
    for term in plain.terms:
        pieces = cut(term, book)
        words += map(book.widened, pieces)
        kept += [] if pieces else [term]
    words = tuple(dict.fromkeys(words))
    besides = _hits_of(Sought(tuple(kept), query.excluded)) if words else Hits()
    found = by_number([_hits_of(Sought((word,))) for word in words])
    for fewest in range(len(words), 0, -1):
        if fewest < len(words) and (len(words) < FEWEST_WORDS or fewest * 2 <= len(words)):
            break
        if hits := found[fewest - 1] & besides:
            sought = Sought(tuple(kept), query.excluded, words, fewest)
            return Seeking(query, sought, _narrowed(hits, query), words, fewest < len(words))
    return Seeking(query, plain, Hits(), words)


def _hits_of(sought):
    if not sought:
        return plan_order().everything
    made = indexes()
    return Hits(
        sought.ids(made.entries, lambda: plan_order().everything.entries),
        sought.ids(made.paragraphs, lambda: plan_order().everything.paragraphs),
    )


def _narrowed(hits, query):
    """Those of `hits` that the prefixes of the query narrow them to."""
    for excluded in (False, True):
        for key, narrowings in query.narrowings(excluded).items():
            found = {BASE: _of_bases, THEME: _on_themes}[key]([narrowing.value for narrowing in narrowings])
            hits = hits - found if excluded else hits & found
    return hits


def _of_bases(slugs):
    keys = DemonstrationBase.objects.filter(slug__in=slugs).values_list("pk", flat=True)
    return plan_order().of_bases(set(keys))


def _on_themes(slugs):
    rows = EntryTheme.objects.filter(theme__slug__in=slugs).values_list("entry_id", flat=True)
    return Hits(BitMap(rows))
