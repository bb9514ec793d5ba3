"""The saved page with the first three plans: counts, codes, defects, and every fact at its place."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from plans.parsing import __main__ as command
from plans.parsing import parse, read
from tests.plans.parsing.samples import assert_lossless

PAGE = Path("fixtures/sources/双创示范基地工作方案.txt")


@pytest.fixture(scope="module")
def parsed():
    return parse(read(PAGE))


@pytest.fixture(scope="module")
def plans(parsed):
    return {plan.slug: plan for plan in parsed.plans}


def test_the_source_is_the_page_as_received():
    digest = hashlib.sha256(PAGE.read_bytes()).hexdigest()
    assert digest == "d90389d36460d9743f841b130f578297c5bc54ef1858e7562de3f70b87f60e9e"


def test_titles_lose_the_number_of_the_page(plans):
    assert {slug: plan.title for slug, plan in plans.items()} == {
        "nanshan": "深圳市南山区双创示范基地建设工作方案",
        "liangjiang": "重庆两江新区建设国家双创示范基地工作方案",
        "haidian": "北京市海淀区双创示范基地工作方案",
    }


@pytest.mark.parametrize(
    ("slug", "tasks", "measures", "programmes", "projects"),
    [("nanshan", 9, 27, 9, 26), ("liangjiang", 4, 4, 7, 19), ("haidian", 5, 30, 5, 19)],
)
def test_counts(plans, slug, tasks, measures, programmes, projects):
    plan = plans[slug]
    assert len(plan.tasks) == tasks
    assert len(plan.measures) == measures
    assert len(plan.programmes) == programmes
    assert len(plan.projects) == projects


def test_codes_come_from_the_printed_numbers(plans):
    assert [m.code for m in plans["nanshan"].measures][:2] == ["m01", "m02"]
    titles = {m.code: m.title for m in plans["haidian"].measures}
    assert titles["m2.4"] == "力争推动军民、央地融合创新机制实现新突破"
    assert titles["pm05"] == "探索建立人才多元流动机制"
    assert {p.code: p.title for p in plans["liangjiang"].projects}["p12"] == "科技金融改革示范基地建设计划"


def test_numbered_items_stand_under_their_measures(plans):
    items = {
        m.code: len(m.items) for plan in plans.values() for m in plan.measures if plan.slug != "liangjiang"
    }
    assert items["m02"] == 2 and items["m10"] == 6 and items["m03"] == 4
    assert items["m1.1"] == 7 and items["m3.3"] == 6 and items["pm08"] == 3
    printed = {m.code: [i.title for i in m.items] for m in plans["liangjiang"].measures}
    assert printed["pm01"] == ["创新财政资金投入方式", "加大创新研发机构扶持力度", "鼓励研发主体基础设备投入"]
    assert len(printed["pm02"]) == 7


def test_every_printed_sub_number_of_an_entry_is_an_item(plans, parsed):
    text = parsed.source.text
    for plan in plans.values():
        for entry in plan.measures + plan.projects:
            printed = re.findall(r"^\((\d+)\)", text[entry.start : entry.end], re.MULTILINE)
            assert [item.label.strip("()") for item in entry.items if item.label.startswith("(")] == printed


def test_the_defects_a_careful_reader_finds(plans):
    def kinds(slug):
        return [e.kind for e in plans[slug].errata]

    assert kinds("nanshan") == ["title.number"] + ["mark.orphan"] * 9
    assert kinds("liangjiang") == [
        "title.number", "total.differs", "text.splice", "text.duplicate", "heading.lost",
        "name.differs", "annex.absent", "annex.absent",
    ]  # fmt: skip
    assert kinds("haidian") == ["title.number", "heading.midline", "paragraph.broken", "quote.unclosed"]


def test_the_lost_measure_is_readable_and_in_no_measure(plans, parsed):
    plan, text = plans["liangjiang"], parsed.source.text
    tail = text.index("园区公共服务平台、政务大厅等")
    assert all(not m.start <= tail < m.end for m in plan.measures)
    assert any(s.kind == "stray" and s.start == tail for s in plan.sections)


def test_a_mark_does_not_break_a_title_in_the_text(plans):
    assert plans["nanshan"].tasks[6].title == "推动双创人才“蒲式生长”⑦"


def test_stated_totals(plans):
    assert [(t.what, t.read) for t in plans["liangjiang"].totals] == [
        ("5大方面", 4),
        ("七大重点工程", 7),
        ("十九个计划", 19),
    ]


def test_page_furniture_stands_outside_every_plan(parsed):
    first, last = parsed.plans[0], parsed.plans[-1]
    assert parsed.source.text[: first.start].split() == [
        "范文",
        "菜单",
        "双创示范基地工作方案",
        "时间:",
        "03-08",
        "栏目:方案",
    ]
    assert parsed.source.text[last.end :].strip() == "为你推荐"


def test_nothing_is_lost():
    assert_lossless(PAGE.read_text(encoding="utf-8"))


def test_every_entity_quotes_its_place(parsed):
    text = parsed.source.text
    for plan in parsed.plans:
        for section in plan.sections:
            if section.kind == "heading":
                assert text[section.start : section.end].startswith(section.label)
                assert text[section.start : section.end].endswith(section.title)
        for entry in plan.entries():
            assert text[entry.start : entry.body_start].endswith(entry.title)
        for mention in plan.organizations:
            assert text[mention.start : mention.end].strip()
        for quantity in plan.quantities:
            first = quantity.mentions[0]
            assert quantity.value in text[first.start : first.end]


def test_the_command_prints_an_outline_for_a_person(capsys):
    assert command.main([str(PAGE)]) == 0
    printed = capsys.readouterr().out
    assert "任务9 举措27 工程9 项目26" in printed
    assert "[m05]" in printed and "账实不符：5大方面，读到4" in printed


def test_the_command_prints_json_for_a_program(capsys):
    assert command.main(["--json", str(PAGE)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [plan["slug"] for plan in printed["plans"]] == ["nanshan", "liangjiang", "haidian"]
    assert len(printed["measures"]) == 61
    assert len(printed["projects"]) == 64


def test_the_command_says_what_it_cannot_read(capsys, tmp_path):
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    assert command.main([str(empty)]) == 1
    assert "空" in capsys.readouterr().err
