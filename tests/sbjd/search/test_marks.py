"""Pieces are cut from the text as printed; what was searched is marked where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.marks import excerpt, marked
from sbjd.search.terms import Term


def terms(*texts):
    return [Term(text) for text in texts]


def joined(pieces):
    return "".join(piece.text for piece in pieces)


def hits(pieces):
    return [piece.text for piece in pieces if piece.marked]


def test_marks_what_folds_to_the_word():
    pieces = marked("引进ＶＲ与“千人计划”①专家", terms("vr", "千人计划”专家"))
    assert hits(pieces) == ["ＶＲ", "千人计划”①专家"]


def test_overlapping_words_make_one_mark():
    assert hits(marked("知识产权保护", terms("知识产权", "产权保护"))) == ["知识产权保护"]


def test_an_excerpt_shows_forty_characters_on_both_sides():
    pieces = excerpt("前文。" * 60 + "知识产权质押" + "后文。" * 60, terms("质押"))
    assert hits(pieces) == ["质押"]
    assert joined(pieces).startswith("…") and joined(pieces).endswith("…")
    assert len(joined(pieces)) == 84


def test_it_shows_the_words_where_they_stand_together():
    text = "质押。" + "其他内容。" * 40 + "知识产权可以质押。" + "其他内容。" * 40
    pieces = excerpt(text, terms("知识产权", "质押"))
    assert hits(pieces) == ["知识产权", "质押"]


def test_words_far_apart_are_shown_one_after_the_other():
    pieces = excerpt("质押。" + "其他内容。" * 40 + "贷款。" + "别的" * 50, terms("质押", "贷款"))
    assert hits(pieces) == ["质押", "贷款"]
    assert joined(pieces).count("…") == 2


def test_without_a_word_it_is_the_beginning():
    assert joined(excerpt("。建立健全机制。")) == "建立健全机制。"
    assert joined(excerpt("甲" * 200)) == "甲" * 96 + "…"


def test_a_broken_line_neither_hides_the_word_nor_is_shown():
    pieces = excerpt("补充城\n市公共服务", terms("城市公共"), [(3, 4)])
    assert [tuple(piece) for piece in pieces] == [("补充", False), ("城市公共", True), ("服务", False)]


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_pieces_joined_are_the_text(text, words):
    asked = [term for term in terms(*words) if term]
    assert joined(marked(text, asked)) == text
    assert all(piece.text for piece in marked(text, asked))


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_an_excerpt_of_anything(text, words):
    asked = [term for term in terms(*words) if term]
    pieces = excerpt(text, asked)
    assert "\n" not in joined(pieces)
    assert bool(hits(pieces)) == bool(hits(marked(text, asked)))
