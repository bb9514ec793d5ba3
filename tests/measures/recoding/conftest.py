"""What the tests of a changed vocabulary share."""

import pytest
from django.contrib.auth import get_user_model

from measures.models import ThemeWord
from tests.measures.factory import make_theme


@pytest.fixture
def desk(client):
    client.force_login(get_user_model().objects.create_superuser("lin", password="a-password-for-this-test"))
    return client


@pytest.fixture
def words():
    """补贴 speaks for fiscal, 质押 for ip."""
    return {
        word: ThemeWord.objects.create(theme=make_theme(slug), word=word, weight=4)
        for word, slug in (("补贴", "fiscal"), ("质押", "ip"))
    }
