"""Values of rows by their keys, by SQL that is worked out once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Entry, Theme
from sbjd.listing.prepared import Prepared

pytestmark = pytest.mark.django_db

CODES = Prepared(lambda keys: Entry.objects.filter(pk__in=keys).order_by().values_list("pk", "code"))


@pytest.mark.parametrize("number", [0, 1, 24, 25, 26, 100, 101, 121])
def test_it_finds_each_row_once_whatever_their_number(number):
    keys = list(Entry.objects.order_by("-pk").values_list("pk", flat=True)[:number])
    found = CODES.rows(keys)
    assert sorted(found) == sorted(Entry.objects.filter(pk__in=keys).values_list("pk", "code"))


def test_a_page_is_one_query():
    keys = list(Entry.objects.values_list("pk", flat=True)[:60])
    with CaptureQueriesContext(connection) as queries:
        CODES.rows(keys)
    assert len(queries) == 1


def test_a_query_that_asks_for_more_than_keys_is_refused():
    narrowed = Prepared(lambda keys: Theme.objects.filter(pk__in=keys, slug="ip").values_list("pk"))
    with pytest.raises(ValueError, match="Theme"):
        narrowed.rows([1])
