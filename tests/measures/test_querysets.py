"""The questions that lists without an index ask the database."""

import pytest

from measures.models import Organization
from measures.names import named
from sbjd.search.query import parse

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
PRINTED = "南方大学（筹）ABC研究院"


@pytest.mark.parametrize(
    "typed",
    [
        "南方大学（筹）",
        "南方大学(筹)",
        "“南方大学（筹）”",
        "ＡＢＣ研究院",
        "abc研究院",
        "大学　南方",
        "大学、南方",
    ],
)
def test_a_name_is_found_however_its_signs_are_typed(typed):
    Organization.objects.create(slug="nanfang", name=PRINTED)
    assert Organization.objects.matching(typed).exists()
    assert [one.name for one in named(parse(typed))] == [PRINTED]


def test_what_is_excluded_is_not():
    Organization.objects.create(slug="nanfang", name=PRINTED)
    assert not Organization.objects.matching("南方 -（筹）ABC").exists()
    assert not Organization.objects.matching("北方").exists()
