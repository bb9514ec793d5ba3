"""Which texts belong to which plan: brought up to the corpus, it is what reading all again gives."""

import pytest
from django.db import transaction
from pyroaring import BitMap

from measures import plan_order as module
from measures.models import Entry
from measures.plan_order import Hits, Joined, PlanOrder, plan_order
from measures.seeking import current_indexes
from plans.models import DemonstrationBase, Section
from sbjd import corpus
from tests.measures.factory import make_measure, make_project

pytestmark = pytest.mark.django_db


def contents(order):
    return [(plan.plan_id, plan.base_id, plan.hits.entries, plan.hits.paragraphs) for plan in order.plans]


def test_after_every_kind_of_change(monkeypatch):
    monkeypatch.setattr(module.OrderKeeper, "short", 0)
    current_indexes()
    made = plan_order()
    changes = (
        lambda: make_measure("甲", base="haidian"),
        lambda: make_project("乙", base="new"),
        lambda: Entry.objects.filter(code="nanshan-m05").delete(),
        lambda: Entry.objects.filter(code="nanshan-m06").update(text="改"),
        lambda: DemonstrationBase.objects.filter(slug="haidian").update(order=0),
        lambda: Section.objects.filter(plan__slug="liangjiang").order_by("-start").first().delete(),
    )
    for change in changes:
        before = made.version
        change()
        current_indexes()
        now = corpus.version()
        made = made.brought_to(now, corpus.changes_since(before.number, module.OrderKeeper.subjects))
        anew = PlanOrder.read(now)
        assert contents(made) == contents(anew)
        assert made.projects == anew.projects


@pytest.mark.empty_database
@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_forgotten(monkeypatch):
    """Its numbers may be given again, and its keys."""
    monkeypatch.setattr(module.OrderKeeper, "short", 0)
    make_measure("甲")
    current_indexes()
    plan_order()
    with transaction.atomic():
        make_project("乙", base="haidian")
        current_indexes()
        assert len(plan_order().projects) == 1
        transaction.set_rollback(True)
    make_measure("乙")
    for _ in range(20):
        Entry.objects.filter(title="甲").update(line=7)
    current_indexes()
    made, anew = plan_order(), PlanOrder.read(corpus.version())
    assert contents(made) == contents(anew)
    assert made.projects == anew.projects == BitMap()


def test_slices_are_the_whole_in_pieces():
    current_indexes()
    order = plan_order()
    ordered = order.ordered(order.everything)
    whole = order.placed(order.everything)
    assert list(ordered) == whole and len(ordered) == len(whole)
    for start in (0, 7, 90, 200, len(whole) - 3):
        assert ordered[start : start + 25] == whole[start : start + 25]
    assert ordered[len(whole) :] == []


def test_slices_of_two_sequences_are_those_of_both_together():
    current_indexes()
    order = plan_order()
    projects = Hits(order.projects)
    first, second = order.ordered(projects), order.ordered(order.everything - projects)
    joined, whole = Joined(first, second), [*first, *second]
    assert list(joined) == whole and len(joined) == len(whole)
    border = len(first)
    for start in (0, border - 3, border - 1, border, border + 1, len(whole) - 3):
        assert joined[start : start + 7] == whole[start : start + 7]
        assert joined[start] == whole[start]


def test_plans_follow_one_another_and_texts_the_page():
    current_indexes()
    order = plan_order()
    entries = order.placed(Hits(order.everything.entries))
    assert [pk for _, pk in entries] == list(Entry.objects.in_plan_order().values_list("pk", flat=True))
