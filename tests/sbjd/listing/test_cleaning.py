"""What an address asks for is made safe, and what was changed is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbjd.listing.cleaning import (
    LONGEST_WORDS,
    as_shown,
    clean_number,
    clean_words,
    unknown_keys_notice,
    without_controls,
)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1", 1),
        (" 50 ", 50),
        ("0", None),
        ("-3", None),
        ("１", None),
        ("²", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_numbers(raw, number):
    assert clean_number(raw) == number


def test_plain_words_are_left_alone():
    assert clean_words(" 知识产权　质押 ") == ("知识产权　质押", [])


def test_control_characters_are_taken_out_and_said():
    words, notices = clean_words("知识\x00产权\x1b")
    assert words == "知识 产权"
    assert notices == ["关键词中的控制字符已去除。"]


def test_too_many_words_are_cut_and_said():
    words, notices = clean_words("知" * 5000)
    assert len(words) == LONGEST_WORDS
    assert len(notices) == 1


@given(st.text())
def test_nothing_breaks_and_nothing_dangerous_is_left(raw):
    words, _ = clean_words(raw)
    assert len(words) <= LONGEST_WORDS
    assert "\x00" not in words
    assert as_shown(raw) == as_shown(as_shown(raw)[:30])[:32] or len(as_shown(raw)) <= 32
    assert without_controls(words) == words
    words.encode("utf-8")


def test_unknown_keys_are_named_five_at_most():
    assert unknown_keys_notice([]) == ""
    assert unknown_keys_notice(["a", ""]) == "不认识的参数“a”、“（空）”已忽略。"
    assert unknown_keys_notice(list("abcdefg")) == "不认识的参数“a”、“b”、“c”、“d”、“e”等已忽略。"
