"""What matches a term, by example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.folding import Folded, fold
from sbjd.search.terms import Term


def matches(term, text, **how):
    return Term(term, **how).found_in(fold(text))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("识产", "保护知识产权"),
        ("知识产权", "知识①产权"),
        ("ＩＰ质押", "推广ip质押"),
        ("innov", "建设Innovation中心"),
        ("5G", "发展５Ｇ网络"),
        ("20XX年", "到20XX年"),
        ("20", "达到20XX家"),
        ("10%", "给予１０％的补贴"),
        ("互联网+", "“互联网＋”政务"),
        ("R&D", "r＆d投入"),
        ("3.5", "增长3.5倍"),
        ("大众创业、万众创新", "大众创业万众创新"),
        ("大众创业、万众创新", "大众创业，\n万众创新"),
        ("〔2016〕35号", "国办发[2016]35号"),
        ("[2016]35号", "国办发〔2016〕35号"),
        ("e-mail", "E Mail地址"),
        ("“十三五”规划", "十三五规划"),
        ("3715", "实现GDP3715亿元"),
        ("clou", "369Cloud平台"),
        ("，知识产权。", "知识产权"),
    ],
)
def test_matches(term, text):
    assert matches(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("知识产权", "知识、产权"),
        ("知识产权", "知识\n产权"),
        ("novation", "Innovation"),
        ("20", "120家"),
        ("20", "200家"),
        ("5", "5.8亿元"),
        ("8", "5.8亿元"),
        ("3年", "13年"),
        ("g", "5g网络"),
        ("15", "实现GDP3715亿元"),
        ("37", "实现GDP3715亿元"),
        ("5", "c5机房"),
        ("互联网+", "互联网政务"),
        ("10%", "10个"),
        ("big-data", "bigdata"),
        ("大众创业、万众创新", "大众创业和万众创新"),
    ],
)
def test_does_not_match(term, text):
    assert not matches(term, text)


def test_an_exact_term_stands_as_typed():
    assert matches("创业、创新", "鼓励创业、创新", exact=True)
    assert not matches("创业、创新", "鼓励创业创新", exact=True)
    assert not matches("创业、创新", "鼓励创业，创新", exact=True)
    assert matches("创业　创新", "鼓励创业 \n创新", exact=True)
    assert matches("〔2016〕", "国办发[2016]35号", exact=True)
    assert matches("ip", "推广IP质押", exact=True)
    assert not matches("ip", "推广IPO", exact=True)
    assert not matches("20", "20XX年", exact=True)


def test_an_alternative_is_as_good():
    term = Term("双创", alternatives=("大众创业、万众创新", "双创", "、"))
    assert term.alternatives == ("大众创业、万众创新", "、")
    assert term.found_in("推进大众创业万众创新")
    assert len(term.forms) == 2


def test_punctuation_alone_asks_nothing():
    assert not Term("，。")
    assert not Term("、", exact=True)
    assert not Term("")
    assert Term("+")


def test_a_match_is_shown_where_it_was_printed():
    printed = "推进双创，即大众创业、①万众创新。"
    term = Term("双创", alternatives=("大众创业万众创新", "大众创业、万众创新"))
    spans = term.spans(Folded(printed))
    assert [printed[start:end] for start, end in spans] == ["双创", "大众创业、①万众创新"]


def test_equal_terms_are_one():
    assert Term("ＡＩ") == Term("ai")
    assert hash(Term("a", alternatives=("b",))) == hash(Term("A", alternatives=("B",)))


CHINESE = st.text("知识产权质押", min_size=1, max_size=8)


@given(CHINESE, st.text("知识产权质押，。①ａ1 ", max_size=40))
def test_chinese_matches_exactly_what_contains_it(term, text):
    assert matches(term, text) == (fold(term) in fold(text))
