"""Ticks that go along from page to page of the register."""

import re

import pytest

from tests.measures.factory import make_measure, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def many():
    make_theme("ip")
    for number in range(1, 61):
        make_measure(f"举措{number}", theme="ip" if number > 30 else "finance")


def code(number):
    return f"nanshan-m{number:02}"


def ticked(page):
    """The ticked codes of a page: (of those it shows, of others)."""
    html = page.content.decode()
    form = html[html.index('<form class="ticks"') :]
    shown = re.findall(r'class="result-tick"[^>]*value="([^"]*)" checked', form)
    return shown, re.findall(r'<input type="hidden" name="code" value="([^"]*)">', form)


def test_every_address_of_the_list_carries_the_ticks(client, many):
    page = client.get(f"/measures/?theme=finance&theme=ip&code={code(2)}&code={code(40)}")
    assert ticked(page) == ([code(2)], [code(40)])
    listing, along = page.context["listing"], f"code={code(2)}&code={code(40)}"
    addresses = [listing.pages.next_url, listing.clear_url, *(chip.url for chip in listing.chips)]
    addresses += [order.url for order in listing.orders] + [size.url for size in listing.pages.sizes]
    assert all(address.endswith(along) for address in addresses)
    assert page.content.decode().count('<input type="hidden" name="code"') == 3  # 2 in the filters, 1 beside
    following = client.get(listing.pages.next_url)
    assert ticked(following) == ([code(40)], [code(2)])
    assert "已选<b data-ticked>2</b>条（1条不在本页）" in following.content.decode()


def test_exports_of_the_list_are_of_all_its_rows(client, many):
    page = client.get(f"/measures/?code={code(2)}")
    assert all("code" not in address for _, address in page.context["listing"].exports)
    text = b"".join(client.get(f"/measures.csv?code={code(2)}").streaming_content).decode()
    assert len(text.splitlines()) > 60


def test_a_partial_puts_them_into_the_address(client, many):
    answer = client.get(f"/measures/?theme=ip&code={code(2)}", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"/measures/?theme=ip&code={code(2)}"


def test_without_scripts_the_form_leaves_the_page_with_them(client, many):
    page = client.get(f"/measures/?theme=finance&theme=ip&code={code(40)}")
    leave = page.context["leave_to"]
    assert leave == "theme=finance&theme=ip&page=2"
    answer = client.get("/measures/", {"code": [code(40), code(3)], "at": leave})
    assert answer.url == f"/measures/?{leave}&code={code(40)}&code={code(3)}"
    assert "记住所选，到下一页" in page.content.decode()
    last = client.get("/measures/?page=3")
    assert last.context["leave_to"] == "page=3"
    assert "到下一页</button>" not in last.content.decode()


def test_it_leads_nowhere_else(client, many):
    for at in ("//elsewhere.example/?x=1", "https://elsewhere.example/", "at=1&code=x", "%00"):
        assert client.get("/measures/", {"at": at}).url.startswith("/measures/")


def test_unknown_ones_are_dropped_and_said(client, many):
    page = client.get(f"/measures/?code={code(1)}&code=nowhere-m01&code=%00")
    assert ticked(page) == ([code(1)], [])
    assert "没有编码为“nowhere-m01”" in page.content.decode()


def test_all_can_be_unticked_at_once(client, many):
    page = client.get(f"/measures/?theme=ip&page=2&code={code(1)}")
    assert page.context["untick_url"] == "/measures/?theme=ip&page=2"
    assert "取消全部勾选" not in client.get("/measures/").content.decode()


def test_they_outlive_a_list_without_rows(client, many):
    page = client.get(f"/measures/?q=火星&code={code(1)}")
    assert f'<input type="hidden" name="code" value="{code(1)}">' in page.content.decode()
    assert page.context["listing"].clear_url == f"/measures/?code={code(1)}"


def test_a_plain_list_pays_nothing_for_them(client, many, django_assert_num_queries):
    page = client.get("/measures/")  # the first one builds what the lists count with
    assert ticked(page) == ([], [])
    with django_assert_num_queries(0):
        page.context["listing"].declaration.carried({})
