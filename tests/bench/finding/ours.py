"""The site, asked in this process the way its own pages ask it: the version of the corpus once for each
question, the counts of those options that a page draws."""

from functools import wraps

from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from measures.indexing import NAME, indexes
from measures.models import Entry
from measures.rebuilding import MODELS, Rebuild
from measures.register_views import Register
from measures.results import listed
from measures.seeking import EntriesFound, seek
from measures.warming import warm_up
from sbjd import corpus
from sbjd.listing.cube import Selection
from sbjd.search import shadow
from sbjd.search.models import IndexState
from sbjd.search.terms import Term
from tests.bench.finding.peers.corpus import FACETS, PATHS
from tests.bench.finding.timing import clock, timed

ORM_PATHS = {"base": "plan__base__slug", "kind": "kind", "batch": "plan__base__batch", **PATHS}
FIRST = 20


def as_a_page(question):
    """`question`, asked with one look at the version, as a page is made (sbjd/freshness.py)."""

    @wraps(question)
    def asked(*arguments):
        with corpus.supposing(corpus.present()):
            return question(*arguments)

    return asked


class Ours:
    """The register and its index, in a process that is ready for visitors."""

    def __init__(self):
        warm_up()

    def ids(self, term):
        """The numbers of the entries that match `term`."""
        return indexes().entries.ids(Term(term))

    def total(self, term):
        """How many there are, as the index says now."""
        return len(indexes().entries.ids(Term(term)))

    @as_a_page
    def ranked(self, term):
        """(total, first 20 in order of relevance) of a search as typed (精确: the peers know no synonyms)."""
        found = EntriesFound(seek(term, exact=True))
        return len(found.pks), list(found.ranked(found.pks)[:FIRST])

    @as_a_page
    def facets(self, filters, found=None):
        """{facet: {value: count}} of six facets of the list, its cube being of the present version."""
        return self._counts(self._selection(filters, found))

    @as_a_page
    def searched(self, term):
        """({facet: {value: count}}, first 20 in plan order) of the list with `term` as its words."""
        selection = self._selection({}, EntriesFound(seek(term, exact=True)).pks)
        return self._counts(selection), selection.page((Register.orders[0].key, False), 0, FIRST)

    @staticmethod
    def _counts(selection):
        return {name: selection.counts(name) for name in FACETS}

    @staticmethod
    def _selection(filters, found):
        cube = Register.keeper().current()
        return Selection(cube, {name: [value] for name, value in filters.items()}, found)

    def facets_by_orm(self, filters):
        """The same counts by the ORM, one GROUP BY each."""
        counts = {}
        for name in FACETS:
            rows = Entry.objects.order_by()
            for other, value in filters.items():
                if other != name:
                    rows = rows.filter(pk__in=Entry.objects.filter(**{ORM_PATHS[other]: value}).values("pk"))
            counted = rows.values_list(ORM_PATHS[name]).annotate(number=Count("pk", distinct=True))
            counts[name] = dict(counted)
        return counts

    def page_by_orm(self, term):
        """The list's first page for `term` by icontains: total, six GROUP BY, 20 rows with all they show."""
        found = Entry.objects.filter(text__icontains=term) | Entry.objects.filter(title__icontains=term)
        counts = [
            dict(found.order_by().values_list(path).annotate(number=Count("pk", distinct=True)))
            for path in ORM_PATHS.values()
        ]
        return found.count(), counts, list(found.in_plan_order().for_list()[:FIRST])

    def page(self, term):
        """The same page as the site makes it, without its HTML."""
        counts, first = self.searched(term)
        return len(EntriesFound(seek(term, exact=True)).pks), counts, listed(first)

    def rebuild(self, share):
        """Seconds that making the whole index anew takes, reckoned from this `share` of its plans where that
        is less than 1; no index but the one in use is left behind."""
        if share >= 1:
            return timed(lambda: call_command("rebuild_index", verbosity=0))[0]
        rebuild = Rebuild()
        try:
            started, done = clock(), 0
            for number in rebuild.fill():
                done += number
                if done >= rebuild.total * share:
                    return (clock() - started) * rebuild.total / done
        finally:
            with transaction.atomic():
                for model in MODELS:
                    shadow.discard(model)
                IndexState.objects.exclude(name=NAME).delete()
