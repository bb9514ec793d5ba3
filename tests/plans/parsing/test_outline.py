"""The outline of every layout a plan comes in, and the numbers that are no headings."""

import pytest

from tests.plans.parsing.samples import headings, parse_text


def test_full_and_half_width_mixed():
    plan = parse_text(
        "一、主要任务\n(一)建平台\n正文。\n（二）引人才\n1．办学校。支持办学。\n2.建公寓\n二、保障措施\n正文。\n"
    )
    assert headings(plan) == [
        (1, "一、", "主要任务"),
        (2, "(一)", "建平台"),
        (2, "（二）", "引人才"),
        (3, "1．", "办学校"),
        (3, "2.", "建公寓"),
        (1, "二、", "保障措施"),
    ]


def test_a_run_in_heading_ends_at_its_full_stop():
    section = parse_text("一、总体要求\n(一)指导思想。深入贯彻落实。坚持创新。\n").sections[-1]
    assert (section.title, section.run_in) == ("指导思想", True)


def test_a_full_stop_inside_quotation_marks_ends_nothing():
    section = parse_text("一、任务\n(一)落实“放得开。管得住。”要求。加强监管。\n").sections[-1]
    assert section.title == "落实“放得开。管得住。”要求"


def test_a_colon_after_a_short_head_ends_it_when_a_long_sentence_follows():
    body = "原则上须属机械制造、绿色食品产业项目,其他产业项目须经领导小组审核同意后方可进入园区并签订合同。"
    section = parse_text(f"一、条件\n(一)园区\n1.产业要求:{body}\n").sections[-1]
    assert (section.title, section.run_in) == ("产业要求", True)


def test_levels_skipped_hang_below_what_is_there():
    plan = parse_text("一、目标\n1.第一条内容\n2.第二条内容\n二、任务\n(一)甲任务\n1.甲事\n")
    assert [(s.key, s.parent) for s in plan.sections[1:]] == [
        ("1", "0"), ("1-1", "1"), ("1-2", "1"), ("2", "0"), ("2-1", "2"), ("2-1-1", "2-1"),
    ]  # fmt: skip


def test_numbers_that_run_on_across_chapters():
    plan = parse_text("一、甲\n(一)子\n1.事一\n2.事二\n二、乙\n(二)丑\n3.事三\n(三)寅\n4.事四\n")
    assert [label for level, label, _ in headings(plan) if level > 1] == [
        "(一)",
        "1.",
        "2.",
        "(二)",
        "3.",
        "(三)",
        "4.",
    ]
    assert plan.problems == [] or all(p.kind != "numbering.gap" for p in plan.problems)


def test_articles_hold_their_items_at_level_four():
    plan = parse_text(
        "第一章 总则\n第一条 为了促进创新，制定本办法。\n第二条 支持下列事项：\n"
        "（一）租金补贴。给予补贴。\n（二）落户奖励。给予奖励。\n"
    )
    assert [(level, label) for level, label, _ in headings(plan)] == [
        (1, "第一章"), (3, "第一条"), (3, "第二条"), (4, "（一）"), (4, "（二）"),
    ]  # fmt: skip


def test_a_gap_in_the_numbers_is_taken_and_said():
    plan = parse_text("一、甲\n正文。\n二、乙\n正文。\n四、丁\n正文。\n")
    assert [label for _, label, _ in headings(plan)] == ["一、", "二、", "四、"]
    assert [p.kind for p in plan.problems if p.kind.startswith("numbering")] == ["numbering.gap"]
    assert "二" not in plan.problems[0].text and "上一个是2" in plan.problems[0].text


def test_a_repeated_number_keeps_both_headings_apart():
    plan = parse_text("一、甲\n(一)子\n(二)丑\n(二)寅\n(三)卯\n")
    assert [s.key for s in plan.sections if s.level == 2] == ["1-1", "1-2", "1-2x2", "1-3"]


@pytest.mark.parametrize(
    "line",
    [
        "8.5 平方米的房间",
        "1\t排水管\t公里",
        "12.签约居民率\t80%\t每年",
        "2.见附表",
        "一、二等奖各三名",
        "2022年10月",
    ],
)
def test_lines_that_only_look_like_headings(line):
    plan = parse_text(f"一、任务\n(一)甲事项\n正文一句。\n{line}\n正文又一句。\n")
    assert len(headings(plan)) == 2


def test_a_contents_page_is_no_outline():
    plan = parse_text(
        "某市工作方案\n目录\n一、基础.....1\n二、任务.....5\n一、基础\n正文。\n二、任务\n正文。\n"
    )
    assert [s.line for s in plan.sections if s.level == 1] == [5, 7]


def test_a_list_of_annexes_is_no_outline_and_an_annex_has_its_own_numbers():
    plan = parse_text("一、任务\n正文。\n附件：1.指标表\n2.分工表\n附件1\n指标表\n一、甲类\n正文。\n")
    assert [(label, title) for _, label, title in headings(plan)] == [
        ("一、", "任务"), ("附件1", "指标表"), ("一、", "甲类"),
    ]  # fmt: skip


def test_hard_wrapped_lines_are_one_paragraph_and_a_wrapped_title_is_whole():
    sentence = "推动各类创新要素向企业集聚支持企业牵头组建创新联合体承担重大科技项目"
    lines = [
        "一、主要任务",
        "（一）加强平台建设并推动各类创新要素向企业集聚支持企业牵头组建创新",
        "联合体。建设平台。",
    ]
    lines += [sentence] * 14 + ["结束。", "（二）完善机制。健全制度。"]
    plan = parse_text("\n".join(lines) + "\n")
    assert [title for _, _, title in headings(plan)][1].endswith("组建创新联合体")
    assert len(plan.paragraphs) < 8


def test_a_heading_lost_at_the_end_of_a_paragraph_is_found_and_said():
    long = "落实促进科技成果转化法,积极推动改革试点在驻区高校院所全面开展,进一步争取实现新的突破"
    plan = parse_text(
        f"一、政策举措\n(一)甲\n正文。\n(二)乙\n{long}。(三)探索人才流动机制\n正文。\n(四)丁\n正文。\n"
    )
    assert [s.title for s in plan.sections if s.level == 2] == ["甲", "乙", "探索人才流动机制", "丁"]
    assert [e.kind for e in plan.errata] == ["heading.midline"]


def test_a_number_in_mid_sentence_is_no_heading():
    plan = parse_text(
        "一、政策\n(一)甲\n按照第(二)项的规定和国家有关要求办理各项手续并报上级部门备案。参见(二)项规定\n(二)乙\n正文。\n"
    )
    assert [s.title for s in plan.sections if s.level == 2] == ["甲", "乙"]


def test_a_page_number_glued_to_a_heading_is_not_its_number():
    plan = parse_text("一、甲\n正文。\n二、乙\n正文。\n15三、丙\n正文。\n")
    assert headings(plan)[-1] == (1, "三、", "丙")


def test_a_document_without_numbers_is_read_by_its_run_in_headings():
    plan = parse_text(
        "关于支持创新的若干政策\n支持平台建设。对新建平台给予支持。\n支持人才引进。对人才给予补贴。\n"
    )
    assert [s.title for s in plan.sections[1:]] == ["支持平台建设", "支持人才引进"]
    assert [m.code for m in plan.measures] == ["pm01", "pm02"]
    assert "outline.unnumbered" in [p.kind for p in plan.problems]


def test_markdown_hashes_are_not_part_of_a_heading():
    plan = parse_text("# 某市条例\n\n## 第一章 总则\n\n第一条 为了创新。\n")
    assert headings(plan)[0] == (1, "第一章", "总则")


def test_one_section_is_a_plan():
    plan = parse_text("一、任务\n做一件事。\n")
    assert len(plan.sections) == 2
    assert plan.measures == []


def test_an_empty_text_is_a_plan_without_sections():
    plan = parse_text("")
    assert len(plan.sections) == 1
    assert plan.title == ""


def test_a_number_straight_before_a_year_is_a_label_when_it_is_the_next_one():
    plan = parse_text(
        "一、任务\n(一)甲\n1.2025年提高标准至20元。加强保障。\n2.2026年再提高。加强保障。\n3.50%覆盖。完成任务。\n"
    )
    assert [label for level, label, _ in headings(plan) if level == 3] == ["1.", "2.", "3."]
