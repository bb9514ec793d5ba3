"""Themes and instruments: chosen by weighted words, with the words that spoke."""

import pytest

from plans.parsing.extract.classify import classify
from plans.parsing.parsed import Entry, Item, ParsedPlan
from plans.parsing.source import Source
from plans.parsing.vocabulary import Term, Vocabulary

SMALL = Vocabulary(
    themes=(
        Term("finance", "金融", (("金融", 3.0), ("融资", 3.0), ("知识产权质押", 3.0))),
        Term("ip", "知识产权", (("知识产权", 3.0), ("知识产权质押", 1.0))),
        Term("culture", "文化", (("活动", 2.0),)),
    ),
    instruments=(Term("funding", "资金", (("补贴", 4.0),)),),
)


def entry_of(title, body, items=(), vocabulary=SMALL, above=""):
    text = title + "\n" + body
    entry = Entry("measure", "m01", "", title, "1", 1, 0, len(text), len(title), "t1", list(items))
    task = Entry("task", "t1", "", above, "0", 1, 0, len(text), 0)
    plan = ParsedPlan("方案", 0, len(text), tasks=[task], measures=[entry])
    classify(Source.from_text(text), plan, vocabulary)
    return entry


def slugs(choices):
    return [choice.slug for choice in choices]


def test_the_title_counts_more_than_the_body():
    assert slugs(entry_of("发展金融", "保护知识产权。").themes)[0] == "finance"
    assert slugs(entry_of("保护知识产权", "发展金融。").themes)[0] == "ip"


def test_the_opening_sentence_counts_more_than_what_follows():
    assert slugs(entry_of("一项举措", "保护知识产权。发展金融。").themes)[0] == "ip"


def test_the_longest_word_counts_alone():
    entry = entry_of("扩大知识产权质押", "")
    assert slugs(entry.themes)[0] == "finance"
    assert all(choice.words == ["知识产权质押"] for choice in entry.themes)


def test_repeating_a_word_does_not_win():
    assert slugs(entry_of("举措", "发展金融。" + "活动" * 50).themes)[0] == "finance"


def test_each_choice_has_rank_words_and_rule():
    first = entry_of("发展金融", "扩大融资。").themes[0]
    assert (first.rank, first.words) == (1, ["金融", "融资"])
    assert (first.rule, first.origin) == ("themes.words", "rule")


def test_nothing_is_guessed():
    entry = entry_of("一项举措", "与此无关。")
    assert (entry.themes, entry.instruments) == ([], [])


def test_item_titles_and_the_task_above_speak_too():
    plain = entry_of("举措", "前言。活动。发展金融。")
    assert slugs(plain.themes)[0] == "finance"
    item = Item("m01.1", "(1)", "活动活动", 0, 0)
    assert slugs(entry_of("举措", "前言。", [item]).themes) == ["culture"]
    assert slugs(entry_of("举措", "前言。", above="金融工程").themes) == ["finance"]


def test_a_responsibility_note_does_not_speak():
    assert entry_of("一项举措", "推进工作。(责任单位:市金融局)").themes == []


def test_footnote_marks_do_not_break_words():
    assert slugs(entry_of("举措", "保护知识①产权。").themes) == ["ip"]


def test_at_most_three_and_ranked_from_one():
    terms = tuple(Term(slug, slug, ((word, 4.0),)) for slug, word in ("a甲", "b乙", "c丙", "d丁"))
    entry = entry_of("甲乙丙丁", "", vocabulary=Vocabulary(themes=terms))
    assert [choice.rank for choice in entry.themes] == [1, 2, 3]


@pytest.mark.parametrize(
    ("title", "theme", "instrument"),
    [
        ("全面推行企业开办“一网通办”", "services", "public-service"),
        ("建立包容审慎监管机制", "regulation", "regulation"),
        ("落实研发费用加计扣除政策", "fiscal", "tax"),
        ("设立创业投资引导基金", "finance", "finance"),
        ("健全知识产权快速维权机制", "ip", "ip-protection"),
        ("建设技术转移机构，促进科技成果转化", "transfer", "technology"),
        ("实施高层次人才引进计划", "talent", "talent-training"),
        ("新建一批众创空间和孵化器", "carriers", "infrastructure"),
        ("搭建公共技术服务平台", "platforms", "public-service"),
        ("培育高新技术企业和专精特新企业", "enterprise", None),
        ("推动军民融合深度发展", "military", None),
        ("融入粤港澳大湾区，深化国际合作", "opening", "trade"),
        ("举办创新创业大赛，加强宣传", "culture", "information"),
        ("保障创业用地，筹建人才公寓", "space", "infrastructure"),
    ],
)
def test_the_committed_vocabulary_on_measures_of_no_plan_here(title, theme, instrument):
    entry = entry_of(title, "各部门抓好落实。", vocabulary=Vocabulary.read())
    assert entry.themes[0].slug == theme
    assert instrument is None or entry.instruments[0].slug == instrument


def test_the_committed_vocabulary_has_words_for_every_theme_and_instrument():
    vocabulary = Vocabulary.read()
    assert all(len(term.words) >= 5 for term in vocabulary.themes + vocabulary.instruments)
