"""Responsibility notes: who leads, who cooperates, and what is taken out of the body."""

import pytest

from plans.parsing.extract.responsibility import find_responsibilities, note_spans
from plans.parsing.parsed import Entry, ParsedPlan
from plans.parsing.source import Source


def plan_of(text, title="苏州市若干政策措施"):
    """A plan of one measure that is the whole of `text`."""
    measure = Entry("measure", "m01", "一", "标题", "1", 1, 0, len(text), 0)
    return Source.from_text(text), ParsedPlan(title, 0, len(text), measures=[measure])


def parties(text, title="苏州市若干政策措施"):
    source, plan = plan_of(text, title)
    found = find_responsibilities(source, plan)
    assert all(mention.entry == "m01" for mention in found)
    return [(mention.name, mention.role) for mention in found]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("(责任单位:市科技局、市税务局)", [("苏州市科技局", "lead"), ("苏州市税务局", "lead")]),
        ("（责任单位：市科技局）", [("苏州市科技局", "lead")]),
        (
            "（牵头单位：市科技局；配合单位：市财政局、苏州海关）",
            [("苏州市科技局", "lead"), ("苏州市财政局", "cooperating"), ("苏州海关", "cooperating")],
        ),
        (
            "(牵头单位:市科技局,责任单位:市财政局)",
            [("苏州市科技局", "lead"), ("苏州市财政局", "cooperating")],
        ),
        (
            "（市科技局牵头，市财政局、市税务局配合）",
            [
                ("苏州市科技局", "lead"),
                ("苏州市财政局", "cooperating"),
                ("苏州市税务局", "cooperating"),
            ],
        ),
        (
            "（市科技局牵头，市财政局按职责分工负责）",
            [("苏州市科技局", "lead"), ("苏州市财政局", "cooperating")],
        ),
        (
            "(市财政局、市发改委等有关部门按职责分工负责)",
            [("苏州市财政局", "lead"), ("苏州市发改委", "lead")],
        ),
        (
            "(生态环境部指导,试点城市政府负责落实。以下均需试点城市政府落实,不再列出)",
            [("生态环境部", "cooperating"), ("试点城市政府", "lead")],
        ),
        ("(责任单位:市科技局;完成时限:2025年底)", [("苏州市科技局", "lead")]),
        ("(责任单位:各区人民政府〈含开发区管委会,下同〉)", [("各区人民政府", "lead")]),
    ],
)
def test_bracketed_note(note, expected):
    text = f"支持企业研发。{note}"
    assert parties(text) == expected
    source, plan = plan_of(text)
    assert [source.text[start:end] for start, end in note_spans(source, plan)] == [note]


def test_the_span_is_what_is_printed_and_the_source_keeps_it():
    source, plan = plan_of("支持研发。(责任单位:市科技局、市税务局)")
    found = find_responsibilities(source, plan)
    assert [source.text[m.start : m.end] for m in found] == ["市科技局", "市税务局"]


def test_a_list_gives_back_what_it_says_only_once():
    note = "(省商务厅、财政厅、人行郑州中心支行、省委组织部、宣传部按职责分工负责)"
    assert [name for name, _ in parties(note, "河南省行动方案")] == [
        "河南省商务厅",
        "河南省财政厅",
        "人行郑州中心支行",
        "河南省委组织部",
        "河南省委宣传部",
    ]
    assert [name for name, _ in parties("(责任单位:贵阳市、黔南州人民政府)", "贵州省方案")] == [
        "贵阳市人民政府",
        "黔南州人民政府",
    ]


def test_and_joins_two_bodies_but_not_the_halves_of_a_name():
    assert [name for name, _ in parties("(责任单位:省文化和旅游厅、省教育厅和省财政厅)", "")] == [
        "省文化和旅游厅",
        "省教育厅",
        "省财政厅",
    ]


def test_a_name_that_a_printed_page_broke_is_whole():
    assert parties("（省卫生\n健康委、省财政厅等按职责分工负责）", "江西省意见") == [
        ("江西省卫生健康委", "lead"),
        ("江西省财政厅", "lead"),
    ]


@pytest.mark.parametrize("text", ["责任单位：市科技局、市财政局", "支持研发。责任单位：市科技局、市财政局。"])
def test_note_without_brackets(text):
    assert parties(text) == [("苏州市科技局", "lead"), ("苏州市财政局", "lead")]


@pytest.mark.parametrize(
    "text",
    [
        "推进项目(以下简称项目)建设,明确责任单位和责任人。",
        "由市科技局牵头推进改革。",
        "(由企业自主负责)",
        "园区(含配套设施)由企业负责。",
        "（附件1：省级相关部门职责清单）",
    ],
)
def test_ordinary_text_is_no_note(text):
    assert parties(text) == []
    assert note_spans(*plan_of(text)) == []


def test_table_of_tasks():
    text = (
        "序号\t任务\t牵头单位\t配合单位\n"
        "1\t建设平台\t市科技局\t市财政局、市税务局\n"
        "2\t合并的一行\t市教育局"
    )
    assert parties(text) == [
        ("苏州市科技局", "lead"),
        ("苏州市财政局", "cooperating"),
        ("苏州市税务局", "cooperating"),
    ]


def test_a_note_after_the_measures_belongs_to_the_task():
    text = "甲乙丙丁(责任单位:市科技局)"
    source = Source.from_text(text)
    task = Entry("task", "t1", "一", "任务", "1", 1, 0, len(text), 0)
    measure = Entry("measure", "m1.1", "1", "举措", "1-1", 1, 0, 4, 0, "t1")
    plan = ParsedPlan("苏州市方案", 0, len(text), tasks=[task], measures=[measure])
    assert [mention.entry for mention in find_responsibilities(source, plan)] == ["t1"]
