"""What each button rules, and what becomes of the document."""

import pytest

from plans.bench.actions import Refused, pressed, splits_of
from plans.bench.steps import rule
from tests.plans.bench.making import PLAN, bench_of, on_bench

pytestmark = pytest.mark.django_db


def press(intake, at, do, **fields):
    """Press a button of the paragraph that begins with the words `at`; gives the bench afterwards, there."""
    bench = bench_of(intake, at)
    made = pressed(do, fields, bench.row, bench.rows, bench.reading, bench.vocabulary)
    rule(intake.pk, None, bench.intake.rulings_number, made)
    return bench_of(intake, at)


def plan_of(bench):
    return bench.reading.plans[0]


def test_a_measure_gets_the_level_and_the_number_after_those_around_it():
    bench = press(on_bench(), "推动知识产权服务", "entry-measure")
    assert bench.row.kind == "measure"
    assert (bench.row.entry.code, bench.row.entry.parent) == ("m1.3", "t1")
    assert [entry.code for entry in plan_of(bench).measures] == ["m1.1", "m1.2", "m1.3"]


def test_a_task_without_measures_is_doubtful_until_it_has_one():
    intake = on_bench()
    assert "task.empty" in [doubt.kind for doubt in bench_of(intake, "(二)引进").row.unsettled]
    press(intake, "实施人才计划", "entry-measure")
    assert "task.empty" not in [doubt.kind for doubt in bench_of(intake, "(二)引进").row.unsettled]


@pytest.mark.parametrize(
    ("words", "do", "kind"),
    [
        ("推动知识产权服务", "heading-1", "heading"),
        ("推动知识产权服务", "heading-4", "item"),
        ("推动知识产权服务", "item", "item"),
        ("推动知识产权服务", "entry-project", "project"),
        ("1.加大财税", "plain", "plain"),
        ("2.建设众创", "entry-none", "heading"),
        ("为推进创新", "plan_title", "plan_title"),
        ("成立领导小组", "end", "outside"),
        ("(二)引进", "entry-programme", "programme"),
    ],
)
def test_what_a_paragraph_becomes(words, do, kind):
    bench = press(on_bench(), words, do)
    assert bench.row.kind == kind
    assert [outcome.state for outcome in bench.reading.outcomes] == ["obeyed"]


@pytest.mark.parametrize(
    "fields", [{"words": "新增孵化器"}, {"passed": "17"}, {"place": str(PLAN.index("新增孵化器"))}]
)
def test_split_at_words_typed_at_the_caret_or_at_a_place_of_the_list(fields):
    bench = press(on_bench(), "2.建设众创", "split", **fields)
    assert bench.text[bench.row.start : bench.row.end] == "2.建设众创空间。支持建设孵化器。"


def test_the_places_offered_are_the_ends_of_sentences():
    bench = bench_of(on_bench(), "2.建设众创")
    offered = [split.words for split in splits_of(bench.row, bench.text)]
    assert offered == ["支持建设孵化器。新增孵化器10家", "新增孵化器10家以上。"]


def test_merge_makes_one_paragraph():
    bench = press(on_bench(), "建立知识产权快速", "merge")
    assert bench.text[bench.row.start : bench.row.end].startswith("推动知识产权服务\n建立知识产权")


def test_titles_roles_themes():
    intake = on_bench()
    assert press(intake, "1.加大财税", "title", title="加大财政支持").row.entry.title == "加大财政支持"
    assert press(intake, "三、保障", "role", role="policy").row.section.role == "policy"
    entry = press(intake, "1.加大财税", "choices", theme_1="ip", theme_2="talent", reason="按首句").row.entry
    assert [(c.slug, c.origin, c.reason) for c in entry.themes] == [
        ("ip", "person", "按首句"), ("talent", "person", "按首句"),
    ]  # fmt: skip
    assert entry.instruments == [] or entry.instruments[0].origin == "rule"


def test_what_was_taken_for_a_copy_is_read_as_text_wherever_in_it_one_presses():
    block = (
        "积极推动科技成果转化改革试点在驻区高校院所全面开展，进一步争取实现新的突破和进展，\n"
        "完善成果转化的收益分配机制并加强监督检查工作力度，"
    )
    before = "开头一句说明文字在这里先写上二十多个字作为铺垫，"
    text = f"某市双创方案\n一、政策举措\n(一)甲\n{before}{block}{block}\n(二)乙\n正文。\n"
    intake = on_bench(text)
    rows = bench_of(intake).rows
    orphans = [row for row in rows if row.kind == "orphan"]
    assert len(orphans) == 2
    bench = bench_of(intake, orphans[1].start)
    made = pressed("plain", {}, bench.row, bench.rows, bench.reading, bench.vocabulary)
    rule(intake.pk, None, 0, made)
    assert "orphan" not in [row.kind for row in bench_of(intake).rows]


def test_accepting_settles_and_an_accepted_total_becomes_an_erratum():
    intake = on_bench()
    bench = press(intake, "本章从三个方面", "accept")
    assert [doubt.settled for doubt in bench.row.doubts] == [True]
    assert "total.differs" in [erratum.kind for erratum in plan_of(bench).errata]


def test_all_doubts_of_a_kind_at_once():
    intake = on_bench("某市双创方案\n一、政策举措\n" + "".join(f"({n})事项{n}\n落实。\n" for n in "一二三四"))
    assert bench_of(intake).context()["alike"] == [("theme.none", "无主题", 4)]
    bench = press(intake, "(一)", "all-theme.none")
    assert bench.context()["left"] == {}


@pytest.mark.parametrize(
    ("words", "do", "fields", "sentence"),
    [
        ("2.建设", "split", {}, "从哪里分段"),
        ("2.建设", "split", {"words": "没有的字"}, "没有“没有的字”"),
        ("2.建设", "split", {"words": "孵化器"}, "不止一处"),
        ("2.建设", "split", {"place": "3"}, "中间的位置"),
        ("2.建设", "split", {"passed": "9999"}, "中间的位置"),
        ("2.建设", "accept", {}, "没有可以裁定"),
        ("2.建设", "heading-9", {}, "级别"),
        ("2.建设", "heading-x", {}, "不认识的操作"),
        ("2.建设", "entry-poem", {}, "entry"),
        ("2.建设", "role", {"role": "king"}, "章节作用"),
        ("2.建设", "title", {}, "标题或编号"),
        ("2.建设", "dance", {}, "不认识的操作"),
        ("成立领导", "choices", {"theme_1": "ip"}, "只有举措和项目"),
    ],
)
def test_what_makes_no_ruling_is_refused_with_a_sentence(words, do, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        press(on_bench(), words, do, **fields)
