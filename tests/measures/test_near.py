"""Near words: the likely slips of somebody who types Chinese by its sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.models import Organization
from measures.near import Nearness, NearWords, near_words, nearness

WORDS = NearWords(
    ["知识产权", "知识产权质押", "孵化器", "孵化园", "质押", "众创空间", "重庆", "军民融合", "科技金融"]
)


@pytest.mark.parametrize(
    ("typed", "word", "how"),
    [
        ("知识产全", "知识产权", Nearness.SAME_SOUND),
        ("孵化其", "孵化器", Nearness.SAME_SOUND),
        ("虫庆", "重庆", Nearness.SAME_SOUND),  # 重 is said in two ways
        ("知产识权", "知识产权", Nearness.EXCHANGED),
        ("押质", "质押", Nearness.EXCHANGED),
        ("重创空间", "众创空间", Nearness.SAME_SOUND),
        ("科技经融", "科技金融", Nearness.LIKE_SOUND),
        ("知产权", "知识产权", Nearness.MISSING),
        ("知识识产权", "知识产权", Nearness.EXTRA),
        ("军民触合", "军民融合", Nearness.WRONG),
    ],
)
def test_each_slip_is_known(typed, word, how):
    assert nearness(typed, word) is how
    assert word in WORDS.near(typed)


@pytest.mark.parametrize("typed", ["质量", "孵化", "火星", "知识", "a", "", "知识产权"])
def test_what_is_no_slip_is_not_mended(typed):
    assert not set(WORDS.near(typed)) & {"质押", "知识产权"}


def test_a_likely_slip_leaves_unlikely_ones_out():
    assert WORDS.near("孵化其") == ["孵化器"]


def test_a_slip_inside_a_longer_term_is_mended_there():
    assert WORDS.corrections("孵化其建设") == ["孵化器建设"]
    assert WORDS.corrections("知识产全质押")[0] == "知识产权质押"


def test_letters_typed_with_the_input_method_off_are_read():
    assert WORDS.near("fuhuaqi") == ["孵化器"]
    assert WORDS.near("chongqing") == WORDS.near("zhongqing") == ["重庆"]
    assert WORDS.near("fuhua") == []


@given(st.text(max_size=12))
def test_any_text_is_answered(typed):
    assert len(WORDS.corrections(typed)) <= 5
    assert typed not in WORDS.near(typed)


@pytest.mark.django_db
def test_the_words_of_the_corpus_are_among_them():
    words = near_words()
    assert words.near("北京市海定区") == ["北京市海淀区"]
    assert "深圳大学" in words.near("深圳大雪")
    assert "专利导航" in words.near("专力导航")


@pytest.mark.django_db
def test_a_new_name_is_among_them_at_once():
    assert near_words().near("火星研究元") == []
    Organization.objects.create(slug="mars", name="火星研究院")
    assert near_words().near("火星研究元") == ["火星研究院"]
