"""The benchmark's own parts: its plans load whole and hold together, and what it calls right is right."""

import pytest

from measures.models import Entry, EntryTheme, MeasureItem, OrganizationMention, QuantityMention
from plans.loading import load
from plans.models import DemonstrationBase, Section, WorkPlan
from sbjd.corpus import settle
from tests.bench.finding.bench import FILTERS, Bench
from tests.bench.finding.made_plans import documents
from tests.bench.finding.parts import counting, matching
from tests.bench.finding.peers.corpus import write_file
from tests.bench.finding.peers.sqlite_peer import SqlitePeer
from tests.bench.finding.table import Row, markdown, target
from tests.bench.finding.wording import Wording

ENTRIES = 300
pytestmark = pytest.mark.empty_database


@pytest.fixture(scope="module")
def wording():
    return Wording()


@pytest.fixture
def loaded(db, wording):
    """So many made-up entries, loaded as plans are."""
    units = list(load(documents(wording, ENTRIES), write=True, complete=False))
    settle()
    return units


class OnTestDatabase(Bench):
    """The benchmark on the database of the test; the peers' file stands in `folder`."""

    def __init__(self, folder, vendor):
        self.corpus = folder / "corpus.sqlite3"
        write_file(self.corpus)
        self.entries, self.sampled, self.vendor, self.said = ENTRIES, 80, vendor, []
        self.say, self.sql = self.said.append, SqlitePeer(self.corpus)


@pytest.fixture
def bench(loaded, tmp_path, database):
    bench = OnTestDatabase(tmp_path, database)
    yield bench
    bench.sql.close()


def test_made_plans_load_whole_and_their_offsets_lead_into_the_text(loaded):
    assert Entry.objects.count() == ENTRIES
    assert not any(unit.kept for unit in loaded)
    assert WorkPlan.objects.count() == DemonstrationBase.objects.count() > 1
    assert set(EntryTheme.objects.values_list("rank", flat=True)) == {1, 2, 3}
    for plan in WorkPlan.objects.all():
        text = "".join(Section.objects.filter(plan=plan).order_by("start").values_list("text", flat=True))
        assert len(text) == plan.end
        for model, path, said in (
            (Entry, "plan", "text"),
            (MeasureItem, "entry__plan", "text"),
            (QuantityMention, "section__plan", "quote"),
            (OrganizationMention, "section__plan", "quote"),
        ):
            for row in model.objects.filter(**{path: plan}):
                assert text[row.start : row.end] == getattr(row, said)


def test_the_same_seed_says_the_same_and_more_entries_only_add(wording):
    short = [one.objects for one in documents(wording, 80)]
    long = [one.objects for one in documents(wording, 160)]
    assert long[: len(short) - 1] == short[:-1]
    assert [one.objects for one in documents(wording, 80, seed=2)][1] != short[1]


def test_search_finds_what_a_plain_look_finds_and_facets_count_what_plain_sql_counts(bench):
    recall, precision = matching.recall(bench)
    assert (recall.figure, precision.figure) == (1.0, 1.0), bench.said
    for filters in FILTERS.values():
        bench.sql.choose(filters, iter(range(100)).__next__)
        counting.check(filters, bench.ours.facets(filters), bench.sql.facets(filters))
    for term in bench.reference.sample(16):
        counts, first = bench.ours.searched(term)
        theirs, theirs_first = bench.sql.searched(term)
        counting.check(term, counts, theirs)
        counting.check(term, counts, bench.sql.searched_at_once(term)[0])
        assert list(first) == theirs_first


def test_the_table_says_what_was_promised_and_whether_it_was_reached():
    assert [target("totals", size) for size in (300, 20_000, 300_000)] == [20, 20, 22]
    assert target("ranked others", 300_000) is None
    table = markdown([Row("totals", 30.0), Row("worker memory", 240.0), Row("other", 2.0)], 20_000)
    assert [line.split(" | ")[3].strip() for line in table.splitlines()[2:]] == ["达到", "未达到（50%）", ""]
