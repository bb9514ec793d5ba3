"""Cutting printed text into runs never changes a character."""

from hypothesis import given
from hypothesis import strategies as st

from plans.inline import ErratumRef, HitRef, full_width, html_of, runs_of


def test_marks_stand_where_they_belong():
    runs = runs_of(
        "到20XX年,千人①计划", 100, bold=[(100, 106)], anchors=[(107, "x-m1.1")],
        errata=[(110, ErratumRef(3, "x-e3", "无注文"))], doubtful=[(109, 110)],
    )  # fmt: skip
    assert html_of(runs) == (
        '<b>到</b><b><span class="masked" title="原文如此，数字已遮蔽">20XX</span></b><b>年</b>,'
        '<span id="x-m1.1"></span>千人<span class="doubtful">①</span>'
        '<sup class="mark"><a id="e-x-e3-mark" href="#e-x-e3" aria-label="校勘3：无注文">校3</a></sup>计划'
    )


def test_a_break_joins_chinese_and_parts_latin_words():
    assert "".join(r.text for r in runs_of("补充城\n市公共", 0, breaks=[(3, 4)])) == "补充城市公共"
    assert "".join(r.text for r in runs_of("open\nlab", 0, breaks=[(4, 5)])) == "open\nlab"


def test_full_width_leaves_numbers_alone():
    assert full_width("达到1,641家,其中(含A:B);比为3:1") == "达到1,641家，其中（含A：B）；比为3:1"


positions = st.integers(0, 60)


@given(
    st.text(alphabet="甲乙20X①,(\n<&", max_size=60),
    st.lists(st.tuples(positions, positions).map(sorted), max_size=4),
    st.lists(positions, max_size=4),
)
def test_runs_joined_are_the_text(text, ranges, points):
    start = 7
    ranges = [(a + start, b + start) for a, b in ranges]
    runs = runs_of(text, start, bold=ranges, doubtful=ranges, anchors=[(p + start, f"i{p}") for p in points])
    assert "".join(run.text for run in runs) == text


def test_a_hit_cut_up_by_other_marks_has_one_id_and_steps_at_its_end():
    hits = [HitRef(1, 2, 0, 4), HitRef(2, 2, 5, 6)]
    html = str(html_of(runs_of("千人①计，划", 0, doubtful=[(2, 3)], hits=hits)))
    assert html.startswith(
        '<mark id="hit-1">千人</mark><mark><span class="doubtful">①</span></mark><mark>计</mark>'
    )
    assert html.count("id=") == 2
    assert html.count('href="#hit-2"') == html.count('href="#hit-1"') == 1
    assert html.index('href="#hit-2"') < html.index("，") < html.index('href="#hit-1"')
