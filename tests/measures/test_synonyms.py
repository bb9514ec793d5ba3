"""Synonyms: what else is looked for, and what is not; long terms cut into words."""

import time

import pytest

from measures.cutting import cut
from measures.models import SynonymGroup
from measures.segmenting import segmenter
from measures.synonyms import SynonymBook, found_as
from sbjd.search.folding import fold
from sbjd.search.terms import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    return SynonymBook.read()


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("双创", "大众创业、万众创新"),
        ("大众创业万众创新", "双创"),
        ("大众创业、万众创新", "双创"),
        ("众创空间建设", "创客空间建设"),
        ("高企补贴", "高新技术企业补贴"),
        ("ＡＩ", "人工智能"),
        ("互联网加", "互联网+"),
    ],
)
def test_what_means_the_same_is_looked_for(book, typed, also):
    assert also in book.widened(Term(typed)).alternatives


@pytest.mark.parametrize("typed", ["提高企业收入", "质押", "火星", "海外企业", "haidian", "email", "smart"])
def test_what_does_not_is_not(book, typed):
    assert book.widened(Term(typed)).alternatives == ()


def test_a_quoted_term_stays_as_it_is(book):
    assert book.widened(Term("双创", exact=True)).alternatives == ()


def test_short_forms_are_asked_with_and_never_looked_for(book):
    assert "高企" not in book.widened(Term("高新技术企业")).alternatives
    assert book.is_short(book.widened(Term("高企")))
    assert not book.is_short(book.widened(Term("高新技术企业")))


def test_the_wording_that_was_found_is_named(book):
    term = book.widened(Term("双创"))
    assert found_as(term, "推进大众创业、万众创新") == "大众创业、万众创新"
    assert found_as(term, "推进双创和大众创业、万众创新") == ""


def test_no_word_stands_in_two_groups():
    words = [fold(word) for group in SynonymGroup.objects.all() for word in group.asked_with]
    assert len(words) == len(set(words)) > 250


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("怎么申请研发投入补贴", ["申请", "研发投入", "补贴"]),
        ("研发补贴", ["研发", "补贴"]),
        ("质押、贷款", ["质押", "贷款"]),
        ("大众创业、万众创新政策", ["大众创业、万众创新", "政策"]),
        ("企业贷款风险补偿", ["企业", "贷款", "风险补偿"]),  # the cutter alone sees 贷款风险
        ("提高企业收入", ["提高", "企业", "收入"]),
        ("20亿元引导基金", ["20亿元", "引导基金"]),
        ("连续3年补助", ["连续", "3年", "补助"]),
        ("双创/创业", ["双创", "创业"]),
        ("email营销", ["email", "营销"]),  # no 人工智能 in it
        ("知识产权", []),
        ("孵化其", []),
        ("知识产全", []),
    ],
)
def test_long_terms_are_cut_into_words(book, term, words):
    assert [word.text for word in cut(Term(term), book)] == words


@pytest.mark.parametrize("typed", ["ﷺ", "的", "创新，", "…", "、"])
def test_a_hundred_of_anything_take_no_time(book, typed):
    """The first of them is eighteen letters once it is folded."""
    text = fold(typed * 100)
    segmenter().initialize()
    began = time.process_time()
    assert "".join(book.pieces(text)) == text
    assert time.process_time() - began < 1
