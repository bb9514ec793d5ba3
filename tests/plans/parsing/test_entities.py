"""What counts as a task, a measure, a programme, a project and an item, and the codes they bear."""

from tests.plans.parsing.samples import parse_text


def test_entries_below_a_task_are_its_measures_and_counted_per_task():
    plan = parse_text("一、主要任务\n(一)甲\n1.甲一\n2.甲二\n(二)乙\n1.乙一\n")
    assert [(m.code, m.parent) for m in plan.measures] == [("m1.1", "t1"), ("m1.2", "t1"), ("m2.1", "t2")]


def test_measures_that_run_on_bear_one_number():
    plan = parse_text("一、主要任务和政策举措\n(一)甲\n举措1:甲一\n正文。\n(二)乙\n举措2：乙一\n正文。\n")
    assert [m.code for m in plan.measures] == ["m01", "m02"]


def test_policy_measures_have_no_task():
    plan = parse_text("一、主要任务\n(一)甲\n正文。\n二、政策举措\n(一)乙\n正文。\n(二)丙\n正文。\n")
    assert [(m.code, m.parent, m.title) for m in plan.measures] == [("pm01", "", "乙"), ("pm02", "", "丙")]
    assert [t.code for t in plan.tasks] == ["t1"]


def test_projects_with_and_without_programmes():
    plan = parse_text("一、重点工程\n(一)甲工程\n1.子项目\n2.丑项目\n(二)乙工程\n1.寅项目\n")
    assert [(p.code, p.parent) for p in plan.projects] == [("p1.1", "g1"), ("p1.2", "g1"), ("p2.1", "g2")]
    plan = parse_text("一、重点项目\n1.子项目\n2.丑项目\n")
    assert [(p.code, p.parent) for p in plan.projects] == [("p01", ""), ("p02", "")]
    assert plan.programmes == []


def test_codes_do_not_change_when_the_text_around_them_does():
    before = parse_text("一、主要任务\n(一)甲\n1.甲一\n(二)乙\n1.乙一\n2.乙二\n")
    after = parse_text(
        "某区方案\n引言一句。\n一、主要任务\n(一)甲改\n新的正文。\n1.甲一改\n正文。\n(二)乙\n1.乙一\n2.乙二\n"
    )
    assert [m.code for m in before.measures] == [m.code for m in after.measures]


def test_a_document_that_names_no_such_chapter_is_read_as_policy_and_said_so_once():
    plan = parse_text(
        "一、加强财税支持\n(一)甲\n正文。\n二、加强金融支持\n(二)乙\n正文。\n三、组织实施\n(一)丙\n正文。\n"
    )
    assert [m.title for m in plan.measures] == ["甲", "乙"]
    assert [p.kind for p in plan.problems] == ["role.unknown"]


def test_printed_sub_numbers_are_items():
    plan = parse_text("一、主要任务\n(一)甲\n1.甲一\n引言。\n(1)做这件事。细节。\n(2)做那件事。细节。\n")
    assert [(i.code, i.label, i.title) for i in plan.measures[0].items] == [
        ("m1.1.1", "(1)", "做这件事"), ("m1.1.2", "(2)", "做那件事"),
    ]  # fmt: skip


def test_ordinals_in_one_paragraph_are_items():
    text = "一、政策举措\n(一)甲\n总说一句。一是支持企业。给予补贴。二是支持高校,给予经费。三是其他。\n"
    items = parse_text(text).measures[0].items
    assert [(i.label, i.title) for i in items] == [("一是", "支持企业"), ("二是", ""), ("三是", "")]
    assert text[items[0].start : items[0].end] == "一是支持企业。给予补贴。"


def test_paragraphs_with_run_in_headings_are_items():
    text = (
        "一、主要任务\n(一)甲\n1.甲一\n推进改革。细节一句话说明。\n完善服务。细节又一句说明。\n"
        "没有小标题的长段落属于上一项,因为它自己的第一句实在是太长太长了,不可能是一个小标题,所以接在前面。\n"
    )
    items = parse_text(text).measures[0].items
    assert [i.title for i in items] == ["推进改革", "完善服务"]
    assert items[1].end > text.index("没有小标题")


def test_topic_sentences_in_one_paragraph_are_items():
    body = (
        "加大科技人才扶持力度。加大力度资助海内外顶尖专家主持的创新项目,并提供免费的办公场地和生活补贴。"
        "鼓励人才自主创业。为带技术、带成果自主创业的人才提供启动资金、场地租金补贴等各类创业资助。"
    )
    items = parse_text(f"一、政策举措\n(一)甲\n{body}\n").measures[0].items
    assert [i.title for i in items] == ["加大科技人才扶持力度", "鼓励人才自主创业"]


def test_one_part_alone_is_no_item():
    plan = parse_text("一、主要任务\n(一)甲\n1.甲一\n推进改革。细节一句话说明。\n")
    assert plan.measures[0].items == []
