"""What a text says it holds, against what was read."""

from tests.plans.parsing.samples import parse_text

PROGRAMMES = (
    "一、重点工程\n通过{names}等{heads},{entries},完成任务。\n(一)主体培育工程\n1.甲计划。做事。\n"
    "2.乙计划。做事。\n(二)知识产权推进工程\n3.丙计划。做事。\n"
)


def test_totals_that_agree_are_reported_as_equal():
    plan = parse_text(
        PROGRAMMES.format(names="主体培育、知识产权推进", heads="两大重点工程", entries="研发等三个计划")
    )
    assert [(t.what, t.read, t.agrees) for t in plan.totals if t.agrees] == [("三个计划", 3, True)]


def test_a_total_that_differs_is_a_problem_for_the_admin():
    plan = parse_text(PROGRAMMES.format(names="主体培育", heads="三大重点工程", entries="研发等三个计划"))
    assert [(p.kind, "实际读到2" in p.text) for p in plan.problems] == [("total.differs", True)]


def test_a_name_in_the_overview_that_no_heading_bears():
    plan = parse_text(
        PROGRAMMES.format(names="主体培育和知识产权保护", heads="2大重点工程", entries="三个计划")
    )
    assert [(e.kind, e.text) for e in plan.errata] == [
        ("name.differs", "概述称“知识产权保护”，对应标题为“知识产权推进工程”。")
    ]


def test_numbers_inside_an_entry_are_not_totals_of_the_chapter():
    plan = parse_text("一、主要任务\n(一)甲\n1.甲一\n构建五大服务体系和十大增值服务。\n")
    assert plan.totals == []


def test_a_total_of_the_whole_plan():
    plan = parse_text("某市若干措施\n现提出以下措施,共3条。\n一、政策措施\n(一)甲\n正文。\n(二)乙\n正文。\n")
    assert [(t.what, t.read) for t in plan.totals] == [("3条", 2)]
