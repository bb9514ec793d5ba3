"""Every word of a document stands in one row of the bench, which says what became of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.bench.paging import ENOUGH, MOST, chosen, doubtful, page_of
from plans.bench.rows import rows_of
from plans.parsing import parse, read
from plans.parsing.places import is_visible
from plans.parsing.source import Source
from plans.parsing.vocabulary import Vocabulary
from tests.plans.bench.making import PLAN
from tests.plans.parsing.test_any_text import PIECES, relaxed
from tests.plans.parsing.test_rulings import texts_with_rulings


def parsed_of(text, rulings=()):
    return parse(Source.from_text(text), Vocabulary.read(), rulings)


def kinds(text):
    parsed = parsed_of(text)
    return [(row.kind, text[row.start : row.end][:6]) for row in rows_of(parsed)]


def test_each_paragraph_says_what_became_of_it():
    assert kinds(PLAN) == [
        ("plan_title", "北京市大兴区"),
        ("preamble", "为推进创新创"),
        ("heading", "一、发展目标"),
        ("goal", "到2018年"),
        ("heading", "二、主要任务"),
        ("plain", "本章从三个方"),
        ("task", "(一)优化双"),
        ("measure", "1.加大财税"),
        ("measure", "2.建设众创"),
        ("body", "推动知识产权"),
        ("body", "建立知识产权"),
        ("task", "(二)引进人"),
        ("plain", "实施人才计划"),
        ("heading", "三、保障措施"),
        ("plain", "成立领导小组"),
    ]


def test_what_begins_inside_a_paragraph_has_a_row_of_its_own():
    body = "一是建窗口。建设窗口。二是减流程。减少流程。"
    text = f"某市方案\n一、政策举措\n(一)服务\n{body}\n(二)人才\n正文。\n"
    parsed = parsed_of(text)
    rows = [(row.kind, row.continues, text[row.start : row.end]) for row in rows_of(parsed)]
    assert ("item", False, "一是建窗口。建设窗口。") in rows
    assert ("item", True, "二是减流程。减少流程。") in rows


def test_what_stands_in_no_plan_is_shown_too():
    rows = kinds("首页>政策\n" + PLAN + "上一篇：别的文章\n版权所有 某网站\n")
    assert rows[0] == ("outside", "首页>政策")
    assert rows[1][0] == "plan_title"


def test_orphans_and_the_saved_page():
    source = read(Path("fixtures/sources/双创示范基地工作方案.txt"))
    rows = rows_of(parse(source))
    assert [row.kind for row in rows].count("plan_title") == 3
    assert [row.kind for row in rows].count("measure") == 61
    assert [row.kind for row in rows].count("project") == 64
    orphans = [row for row in rows if row.kind == "orphan"]
    assert orphans and all(row.plan.slug == "liangjiang" for row in orphans)
    assert [row.unsettled[0].kind for row in orphans if row.unsettled] == ["orphan", "orphan"]


def assert_rows_are_whole(parsed):
    text, rows = parsed.source.text, rows_of(parsed)
    covered = set()
    for row in rows:
        assert row.start < row.end
        assert not covered & {row.start, row.end - 1}
        covered.update(range(row.start, row.end))
    missing = [text[at] for at in range(len(text)) if is_visible(text[at]) and at not in covered]
    marks = [line for line in parsed.source.lines if line.kind == "markup" or line.prefix]
    assert marks or not missing
    shown = [doubt for row in rows for doubt in row.doubts]
    expected = [doubt for plan in parsed.plans for doubt in plan.doubts]
    assert len(shown) == (len(expected) if rows else 0)


@relaxed
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_word_is_left_out(text):
    assert_rows_are_whole(parsed_of(text))


@relaxed
@given(texts_with_rulings())
def test_no_word_is_left_out_whatever_was_ruled(case):
    assert_rows_are_whole(parsed_of(*case))


# --- paging


@pytest.fixture(scope="module")
def long_rows():
    numbers = "一二三四五六七八九十"
    below = "".join(f"({n})第{n}项工作\n推进工作，落实责任。\n" for n in numbers * 7)
    return rows_of(parsed_of("".join(f"{n}、任务安排\n{below}" for n in numbers)))


def test_a_long_document_comes_in_pages_of_whole_chapters(long_rows):
    assert len(long_rows) > 1400
    seen, at = [], 0
    while at is not None:
        page = page_of(long_rows, chosen(long_rows, at), only=False)
        assert len(page.positions) <= MOST
        seen += page.positions
        at = page.following
    assert seen == list(range(len(long_rows)))


def test_a_page_that_is_full_enough_ends_before_a_chapter():
    text = "".join(f"{n}、任务\n" + "落实工作。\n" * (ENOUGH - 1) for n in "一二三")
    rows = rows_of(parsed_of(text))
    page = page_of(rows, ENOUGH, only=False)
    assert text[rows[page.positions[0]].start] == "二"


def test_only_the_doubtful_rows_and_the_one_that_is_worked_on(long_rows):
    left = doubtful(long_rows)
    page = page_of(long_rows, 700, only=True)
    assert 700 in page.positions
    assert set(page.positions) <= {700, *left}
