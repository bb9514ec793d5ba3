"""One entry's page: the words it was read from, and its numbers edited where they stand."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from measures.models import Entry, Quantity
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, errors, form_values, page_of
from tests.measures.factory import make_measure, make_metric, make_quantity, mention_organization

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
ROW = "quantity_mentions-0"


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


@pytest.fixture
def entry():
    return make_measure("甲", "深圳大学给予补贴。到2020年建成100家。其他。", themes=("fiscal",))


def state(entry, quote, **values):
    """A quantity that `entry` states with the words `quote`."""
    quantity = make_quantity(entry=entry, **values)
    start = entry.start + entry.text.index(quote)
    quantity.mentions.update(quote=quote, start=start, end=start + len(quote))
    return quantity


def test_everything_read_is_marked_with_what_it_was_read_as(desk, entry):
    state(entry, "建成100家")
    mention_organization("深圳大学", entry)
    page = desk.get(page_of(entry)).content.decode()
    assert '<mark class="theme" title="主题：fiscal">补贴</mark>' in page
    assert '<mark class="value" title="目标：高新技术企业 =100家">100家</mark>' in page
    assert '<mark class="organization" title="机构：深圳大学">' in page


def test_a_theme_shows_the_sentence_its_words_stand_in(desk, entry):
    page = desk.get(page_of(entry)).content.decode()
    evidence = page.partition('<div class="evidence">')[2].partition("</div>")[0]
    assert evidence == "深圳大学给予<mark>补贴</mark>。"


def test_a_number_is_edited_where_it_stands(desk, entry):
    quantity = state(entry, "建成100家")
    metric = make_metric("income")
    changes = {f"{ROW}-number": "120", f"{ROW}-metric": metric.pk, f"{ROW}-basis": "increment"}
    assert not errors(edit(desk, page_of(entry), **changes))
    row = Quantity.objects.get()
    assert (row.number, row.plain, row.metric, row.basis) == (120, 120, metric, "increment")
    assert (row.value, row.origin, row.reason) == ("100", "person", "核对原文后改正")
    page = desk.get(page_of(quantity, "history")).content.decode()
    assert "120" in page and "新增" in page and Change.objects.count() == 1


def test_a_masked_value_is_filled_in_with_its_source_and_stays_as_printed(desk, entry):
    state(entry, "到2020年", masked=True)
    assert "须填写补录来源" in errors(edit(desk, page_of(entry), **{f"{ROW}-number": "16"}))
    filled = {f"{ROW}-number": "16", f"{ROW}-filled_source": "年报"}
    assert not errors(edit(desk, page_of(entry), **filled))
    row = Quantity.objects.get()
    assert (row.value, row.masked, row.number, row.filled_source) == ("20XX", True, 16, "年报")


def test_saving_without_a_change_changes_no_number(desk, entry):
    state(entry, "建成100家")
    before = list(Quantity.objects.values())
    assert not errors(edit(desk, page_of(entry)))
    assert list(Quantity.objects.values()) == before and not Change.objects.exists()


def test_a_number_stated_twice_is_edited_once(desk, entry):
    quantity = state(entry, "建成100家")
    second = quantity.mentions.get()
    second.pk, second.quote, second.start, second.end = None, "其他", second.end + 1, second.end + 3
    second.save(force_insert=True)
    changes = {f"{ROW}-number": "120", "quantity_mentions-1-number": "999"}
    assert not errors(edit(desk, page_of(entry), **changes))
    assert Quantity.objects.get().number == 120


def test_two_editors_on_one_number(desk, entry, client):
    state(entry, "建成100家")
    mine = form_values(desk.get(page_of(entry)))
    edit(desk, page_of(entry), reason="按年报", **{f"{ROW}-number": "120"})
    asked = desk.post(page_of(entry), {**mine, "change_reason": "x", f"{ROW}-number": "130"})
    page = asked.content.decode()
    assert asked.status_code == 409 and "120" in page and "130" in page and "按年报" in page
    assert Quantity.objects.get().number == 120
    merged = desk.post(page_of(entry), {**mine, "change_reason": "x", f"{ROW}-period": "每年"})
    assert merged.status_code == 302
    assert (Quantity.objects.get().number, Quantity.objects.get().period) == (120, "每年")


def test_numbers_need_their_own_right(client, entry):
    state(entry, "建成100家")
    user = get_user_model().objects.create_user("half", is_staff=True)
    rights = ("view_entry", "change_entry", "view_quantity")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    page = client.get(page_of(entry))
    assert "建成" in page.content.decode() and f"{ROW}-number" not in form_values(page)
    assert not errors(edit(client, page_of(entry), title="新标题", **{f"{ROW}-number": "120"}))
    assert Quantity.objects.get().number == 100 and Entry.objects.get().title == "新标题"
