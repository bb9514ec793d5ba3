"""Rows in an order: pages of any selection, and rows put elsewhere, are as a plain list would have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from sbjd.listing.cube import order
from sbjd.listing.cube.order import RowOrder, Unplaceable

KEYS = st.lists(st.integers(0, 60), unique=True, max_size=40)


@pytest.fixture(autouse=True, scope="module")
def short_blocks():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "BLOCK", 4)
        patch.setattr(order, "PROBES", 3)
        yield


@given(keys=KEYS, selected=st.sets(st.integers(0, 60)), start=st.integers(0, 45), size=st.integers(1, 9))
def test_a_page_is_a_slice_of_what_is_selected(keys, selected, start, size):
    made = RowOrder.of(keys)
    wanted = [key for key in keys if key in selected]
    assert list(made.among(BitMap(selected))) == wanted
    assert made.page(BitMap(selected), start, start + size) == wanted[start : start + size]
    assert [made[place] for place in range(len(made))] == list(made) == keys


@given(
    ranks=st.permutations(range(40)),
    new_ranks=st.permutations(range(40)),
    there=st.sets(st.integers(0, 39)),
    gone=st.sets(st.integers(0, 39)),
    changed=st.sets(st.integers(0, 39)),
)
def test_rows_are_put_where_they_belong_now(ranks, new_ranks, there, gone, changed):
    before = sorted(there, key=lambda key: ranks[key])
    changed -= gone
    # Those that did not change keep their order among themselves.
    kept = [key for key in before if key not in gone | changed]
    place = {key: (ranks[key], 0) for key in kept} | {key: (new_ranks[key], 1) for key in changed}
    made = RowOrder.of(before).replaced(
        BitMap(gone), BitMap(changed), lambda keys: sorted(keys, key=lambda key: place[key])
    )
    assert list(made) == sorted([*kept, *changed], key=lambda key: place[key])
    assert [made[at] for at in range(len(made))] == list(made)


def test_an_order_that_the_database_no_longer_has_is_not_mended():
    made = RowOrder.of(range(10))
    with pytest.raises(Unplaceable):
        made.replaced(BitMap(), BitMap([5]), lambda keys: sorted(keys, key=lambda key: (key == 5, -key)))
