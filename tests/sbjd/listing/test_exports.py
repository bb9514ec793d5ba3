"""Texts in an export start no formula; numbers stay numbers."""

import pytest

from sbjd.listing.exports import inert


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1"])
def test_no_text_starts_a_formula(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("value", [3, 2.5, "加大——支持", "1-2", "", "=", "≥", "—"])
def test_everything_else_is_left_alone(value):
    assert inert(value) == value


def test_nothing_is_an_empty_text_and_illegal_characters_go():
    assert inert(None) == ""
    assert inert("甲\x0b乙") == "甲乙"
