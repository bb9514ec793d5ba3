"""The three plans go out as workbooks and come back as they went."""

import pytest
from django.contrib.auth import get_user_model

from measures.models import Entry, Quantity
from sbjd.desk.models import Change
from tests.measures.test_workbooks import ENTRIES, QUANTITIES, Sheet, bring_in, confirm, take_out, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


@pytest.mark.parametrize(("url", "model"), [(ENTRIES, Entry), (QUANTITIES, Quantity)])
def test_nothing_is_lost_on_the_way(desk, url, model):
    book = take_out(desk, url)
    assert sorted(Sheet(book).codes) == sorted(model.objects.values_list("code", flat=True))
    page = bring_in(desk, book, url)
    assert not page.context["found"].problems
    assert "没有要修改的" in page.content.decode()


def test_all_measures_of_a_plan_reviewed_at_once(desk):
    plan = Entry.objects.filter(plan__slug="nanshan", kind="measure")
    book = take_out(desk, "/admin/measures/measure/", f"?plan__base__id__exact={plan[0].plan.base_id}")
    sheet = Sheet(book)
    for code in sheet.codes:
        sheet.set(code, 已审阅="是")
    page = bring_in(desk, book, "/admin/measures/measure/")
    assert len(told(page)) == plan.count()
    assert confirm(desk, page, "逐条核对", "/admin/measures/measure/").status_code == 302
    assert not plan.filter(reviewed_at=None).exists()
    assert Change.objects.get().what == f"按工作簿改{plan.count()}条举措"
