"""Organizations in running text: found whole, by their right names, and nothing else taken for one."""

import re
from itertools import pairwise

import pytest

from plans.parsing.extract import agencies, organizations
from plans.parsing.extract.geography import Place
from plans.parsing.extract.organizations import find_organizations
from plans.parsing.parsed import Entry, ParsedPlan
from plans.parsing.source import Source
from plans.parsing.vocabulary import BaseTerm, OrganizationTerm, Vocabulary

KNOWN = Vocabulary(
    bases=(BaseTerm("nanshan", ("深圳市南山区", "南山")),),
    organizations=(
        OrganizationTerm("腾讯"),
        OrganizationTerm("北京大学", ("北大",)),
        OrganizationTerm("长安汽车", ("长安",)),
        OrganizationTerm("TCL"),
    ),
)


def mentions(text, vocabulary=KNOWN, title="深圳市南山区工作方案"):
    measure = Entry("measure", "m01", "一", "标题", "1", 1, 0, len(text), 0)
    source, plan = Source.from_text(text), ParsedPlan(title, 0, len(text), measures=[measure])
    return source, find_organizations(source, plan, vocabulary)


def printed(text, vocabulary=KNOWN):
    source, found = mentions(text, vocabulary)
    return [source.text[mention.start : mention.end] for mention in found]


@pytest.mark.parametrize("rule", [*organizations.SUFFIXES, *organizations.LISTS, *agencies.RULES])
def test_every_rule_finds_its_example(rule):
    _, found = mentions(f"支持{rule[-1]}开展合作。", Vocabulary())
    assert f"organization.{rule[0]}" in {mention.rule for mention in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持推广北京协同创新研究院等模式", ["北京协同创新研究院"]),
        ("依托国家专利技术(深圳)展示交易中心平台", ["国家专利技术(深圳)展示交易中心"]),
        ("推进国家机器人检测与评定中心(重庆),建设", ["国家机器人检测与评定中心(重庆)"]),
        ("支持清华大学与香港浸会大学深圳研究院合作", ["清华大学", "香港浸会大学深圳研究院"]),
        ("大公司与上汽集团共建", ["上汽集团"]),
        ("加速推动易宠科技、微标科技和天极网等一批科技型企业", ["易宠科技", "微标科技", "天极网"]),
        ("以松禾资本、厚德资本为代表的基金", ["松禾资本", "厚德资本"]),
        ("成员包括市发展改革委、科技创新委、科协", ["市发展改革委", "科技创新委", "科协"]),
        ("以中央财经大学科技金融产业园为中心", ["中央财经大学"]),
        ("鼓励以德赛科技、TCL为代表", ["德赛科技", "TCL"]),
    ],
)
def test_whole_name(text, expected):
    assert printed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "吸引大学生和高等院校、科研院所、各类研究院入驻",
        "建设产业技术研究院、国家重点实验室和企业技术中心",
        "设立消费金融公司、汽车金融公司、金融租赁公司等金融机构",
        "引导各类双创协会、联盟等行业组织和第三方服务机构参与",
        "支持银行和保险公司、上市公司开发新产品",
        "发展新能源汽车、智能制造、生物医药等企业",
        "举办50家跨国公司参加的大赛",
        "示范区教育局面的改善",
        "推动行业协会、商会发展",
    ],
)
def test_general_words_are_no_organization(text):
    assert printed(text) == []


def test_alias_gives_the_canonical_name_and_keeps_what_is_printed():
    source, found = mentions("拥有以北大、清华为代表的高等院校")
    north = found[0]
    assert (north.name, source.text[north.start : north.end]) == ("北京大学", "北大")


def test_a_short_alias_counts_only_in_a_list():
    assert printed("在长安街沿线") == []
    assert printed("鼓励长安、腾讯等") == ["长安", "腾讯"]


def test_a_longer_name_wins():
    assert printed("依托北京大学深圳研究生院办学") == ["北京大学深圳研究生院"]


def test_relative_names_are_completed_from_the_title():
    _, found = mentions("建立区政法委、检察院和区科技创新局的联席会议")
    assert [mention.name for mention in found] == [
        "深圳市南山区政法委",
        "深圳市南山区检察院",
        "深圳市南山区科技创新局",
    ]


def test_what_stands_in_a_note_is_left_to_responsibility():
    assert printed("支持研发。(责任单位:市科技局)") == []


def test_the_entry_and_the_place_are_kept():
    source, found = mentions("与腾讯合作")
    assert [(m.entry, source.text[m.start : m.end]) for m in found] == [("m01", "腾讯")]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("深圳市南山区双创示范基地建设工作方案", ("", "深圳市", "深圳市南山区")),
        ("重庆两江新区建设国家双创示范基地工作方案", ("重庆市", "重庆市", "重庆两江新区")),
        ("江西省九江市修水县招商引资政策", ("江西省", "九江市", "修水县")),
        ("国务院办公厅关于印发方案的通知", ("", "", "")),
        ("全面推进示范区建设工作方案", ("", "", "")),
    ],
)
def test_place_of_a_title(title, place):
    found = Place.of_title(title)
    assert (found.province, found.city, found.area) == place


def test_names_are_completed_only_when_the_place_is_known():
    assert Place.of_title("工作方案").complete("市财政局") == "市财政局"
    assert Place.of_title("苏州市方案").complete("市场监管局") == "市场监管局"
    assert Place.of_title("贵州省方案").complete("团省委") == "共青团贵州省委"


def test_spans_lie_in_the_plan_and_do_not_overlap():
    source, found = mentions("支持北京大学深圳研究生院、腾讯、市财政局与上汽集团、松禾资本合作。" * 20)
    assert len(found) >= 60
    for before, after in pairwise(found):
        assert 0 <= before.start < before.end <= after.start
    assert not any(re.search(r"[、。]", source.text[m.start : m.end]) for m in found)
