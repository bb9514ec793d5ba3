"""One search as one reader asked for it: its hits, their spread over bases, pages, and every address."""

from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from measures.otherwise import Offer, Otherwise
from measures.plan_order import plan_order
from measures.search_options import SCOPES
from measures.seeking import seek
from measures.shown_hits import shown_hits
from sbjd.listing.pages import Pages

SHOWN_BASES = 12


class SearchPage(Otherwise):
    """The search that `options` (a SearchOptions) ask for among `bases`, all there are, in their order."""

    def __init__(self, options, bases):
        self.options, self.bases = options, bases
        self.seeking = seek(options.query, options.exact)
        self.hits = self._within(self.seeking.hits)
        self.notices = [*options.notices, *self.seeking.notices]
        ordered = self.seeking.order(self.hits) if self.hits else []
        self.pages = Pages(
            self.total,
            lambda start, stop: shown_hits(ordered[start:stop], self.seeking, options.exact),
            options.page,
            options.size,
            self._url,
        )
        self.notices += [self.pages.notice] if self.pages.notice else []

    def _within(self, hits, scopes=True, bases=True):
        """Of `hits` those in the scopes and bases asked for."""
        plans = plan_order()
        if scopes and self.options.scopes:
            hits = plans.in_scope(hits, *map(self.options.wants, ("measure", "project", "text")))
        if bases and self.options.bases:
            wanted = {base.pk for base in self.bases if base.slug in self.options.bases}
            hits = hits & plans.of_bases(wanted)
        return hits

    def _url(self, **changes):
        return self.options.url(**{"page": 1, **changes})

    @property
    def total(self):
        """How many hits there are."""
        return len(self.hits)

    @property
    def is_nowhere(self):
        """Whether nothing was found in all there is, whatever scopes, bases and themes were asked for."""
        return not self.seeking.hits and not any(map(self.seeking.query.narrowings, (False, True)))

    @property
    def order_name(self):
        """In which order the hits stand."""
        if not self.seeking.sought.wanted:
            return "方案顺序"
        if self.seeking.is_ranked(self.hits):
            return "相关度"
        return "标题含检索词的在前，其余按方案顺序"

    @property
    def exact_url(self):
        """The same search for nothing but what was typed."""
        return self.options.url(mode="exact")

    @cached_property
    def as_list(self):
        """The measures and projects among the hits as a list of the register, where they can be narrowed
        and taken away; None where there are none, or for 精确, which the register does not know."""
        number = 0 if self.options.exact else len(self.hits.entries)
        if not number:
            return None
        kinds = [("kind", scope) for scope in self.options.scopes if scope != "text"]
        bases = [("base", base) for base in self.options.bases]
        asked = urlencode([("q", self.options.query), *bases, *kinds])
        return Offer("举措与项目", f"{reverse('measures')}?{asked}", number)

    @property
    def all_bases_url(self):
        """The same search in all bases."""
        return self.options.url(bases=())

    @cached_property
    def spread(self):
        """Every base with its number of hits, whichever bases were asked for."""
        numbers = plan_order().spread(self._within(self.seeking.hits, bases=False))
        return [
            Offer(
                base.short_name,
                self.options.url(bases=() if self._is_only(base) else (base.slug,)),
                numbers.get(base.pk, 0),
                base.slug in self.options.bases,
            )
            for base in self.bases
        ]

    def _is_only(self, base):
        return self.options.bases == (base.slug,)

    @property
    def spread_first(self):
        """Of many bases those with the most hits, and those asked for; of few, all."""
        if len(self.spread) <= SHOWN_BASES:
            return self.spread
        ranked = sorted(self.spread, key=lambda base: (not base.current, -base.count))
        return [base for base in ranked[:SHOWN_BASES] if base.count or base.current]

    @property
    def spread_rest(self):
        """The other bases."""
        first = {base.url for base in self.spread_first}
        return [base for base in self.spread if base.url not in first]

    @cached_property
    def scopes(self):
        """The scopes with their numbers of hits, whichever were asked for: (key, name, number, chosen)."""
        hits, plans = self._within(self.seeking.hits, scopes=False), plan_order()
        numbers = {
            scope: len(plans.in_scope(hits, *(scope == one for one in ("measure", "project", "text"))))
            for scope in SCOPES
        }
        return [(key, name, numbers[key], key in self.options.scopes) for key, name in SCOPES.items()]

    # --- what else one might look for

    @cached_property
    def widened(self):
        """What is found without one of the conditions that were asked for besides the words."""
        offers, hits = [*self.loosened], self.seeking.hits
        if self.options.scopes:
            count = len(self._within(hits, scopes=False))
            offers.append(Offer("检索范围", self.options.url(scopes=()), count))
        if self.options.bases:
            count = len(self._within(hits, bases=False))
            offers.append(Offer("示范基地", self.options.url(bases=()), count))
        return offers

    @cached_property
    def related(self):
        """The same search for related texts, when only exact ones were looked for."""
        count = len(self._within(seek(self.options.query).hits)) if self.options.exact else 0
        return Offer("相关", self.options.url(mode=""), count) if count else None

    def offered(self, text, name=""):
        hits = self._within(seek(text, self.options.exact).hits)
        return Offer(name or text, self.options.url(query=text), len(hits))
