"""Parsed plans → fixture rows: true offsets, parents first, stable codes, text that can be reviewed."""

import json
from dataclasses import replace

import pytest

from plans.parsing import parse, read
from plans.parsing.fixture import UnknownBase, decimal_text, dumps, rows, slug_of
from plans.parsing.keys import give_quantity_codes
from plans.parsing.organization_kinds import KINDS, organization_kind
from plans.parsing.parsed import Mention, Quantity
from plans.parsing.vocabulary import DEFAULT_PATH, Vocabulary

SOURCE = DEFAULT_PATH.parent / "sources" / "双创示范基地工作方案.txt"


@pytest.fixture(scope="module")
def source():
    return read(SOURCE)


@pytest.fixture(scope="module")
def fixtures(source):
    """{base: fixture rows} of the three plans as the rules alone read them."""
    vocabulary = Vocabulary.read()
    parsed = parse(source, vocabulary)
    return {plan.slug: rows(parsed, SOURCE.name, "0" * 64, plan, vocabulary) for plan in parsed.plans}


def of(fixture, model):
    return [row["fields"] for row in fixture if row["model"] == model]


def test_the_counts_of_the_three_plans(fixtures):
    everything = [row for fixture in fixtures.values() for row in fixture]
    kinds = [fields["kind"] for fields in of(everything, "measures.entry")]
    assert len(of(everything, "plans.workplan")) == 3
    assert len(of(everything, "measures.task")) == 18
    assert len(of(everything, "measures.programme")) == 21
    assert (kinds.count("measure"), kinds.count("project")) == (61, 64)


def test_every_quote_is_the_text_at_its_place(fixtures, source):
    checked = 0
    for fixture in fixtures.values():
        for row in fixture:
            fields = row["fields"]
            quote = fields.get("text", fields.get("quote"))
            if quote is not None:
                assert source.text[fields["start"] : fields["end"]] == quote, row
                assert source.line_at(fields["start"]).number == fields["line"], row
                checked += 1
    assert checked > 800


def test_the_sections_joined_are_the_plan(fixtures, source):
    for fixture in fixtures.values():
        (plan,) = of(fixture, "plans.workplan")
        joined = "".join(section["text"] for section in of(fixture, "plans.section"))
        assert joined == source.text[plan["start"] : plan["end"]]


def test_parents_come_before_what_points_at_them(fixtures):
    vocabulary = json.loads(DEFAULT_PATH.read_text(encoding="utf-8"))
    names = {row["fields"].get(field) for row in vocabulary for field in ("slug", "name")}
    for fixture in fixtures.values():
        known = {(name,) for name in names}
        for row in fixture:
            fields = row["fields"]
            for value in fields.values():
                if isinstance(value, list):
                    assert tuple(value) in known, row
            known |= {(fields[name],) for name in ("slug", "code", "name") if name in fields}
            if row["model"] == "plans.section":
                known.add((fields["plan"][0], fields["key"]))


def test_codes_begin_with_the_base(fixtures):
    for base, fixture in fixtures.items():
        codes = [row["fields"]["code"] for row in fixture if "code" in row["fields"]]
        assert len(codes) == len(set(codes))
        assert all(code.startswith(f"{base}-") for code in codes)


def test_parsing_again_gives_the_same_rows(fixtures):
    vocabulary = Vocabulary.read()
    parsed = parse(read(SOURCE), vocabulary)
    for plan in parsed.plans:
        assert rows(parsed, SOURCE.name, "0" * 64, plan, vocabulary) == fixtures[plan.slug]


def test_one_field_a_line_and_back(fixtures):
    text = dumps(fixtures["nanshan"])
    assert json.loads(text) == fixtures["nanshan"]
    assert text.endswith("\n")
    fields = sum(len(row["fields"]) for row in fixtures["nanshan"])
    assert sum(line.startswith("   ") for line in text.split("\n")) == fields
    assert '   "title": "探索先行先试改革举措",' in text


def test_an_unknown_base_is_refused_with_a_sentence(source):
    parsed = parse(source, Vocabulary())
    with pytest.raises(UnknownBase, match=r"词表里没有“.*”的示范基地"):
        rows(parsed, "a.txt", "", parsed.plans[0], Vocabulary())


def quantity(start, **values):
    values = {"value": "10", "number": 10.0, "unit": "家"} | values
    mention = Mention(start, start + 2, "2-1")
    return Quantity("target", "孵化器", ">=", "level", mentions=[mention], **values)


def coded(*quantities):
    give_quantity_codes(quantities)
    return [quantity.code for quantity in quantities]


def test_a_quantitys_code_comes_from_what_it_says_not_from_where_it_stands():
    assert coded(quantity(5)) == coded(quantity(500)) == coded(quantity(5, period="每年"))
    assert coded(quantity(5)) != coded(quantity(5, value="11"))
    assert coded(quantity(5))[0].startswith("t-")


def test_of_two_that_say_the_same_the_earlier_has_no_ordinal():
    second, first = coded(quantity(50), quantity(5))
    assert second == f"{first}-2"


def test_codes_once_given_stay():
    first = quantity(5)
    (code,) = coded(first)
    corrected = replace(first, value="12")
    assert coded(corrected, quantity(9)) == [code, f"{code}-2"]


@pytest.mark.parametrize(
    ("number", "text"), [(21.5, "21.5"), (100.0, "100"), (1e12, "1000000000000"), (0, "0")]
)
def test_numbers_are_plain_decimals(number, text):
    assert decimal_text(number) == text


def test_an_organizations_slug_can_stand_in_an_address():
    assert slug_of("中国科学院深圳先进技术研究院") == "中国科学院深圳先进技术研究院"
    assert slug_of("A/B 公司?") == "A-B-公司-"


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row[0])
def test_each_kind_of_organization_by_its_example(row):
    assert organization_kind(row[2]) == row[0]
