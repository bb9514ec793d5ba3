"""The rule on stored entries is the parser's, and what would move is found, all of it and nothing else."""

import pytest

from measures.models import Entry, EntryTheme, MeasureItem, Task, ThemeWord
from measures.recoding.kinds import KINDS, THEMES
from measures.recoding.planning import impact
from measures.recoding.reading import coded
from plans.building import build
from plans.parsing.extract.classify import chooser
from plans.parsing.fixture import choice_fields
from plans.parsing.vocabulary import Vocabulary
from plans.vocabulary import database_terms
from sbjd import corpus
from tests.measures.factory import make_project, make_task, make_theme
from tests.measures.recoding.making import given, ruled

pytestmark = pytest.mark.django_db
empty = pytest.mark.empty_database


class TestRule:
    def test_the_rows_of_the_committed_plans_are_read_as_their_texts_were(self, settings):
        """Coded anew from the database every entry gets what the parser gave it: the same themes and
        instruments in the same ranks, for the same words, with the same scores."""
        vocabulary = database_terms()
        for kind in KINDS.values():
            assert kind.terms(vocabulary) == kind.terms(Vocabulary.read())
            compared = 0
            choose = chooser(kind.terms(vocabulary), kind.field)
            for entry in coded(list(Entry.objects.values_list("pk", flat=True)), kind):
                if entry.is_ruled:
                    said = [choice_fields(c) | {"slug": c.slug} for c in choose.choices(entry.zones)]
                    stands = [
                        {
                            "rank": link.rank,
                            "origin": "rule",
                            "words": link.words,
                            "reason": "",
                            "score": f"{link.score.normalize():f}",
                            "slug": getattr(link, kind.term).slug,
                        }
                        for link in entry.links
                    ]
                    assert said == stands, entry.code
                    compared += 1
            assert compared > 10

    def test_also_those_that_a_reader_corrected_are_read_alike(self, settings, tmp_path):
        """Without the corrections, every entry of the three plans compares."""
        (tmp_path / "fixtures").mkdir()
        for name in ("sources", "vocabulary.json"):
            (tmp_path / "fixtures" / name).symlink_to(settings.BASE_DIR / "fixtures" / name)
        (tmp_path / "fixtures" / "curation.json").write_text("[]")
        built = build(tmp_path / "fixtures")
        parsed = "".join(built.files.values())
        terms = database_terms()
        rows = 0
        for kind in KINDS.values():
            choose = chooser(kind.terms(terms), kind.field)
            for entry in coded(list(Entry.objects.values_list("pk", flat=True)), kind):
                for choice in choose.choices(entry.zones):
                    fields = choice_fields(choice)
                    wanted = (
                        f'"entry": ["{entry.code}"],\n   "{kind.term}": ["{choice.slug}"],\n'
                        f'   "rank": {choice.rank},\n   "origin": "rule",\n   "words": "{fields["words"]}",\n'
                        f'   "reason": "",\n   "score": "{fields["score"]}"'
                    )
                    assert wanted in parsed, entry.code
                    rows += 1
        assert rows == sum(parsed.count(f'"measures.{name}"') for name in ("entrytheme", "entryinstrument"))


@empty
class TestImpact:
    def test_nothing_changed_moves_nothing(self, words):
        ruled("发放补贴")
        found = impact(THEMES, database_terms(), database_terms())
        assert (found.words, found.moves, found.refreshed) == ([], [], [])

    def plan(self, *rows):
        before = database_terms()
        for slug, word, weight in rows:
            ThemeWord.objects.update_or_create(theme=make_theme(slug), word=word, defaults={"weight": weight})
        corpus.settle()
        return impact(THEMES, before, database_terms())

    def test_each_kind_of_move(self, words):
        gains, primary, others = ruled("设立基金"), ruled("发放补贴"), ruled("质押融资")
        found = self.plan(("fund", "基金", 4), ("talent", "发放", 9), ("credit", "融资", 3))
        assert [(heading, [m.entry.pk for m in moves]) for heading, moves in found.groups()] == [
            ("得到第一个主题", [gains.pk]),
            ("首要主题改变", [primary.pk]),
            ("只有第二、第三主题改变", [others.pk]),
        ]

    def test_a_word_that_goes_costs_the_only_theme(self, words):
        ruled("发放补贴")
        before = database_terms()
        words["补贴"].delete()
        (group,) = impact(THEMES, before, database_terms()).groups()
        assert group[0] == "失去全部主题"

    def test_the_longer_word_counts_alone(self, words):
        entry = ruled("质押补贴贷款")
        found = self.plan(("credit", "补贴贷款", 5))
        assert [move.entry.pk for move in found.moves] == [entry.pk]
        assert [given.name for given in found.moves[0].new] == ["credit", "知识产权"]

    @pytest.mark.parametrize("word", ["VC", "C投", "PP", "5G+", "①质②押", "（贷）", "贷，款"])
    def test_words_that_searches_do_not_find_whole(self, words, word):
        entry = ruled("吸引XVC投资PPP项目", "发展5G+互联网。 质①押(贷)款贷,款。")
        other = ruled("另一条")
        EntryTheme.objects.filter(entry__in=[entry, other]).delete()
        before = database_terms()
        found = self.plan(("new", word, 9))
        wanted = chooser(THEMES.terms(database_terms()), "themes")
        moved = {
            one.pk
            for one in coded([entry.pk, other.pk], THEMES)
            if [c.slug for c in wanted.choices(one.zones)]
            != [c.slug for c in chooser(THEMES.terms(before), "themes").choices(one.zones)]
        }
        assert {move.entry.pk for move in found.moves} == moved

    def test_titles_of_items_and_of_the_task_above_speak(self, words):
        item = ruled("一项举措")
        section = item.section
        MeasureItem.objects.create(
            entry=item,
            code="x.1",
            title="人才公寓",
            text="分项",
            line=1,
            start=section.start,
            end=section.end,
        )
        above = ruled("又一项", task=make_task(title="人才工程"))
        project = make_project("项目")
        assert Task.objects.get().title == "人才工程"
        found = self.plan(("talent", "人才", 5))
        assert {move.entry.pk for move in found.moves} == {item.pk, above.pk} and project

    def test_a_difference_that_was_there_before_stays(self, words):
        entry = ruled("发放补贴")
        EntryTheme.objects.update(theme=make_theme("other"))
        assert self.plan(("fiscal", "补贴", 5)).moves == []
        assert given(entry) == ["other"]
