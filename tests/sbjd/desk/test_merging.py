"""Three states of one form."""

from sbjd.desk.merging import MINE, ROW, THEIRS, Filled, merge


def form(title="甲", text="乙", rows=None, new=()):
    return Filled({"title": title, "text": text}, {"themes": rows or {}}, {"themes": list(new)})


def row(theme, rank="1"):
    return {"theme": theme, "rank": rank}


def test_nobody_changed_anything():
    merged = merge(form(), form(), form())
    assert merged.filled == form() and not merged.taken and not merged.conflicts


def test_what_only_one_side_touched_is_that_sides():
    merged = merge(form(), form(title="她的"), form(text="我的"))
    assert merged.filled.fields == {"title": "她的", "text": "我的"}
    assert [one.name for one in merged.taken] == ["title"] and not merged.conflicts


def test_the_same_change_twice_is_no_conflict():
    merged = merge(form(), form(title="新"), form(title="新"))
    assert merged.filled.fields["title"] == "新" and not merged.taken and not merged.conflicts


def test_two_changes_of_one_field_are_asked_about():
    merged = merge(form(), form(title="她的"), form(title="我的"))
    (one,) = merged.conflicts
    assert (one.opened, one.theirs, one.mine) == ("甲", "她的", "我的")
    for choice, title in ((THEIRS, "她的"), (MINE, "我的")):
        merged = merge(form(), form(title="她的"), form(title="我的"), {one.key: choice})
        assert merged.filled.fields["title"] == title and not merged.conflicts


def test_an_answer_that_is_none_of_the_two_answers_nothing():
    assert merge(form(), form(title="她的"), form(title="我的"), {"//title": "x"}).conflicts


def test_a_row_they_added_comes_along():
    merged = merge(form(), form(rows={"7": row("ip")}), form(title="我的", new=[row("fiscal", "2")]))
    assert merged.filled.rows["themes"] == {"7": row("ip")}
    assert merged.filled.new["themes"] == [row("fiscal", "2")]
    assert [one.name for one in merged.taken] == [ROW]


def test_a_row_they_deleted_goes_unless_i_changed_it():
    before = form(rows={"7": row("ip")})
    merged = merge(before, form(), before)
    assert merged.filled.rows["themes"] == {} and len(merged.taken) == 1
    mine = form(rows={"7": row("fiscal")})
    (one,) = merge(before, form(), mine).conflicts
    assert (one.theirs, one.mine) == (None, row("fiscal"))
    kept = merge(before, form(), mine, {one.key: MINE}).filled
    assert kept.rows["themes"] == {} and kept.new["themes"] == [row("fiscal")]
    assert merge(before, form(), mine, {one.key: THEIRS}).filled.new["themes"] == []


def test_a_row_i_deleted_goes_unless_they_changed_it():
    before = form(rows={"7": row("ip")})
    assert merge(before, before, form()).filled.rows["themes"] == {}
    theirs = form(rows={"7": row("ip", "2")})
    (one,) = merge(before, theirs, form()).conflicts
    assert (one.theirs, one.mine) == (row("ip", "2"), None)
    assert merge(before, theirs, form(), {one.key: MINE}).filled.rows["themes"] == {}
    assert merge(before, theirs, form(), {one.key: THEIRS}).filled.rows["themes"] == {"7": row("ip", "2")}


def test_of_a_form_nothing_is_known_of_everything_that_differs_is_asked():
    merged = merge(Filled(), form(), form(title="我的"))
    assert [one.name for one in merged.conflicts] == ["title"]
