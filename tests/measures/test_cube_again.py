"""What a cube reads again and what it remembers, in the cases that chance seldom makes (see test_cube.py)."""

import pytest
from django.db import transaction
from django.db.models import F

from measures.models import Entry, Organization, Task, Theme
from measures.register_views import Register
from plans.models import DemonstrationBase
from sbjd import corpus
from sbjd.corpus.models import LastChange
from sbjd.listing.cube import Keeper, Selection, cube, holding
from tests.measures.factory import make_measure, make_project, make_task, mention_organization
from tests.measures.test_cube import assert_same, plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


def test_values_that_are_not_held_are_read_together_and_once(django_assert_num_queries):
    codes = [make_task("nanshan", number).code for number in range(1, 9)]
    for code in codes:
        row = make_measure()
        Entry.objects.filter(pk=row.pk).update(code=f"e{row.pk}", task=Task.objects.get(code=code))
    made = cube.Cube.read(plan_of(Register), corpus.version())
    with django_assert_num_queries(1):
        selection = Selection(made, {"task": codes})
        assert selection.counts("task", codes) == dict.fromkeys(codes, 1)
        for code in codes:
            assert len(Selection(made, {"task": [other for other in codes if other != code]})) == 7


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_forgotten(monkeypatch):
    """Its numbers may be given again, and its keys."""
    monkeypatch.setattr(Keeper, "short", 0)
    make_measure("甲", base="nanshan")
    kept = Keeper(plan_of(Register))
    kept.current()
    with transaction.atomic():
        make_project("乙", base="haidian", themes=["ip"])
        assert len(kept.current().everything) == 2
        transaction.set_rollback(True)
    make_measure("乙", base="nanshan", themes=["finance"])
    DemonstrationBase.objects.update(order=F("order") + 1)
    Theme.objects.update(order=F("order") + 1)
    for _ in range(9):
        Entry.objects.filter(title="甲").update(line=7)
    assert_same(kept.current(), cube.Cube.read(kept.plan, corpus.version()))


@pytest.mark.django_db(transaction=True)
def test_a_database_put_back_is_read_anew(monkeypatch):
    """It holds what no change since then has named."""
    monkeypatch.setattr(Keeper, "short", 0)
    make_measure("甲")
    kept = Keeper(plan_of(Register))
    kept.current()
    make_measure("乙")
    LastChange.objects.update(number=0)
    corpus.renew()
    for _ in range(20):
        Entry.objects.filter(title="甲").update(line=7)
    assert len(kept.current().everything) == 2


def test_one_of_as_many_rows_may_come_before_another(monkeypatch):
    """A term that is not held has as many rows as the last that is, and renamed comes before it."""
    monkeypatch.setattr(holding, "HELD", 3)
    for name, times in (("a", 3), ("b", 2), ("c", 2), ("d", 2)):
        for _ in range(times):
            row = make_measure()
            Entry.objects.filter(pk=row.pk).update(code=f"e{row.pk}")
            mention_organization(name, row)
    made = cube.Cube.read(plan_of(Register), corpus.version())
    assert [option.label for option in made.held["org"].options][:2] == ["a", "b"]
    Organization.objects.filter(name="d").update(name="aa")
    now = corpus.version()
    made = made.brought_to(now, corpus.changes_since(made.version.number))
    assert [option.label for option in made.held["org"].options][:2] == ["a", "aa"]
