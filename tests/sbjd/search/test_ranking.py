"""The order of what was found is what a reader expects, and the same each time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sbjd.search.ranking import Weighed, ranked
from sbjd.search.terms import Term


def order(texts, *words, found=1, number=100):
    weighed = [Weighed.of(Term(word), found, number) for word in words]
    return ranked([(key, title, text) for key, (title, text) in texts.items()], weighed)


def test_all_terms_in_the_title_come_first():
    texts = {1: ("其他", "质押质押质押"), 2: ("质押", "无"), 3: ("质押", "质押")}
    assert order(texts, "质押") == [3, 2, 1]
    assert order({1: ("质押", "贷款"), 2: ("质押贷款", "无")}, "质押", "贷款") == [2, 1]


def test_often_beats_once_and_short_beats_long():
    assert order({1: ("", "质押" + "其他" * 9), 2: ("", "质押质押" + "其他" * 8)}, "质押") == [2, 1]
    assert order({1: ("", "质押" + "其他" * 99), 2: ("", "质押其他")}, "质押") == [2, 1]


def test_the_rarer_term_tells_more():
    weighed = [Weighed.of(Term("企业"), 90, 100), Weighed.of(Term("质押"), 2, 100)]
    texts = [(1, "", "企业企业企业质押"), (2, "", "企业质押质押质押")]
    assert ranked(texts, weighed) == [2, 1]


def test_ties_stay_in_their_order():
    assert order({5: ("", "质押"), 3: ("", "质押"), 4: ("", "质押")}, "质押") == [5, 3, 4]


def test_a_term_of_every_text_still_counts():
    assert order({1: ("", "企业"), 2: ("", "企业企业")}, "企业", found=2, number=2) == [2, 1]


def test_nothing_found_is_no_order():
    assert order({}, "质押") == []


TEXTS = st.lists(
    st.tuples(st.text("质押。;\n，", max_size=12), st.text("质押押企。;\n，", max_size=80)), max_size=8
)


@given(texts=TEXTS, word=st.text("质押", min_size=1, max_size=3))
def test_one_word_is_read_a_shorter_way_to_the_same_order(texts, word):
    one = Weighed.of(Term(word), 1, 100)
    assert one.word == word
    rows = [(key, title, text) for key, (title, text) in enumerate(texts)]
    assert ranked(rows, [one]) == ranked(rows, [replace(one, word="")])


def test_what_is_more_than_one_word_is_read_in_full():
    several = Term("双创", alternatives=("创业",))
    for term in (Term("gdp"), Term("35"), Term("质押，贷款"), several, Term("质押。", exact=True)):
        assert not Weighed.of(term, 1, 100).word
