"""The promise of conftest.py: what a test finds, and that nothing of another test is left in it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from plans.models import DemonstrationBase, WorkPlan

PLANS = {"nanshan", "liangjiang", "haidian"}


def slugs():
    return set(WorkPlan.objects.values_list("base__slug", flat=True))


@pytest.mark.django_db
def test_a_test_runs_on_the_database_it_is_named_after(database):
    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == vendors[database]


@pytest.mark.django_db
@pytest.mark.backend("postgres")  # what only one database has, says so
def test_a_test_may_ask_for_one_database(database):
    assert database == "postgres"


@pytest.mark.django_db
def test_the_three_plans_are_there():
    assert slugs() == PLANS


@pytest.mark.django_db
@pytest.mark.empty_database
def test_an_empty_database_has_tables_and_no_plan():
    assert slugs() == set()
    assert ContentType.objects.get_for_model(WorkPlan).pk is not None


# Each of these two leaves the database as the other must not find it, whichever comes first.
@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_before_the_next(turn):
    assert slugs() == PLANS
    assert not get_user_model().objects.exists()
    get_user_model().objects.create_user("visitor")
    WorkPlan.objects.filter(slug__startswith="nanshan").update(title="改过")


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_beside_a_running_site_is_gone_too(live_site, turn):
    base = DemonstrationBase.objects.get(slug="nanshan")
    assert base.province == "广东省"
    base.province = "别处"
    base.save()


@pytest.mark.django_db
def test_sqlite_and_postgres_sort_alike():
    names = [base.name for base in DemonstrationBase.objects.order_by("name")]
    assert names == sorted(names)
