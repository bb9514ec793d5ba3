"""Whatever a text is, it parses without an exception, and nothing of it is lost."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.parsing.vocabulary import Vocabulary
from tests.plans.parsing.samples import assert_lossless

PAGE = Path("fixtures/sources/双创示范基地工作方案.txt").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if line.strip()]
LABELS = [
    "一、",
    "（二）",
    "3.",
    "举措4:",
    "(1)",
    "①",
    "第五条 ",
    "1.1 ",
    "附件",
    "附件:1.",
    "专栏2 ",
    "一是",
    "# ",
]
WORDS = [
    "20XX年",
    "到2025年",
    "达到",
    "以上",
    "100家",
    "5%",
    "(责任单位:发改委)",
    "新增",
    "工作方案",
    "目录\n",
]
SIGNS = ["。", ":", "\n", "\r\n", "\t", "　　", "“", "”"]
PIECES = st.sampled_from(LABELS + WORDS + SIGNS)
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@relaxed
@given(st.lists(st.one_of(PIECES, st.text(alphabet="建设平台引人才0123456789,、", max_size=12)), max_size=60))
def test_any_row_of_labels_and_words(pieces):
    assert_lossless("".join(pieces), Vocabulary.read())


@relaxed
@given(st.text(max_size=400))
def test_any_characters_at_all(text):
    assert_lossless(text)


@relaxed
@given(st.integers(0, len(PAGE)), st.integers(0, 6000))
def test_the_page_cut_anywhere(start, length):
    assert_lossless(PAGE[start : start + length], Vocabulary.read())


@relaxed
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
def test_its_lines_shuffled_and_repeated(lines):
    assert_lossless("\n".join(lines), Vocabulary.read())


@relaxed
@given(st.integers(0, len(PAGE) - 3000), st.dictionaries(st.integers(0, 2999), st.characters(), max_size=30))
def test_characters_replaced(start, changes):
    text = list(PAGE[start : start + 3000])
    for place, character in changes.items():
        text[place] = character
    assert_lossless("".join(text), Vocabulary.read())
