"""Chinese and Arabic numbers are each other's wording, where they surely are numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.numerals import number_forms


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("三年", ("3年",)),
        ("3年", ("三年",)),
        ("二十", ("20",)),
        ("20", ("二十",)),
        ("第三批", ("第3批",)),
        ("第2批", ("第二批",)),
        ("两年", ("2年",)),
        ("2家", ("二家", "两家")),
        ("20万元", ("二十万元",)),
        ("35号", ("三十五号",)),
        ("10%", ("百分之十",)),
        ("百分之十", ("10%",)),
        ("2016年", ("二〇一六年", "二零一六年")),
        ("二〇一六年", ("2016年",)),
        ("105家", ("一百零五家",)),
        ("100名", ("一百名",)),
        ("一百多家", ("100多家",)),
        ("10余家", ("十余家",)),
        ("十大", ("10大",)),
        ("10000家", ("一万家", "1万家")),
        ("25000人", ("二万五千人", "两万五千人", "2.5万人")),
        ("一万家", ("1万家", "10000家")),
        ("1万", ("一万", "10000")),
        ("2016", ("二千零一十六", "两千零一十六", "二〇一六", "二零一六")),
        ("三年一个周期", ("三年1个周期", "3年一个周期", "3年1个周期")),
    ],
)
def test_the_other_wording(typed, forms):
    assert number_forms(typed) == forms


@pytest.mark.parametrize(
    "typed",
    [
        "十三五", "一带一路", "一站式", "统一年度", "百人计划", "千人计划", "百万人才", "几十家", "每一个",
        "三", "3", "5.8%", "21.5万家", "20xx年", "5g网络", "一二三", "一百二家", "质押", "",
    ],
)  # fmt: skip
def test_what_is_no_number_stays(typed):
    assert number_forms(typed) == ()


@given(st.integers(1, 99_999))
def test_there_and_back(number):
    for form in number_forms(f"{number}家"):
        assert f"{number}家" in number_forms(form) or number >= 10_000


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿第年家%0123456789.分之", max_size=12))
def test_no_wording_is_the_typed_one(text):
    forms = number_forms(text)
    assert text not in forms
    assert len(set(forms)) == len(forms)
