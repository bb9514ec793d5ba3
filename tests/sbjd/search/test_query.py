"""What is typed is understood, or read as plain words and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.query import MOST_PARTS, TITLE, Narrowing, Prefix, Query, parse

BASES = {"南山": ("nanshan", "深圳市南山区"), "海淀": ("haidian", "北京市海淀区")}
PREFIXES = {**TITLE, "基地": Prefix("base", BASES.get, "示范基地")}
QUOTES = "引号没有成对，已按普通词检索。"
MINUS = "单独的减号已忽略；要排除一个词，请把一个减号紧接在它前面。"
NOTHING = "只有标点符号，没有可检索的字词。"


def read(text):
    """Each part in a short form: -x excluded, x! exact, x@title, base=nanshan."""
    parts = []
    for part in parse(text, PREFIXES).parts:
        if isinstance(part.asked, Narrowing):
            words = f"{part.asked.key}={part.asked.value}"
        else:
            words = part.asked.text + "!" * part.asked.exact + (part.asked.field and f"@{part.asked.field}")
        parts.append("-" * part.excluded + words)
    return parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("知识产权　质押 质押", ["知识产权", "质押"]),
        ("“成果 转化”贷款", ["成果 转化!", "贷款"]),
        ('a "b c" ＂d e＂', ["a", "b c!", "d e!"]),
        ("众创 -补贴 －贴息 −税", ["众创", "-补贴", "-贴息", "-税"]),
        ("-“研发 补贴”", ["-研发 补贴!"]),
        ("互联网-医疗 co-working nanshan-m05", ["互联网-医疗", "co-working", "nanshan-m05"]),
        ("标题:众创 标题：“创客 空间”", ["众创@title", "创客 空间!@title"]),
        ("-标题:众创", ["-众创@title"]),
        ("标题: 众创 标题：　创客", ["众创@title", "创客@title"]),
        ("标题:-众创 基地: -南山", ["-众创@title", "-base=nanshan"]),
        ("基地:南山 基地：海淀", ["base=nanshan", "base=haidian"]),
        ("基地:南山、海淀 质押", ["base=nanshan", "base=haidian", "质押"]),
        ("-基地:“南山” 质押", ["-base=nanshan", "质押"]),
        ("说明:质押", ["说明:质押"]),
        ("〔2016〕35号", ["[2016]35号"]),
        ("ＶＲ①技术", ["vr技术"]),
    ],
)
def test_what_is_understood_needs_no_word(text, parts):
    assert read(text) == parts
    assert parse(text, PREFIXES).notices == ()


@pytest.mark.parametrize(
    ("text", "parts", "notice"),
    [
        ("“没有关上 引号", ['"没有关上', "引号"], QUOTES),
        ("千人计划”专家", ['千人计划"专家'], QUOTES),
        ("“甲 “乙 丙”", ['"甲', "乙 丙!"], QUOTES),
        ("质押 - 贷款", ["质押", "贷款"], MINUS),
        ("--质押", ["质押"], MINUS),
        ("标题:", ["标题"], "“标题：”后面没有内容，已按普通词检索。"),
        ("标题: 基地:南山", ["标题", "base=nanshan"], "“标题：”后面没有内容，已按普通词检索。"),
        ("基地:", ["基地"], "“基地：”后面没有内容，已按普通词检索。"),
        ("基地:火星", ["火星"], "没有名为“火星”的示范基地，“火星”已按普通词检索。"),
        ("基地:南山、火星", ["南山、火星"], "没有名为“南山、火星”的示范基地，“南山、火星”已按普通词检索。"),
    ],
)
def test_broken_syntax_is_read_as_plain_words_and_said(text, parts, notice):
    assert read(text) == parts
    assert parse(text, PREFIXES).notices == (notice,)


@pytest.mark.parametrize("text", ["，。！", "“”", '"', "-", "①", "_", "—— ……"])
def test_punctuation_alone_asks_nothing_and_says_so(text):
    query = parse(text, PREFIXES)
    assert not query and query.notices == (NOTHING,)


def test_too_many_parts_are_cut_and_said():
    query = parse(" ".join(f"词{number}" for number in range(20)))
    assert len(query.parts) == MOST_PARTS
    assert query.notices == ("检索词多于12个，只用了前12个。",)


def test_numbers_meet_but_not_between_quotation_marks():
    assert parse("三年").terms[0].alternatives == ("3年",)
    assert parse("“三年”").terms[0].alternatives == ()


@pytest.mark.parametrize("text", ["nanshan-m05", "ＮＡＮＳＨＡＮ－ｍ０５", " Haidian-m2.4 "])
def test_a_code_is_known_by_its_shape(text):
    assert parse(text).code == parse(text).terms[0].text


@pytest.mark.parametrize("text", ["南山-m05", "nanshan m05", "-nanshan", "a-", ""])
def test_what_only_looks_like_one_is_none(text):
    assert parse(text).code == ""


@given(st.text(alphabet="知a1 　“”\"-－标题:：基地南山、，①\x00.%+", max_size=40))
def test_anything_is_answered(text):
    query = parse(text, PREFIXES)
    assert isinstance(query, Query)
    assert len(set(query.notices)) == len(query.notices)
    assert query or query.notices or not text.strip()
    for part in query.parts:
        assert part.asked
        assert part.typed in text
