"""Every row of the table of numbering styles reads its own example, and what only looks like one is not."""

import pytest

from plans.parsing.numbering import STYLES, chinese_number, find_label, half_width, number_value


def label_of(text):
    folded = half_width(text)
    return find_label(folded, 0, len(folded))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_each_style_reads_its_example(style):
    assert label_of(style.example).style.name == style.name


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("（十二）加快新开工项目", "paren_chinese", 12),
        ("㈢完善机制", "paren_chinese", 3),
        ("1．易涝区域整治", "arabic", 1),
        ("10、培育服务业", "arabic", 10),
        ("⒈总则", "arabic", 1),
        ("⑵支持企业", "paren_arabic", 2),
        ("举措27：加大双创成果引进来", "entry_word", 27),
        ("第二十四条 南沙区应当采取措施", "article", 24),
        ("第三部分 组织实施", "part", 3),
        ("15三、主要任务", "chapter", 3),
        ("9.1.1 组织领导", "decimal3", 1),
    ],
)
def test_labels_in_all_their_forms(text, style, value):
    label = label_of(text)
    assert (label.style.name, label.value) == (style, value)


@pytest.mark.parametrize(
    "text",
    [
        "3.5万平方米的厂房",
        "8.5 平方米",
        "20.3%的企业",
        "一、二等奖各十名",
        "5、6月份完成",
        "2022年10月1日",
        "国家级平台",
    ],
)
def test_what_only_looks_like_a_label(text):
    assert label_of(text) is None


def test_folding_keeps_every_offset():
    text = "（一）：，；．！？　０９〔2016〕"
    assert len(half_width(text)) == len(text)
    assert half_width("（一）举措５：") == "(一)举措5:"


@pytest.mark.parametrize(
    ("printed", "value"), [("十", 10), ("二十三", 23), ("一百零二", 102), ("九", 9), ("甲", None), ("", None)]
)
def test_chinese_numbers(printed, value):
    assert chinese_number(printed) == value


def test_circled_and_bracketed_numbers():
    assert [number_value(sign) for sign in "⑨⑴㈡⒊"] == [9, 1, 2, 3]
