"""The dot plot: what is drawn, where, and what it says."""

import re

import pytest

from measures.dot_plot import dot_plot
from measures.models import Quantity
from tests.measures.factory import make_quantity

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def four():
    make_quantity(6151, kind="baseline", base="haidian")
    make_quantity(6800, bound=">=", base="haidian")
    make_quantity(1641, kind="baseline")
    make_quantity(133, kind="baseline", base="liangjiang")


def plot():
    rows = Quantity.objects.largest_first().select_related("plan__base")
    return dot_plot("企业：达到（家）", list(rows))


def test_baseline_and_target_of_a_base_are_joined_on_one_line(four):
    tracks = plot().tracks
    assert [track.name for track in tracks] == ["海淀", "南山", "两江"]
    assert [(mark.kind, mark.label) for mark in tracks[0].marks] == [
        ("baseline", "6,151家"),
        ("target", "≥6,800家"),
    ]
    assert tracks[0].joined == tuple(mark.x for mark in tracks[0].marks)
    assert tracks[1].joined is None


def test_a_name_stands_on_the_line_of_its_marks_and_before_it(four):
    made = plot()
    for track in made.tracks:
        assert abs(track.name_y - track.y) < 8
        assert all(mark.x >= made.left for mark in track.marks)


def test_places_are_to_scale_from_zero(four):
    made = plot()
    assert [tick.label for tick in made.ticks] == ["0", "2,000", "4,000", "6,000", "8,000"]
    left, right = made.ticks[0].x, made.ticks[-1].x
    for track in made.tracks:
        for mark in track.marks:
            number = float(mark.label.strip("≥家").replace(",", ""))
            assert mark.x == pytest.approx(left + (right - left) * number / 8000, abs=0.01)


def test_says_who_is_highest_without_ranking_targets_with_baselines(four):
    assert plot().finding == "现状以海淀最高，为6,151家；目标只有海淀写明，为≥6,800家。"


def test_several_values_of_a_base_are_not_guessed_to_belong_together(four):
    make_quantity(7000, base="haidian")
    assert [(track.name, len(track.marks)) for track in plot().tracks][:3] == [("海淀", 1), ("", 1), ("", 1)]


def test_masked_values_are_counted_not_drawn(four):
    make_quantity(masked=True)
    made = plot()
    assert made.left_out == 1
    assert sum(len(track.marks) for track in made.tracks) == 4


def test_a_value_that_was_filled_in_is_drawn_and_says_so(client, four):
    masked = make_quantity(masked=True, plain_unit="家", filled_source="正式文本")
    Quantity.objects.filter(pk=masked.pk).update(number=9000, plain=9000)
    made = plot()
    assert (made.left_out, made.filled) == (0, 1)
    assert "9,000家（补录）" in {mark.label for track in made.tracks for mark in track.marks}
    assert "南山最高，为9,000家（补录）" in made.finding
    page = client.get("/metrics/firms/").content.decode()
    assert "标“补录”的1个数值在来源网页中被遮蔽，由人工补录，来源见下表。" in page


def test_fewer_than_four_are_a_table_only():
    for number in (1, 2, 3):
        make_quantity(number)
    make_quantity(masked=True)
    assert plot() is None


def test_a_range_is_a_stretch(four):
    make_quantity(3000, number_to=5000, base="liangjiang")
    marks = [mark for track in plot().tracks for mark in track.marks]
    (mark,) = [mark for mark in marks if mark.x_to is not None]
    assert mark.label == "3,000～5,000家"
    assert mark.x < mark.x_to


def test_page_draws_it_with_attributes_only_and_keeps_the_table(client, four):
    make_quantity(100, basis="increment", base="liangjiang")
    make_quantity(masked=True)
    page = client.get("/metrics/firms/").content.decode()
    assert page.count('role="img"') == 1  # one panel has four values, the other one
    assert 'aria-labelledby="plot-1-title plot-1-finding"' in page
    assert '<title id="plot-1-title">高新技术企业数量：达到（家）</title>' in page
    assert "另有1个遮蔽值未绘出" in page
    assert "style=" not in re.search(r'<svg class="plot-drawing".*?</figure>', page, re.S).group()
    assert page.count('<table class="data-table">') == 3
    assert ">≥6,800家</text>" in page
