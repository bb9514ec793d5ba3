"""The three-way merge by itself: plain values, no database."""

from hypothesis import given
from hypothesis import strategies as st

from plans.loading.merge import kept_rows, merge_fields, merge_group

ROWS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=3, max_size=3)


def test_a_field_nobody_touched_takes_the_new_value():
    assert merge_fields({"title": "新"}, {"title": "旧"}, {"title": "旧"}) == ({"title": ("旧", "新")}, {})


def test_an_edited_field_stays_and_is_said():
    kept = {"title": ("人工", "新")}
    assert merge_fields({"title": "新"}, {"title": "旧"}, {"title": "人工"}) == ({}, kept)


def test_an_edit_is_said_even_when_the_fixture_has_not_moved():
    kept = {"title": ("人工", "旧")}
    assert merge_fields({"title": "旧"}, {"title": "旧"}, {"title": "人工"}) == ({}, kept)


def test_without_a_record_a_difference_is_an_edit():
    assert merge_fields({"a": 1, "b": 2}, None, {"a": 1, "b": 3}) == ({}, {"b": (3, 2)})


@given(ROWS, st.none() | ROWS, ROWS)
def test_every_field_ends_at_the_edit_or_at_the_fixture(new, recorded, current):
    changes, kept = merge_fields(new, recorded, current)
    for name in new:
        after = changes[name][1] if name in changes else current[name]
        edited = recorded is None or current[name] != recorded[name]
        assert after == (current[name] if edited else new[name])
        assert (name in kept) == (edited and current[name] != new[name])


GROUPS = st.dictionaries(st.sampled_from("kl"), st.fixed_dictionaries({"rank": st.integers(1, 2)}))


@given(GROUPS, GROUPS, GROUPS)
def test_a_group_moves_as_a_whole_or_not_at_all(new, recorded, current):
    verdict = merge_group(new, recorded, current)
    if current == new:
        assert verdict == "same"
    else:
        assert verdict == ("follow" if current == recorded else "keep")


def test_a_group_missing_after_loaddata_counts_as_edited():
    assert merge_group({"k": {"rank": 1}}, {}, {}, owner_recorded=False) == "keep"
    assert merge_group({"k": {"rank": 1}}, {}, {}, owner_recorded=True) == "follow"


def test_what_a_kept_row_needs_and_what_hangs_on_it_stay_too():
    # plan ← entry ← item, and a second entry nobody touched.
    pairs = [("entry", "plan"), ("item", "entry"), ("second", "plan")]
    vanishing = {"plan", "entry", "item", "second"}
    assert kept_rows(vanishing, {"entry"}, pairs, [("item", "entry")]) == {"plan", "entry", "item"}
    assert kept_rows(vanishing, set(), pairs, pairs) == set()


def test_a_row_of_ones_own_below_keeps_what_it_hangs_on():
    references = [("mine", "entry"), ("entry", "plan")]
    assert kept_rows({"plan", "entry"}, set(), references, []) == {"plan", "entry"}
