"""Snippets are cut from the text as printed; what was searched is marked where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from measures.querysets import folded_words
from measures.snippets import marked, snippet


def joined(pieces):
    return "".join(piece.text for piece in pieces)


def hits(pieces):
    return [piece.text for piece in pieces if piece.marked]


def test_marks_what_folds_to_the_word():
    assert hits(marked("引进ＶＲ与“千人计划”①专家", ["vr", "千人计划”专家"])) == ["ＶＲ", "千人计划”①专家"]


def test_overlapping_words_make_one_mark():
    assert hits(marked("知识产权保护", ["知识产权", "产权保护"])) == ["知识产权保护"]


def test_a_snippet_stands_around_the_first_hit():
    pieces = snippet("前文。" * 60 + "知识产权质押" + "后文。" * 60, ["质押"])
    assert hits(pieces) == ["质押"]
    assert joined(pieces).startswith("…") and joined(pieces).endswith("…")
    assert len(joined(pieces)) < 120


def test_without_a_hit_it_is_the_beginning():
    assert joined(snippet("。建立健全机制。", [])) == "建立健全机制。"


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_pieces_joined_are_the_text(text, words):
    folded = folded_words(" ".join(words))
    assert joined(marked(text, folded)) == text
    assert all(piece.text for piece in marked(text, folded))
