"""What is searched is what the plans say, after every kind of change."""

import re
import threading

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures import indexing
from measures.models import Entry, EntryText, ParagraphText
from measures.rebuilding import MODELS, Overtaken, Rebuild
from measures.texts_of_plans import PlanTexts
from plans.models import Erratum, Section, WorkPlan
from sbjd import corpus
from sbjd.search.folding import fold
from sbjd.search.index import TextIndex
from sbjd.search.models import IndexState
from sbjd.search.terms import Term
from tests.measures.factory import make_measure, make_plan, make_project, make_section

pytestmark = pytest.mark.django_db


def entries(text, **how):
    """The codes of the entries that hold `text`, in order."""
    found = TextIndex(EntryText).ids(Term(text, **how))
    return list(Entry.objects.filter(pk__in=list(found)).order_by("code").values_list("code", flat=True))


def paragraphs(text):
    """The anchors of the paragraphs outside entries that hold `text`."""
    found = TextIndex(ParagraphText).ids(Term(text))
    return sorted(ParagraphText.objects.filter(pk__in=list(found)).values_list("anchor", flat=True))


def make_entry_of(section, text):
    """The measure n-m9, a part of the section's text."""
    start = section.start + section.text.index(text)
    place = {"plan": section.plan, "section": section, "line": 1, "start": start, "end": start + len(text)}
    Entry.objects.create(code="n-m9", kind="measure", title="甲", text=text, body_start=start, **place)


def make_broken_measure():
    """A measure that the source broke in the middle of 城市, as is noted."""
    entry = make_measure("完善功能", "补充城\n市短板。提升水平。")
    at = entry.start + entry.text.index("城\n")
    place = {"plan": entry.plan, "section": entry.section, "line": 1}
    Erratum.objects.create(code="e", kind="paragraph.broken", note="", start=at, end=at + 3, **place)
    corpus.settle()
    return entry


def values(row):
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"]


def assert_complete():
    """The tables hold what they would if made anew, and the indexes find what the tables hold."""
    fresh = [PlanTexts(pk).rows() for pk in WorkPlan.objects.order_by("pk").values_list("pk", flat=True)]
    wanted = sorted(values(row) for plan in fresh for row in plan.entries)
    assert sorted(map(values, EntryText.objects.all())) == wanted
    wanted = sorted(values(row) for plan in fresh for row in plan.paragraphs)
    assert sorted(map(values, ParagraphText.objects.all())) == wanted
    for model in MODELS:
        rows = list(model.objects.all())
        pieces = {piece for row in rows[::7] for piece in (row.text[3:5], row.text[-9:-4], row.text[5:6])}
        for term in filter(None, map(Term, pieces)):
            found = {row.pk for row in rows if term.found_in(row.title) or term.found_in(row.text)}
            assert set(TextIndex(model).ids(term)) == found, term


class TestTheThreePlans:
    def test_everything_is_there(self):
        assert EntryText.objects.count() == Entry.objects.count() == 125
        assert indexing.is_current()
        assert_complete()

    def test_every_word_stands_in_an_entry_or_in_one_paragraph(self):
        for plan in WorkPlan.objects.all():
            text = "".join(Section.objects.filter(plan=plan).order_by("start").values_list("text", flat=True))
            held = [0] * len(text)
            rows = [*EntryText.objects.filter(plan=plan), *ParagraphText.objects.filter(plan=plan)]
            for row in rows:
                for at in range(row.start - plan.start, row.end - plan.start):
                    held[at] += 1
            words = [match.start() for match in re.finditer(r"\w", text)]
            glued = plan.errata.filter(kind="title.number").values_list("start", "end")
            left = [at for at in words if held[at] != 1]
            assert all(any(a <= at + plan.start < b for a, b in glued) for at in left), text[left[0] :][:20]

    def test_every_paragraph_has_its_place_on_the_plans_page(self, client):
        for plan in WorkPlan.objects.all():
            page = client.get(plan.get_absolute_url()).content.decode()
            for row in ParagraphText.objects.filter(plan=plan):
                assert f'id="{row.anchor}"' in page, row

    def test_a_word_broken_between_two_lines(self):
        place = Erratum.objects.get(kind="paragraph.broken")
        assert entries("补充城市公共服务功能短板") or paragraphs("补充城市公共服务功能短板")
        row = [*EntryText.objects.filter(plan=place.plan), *ParagraphText.objects.filter(plan=place.plan)]
        row = next(row for row in row if row.start <= place.start < row.end)
        whole = "".join(place.plan.sections.order_by("start").values_list("text", flat=True))
        printed = whole[row.start - place.plan.start : row.end - place.plan.start]
        [(start, end)] = Term("补充城市公共").spans(row.folded(printed))
        assert printed[start:end].split() == ["补充城", "市公共"]

    def test_five_hundred_pieces_of_the_plans(self):
        """Each found where the folded text contains it, and nowhere else."""
        texts = {row.pk: f"{row.title}\n{row.text}" for row in EntryText.objects.all()}
        joined = "\n".join(texts.values())
        starts = range(0, len(joined), len(joined) // 640)
        chinese = re.compile(r"[\u4e00-\u9fff]+")
        pieces = {joined[at : at + 1 + number % 8] for number, at in enumerate(starts)}
        pieces = sorted(piece for piece in pieces if chinese.fullmatch(piece))
        assert len(pieces) > 300
        index = TextIndex(EntryText)
        for piece in pieces:
            assert set(index.ids(Term(piece))) == {pk for pk, text in texts.items() if piece in text}, piece

    def test_the_rows_of_a_gone_plan_go(self):
        plan = WorkPlan.objects.get(slug="liangjiang")
        Entry.objects.filter(plan=plan).delete()
        corpus.settle()
        assert not EntryText.objects.filter(plan=plan).exists()
        assert_complete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM plans_erratum WHERE plan_id = %s", [plan.pk])
        plan.quantities.all().delete()
        plan.delete()
        corpus.settle()
        assert not ParagraphText.objects.filter(plan_id=plan.pk).exists()
        assert_complete()


@pytest.mark.empty_database
class TestOneChange:
    def test_a_new_title_and_text(self):
        entry = make_measure("加大财税支持", "给予企业补贴。")
        corpus.settle()
        assert entries("财税") == ["nanshan-m01"]
        entry.title, entry.text = "加大ＩＰ支持", "加大ＩＰ支持\n推广质押①贷款。"
        entry.save()
        corpus.settle()
        assert entries("财税") == []
        assert entries("ip支持") == entries("质押贷款") == ["nanshan-m01"]
        assert_complete()

    def test_a_write_past_the_models(self):
        make_measure("加大财税支持")
        corpus.settle()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE measures_entry SET title = '推广质押'")
        assert not indexing.is_current()
        corpus.settle()
        assert indexing.is_current()
        assert entries("推广质押") == ["nanshan-m01"]

    def test_an_entry_that_goes_leaves_its_text_to_the_plan(self):
        entry = make_measure("加大财税支持", "给予企业补贴。")
        corpus.settle()
        assert entries("企业补贴") and not paragraphs("企业补贴")
        entry.delete()
        corpus.settle()
        assert not entries("企业补贴") and len(paragraphs("企业补贴")) == 1
        assert_complete()

    def test_an_entry_that_comes_takes_it(self):
        section = make_section(make_plan(), "5", "五、", "保障措施", "加强组织领导。")
        corpus.settle()
        assert paragraphs("组织领导") == ["s-5-p1"] and paragraphs("保障措施") == ["s-5"]
        make_entry_of(section, section.text)
        corpus.settle()
        assert not paragraphs("组织领导") and not paragraphs("保障措施")
        assert entries("组织领导") == ["n-m9"]
        assert_complete()

    def test_the_part_of_a_paragraph_outside_an_entry(self):
        section = make_section(make_plan(), "5", "五、", "保障措施", "加强领导。建设孵化器。完善考核。")
        make_entry_of(section, "建设孵化器。")
        corpus.settle()
        assert paragraphs("加强领导") == paragraphs("完善考核") == ["s-5-p1"]
        assert not paragraphs("建设孵化器")
        assert not paragraphs("领导完善")

    def test_an_erratum_joins_what_was_broken(self):
        section = make_section(make_plan(), "5", "五、", "保障措施", "补充城\n市功能。")
        corpus.settle()
        assert not paragraphs("城市功能")
        at = section.start + section.text.index("城\n")
        place = {"plan": section.plan, "section": section, "line": 1}
        erratum = Erratum.objects.create(
            code="e", kind="paragraph.broken", note="", start=at, end=at + 3, **place
        )
        corpus.settle()
        assert paragraphs("城市功能") == ["s-5-p1"]
        erratum.delete()
        corpus.settle()
        assert not paragraphs("城市功能")

    def test_an_edit_beside_a_broken_word_keeps_it_whole(self):
        entry = make_broken_measure()
        assert entries("城市短板") == ["nanshan-m01"]
        entry.text = entry.text.replace("提升", "全面提升")
        entry.save()
        corpus.settle()
        assert entries("城市短板") == entries("全面提升") == ["nanshan-m01"]

    def test_an_edit_that_makes_a_blank_of_the_broken_lines_ending(self):
        entry = make_broken_measure()
        entry.text = entry.text.replace("城\n市", "城 市")
        entry.save()
        corpus.settle()
        assert_complete()

    def test_an_edit_that_leaves_the_words_alone_reads_no_plan(self, django_assert_max_num_queries):
        entry = make_measure("加大财税支持", "给予企业补贴。")
        corpus.settle()
        Entry.objects.filter(pk=entry.pk).update(line=entry.line + 1)
        assert not indexing.is_current()
        with django_assert_max_num_queries(40) as asked:
            corpus.settle()
        assert indexing.is_current()
        assert not any("plans_section" in query["sql"] for query in asked)
        assert_complete()

    def test_only_what_changed_is_written(self, django_assert_max_num_queries):
        for number in range(20):
            make_measure(f"举措{number}")
        corpus.settle()
        before = dict(ParagraphText.objects.values_list("anchor", "pk"))
        entry = Entry.objects.first()
        entry.title = "改过"
        entry.save()
        with django_assert_max_num_queries(40) as asked:
            corpus.settle()
        written = [query["sql"] for query in asked if "INSERT INTO" in query["sql"]]
        assert all("measures_paragraphtext" not in statement for statement in written)
        assert dict(ParagraphText.objects.values_list("anchor", "pk")) == before

    def test_nothing_to_do_is_nearly_free(self, django_assert_max_num_queries):
        make_measure()
        corpus.settle()
        with django_assert_max_num_queries(6):
            corpus.settle()

    def test_an_index_of_another_version_is_left_alone(self):
        make_measure("加大财税支持")
        corpus.settle()
        IndexState.objects.update(version="0")
        Entry.objects.update(title="推广质押")
        corpus.settle()
        assert not indexing.is_current()
        assert indexing.needs_rebuild()
        found = run_checks(tags=["sbjd"], include_deployment_checks=True)
        assert "sbjd.E008" in {mistake.id for mistake in found}
        assert entries("财税") and not entries("推广质押")


BASES = st.sampled_from(["nanshan", "haidian"])
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"),
            BASES,
            st.text("知识产权，\n①", min_size=1, max_size=9),
        ),
        st.tuples(st.just("title"), st.integers(0, 5), st.text("知识产权", max_size=5)),
        st.tuples(st.just("text"), st.integers(0, 5), st.text("知识产权\n", min_size=1, max_size=9)),
        st.tuples(st.just("delete"), st.integers(0, 5), st.none()),
        st.tuples(st.just("drop"), BASES, st.none()),
        st.tuples(st.just("settle"), st.none(), st.none()),
    ),
    max_size=10,
)


@pytest.mark.empty_database
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_changes_in_any_order(db, steps):
    with transaction.atomic():
        for what, which, value in steps:
            if what == "settle":
                corpus.settle()
            elif what == "add":
                # The number is one that no project was given before.
                Entry.objects.filter(plan__slug=which).update(code=Concat("code", Value("+")))
                make_project(value.strip() or "无题", value, base=which)
            elif what == "drop":
                WorkPlan.objects.filter(slug=which).delete()
            else:
                rows = list(Entry.objects.order_by("pk"))
                row = rows[which % len(rows)] if rows else None
                if row and what == "delete":
                    row.delete()
                elif row:
                    setattr(row, what, value)
                    row.save()
        corpus.settle()
        assert_complete()
        transaction.set_rollback(True)


class TestRebuilding:
    def test_makes_what_is_there_already(self):
        before = {model: sorted(map(values, model.objects.all())) for model in MODELS}
        rebuild = Rebuild()
        assert (rebuild.resumed, rebuild.total, rebuild.done) == (False, 3, 0)
        assert sum(rebuild.fill()) == 3
        rebuild.finish()
        rebuild.swap()
        assert {model: sorted(map(values, model.objects.all())) for model in MODELS} == before
        assert indexing.is_current()
        assert_complete()

    def test_again_and_again(self):
        for _ in range(2):
            rebuild = Rebuild()
            list(rebuild.fill())
            rebuild.finish()
            rebuild.swap()
        entry = Entry.objects.get(code="haidian-m2.4")
        entry.title = "推广质押"
        entry.save()
        corpus.settle()
        assert entries("推广质押") == ["haidian-m2.4"]
        assert_complete()

    def test_a_connection_that_prepared_its_questions_gets_answers_afterwards(self):
        def asked():
            rows = EntryText.objects.order_by().filter(title__contains="知识")
            return [entries(word) for word in ("知识产权", "质押贷款", "创")], sorted(map(values, rows))

        before = [asked() for _ in range(4)][-1]
        for _ in range(2):
            call_command("rebuild_index", verbosity=0)
            assert [asked() for _ in range(4)] == [before] * 4

    def test_goes_on_where_it_was_stopped_and_loses_no_edit(self, monkeypatch):
        monkeypatch.setattr("measures.rebuilding._PLANS_AT_ONCE", 1)
        first = Rebuild()
        assert next(first.fill()) == 1
        edited = Entry.objects.filter(plan_id__lte=first._position).first()
        edited.title = "推广质押试验"
        edited.save()
        corpus.settle()
        assert entries("质押试验") == [edited.code]
        second = Rebuild()
        assert (second.resumed, second.done) == (True, 1)
        assert sum(second.fill()) == 2
        gone = Entry.objects.exclude(pk=edited.pk).first()
        gone.delete()
        second.finish()
        late = Entry.objects.exclude(pk=edited.pk).last()
        late.title = "最后的改动"
        late.save()
        corpus.settle()
        second.swap()
        assert entries("质押试验") == [edited.code]
        assert entries("最后的改动") == [late.code]
        assert indexing.is_current()
        assert_complete()

    def test_the_old_index_answers_until_the_end(self):
        rebuild = Rebuild()
        list(rebuild.fill())
        rebuild.finish()
        assert len(entries("知识产权")) > 20
        rebuild.swap()
        assert len(entries("知识产权")) > 20

    def test_two_at_once_are_told(self, monkeypatch):
        monkeypatch.setattr("measures.rebuilding._PLANS_AT_ONCE", 1)
        one, other = Rebuild(), Rebuild()
        list(one.fill())
        with pytest.raises(Overtaken):
            list(other.fill())
        one.finish()
        one.swap()
        with pytest.raises(Overtaken):
            other.swap()

    def test_one_begun_by_another_version_is_begun_anew(self):
        list(Rebuild().fill())
        IndexState.objects.filter(name="texts.new").update(version="0")
        IndexState.objects.filter(name="texts").update(version="0")
        rebuild = Rebuild()
        assert (rebuild.resumed, rebuild.done) == (False, 0)
        list(rebuild.fill())
        rebuild.finish()
        rebuild.swap()
        assert not indexing.needs_rebuild()
        assert_complete()


class TestTheCommand:
    def test_says_what_it_does(self, capsys):
        call_command("rebuild_index")
        told = capsys.readouterr()
        assert "索引已重建" in told.out
        assert "3/3" in told.err
        assert_complete()

    def test_does_nothing_without_need(self, monkeypatch):
        monkeypatch.setattr("measures.rebuilding.Rebuild.__init__", None)
        call_command("rebuild_index", if_needed=True)

    def test_is_enough_for_plans_that_were_there_before_the_corpus_was_counted(self):
        """A site of an earlier version has entries and no revision yet."""
        IndexState.objects.update(number=0)
        assert not indexing.needs_rebuild()

    @pytest.mark.empty_database
    def test_fills_what_was_never_filled(self):
        make_measure("加大财税支持")
        assert indexing.needs_rebuild()
        call_command("rebuild_index", if_needed=True, verbosity=0)
        assert entries("财税") == ["nanshan-m01"]

    def test_says_that_it_was_stopped_and_goes_on(self, monkeypatch, capsys):
        monkeypatch.setattr("measures.rebuilding._PLANS_AT_ONCE", 1)
        monkeypatch.setattr("measures.rebuilding.time.sleep", _interrupt)
        with pytest.raises(CommandError, match="再次运行"):
            call_command("rebuild_index")
        monkeypatch.undo()
        call_command("rebuild_index")
        assert "已完成 1 份方案" in capsys.readouterr().out
        assert_complete()


def _interrupt(seconds):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_that_catch_up_at_once_do_not_collide():
    Entry.objects.filter(code="haidian-m2.4").update(title="推广质押试验")
    failures = []

    def settle():
        try:
            corpus.settle()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert entries("质押试验") == ["haidian-m2.4"]
    assert fold("推广质押试验") == EntryText.objects.get(entry__code="haidian-m2.4").title
