"""The index finds exactly what `Term.pattern` finds, whatever the text and the term."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from measures.models import EntryText, ParagraphText
from sbjd.search.folding import fold
from sbjd.search.index import TextIndex
from sbjd.search.terms import Term
from sbjd.search.tokens import LONGEST

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Few characters, so that a term is often found and often nearly: Chinese, letters, digits, signs, marks,
# punctuation, full-width forms, one that grows and what an index must not take for syntax.
ODD = "ab12.，、％+&①Ａ㎡ \n\"'“”_~^*()"


def some(least, most):
    """Texts of such characters, most of them Chinese, so that there are long runs."""
    letters = st.sampled_from("知识产权创" * 20 + ODD)
    return st.lists(letters, min_size=least, max_size=most).map("".join)


TEXTS = st.lists(st.tuples(some(0, 8), some(0, 12) | some(15, 30)), max_size=6)
TERMS = st.builds(
    Term,
    some(1, 10),
    exact=st.booleans(),
    alternatives=st.lists(some(1, 5), max_size=2).map(tuple),
)


def fill(texts):
    """The index holding `texts`, (title, text) each, numbered from 1, and nothing else."""
    index = TextIndex(EntryText)
    index.remove(index.everything())
    rows = [make(number, title, text) for number, (title, text) in enumerate(texts, 1)]
    index.write(rows)
    return index, {row.pk: row for row in rows}


def make(pk, title, text):
    return EntryText(entry_id=pk, plan_id=1, start=0, end=1, title=fold(title), text=fold(text))


def expected(rows, term, title_only):
    """What the term's pattern finds in the folded texts, one after another."""
    return {
        pk
        for pk, row in rows.items()
        if term.found_in(row.title) or (not title_only and term.found_in(row.text))
    }


@MANY
@given(TEXTS, st.lists(TERMS, min_size=1, max_size=8), st.booleans())
def test_any_text_and_any_term(db, texts, terms, title_only):
    index, rows = fill(texts)
    for term in terms:
        matching = expected(rows, term, title_only)
        assert set(index.ids(term, title_only)) == matching, term
        assert set(index.ids(term, title_only, among=BitMap([1, 2, 4, 99]))) == matching & {1, 2, 4}, term


@MANY
@given(TEXTS, st.data())
def test_any_piece_of_a_text(db, texts, data):
    index, rows = fill(texts)
    for row in list(rows.values()):
        if row.text:
            start = data.draw(st.integers(0, len(row.text) - 1))
            piece = row.text[start : start + data.draw(st.integers(1, 10))]
            edge = data.draw(st.sampled_from(["", "、"]))
            term = Term(f"{edge}{piece}{edge}", exact=data.draw(st.booleans()))
            found = index.ids(term)
            assert set(found) == expected(rows, term, False), term


@MANY
@given(TEXTS, TEXTS, TERMS)
def test_rows_written_again_and_removed(db, texts, others, term):
    index, rows = fill(texts)
    changed = [make(2 * number, title, text) for number, (title, text) in enumerate(others, 1)]
    index.write(changed)
    rows |= {row.pk: row for row in changed}
    index.remove([3, 99])
    rows.pop(3, None)
    assert set(index.ids(term)) == expected(rows, term, False)
    assert set(index.everything()) == rows.keys()
    assert sorted(index.documents()) == sorted(row.document for row in rows.values())


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "知识产权" * 30,
        "、品牌服务，",
        "创新创业服务",
        "创新创业服务平台",
        "创新创业、知识产权",
        "知、识、产、权、质、押、融、资",
        "知识、产权、质押、融资、担保",
        "(1)(2)(3)(4)(5)(6)",
        "a" * (LONGEST - 1),
        "a" * LONGEST,
        "a" * (LONGEST + 5),
        "知" + "a" * (LONGEST + 5),
        "5" * (LONGEST + 5),
        "null",
        'a"b',
        "NEAR(a b)",
        "知 OR 识",
        "𠀀𠀁",
    ],
)
def test_long_and_odd_ones(exact, text):
    near = [text[:-1], text[1:], text + "5", "x" + text, text.replace("、", ""), text.replace("、", "，")]
    index, rows = fill([("", text), ("", f"前{text}后"), *(("", one) for one in near), (text, "")])
    for term in (Term(text, exact), Term(text[: len(text) // 2 + 1], exact), Term(near[0], exact)):
        assert set(index.ids(term)) == expected(rows, term, False)
    assert 1 in index.ids(Term(text, exact))


def test_a_term_of_the_title_is_found_there_alone():
    index, _ = fill([("知识产权", "质押"), ("质押", "知识产权"), ("", "知")])
    assert list(index.ids(Term("知识", field="title"))) == [1]
    assert list(index.ids(Term("知", field="title"))) == [1]
    assert list(index.ids(Term("知"))) == [1, 2, 3]


def test_asking_nothing_gives_everything():
    index, _ = fill([("", "知"), ("", "")])
    assert list(index.ids(Term("，"))) == [1, 2]


def test_two_tables_know_nothing_of_each_other():
    fill([("", "知识")])
    paragraphs = TextIndex(ParagraphText)
    row = ParagraphText(
        id=7, plan_id=1, section_id=1, number=1, anchor="a", start=0, end=1, title="", text="知识"
    )
    paragraphs.write([row])
    assert list(paragraphs.ids(Term("知识"))) == [7]
    assert paragraphs.last_key() == 7
    assert [stored.anchor for stored in paragraphs.stored("plan_id", [1])] == ["a"]


@pytest.mark.backend("postgres")  # only there does an index lead to rows that are looked at one by one
@pytest.mark.parametrize("length", [1, 20, 60, 120, 400])
def test_the_rows_that_a_search_looks_at_are_short_whatever_the_length_of_the_text(length):
    def text(pk):
        return "".join(chr(0x4E00 + (pk * 7 + at) % 20_000) for at in range(length))

    rows = [make(pk, "题", text(pk)) for pk in range(1, 1001)]
    TextIndex(EntryText).write(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(DISTINCT (ctid::text::point)[0]) FROM measures_entrytext_grams")
        (pages,) = cursor.fetchone()
    assert pages * 8192 / len(rows) < 130
    assert TextIndex(EntryText).ids(Term(rows[6].text[:3])) >= BitMap([7])
