"""Every row of the rules reads its own example."""

import pytest

from plans.parsing.extract.quantities import bounds, exclusions, kinds, shapes
from plans.parsing.extract.quantities.amounts import FORMS, find_amounts
from plans.parsing.extract.quantities.exclusions import excluded
from tests.plans.parsing.extract.test_quantities import read

ROWS = [
    *bounds.BOUNDS,
    *bounds.BASES,
    *exclusions.EXCLUDED,
    exclusions.DURATION,
    exclusions.LIFESPAN,
    *kinds.SUPPORT,
]


def place(example):
    """The marked amount of an example, and the texts before and after it."""
    start, end = example.index("«"), example.index("»")
    text = example.replace("«", "").replace("»", "")
    (amount,) = [a for a in find_amounts(text) if a.start <= start < a.end or start <= a.start < end - 1]
    return amount, text[: amount.start], text[amount.end :]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row_fits_its_example(row):
    amount, before, after = place(row.example)
    assert row.fits(amount, before, after) or row.fits(amount, before, amount.post + after)


@pytest.mark.parametrize("row", exclusions.EXCLUDED, ids=lambda row: row.name)
def test_what_a_row_excludes_is_excluded(row):
    amount, before, after = place(row.example)
    assert excluded(amount, before, after) is not None


@pytest.mark.parametrize("row", kinds.SUPPORT, ids=lambda row: row.name)
def test_support_rows_are_reached(row):
    amount, before, after = place(row.example)
    assert kinds.support_rule(amount, before, after) is not None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[0])
def test_form_reads_its_number(form):
    text, number = form[-1]
    (amount,) = find_amounts(text)
    assert amount.number == number


@pytest.mark.parametrize(("shape", "example"), shapes.EXAMPLES)
def test_shape_is_found_in_its_example(shape, example):
    assert f"target.{shape}" in [quantity.rule for quantity in read(example)]


def test_names_are_given_once():
    for rows in (bounds.BOUNDS, bounds.BASES, exclusions.EXCLUDED, kinds.SUPPORT):
        names = [row.name for row in rows]
        assert len(names) == len(set(names))
