"""How folded text is cut."""

from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.folding import fold
from sbjd.search.tokens import GRAM, LONG_GRAM, LONGEST, grams, runs, tokens, units

MIXED = st.text("知识产权ab15. ，%+&_~^|①é", max_size=40)


def test_each_kind_of_unit():
    found = [unit.text for unit in units(fold("5G＋互联网，增长3.5％；R&D 2016.5.3日"))]
    assert found == ["5", "g", "+", "互", "联", "网", "增", "长", "3.5", "%", "r", "&", "d", "2016.5.3", "日"]


def test_runs_end_at_punctuation_and_blanks():
    assert runs("知识,产权 ip") == [["知", "识"], ["产", "权"], ["ip_"]]
    assert runs("，。") == []


def test_a_token_tells_what_follows():
    assert tokens("20xx年，5g") == ["20~xx_", "~xx_年", "年", "5~g_", "~g_"]


def test_an_endless_word_is_kept_by_its_beginning():
    assert runs("a" * 1000) == [["a" * LONGEST + "_"]]
    assert max(map(len, grams("a" * 1000))) == LONGEST + 1


@given(MIXED)
def test_units_stand_where_they_say(text):
    text = fold(text)
    found = units(text)
    assert all(text[unit.start : unit.end] == unit.text for unit in found)
    assert sum(map(len, runs(text))) == len(found) == len(tokens(text))
    assert [unit.joined for unit in found] == [
        before is not None and before.end == unit.start
        for before, unit in zip([None, *found], found, strict=False)
    ]


@given(MIXED, st.integers(0, 40), st.integers(1, GRAM))
def test_every_short_stretch_of_a_run_is_a_gram(text, start, size):
    found = grams(fold(text))
    for run in runs(fold(text)):
        piece = run[start : start + size]
        assert not piece or "".join(piece) in found


def test_common_stretches_are_one_gram_however_long_and_rare_ones_are_not():
    common, rare = "创新创业企业", "甘蔗榨糖废渣"
    assert common in grams(common) and len(common) == LONG_GRAM
    assert not [gram for gram in grams(rare) if len(gram) > GRAM]
