"""Folding, and the way back from folded text to the printed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.folding import Folded, fold

# Letters that melt into the one before, that grow, that shrink, that go.
ODD = st.text(st.one_of(st.sampled_from("知识A ①㎡ﬁİß〔Ａ\u200b\n\u0301\u3099ｶﾞㅏ가ᄀ각"), st.characters()))


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("“千人计划”①校1专ＡＢＣ　２０家㎡", '"千人计划"校1专abc 20家m2'),
        ("国办发〔2016〕35号", "国办发[2016]35号"),
        ("国办发［２０１６］３５号", "国办发[2016]35号"),
        ("互联网＋，１０％，Ｒ＆Ｄ", "互联网+,10%,r&d"),
        ("校⑫企\u200b合\ufeff作", "校企合作"),
        ("—— － –", "-- - -"),
    ],
)
def test_what_is_typed_in_two_ways_is_one(printed, folded):
    assert fold(printed) == folded


@given(ODD)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(ODD)
def test_every_folded_character_knows_where_it_was_printed(text):
    folded = Folded(text)
    assert folded.text == fold(text)
    before = 0
    for at, character in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert before <= start < end <= len(text)
        assert character in fold(text[start:end])
        before = start


@given(ODD, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=3))
def test_what_is_skipped_is_not_there(text, skipped):
    kept = "".join(c for at, c in enumerate(text) if not any(start <= at < end for start, end in skipped))
    folded = Folded(text, skipped)
    assert folded.text == fold(kept)
    if folded.text:
        start, end = folded.span(0, len(folded.text))
        assert 0 <= start < end <= len(text)


def test_a_match_over_a_mark_and_a_line_ending_shows_all_that_was_printed():
    printed = "补充城①\n市的㎡"
    folded = Folded(printed, [(4, 5)])
    assert folded.text == "补充城市的m2"
    start, end = folded.span(2, 4)
    assert printed[start:end] == "城①\n市"
    assert folded.span(6, 7) == (7, 8)


def test_nothing_stands_nowhere():
    with pytest.raises(ValueError, match="nowhere"):
        Folded("知识").span(1, 1)
