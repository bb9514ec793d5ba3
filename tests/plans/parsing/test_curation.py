"""Reviewed corrections: each lands where it says, or is named."""

import json

import pytest

from plans.parsing.curation import CurationError, curate, read_corrections
from plans.parsing.fixture import rows
from plans.parsing.keys import give_quantity_codes
from plans.parsing.parsed import (
    Choice,
    Entry,
    Mention,
    OrganizationMention,
    ParsedPlan,
    ParsedSource,
    Quantity,
    Section,
)
from plans.parsing.source import Source
from plans.parsing.vocabulary import MetricTerm, Term, Vocabulary

TEXT = (
    "南山区工作方案\n一、任务\n举措1:建设孵化器\n依托腾讯公司建设孵化器10家,引进人才20人。\n"
    "再建孵化器10家。\n"
)
VOCABULARY = Vocabulary(
    themes=(Term("carriers", "载体"), Term("talent", "人才"), Term("ip", "知识产权")),
    instruments=(Term("funding", "资金"), Term("technology", "科技")),
    metrics=(MetricTerm("incubators", "孵化器"), MetricTerm("talents", "人才")),
)


@pytest.fixture
def parsed():
    source = Source.from_text(TEXT, "a.txt")
    plan = ParsedPlan("南山区工作方案", 0, len(TEXT), "nanshan")
    start = TEXT.index("举措1")
    plan.sections = [
        Section("0", "", 0, "", plan.title, 1, 0, 7, 8, kind="root"),
        Section("1", "0", 1, "一、", "任务", 2, 8, 12, start),
        Section("1-1", "1", 3, "举措1:", "建设孵化器", 3, start, start + 9, len(TEXT)),
    ]
    entry = Entry("measure", "m01", "举措1:", "建设孵化器", "1-1", 3, start, len(TEXT), start + 9)
    entry.themes = [Choice("carriers", 1, ["孵化器"], "theme.words")]
    entry.instruments = [Choice("funding", 1, ["建设"], "instrument.words")]
    plan.measures = [entry]
    at = TEXT.index("10家")
    mention = Mention(at, at + 3, "1-1", "m01")
    plan.quantities = [
        Quantity("baseline", "孵化器", "=", "level", "10", 10.0, "家", [mention], metric="incubators")
    ]
    at = TEXT.index("腾讯")
    plan.organizations = [OrganizationMention("腾讯公司", at, at + 4, "1-1", "m01", rule="org.suffix")]
    give_quantity_codes(plan.quantities)
    return ParsedSource(source, [plan])


def correct(parsed, *corrections):
    """Apply {code, field, value} with a reason; gives what was needless."""
    text = json.dumps([{"reason": "原文如此"} | correction for correction in corrections])
    return curate([parsed], read_corrections(text), VOCABULARY)


def the_code(parsed):
    return f"nanshan-{parsed.plans[0].quantities[0].code}"


def test_themes_are_set_with_their_reason(parsed):
    value = ["talent", "carriers"]
    assert correct(parsed, {"code": "nanshan-m01", "field": "themes", "value": value}) == []
    first, second = parsed.plans[0].measures[0].themes
    assert (first.slug, first.rank, first.origin, first.reason) == ("talent", 1, "curated", "原文如此")
    assert (second.slug, second.rank, second.words) == ("carriers", 2, ["孵化器"])


def test_a_correction_that_repeats_the_rules_is_named(parsed):
    needless = correct(
        parsed,
        {"code": "nanshan-m01", "field": "instruments", "value": ["funding"]},
        {"code": the_code(parsed), "field": "basis", "value": "level"},
        {"code": "nanshan-m01", "field": "organizations", "value": {"add": [{"name": "腾讯公司"}]}},
    )
    assert len(needless) == 3
    assert needless[0] == "第1条校订（nanshan-m01 的 instruments）：规则的结果已经如此，可以删去。"
    assert parsed.plans[0].measures[0].instruments[0].origin == "rule"


def test_an_organization_is_added_at_its_quote_and_removed_by_name(parsed):
    value = {"remove": ["腾讯公司"], "add": [{"name": "深圳市腾讯公司", "quote": "腾讯公司", "line": 4}]}
    correct(parsed, {"code": "nanshan-m01", "field": "organizations", "value": value})
    (mention,) = parsed.plans[0].organizations
    assert TEXT[mention.start : mention.end] == "腾讯公司"
    assert (mention.name, mention.entry, mention.section) == ("深圳市腾讯公司", "m01", "1-1")
    assert (mention.origin, mention.reason) == ("curated", "原文如此")


def test_a_quantity_is_corrected_field_by_field_and_keeps_its_code(parsed):
    code = the_code(parsed)
    correct(
        parsed,
        {"code": code, "field": "kind", "value": "target", "reason": "是目标"},
        {"code": code, "field": "number", "value": 12, "reason": "看错"},
    )
    (quantity,) = parsed.plans[0].quantities
    assert (quantity.kind, quantity.number, quantity.reason) == ("target", 12, "是目标；看错")
    assert the_code(parsed) == code


def test_a_masked_quantity_has_no_number(parsed):
    correct(parsed, {"code": the_code(parsed), "field": "masked", "value": True})
    assert parsed.plans[0].quantities[0].number is None


def test_a_quantity_is_dropped(parsed):
    correct(parsed, {"code": the_code(parsed), "field": "drop", "value": True})
    assert parsed.plans[0].quantities == []


def added(quote, **values):
    value = {"kind": "target", "metric_text": "人才", "value": "20", "number": 20, "unit": "人"}
    return {"code": "nanshan-m01", "field": "add", "value": value | {"quote": quote} | values}


def test_a_quantity_is_added_at_its_quote(parsed):
    correct(parsed, added("引进人才20人", metric="talents", basis="increment"))
    quantity = parsed.plans[0].quantities[1]
    (mention,) = quantity.mentions
    assert TEXT[mention.start : mention.end] == "引进人才20人"
    assert (mention.entry, quantity.metric, quantity.origin) == ("m01", "talents", "curated")
    codes = [row["fields"]["code"] for row in rows(parsed, "a", "", parsed.plans[0], VOCABULARY)
             if row["model"] == "measures.quantity"]  # fmt: skip
    assert len(set(codes)) == 2


def test_adding_what_the_rules_have_found_is_needless(parsed):
    again = added("建设孵化器10家", line=4, kind="baseline", value="10", metric_text="孵化器")
    assert len(correct(parsed, again)) == 1
    assert len(parsed.plans[0].quantities) == 1


def test_mentions_are_added_and_two_quantities_become_one(parsed):
    again = {"quote": "孵化器10家", "line": 5}
    correct(parsed, {"code": the_code(parsed), "field": "mentions", "value": {"add": [again]}})
    assert len(parsed.plans[0].quantities[0].mentions) == 2
    correct(parsed, added("引进人才20人"))
    other = f"nanshan-{parsed.plans[0].quantities[1].code}"
    correct(parsed, {"code": the_code(parsed), "field": "merge", "value": other})
    (quantity,) = parsed.plans[0].quantities
    assert [TEXT[m.start : m.end] for m in quantity.mentions] == ["10家", "引进人才20人", "孵化器10家"]


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [
        ({"code": "nanshan-m09", "field": "themes", "value": ["ip"]}, "没有这个编码的举措或项目"),
        ({"code": "haidian-m01", "field": "themes", "value": ["ip"]}, "没有这个方案"),
        ({"code": "nanshan-m01", "field": "themes", "value": ["nonsense"]}, "词表里没有 nonsense"),
        ({"code": "nanshan-m01", "field": "themes", "value": []}, "一至三个标识"),
        ({"code": "nanshan-m01", "field": "themes", "value": ["ip", "ip"]}, "同一标识出现两次"),
        ({"code": "nanshan-t-000000", "field": "basis", "value": "rate"}, "没有这个编码的指标数值"),
        (
            {"code": "nanshan-m01", "field": "organizations", "value": {"remove": ["华为"]}},
            "没有读出机构“华为”",
        ),
        (added("引进人才30人"), "原文此处没有“引进人才30人”"),
        (added("10家"), "“10家”在此处出现2次，请写明 line"),
        (added("引进人才20人", basis="much"), "basis 只能是"),
        (added("引进人才20人", metric="none"), "词表里没有指标 none"),
        (added("引进人才20人", colour="红"), "不认识 colour"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_named(parsed, correction, sentence):
    with pytest.raises(CurationError) as error:
        correct(parsed, correction)
    assert sentence in str(error.value)
    assert str(error.value).startswith(f"第1条校订（{correction['code']} 的 {correction['field']}）")


def test_all_that_is_wrong_is_said_at_once(parsed):
    missing = {"field": "themes", "value": ["ip"]}
    with pytest.raises(CurationError) as error:
        correct(parsed, {"code": "nanshan-m08", **missing}, {"code": "nanshan-m09", **missing})
    assert len(error.value.sentences) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[", "不是有效的 JSON"),
        ("{}", "应是一个列表"),
        ('[{"code": "a", "field": "themes", "value": []}]', "第1条校订：缺少 reason"),
        ('[{"code": "a", "field": "themes", "value": [], "reason": ""}]', "应是不空的文字"),
        ('[{"code": "a", "field": "colour", "value": 1, "reason": "b"}]', "不认识的 field “colour”"),
        ('[{"code": "a", "field": "drop", "value": 1, "reason": "b", "who": 1}]', "多出 who"),
    ],
)
def test_a_file_that_is_not_well_formed_is_refused(text, sentence):
    with pytest.raises(CurationError, match="校订") as error:
        read_corrections(text)
    assert sentence in str(error.value)


def test_one_field_is_corrected_once():
    row = {"code": "a", "field": "themes", "value": ["ip"], "reason": "b"}
    with pytest.raises(CurationError, match="与第1条重复"):
        read_corrections(json.dumps([row, row]))
