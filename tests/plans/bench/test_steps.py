"""Rulings are on the server at once; two people do not overwrite each other; each takes back their own."""

import pytest

from plans.bench.actions import pressed
from plans.bench.steps import Overtaken, rule, undo_last, undo_one
from plans.models import Intake
from tests.plans.bench.making import bench_of, on_bench, person

pytestmark = pytest.mark.django_db


def press(intake, user, words, do, known=None):
    bench = bench_of(intake, words)
    known = bench.intake.rulings_number if known is None else known
    made = pressed(do, {}, bench.row, bench.rows, bench.reading, bench.vocabulary)
    return rule(intake.pk, user, known, made)


def ruled(intake):
    return [row["kind"] for row in Intake.objects.get(pk=intake.pk).rulings]


def test_a_ruling_is_kept_with_who_made_it():
    intake, zhang = on_bench(), person("zhang")
    press(intake, zhang, "推动知识产权", "item")
    step = intake.bench_steps.get()
    assert (step.by, step.said, step.number) == (zhang, "定为分项", 1)
    assert ruled(intake) == ["item"]
    assert Intake.objects.get(pk=intake.pk).rulings_number == 1


def test_a_ruling_on_another_paragraph_is_no_hindrance():
    intake, zhang, li = on_bench(), person("zhang"), person("li")
    press(intake, zhang, "推动知识产权", "item")
    written = press(intake, li, "2.建设", "plain", known=0)
    assert written.between == 1
    assert ruled(intake) == ["item", "plain"]


def test_a_ruling_on_the_same_paragraph_is_not_overwritten():
    intake, zhang, li = on_bench(), person("zhang"), person("li")
    press(intake, zhang, "推动知识产权", "item")
    with pytest.raises(Overtaken) as overtaken:
        press(intake, li, "推动知识产权", "entry-measure", known=0)
    assert [step.by for step in overtaken.value.steps] == [zhang]
    assert ruled(intake) == ["item"]
    press(intake, li, "推动知识产权", "entry-measure")
    assert bench_of(intake, "推动知识产权").row.kind == "measure"


def test_taking_back_on_the_same_paragraph_is_a_change_too():
    intake, zhang, li = on_bench(), person("zhang"), person("li")
    press(intake, zhang, "推动知识产权", "item")
    undo_last(intake.pk, zhang)
    with pytest.raises(Overtaken):
        press(intake, li, "推动知识产权", "entry-measure", known=1)


def test_everybody_takes_back_their_own_last_ruling():
    intake, zhang, li = on_bench(), person("zhang"), person("li")
    press(intake, zhang, "推动知识产权", "item")
    press(intake, li, "2.建设", "plain")
    (step,) = undo_last(intake.pk, zhang)
    assert step.said == "定为分项"
    assert ruled(intake) == ["plain"]
    assert undo_last(intake.pk, zhang) == []
    assert bench_of(intake, "推动知识产权").row.kind == "body"


def test_what_was_ruled_before_holds_again_when_the_later_is_taken_back():
    intake, zhang = on_bench(), person("zhang")
    press(intake, zhang, "推动知识产权", "item")
    press(intake, zhang, "推动知识产权", "entry-measure")
    undo_last(intake.pk, zhang)
    assert bench_of(intake, "推动知识产权").row.kind == "item"


def test_one_press_is_taken_back_as_one():
    intake = on_bench("某市方案\n一、政策举措\n" + "".join(f"({n})事项{n}\n落实。\n" for n in "一二三四"))
    zhang = person("zhang")
    press(intake, zhang, "(一)", "all-theme.none")
    assert ruled(intake) == ["accept"] * 4
    assert len(undo_last(intake.pk, zhang)) == 4
    assert ruled(intake) == []


def test_any_ruling_of_the_list_can_be_taken_back_unless_the_list_moved():
    intake, zhang, li = on_bench(), person("zhang"), person("li")
    press(intake, zhang, "推动知识产权", "item")
    press(intake, zhang, "2.建设", "plain")
    assert not undo_one(intake.pk, li, 1, 0)
    assert undo_one(intake.pk, li, 2, 0)
    assert ruled(intake) == ["plain"]
    assert intake.bench_steps.get(said="定为分项").undone_by == li
    assert not undo_one(intake.pk, li, 3, 5)


def test_rulings_that_came_with_the_document_count_and_can_be_taken_back():
    intake, zhang = on_bench(), person("zhang")
    press(intake, zhang, "推动知识产权", "item")
    intake.bench_steps.all().delete()
    made = bench_of(intake, "推动知识产权").context()["made"]
    assert [one.said for one in made] == ["随文件带来：定为分项"]
    assert undo_one(intake.pk, zhang, 1, 0)
    assert ruled(intake) == []
