"""What a person rules about a place of a text is obeyed, found again, and never lost in silence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.parsing import parse
from plans.parsing.places import BareText
from plans.parsing.roles import ROLE_NAMES
from plans.parsing.rulings import (
    ASPECTS,
    ENTRY_KINDS,
    Place,
    Ruling,
    RulingError,
    from_json,
    to_json,
)
from plans.parsing.source import Source
from plans.parsing.vocabulary import Term, Vocabulary
from tests.plans.parsing.samples import assert_whole, headings
from tests.plans.parsing.test_any_text import LABELS, LINES, PAGE, PIECES

WORDS = Vocabulary(
    themes=(Term("ip", "知识产权", (("专利", 5.0),)), Term("talent", "人才", (("人才", 2.0),))),
    instruments=(Term("tax", "税收优惠", (("减税", 5.0),)),),
)
POLICY = (
    "一、政策举措\n(一)引进人才。给予补贴。\n(二)保护专利。建立平台。\n设立专利基金。出资一亿元。\n"
    "(三)减免税费。全面减税。\n"
)


def at(text, words, kind, **fields):
    """A ruling about the paragraph, or the place in one, that begins with `words`."""
    start = text.index(words)
    end = text.find("\n", start)
    return Ruling(kind, BareText(text).note(start, end if end >= 0 else len(text)), **fields)


def read(text, *rulings):
    """The document with these rulings."""
    return parse(Source.from_text(text), WORDS, rulings)


def measures(parsed):
    return [(m.code, m.title) for plan in parsed.plans for m in plan.measures]


# --- what each kind does


def test_without_rulings_nothing_is_ruled():
    parsed = read(POLICY)
    assert [code for code, _ in measures(parsed)] == ["pm01", "pm02", "pm03"]
    assert parsed.outcomes == []


def test_plain_text_is_no_heading_any_more():
    parsed = read(POLICY, at(POLICY, "(二)保护", "plain"))
    assert [code for code, _ in measures(parsed)] == ["pm01", "pm03"]
    assert "保护专利" in POLICY[parsed.plans[0].measures[0].start : parsed.plans[0].measures[0].end]
    assert [outcome.state for outcome in parsed.outcomes] == ["obeyed"]


def test_a_paragraph_becomes_a_heading_of_the_level_said():
    parsed = read(POLICY, at(POLICY, "设立专利基金", "heading", level=4))
    assert (4, "", "设立专利基金") in headings(parsed.plans[0])
    assert [(i.code, i.title) for i in parsed.plans[0].measures[1].items] == [("pm02.1", "设立专利基金")]


def test_a_paragraph_becomes_a_measure_with_the_number_given_to_it():
    parsed = read(POLICY, at(POLICY, "设立专利基金", "entry", entry="measure", number=4))
    assert measures(parsed) == [
        ("pm01", "引进人才"), ("pm02", "保护专利"), ("pm04", "设立专利基金"), ("pm03", "减免税费"),
    ]  # fmt: skip
    assert parsed.plans[0].measures[2].themes[0].slug == "ip"


def test_a_heading_may_be_no_measure():
    parsed = read(POLICY, at(POLICY, "(三)减免", "entry", entry="none"))
    assert [code for code, _ in measures(parsed)] == ["pm01", "pm02"]
    assert (2, "(三)", "减免税费") in headings(parsed.plans[0])


def test_a_project_where_the_chapter_says_nothing_of_projects():
    text = "一、保障措施\n(一)加强领导。成立小组。\n(二)建设孵化器。建设十个。\n"
    parsed = read(text, at(text, "(二)", "entry", entry="project"))
    assert [(p.code, p.title, p.rule) for p in parsed.plans[0].projects] == [
        ("p02", "建设孵化器", "project.ruled")
    ]


def test_a_task_said_to_be_one_holds_the_entries_below_it():
    text = "一、保障措施\n(一)加强服务\n1.建窗口。建设窗口。\n2.减流程。减少流程。\n"
    parsed = read(text, at(text, "(一)", "entry", entry="task"))
    assert [task.code for task in parsed.plans[0].tasks] == ["t1"]
    assert [(m.code, m.parent) for m in parsed.plans[0].measures] == [("m1.1", "t1"), ("m1.2", "t1")]


def test_an_item_is_a_part_of_the_measure_it_stands_in():
    parsed = read(POLICY, at(POLICY, "设立专利基金", "item"))
    items = parsed.plans[0].measures[1].items
    assert [(i.code, i.title, POLICY[i.start : i.end]) for i in items] == [
        ("pm02.1", "设立专利基金", "设立专利基金。出资一亿元。")
    ]


def test_an_item_may_be_plain_text_after_all():
    text = "一、政策举措\n(一)服务\n一是建窗口。建设窗口。二是减流程。减少流程。三是降成本。降低成本。\n"
    before = read(text).plans[0].measures[0].items
    after = read(text, at(text, "二是减", "plain")).plans[0].measures[0].items
    assert [i.title for i in before] == ["建窗口", "减流程", "降成本"]
    assert [(i.code, i.title) for i in after] == [("pm01.1", "建窗口"), ("pm01.2", "降成本")]
    assert text[after[0].start : after[0].end].endswith("减少流程。")


def test_split_and_merge_move_the_borders_of_paragraphs():
    text = "一、政策举措\n(一)服务。建设窗口。另行安排人员值守\n并公布电话。\n"
    parsed = read(text, at(text, "另行", "split"), at(text, "并公布", "merge"))
    shown = [text[use.start : use.end] for use in parsed.plans[0].paragraphs]
    assert shown == ["一、政策举措", "(一)服务。建设窗口。", "另行安排人员值守\n并公布电话。"]


def test_a_heading_in_the_middle_of_a_paragraph_begins_one():
    text = "一、政策举措\n(一)服务。建设窗口。(二)人才。给予补贴。\n"
    parsed = read(text, at(text, "(二)", "entry", entry="measure"))
    assert measures(parsed) == [("pm01", "服务"), ("pm02", "人才")]


def test_a_split_keeps_apart_what_the_rules_would_rejoin():
    long = "加快建设面向全社会开放的公共技术服务平台，" * 3 + "不断补充城市公共服务功能"
    text = f"一、政策举措\n(一)平台\n{long}\n短板和弱项方面的问题。\n"
    assert len(read(text).plans[0].paragraphs) == 3
    assert len(read(text, at(text, "短板和", "split")).plans[0].paragraphs) == 4


def test_title_and_label_are_corrected_the_text_is_not():
    parsed = read(POLICY, at(POLICY, "(二)保护", "title", title="保护知识产权", label="(四)"))
    entry = parsed.plans[0].measures[1]
    assert (entry.code, entry.title) == ("pm04", "保护知识产权")
    assert POLICY[entry.start : entry.start + 3] == "(二)"


def test_the_plans_title_is_chosen_and_corrected():
    text = "南山区实施方案\n关于双创的工作安排\n一、政策举措\n(一)服务。建设窗口。\n"
    parsed = read(
        text, at(text, "关于", "plan_title"), at(text, "关于", "title", title="南山区关于双创的工作安排")
    )
    assert [plan.title for plan in parsed.plans] == ["南山区关于双创的工作安排"]


def test_a_second_title_begins_another_plan():
    text = "甲区安排\n一、政策举措\n(一)服务。建设窗口。\n乙区安排\n一、政策举措\n(一)人才。给予补贴。\n"
    parsed = read(text, at(text, "甲区", "plan_title"), at(text, "乙区", "plan_title"))
    assert [plan.title for plan in parsed.plans] == ["甲区安排", "乙区安排"]
    assert measures(parsed) == [("pm01", "服务"), ("pm01", "人才")]


def test_a_plan_ends_where_somebody_says_so():
    text = "某区实施方案\n一、政策举措\n(一)服务。建设窗口。\n附件列表：\n下载.docx\n"
    parsed = read(text, at(text, "附件列表", "end"))
    assert text[parsed.plans[0].start : parsed.plans[0].end].endswith("建设窗口。\n")
    assert [outcome.state for outcome in parsed.outcomes] == ["obeyed"]


def test_a_chapter_has_the_role_said():
    text = "一、奋斗事项\n(一)加强服务\n1.建窗口。建设窗口。\n二、重点工程\n(一)甲工程\n1.子项目。建设。\n"
    parsed = read(text, at(text, "一、奋斗", "role", role="tasks"))
    assert [t.code for t in parsed.plans[0].tasks] == ["t1"]
    assert [(m.code, m.parent) for m in parsed.plans[0].measures] == [("m1.1", "t1")]
    none = read(text, at(text, "二、重点", "role", role=""))
    assert none.plans[0].projects == []


def test_themes_and_instruments_are_chosen_with_a_reason():
    ruling = at(POLICY, "(一)引进", "themes", slugs=("ip", "talent"), reason="按正文首句")
    entry = read(POLICY, ruling).plans[0].measures[0]
    assert [(c.slug, c.rank, c.origin, c.reason) for c in entry.themes] == [
        ("ip", 1, "person", "按正文首句"), ("talent", 2, "person", "按正文首句"),
    ]  # fmt: skip


def test_a_theme_that_the_vocabulary_has_not_is_said():
    parsed = read(POLICY, at(POLICY, "(一)引进", "themes", slugs=("nothing",)))
    assert "ruling.unknown_slug" in [p.kind for p in parsed.plans[0].problems]
    assert [c.slug for c in parsed.plans[0].measures[0].themes] == ["talent"]


def test_a_plan_without_measures_is_doubtful_where_they_may_be_and_one_ruling_helps():
    text = "某市双创方案\n一、总体要求\n(一)思想\n正文。\n二、主要任务\n(一)甲\n正文。\n(二)乙\n正文。\n"
    (doubt,) = (d for d in read(text).plans[0].doubts if d.kind == "plan.empty")
    assert text[doubt.start :].startswith("二、主要任务")
    helped = read(text, at(text, "二、主要", "role", role="policy"))
    assert [code for code, _ in measures(helped)] == ["pm01", "pm02"]


def test_a_doubt_that_is_accepted_is_settled():
    plan = read(POLICY).plans[0]
    doubt = next(d for d in plan.doubts if d.kind == "theme.none")
    accepted = at(POLICY, POLICY[doubt.start : doubt.start + 6], "accept", doubts=("theme.none",))
    settled = [d.settled for d in read(POLICY, accepted).plans[0].doubts if d.kind == "theme.none"]
    assert settled == [True]


def test_a_total_accepted_as_it_is_becomes_an_erratum():
    text = "一、政策举措\n从五个方面推进。\n(一)服务。建设窗口。\n(二)人才。给予补贴。\n"
    assert [p.kind for p in read(text).plans[0].problems] == ["total.differs"]
    plan = read(text, at(text, "五个方面", "accept", doubts=("total.differs",))).plans[0]
    assert plan.problems == []
    assert [e.kind for e in plan.errata] == ["total.differs"]
    assert not plan.totals[0].agrees


def test_a_faulty_copy_that_somebody_judged_is_read_as_text():
    block = (
        "积极推动科技成果转化改革试点在驻区高校院所全面开展，进一步争取实现新的突破和进展，\n"
        "完善成果转化的收益分配机制并加强监督检查工作力度，"
    )
    before = "开头一句说明文字在这里先写上二十多个字作为铺垫，"
    text = f"一、政策举措\n(一)甲\n{before}{block}{block}\n(二)乙\n正文。\n"
    strays = [s for s in read(text).plans[0].sections if s.kind == "stray"]
    assert strays
    place = BareText(text).note(strays[0].start, len(text))
    assert all(s.kind != "stray" for s in read(text, Ruling("plain", place)).plans[0].sections)


def test_in_a_document_without_numbers_one_ruling_leaves_the_others_alone():
    text = (
        "关于支持创新的若干政策\n支持平台建设。对新建平台给予支持。\n其他说明文字没有小标题\n"
        "支持人才引进。对人才给予补贴。\n支持专利。给予补贴。\n"
    )
    assert [c for c, _ in measures(read(text))] == ["pm01", "pm02", "pm03"]
    assert [c for c, _ in measures(read(text, at(text, "支持人才", "plain")))] == ["pm01", "pm03"]
    chapter = read(text, at(text, "其他说明", "heading", level=4))
    assert [c for c, _ in measures(chapter)] == ["pm01", "pm02", "pm03"]


# --- what speaks for one place


def test_the_last_ruling_on_a_place_holds():
    plain = at(POLICY, "设立", "plain")
    parsed = read(POLICY, at(POLICY, "设立", "heading", level=3), plain)
    assert len(parsed.plans[0].sections) == 5
    assert [outcome.state for outcome in parsed.outcomes] == ["replaced", "obeyed"]


@pytest.mark.parametrize(
    ("words", "kind", "fields"),
    [
        ("一、政策", "merge", {}),
        ("一、政策", "item", {}),
        ("设立专利", "title", {"title": "别的"}),
        ("(一)引进", "role", {"role": "tasks"}),
        ("一、政策", "themes", {"slugs": ("ip",)}),
    ],
)
def test_what_cannot_be_obeyed_is_said(words, kind, fields):
    parsed = read(POLICY, at(POLICY, words, kind, **fields))
    assert [outcome.state for outcome in parsed.outcomes] == ["idle"]
    assert [p.kind for p in parsed.plans[0].problems if p.kind.startswith("ruling")] == ["ruling.idle"]
    assert parsed.outcomes[0].text


def test_merge_and_heading_at_once_is_said_and_the_heading_stands():
    parsed = read(POLICY, at(POLICY, "设立", "merge"), at(POLICY, "设立", "heading", level=3))
    assert [outcome.state for outcome in parsed.outcomes] == ["idle", "obeyed"]


# --- finding places again


def place_of(words, text=PAGE):
    start = text.index(words)
    return BareText(text).note(start, text.index("\n", start))


def test_a_place_is_found_where_it_was_noted():
    bare = BareText(PAGE)
    for line in set(LINES):
        start = PAGE.index(line)
        noted = bare.note(start, start + len(line))
        assert bare.find(noted).start == bare.places[[p >= start for p in bare.places].index(True)]


def test_a_text_read_anew_with_other_line_ends_keeps_its_places():
    place = place_of("(一)")
    other = PAGE.replace("\n", "\r\n\r\n　　").replace("(", "（").replace(")", "）")
    found = BareText(other).find(place)
    assert found.exact
    assert other[found.start : found.start + 3] == "（一）"


def test_a_slightly_revised_paragraph_is_found_still():
    text = POLICY.replace("设立专利基金。出资一", "设立专利运营基金。出资两").replace("(二)", "(四)")
    parsed = read(text, at(POLICY, "设立", "entry", entry="measure", number=9), at(POLICY, "(二)", "item"))
    assert ("pm09", "设立专利运营基金") in measures(parsed)
    assert [outcome.state for outcome in parsed.outcomes] == ["obeyed", "obeyed"]


def test_of_the_same_words_the_ones_in_the_same_place_are_meant():
    text = "一、政策举措\n(一)甲\n建立台账。\n(二)乙\n建立台账。\n(三)丙\n建立台账。\n"
    start = text.index("建立台账", text.index("(二)"))
    noted = BareText(text).note(start, start + 5)
    found = read(text.replace("(一)甲\n建立台账。\n", ""), Ruling("item", noted)).outcomes[0]
    assert found.state == "obeyed"


def test_a_place_whose_text_is_gone_is_lost_and_said():
    parsed = read("一、政策举措\n(一)别的事情。全部重新写过。\n", at(POLICY, "设立专利", "item"))
    assert [outcome.state for outcome in parsed.outcomes] == ["lost"]
    assert [p.kind for p in parsed.problems] == ["ruling.lost"]
    assert "设立专利基金" in parsed.problems[0].text


def test_a_short_paragraph_among_others_is_rather_lost_than_mistaken():
    elsewhere = Place("正文。", "某地某事", "另一件事")
    parsed = read("一、政策举措\n甲。\n正文。\n乙。\n", Ruling("plain", elsewhere))
    assert [outcome.state for outcome in parsed.outcomes] == ["lost"]


# --- JSON


def test_rulings_come_back_from_json_as_they_went():
    rulings = [
        at(POLICY, "设立", "heading", level=1, role="tasks", number=3),
        at(POLICY, "(一)", "themes", slugs=("ip",), reason="理由"),
        at(POLICY, "(二)", "accept", doubts=("theme.weak",)),
        at(POLICY, "(三)", "role", role=""),
    ]
    assert from_json(to_json(rulings)) == rulings


@pytest.mark.parametrize(
    "row",
    [
        {},
        None,
        {"kind": "plain"},
        {"kind": "plain", "place": {"quote": " "}},
        {"kind": "plain", "place": {"quote": "字", "nth": 0}},
        {"kind": "plain", "place": {"quote": "字", "page": 1}},
        {"kind": "plain", "place": {"quote": "字"}, "level": 1},
        {"kind": "unheard", "place": {"quote": "字"}},
        {"kind": ["plain"], "place": {"quote": "字"}},
        {"kind": "heading", "place": {"quote": "字"}},
        {"kind": "heading", "place": {"quote": "字"}, "level": True},
        {"kind": "heading", "place": {"quote": "字"}, "level": 2, "role": "tasks"},
        {"kind": "entry", "place": {"quote": "字"}, "entry": "poem"},
        {"kind": "themes", "place": {"quote": "字"}, "slugs": ["a", "a"]},
        {"kind": "title", "place": {"quote": "字"}},
        {"kind": "accept", "place": {"quote": "字"}},
    ],
)
def test_a_ruling_that_makes_no_sense_is_refused_with_a_sentence(row):
    with pytest.raises(RulingError, match="第1条裁定"):
        from_json([row])


# --- any rulings on any text

relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FIELDS = {
    "heading": lambda draw: {"level": draw(st.integers(1, 5)), "number": draw(st.integers(0, 4))},
    "entry": lambda draw: {
        "entry": draw(st.sampled_from(ENTRY_KINDS)),
        "level": draw(st.integers(0, 5)),
        "number": draw(st.integers(0, 4)),
    },
    "title": lambda draw: {
        "title": draw(st.sampled_from(["新名", ""])),
        "label": draw(st.sampled_from(LABELS)),
    },
    "role": lambda draw: {"role": draw(st.sampled_from(["", *ROLE_NAMES]))},
    "themes": lambda draw: {"slugs": (draw(st.sampled_from(["ip", "services", "none"])),)},
    "instruments": lambda draw: {"slugs": (draw(st.sampled_from(["tax", "none"])),)},
    "accept": lambda draw: {"doubts": (draw(st.sampled_from(["orphan", "theme.none", "total.differs"])),)},
}


@st.composite
def rulings_on(draw, text):
    """Rulings on places of `text`, of which some no longer stand there."""
    bare, rulings = BareText(text), []
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(sorted(ASPECTS)))
        starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
        start = draw(st.one_of(st.sampled_from(starts), st.integers(0, len(text))))
        place = bare.note(start, start + draw(st.integers(1, 60)))
        if not place.quote:
            place = Place(draw(st.text(alphabet="一(二)。建设", min_size=1, max_size=8)))
        rulings.append(Ruling(kind, place, **FIELDS.get(kind, lambda draw: {})(draw)))
    return rulings


@st.composite
def texts_with_rulings(draw):
    words = st.text(alphabet="建设平台引人才0123456789,、", max_size=12)
    made = st.lists(st.one_of(PIECES, words), min_size=1, max_size=50)
    lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=20).map("\n".join)
    text = draw(st.one_of(made.map("".join), lines))
    other = draw(st.one_of(st.just(text), lines))
    return text, draw(rulings_on(other))


@relaxed
@given(texts_with_rulings())
def test_any_rulings_on_any_text(case):
    text, rulings = case
    rulings = from_json(to_json(rulings))
    parsed = parse(Source.from_text(text), Vocabulary.read(), rulings)
    assert_whole(parsed, text)
    assert len(parsed.outcomes) == len(rulings)
    assert {outcome.state for outcome in parsed.outcomes} <= {"obeyed", "replaced", "idle", "lost"}
    problems = [problem for plan in (parsed, *parsed.plans) for problem in plan.problems]
    said = [problem for problem in problems if problem.kind in ("ruling.lost", "ruling.idle")]
    wrong = [outcome for outcome in parsed.outcomes if outcome.state in ("idle", "lost")]
    assert len(said) <= len(wrong)
    for outcome in wrong:
        assert outcome.text
