"""What a reader finds when sentences of many kinds are read for quantities."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.parsing.extract.quantities import find_quantities
from plans.parsing.parsed import Finding, ParsedPlan, Section
from plans.parsing.source import Source
from plans.parsing.vocabulary import MetricTerm, Vocabulary


def plan_of(text, role="tasks", title="重点工作", plan_title="工作方案"):
    sections = [
        Section("0", "", 0, "", "", 1, 0, 0, 0, kind="root"),
        Section("1", "0", 1, "", title, 1, 0, 0, len(text), role=role),
    ]
    return ParsedPlan(plan_title, 0, len(text), sections=sections)


def read(text, vocabulary=None, **place):
    return find_quantities(Source.from_text(text), plan_of(text, **place), vocabulary or Vocabulary())


def said(text, **place):
    """(kind, bound, basis, value, unit) of every quantity in `text`."""
    return [(q.kind, q.bound, q.basis, q.value, q.unit) for q in read(text, **place)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增高新技术企业100家以上。", ("target", ">=", "increment", "100", "家")),
        ("小微企业数量达到21.5万家。", ("target", "=", "level", "21.5", "万家")),
        ("发明专利授权量年均增速达到5%左右。", ("target", "~", "rate", "5", "%")),
        ("高新技术产业增加值占全区GDP比重达62%。", ("target", "=", "share", "62", "%")),
        ("单次审批时间由3个工作日缩短至半小时。", ("target", "=", "change", "半", "小时")),
        ("到账平均时间压缩至2个工作日。", ("target", "<=", "level", "2", "个工作日")),
        ("科技创新类企业达到20XX家。", ("target", "=", "level", "20XX", "家")),
        ("每年培育5—10个夜间消费街区。", ("target", "=", "level", "5—10", "个")),
        ("到2030年，经济总量翻一番。", ("target", "=", "change", "翻一番", "")),
        ("增速比三季度提高5个百分点以上。", ("target", ">=", "change", "5", "个百分点")),
        ("确保夏粮产量不低于500万吨。", ("target", ">=", "level", "500", "万吨")),
        ("10月10日前，推动停产的90户企业复产达产。", None),
        ("给予最高不超过20万元的补贴。", ("support", "<=", "level", "20", "万元")),
        ("补助年限最长不超过三年。", ("support", "<=", "level", "三", "年")),
        ("按其新增研发投入的10%给予奖励。", ("support", "=", "share", "10", "%")),
        ("截至2022年底，已累计改造老旧小区120个。", ("baseline", "=", "level", "120", "个")),
        ("加快已开工项目进度，项目前期手续办结率达到90%。", ("target", "=", "share", "90", "%")),
        ("统筹专项资金安排6亿元，对参展企业给予补贴。", ("target", "=", "level", "6", "亿元")),
        ("给予再贷款支持，全年新增小微贷款700亿元。", ("target", "=", "increment", "700", "亿元")),
        ("发放文旅消费券800万元。", ("target", "=", "level", "800", "万元")),
        ("为每人发放200元消费券。", ("support", "=", "level", "200", "元")),
        ("城乡居民收入比缩小至2.3∶1以内。", ("target", "<=", "level", "2.3∶1", "")),
        ("为30万妇女免费开展筛查。", ("target", "=", "level", "30", "万")),
        ("每个乡镇至少建成一所托育机构。", ("target", ">=", "level", "一", "所")),
        ("推出4部以上艺术精品。", ("target", ">=", "level", "4", "部")),
        ("新增50亿元企业2家。", ("target", "=", "increment", "2", "家")),
        ("保障性租赁住房占新增住房供应总量的比例力争达到30%以上。", ("target", ">=", "share", "30", "%")),
        ("公积金贷款最高额度提高至90万元。", ("support", "<=", "level", "90", "万元")),
        ("算力规模达到300EFLOPS。", ("target", "=", "level", "300", "EFLOPS")),
        ("覆盖率每年提升1~3个百分点。", ("target", "=", "change", "1~3", "个百分点")),
    ],
)
def test_one_quantity(text, expected):
    found = said(text)
    assert len(found) == 1
    if expected:
        assert found[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "单位价值不超过100万元的，允许一次性计入当期成本费用。",
        "为65岁以上老年人提供服务。",
        "根据国办发〔2016〕35号文件，结合第9次会议要求，制定本方案。",
        "2022年10月10日前完成。",
        "拨打电话12345678咨询。",
        "等6项试点政策已推广至全国。",
        "构建“15分钟健身圈”。",
        "对75个已命名的乡村进行跟踪指导。",
        "线下推出25个众创空间共50万平方米免费办公载体。",
        "长度为7.2公里的中关村大街焕发活力。",
        "杭州、宁波等6个重点片区。",
        "在疫情解除后15日内复产的，优先支持。",
        "个人住房公积金贷款利率下调0.25个百分点。",
        "阳台进深由不应大于1.6米调整为不应大于2.1米。",
        "预售形象进度达到三分之一以上，可办理预售。",
        "最迟付款时间不得超过一年。",
        "允许下调商业比例至5%以下。",
        "年度新增服务企业6家以上，营业额达到300万元的，给予支持。",
        "推广5G、千兆光网等应用。",
        "实施“暖企”22条。",
        "加强县级以上千吨万人水源地整治。",
    ],
)
def test_no_quantity(text):
    assert said(text) == []


def test_two_values_handed_out_in_turn():
    found = read("中小学生近视率和肥胖率分别控制在30%和8%以下。")
    assert [(q.metric_text, q.bound, q.number) for q in found] == [
        ("中小学生近视率", "<=", 30),
        ("肥胖率", "<=", 8),
    ]


def test_a_list_carries_its_verb_on():
    found = read("新增领军人才30人以上、青年工程师200名、技能人才6万名。")
    assert [(q.metric_text, q.number, q.unit, q.basis) for q in found] == [
        ("领军人才", 30, "人", "increment"),
        ("青年工程师", 200, "名", "increment"),
        ("技能人才", 6, "万名", "increment"),
    ]


def test_only_the_second_number_is_promised():
    found = read("四季度在建的700个重点项目完成投资90亿元，其中建成项目12个、完成投资8亿元。")
    assert [q.number for q in found] == [90, 12, 8]
    assert {q.period for q in found} == {"四季度"}


def test_everything_reported_in_the_foundation_chapter_is_a_baseline():
    text = "2015年，拥有国家级高新技术企业1641家，占全市的1/3；创客空间企业近20XX家，活动上百种。"
    found = read(text, role="foundation", title="基础条件")
    assert {q.kind for q in found} == {"baseline"}
    assert [(q.value, q.bound, q.number, q.masked) for q in found] == [
        ("1641", "=", 1641, False),
        ("1/3", "=", 0.333333, False),
        ("20XX", "~", None, True),
        ("上百", ">=", 100, False),
    ]
    assert found[1].plain_unit == "%"
    assert found[2].plain is None


def test_conditions_of_entry_and_rules_of_a_regulation_promise_nothing():
    text = "投资达200万元/亩，亩均税收不低于20万元。"
    assert said(text, title="项目准入条件") == []
    assert said("预算中安排的经费增长不低于10%。", plan_title="青年创新创业促进条例") == []


def test_a_title_that_only_mentions_conditions_is_no_list_of_terms():
    title = "支持符合条件的企业参加展会"
    assert [q.number for q in read("新增外贸企业12家。", title=title)] == [12]
    assert [q.number for q in read("新增外贸企业12家。", title="放宽准入条件")] == [12]
    assert said("新增外贸企业12家。", title="申报条件") == []


def test_what_a_bracket_limits_in_a_sentence_that_grants_is_no_target():
    found = said("硕士补贴标准为300元/平方米（不超过4万元），由财政给予。")
    assert "target" not in [row[0] for row in found]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("到20XX年底，新增挂牌上市企业20家以上。", "到20XX年底"),
        ("每年帮助200家以上企业获得科技金融支持。", "每年"),
        ("自20XX年起，连续3年，财政每年出资3亿元设立专项资金。", "自20XX年起,连续3年,每年"),
        ("到2025年，建成智慧岛30个。培育示范企业20家以上。", "到2025年"),
        ("覆盖率2035年达到75%以上。", "2035年"),
    ],
)
def test_period(text, period):
    assert {q.period for q in read(text)} == {period}


def test_the_lead_sentence_of_the_goals_sets_the_period_of_what_follows():
    text = "力争到20XX年，工作目标如下：\n——载体。面积达到20万平方米。\n——主体。新增企业100家以上。"
    assert {q.period for q in read(text, role="approach", title="发展目标")} == {"到20XX年"}


def test_the_plain_value_is_in_the_plain_unit():
    (found,) = read("小微企业数量达到21.5万家。")
    assert (found.number, found.unit, found.plain, found.plain_unit) == (21.5, "万家", 215000, "家")


def test_said_twice_is_one_quantity_with_two_mentions():
    vocabulary = Vocabulary(metrics=(MetricTerm("platforms", "科研平台数量", "家", ("(?:新增)?科研平台",)),))
    text = "新增科研平台50家以上。\n到2020年底，新增科研平台50家以上。\n新增科研平台60家以上。"
    first, second = read(text, vocabulary)
    assert (first.metric, len(first.mentions), first.period) == ("platforms", 2, "到2020年底")
    assert second.number == 60


def test_a_metric_in_percent_is_not_given_to_a_stock():
    vocabulary = Vocabulary(metrics=(MetricTerm("area", "面积", "平方米", ("绿地面积",)),))
    assert [q.metric for q in read("绿地面积达到25%。", vocabulary)] == [""]
    assert [q.metric for q in read("绿地面积达到25万平方米。", vocabulary)] == ["area"]


def test_a_wording_that_is_no_expression_does_no_harm():
    terms = (MetricTerm("bad", "坏", "家", ("(",)), MetricTerm("good", "好", "家", ("孵化器",)))
    vocabulary = Vocabulary(metrics=terms)
    assert [q.metric for q in read("新增孵化器15家。", vocabulary)] == ["good"]


def test_a_second_copy_is_not_counted():
    text = "给予最高20万元的补贴。\n给予最高20万元的补贴。"
    plan = plan_of(text)
    plan.errata = [Finding("text.duplicate", 2, text.index("\n") + 1, len(text), "")]
    (found,) = find_quantities(Source.from_text(text), plan, Vocabulary())
    assert len(found.mentions) == 1


def test_mentions_quote_the_source_to_the_letter():
    text = "一、发展目标\n国家“千人计划”①专家达到１６９名(个)以上，引进人才（团队）１．５万名。"
    source = Source.from_text(text)
    quotes = [source.text[m.start : m.end] for q in read(text) for m in q.mentions]
    assert quotes == ["国家“千人计划”①专家达到１６９名(个)以上", "引进人才（团队）１．５万名"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"1%、，。(）“”由至的和\n;岁-家万",
                *("新增", "20XX", "亿元", "达到", "分别", "到2025年", "给予", "不超过", "一半", "翻番"),
                *("千余", "1/3", "占全国"),
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_read_without_an_error(text):
    source = Source.from_text(text)
    for quantity in find_quantities(source, plan_of(text), Vocabulary()):
        assert quantity.number_to is None or quantity.number_to >= quantity.number
        assert quantity.masked == (quantity.number is None)
        for mention in quantity.mentions:
            assert 0 <= mention.start < mention.end <= len(text)


def test_the_seed_page_holds_its_quantities():
    from plans.parsing import parse

    folder = Path(__file__).resolve().parents[4] / "fixtures" / "sources"
    text = (folder / "双创示范基地工作方案.txt").read_bytes().decode("utf-8")
    parsed = parse(Source.from_text(text))
    kinds = [
        {kind: sum(q.kind == kind for q in plan.quantities) for kind in ("target", "baseline", "support")}
        for plan in parsed.plans
    ]
    assert kinds == [
        {"target": 7, "baseline": 26, "support": 0},
        {"target": 16, "baseline": 28, "support": 7},
        {"target": 19, "baseline": 66, "support": 2},
    ]
    assert [sum(q.masked for q in plan.quantities) for plan in parsed.plans] == [2, 3, 0]
    platforms = next(
        q for q in parsed.plans[1].quantities if q.metric == "municipal-rd-platforms" and q.kind == "target"
    )
    assert [m.entry for m in platforms.mentions] == ["", "p01"]
    shared = {"gdp", "rd-share-gdp", "high-tech-enterprises"}
    assert {q.metric for q in parsed.plans[1].quantities} >= shared
    assert {q.metric for q in parsed.plans[0].quantities} >= shared
    assert {q.metric for q in parsed.plans[2].quantities} & shared == {"high-tech-enterprises"}
