"""Texts in an export start no formula; numbers stay numbers; no column cuts what it holds."""

import pytest
from openpyxl import load_workbook

from sbjd.listing.columns import Column
from sbjd.listing.exports import inert
from sbjd.listing.workbook import LOOKED_AT, WIDEST, workbook_file


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1"])
def test_no_text_starts_a_formula(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("value", [3, 2.5, "加大——支持", "1-2", "", "=", "≥", "—"])
def test_everything_else_is_left_alone(value):
    assert inert(value) == value


def test_nothing_is_an_empty_text_and_illegal_characters_go():
    assert inert(None) == ""
    assert inert("甲\x0b乙") == "甲乙"


class Rows:
    """As much of `exports.Taken` as a workbook asks for: rows of one column, and how many were asked for."""

    facts, notes, heads = (), [], ["名称"]

    def __init__(self, values, **column):
        self.values, self.columns, self.written = values, [Column("name", "名称", None, **column)], 0

    def __iter__(self):
        for value in self.values:
            self.written += 1
            yield [value]


def sheet_of(rows):
    return load_workbook(workbook_file(rows))["数据"]


@pytest.mark.parametrize(
    ("values", "width"),
    [
        ([], 10),
        (["甲"], 10),
        (["深圳清华大学研究院"], 20),
        (["nanshan-b-1fc661", "甲"], 18),
        ([None, 123456789012], 14),
        (["一行很长的文字很长\n两行"], 20),
        (["长" * 60], WIDEST),
    ],
)
def test_a_column_is_as_wide_as_its_first_rows(values, width):
    assert sheet_of(Rows(values)).column_dimensions["A"].width == width


def test_a_column_may_say_how_wide_it_is_at_most():
    assert sheet_of(Rows(["长" * 60], width=80)).column_dimensions["A"].width == 80
    assert sheet_of(Rows(["短" * 7], width=80)).column_dimensions["A"].width == 16


def test_what_comes_later_and_is_wider_stands_on_several_lines():
    sheet = sheet_of(Rows([*["甲"] * LOOKED_AT, "这一行比前面的都长"]))
    assert sheet.column_dimensions["A"].width == 10
    last = sheet.cell(LOOKED_AT + 2, 1)
    assert (last.value, last.alignment.wrap_text) == ("这一行比前面的都长", True)
    heights = [sheet.row_dimensions[LOOKED_AT + number].height for number in (1, 2)]
    assert heights == [None, 45]
    assert sheet.auto_filter.ref == f"A1:A{LOOKED_AT + 2}"
