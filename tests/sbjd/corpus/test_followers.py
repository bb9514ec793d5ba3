"""What follows the corpus is brought up to date in the writer's own transaction."""

import threading

import pytest
from django.db import connection, transaction

from measures.models import Organization
from sbjd import corpus
from sbjd.corpus import followers


@pytest.fixture
def indexed(monkeypatch):
    """What a follower of this test has seen of the organizations."""
    monkeypatch.setattr(followers, "_followers", [])
    seen = {"number": corpus.revision(), "organizations": set(), "runs": 0}

    @corpus.follow
    def catch_up():
        seen["runs"] += 1
        seen["organizations"] |= corpus.changes_since(seen["number"]).get("organization", set())
        seen["number"] = corpus.revision()
        seen["inside"] = connection.in_atomic_block

    return seen


@pytest.mark.django_db
def test_settling_tells_followers_what_changed(indexed):
    made = Organization.objects.create(slug="new", name="新机构")
    corpus.settle()
    assert indexed["organizations"] == {made.pk}
    corpus.settle()
    assert indexed["runs"] == 2
    assert indexed["number"] == corpus.revision()


@pytest.mark.django_db
def test_a_follower_is_registered_once(indexed):
    follower = followers._followers[0]
    corpus.follow(follower)
    corpus.settle()
    assert indexed["runs"] == 1


@pytest.mark.django_db(transaction=True)
def test_followers_always_work_inside_a_transaction(indexed):
    corpus.settle()
    assert indexed["inside"]


@pytest.mark.django_db(transaction=True)
def test_two_writers_queue_and_each_gets_a_number_of_its_own():
    """The second waits until the first has committed, so a reader who has seen a number has seen all
    that was changed before it."""
    started, numbers = threading.Event(), {}

    def write_second():
        started.set()
        try:
            Organization.objects.create(slug="b", name="乙")
            numbers["second"] = corpus.revision()
        finally:
            connection.close()

    second = threading.Thread(target=write_second)
    start = corpus.revision()
    with transaction.atomic():
        Organization.objects.create(slug="a", name="甲")
        second.start()
        started.wait(5)
        second.join(0.3)
        assert second.is_alive()
        numbers["first"] = corpus.revision()
    second.join(10)
    assert start < numbers["first"] < numbers["second"]
    assert len(corpus.changes_since(start)["organization"]) == 2
