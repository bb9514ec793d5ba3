"""The part of a list that a browser with htmx asks for, and what it gives back to the address."""

import re

import pytest

from tests.measures.factory import make_measure, make_quantity

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def entries():
    make_measure("甲", theme="ip")
    make_measure("乙", theme="finance")
    make_quantity(masked=True)


def test_it_is_the_list_of_the_page_with_a_title_and_a_count(client):
    whole = client.get("/measures/?theme=ip").content.decode()
    part = client.get("/measures/?theme=ip", headers=HTMX).content.decode()
    start = whole.index('<div id="list"')
    assert part[part.index('<div id="list"') : part.rindex("<p id=")].strip() in whole[start:]
    assert "<title>举措与项目 - 双创示范基地工作方案知识库</title>" in part
    assert '<p id="live" hx-swap-oob="innerHTML">共1条</p>' in part
    assert "<html" not in part and "<h1" not in part and "<script" not in part
    assert 'id="filters"' in part and 'id="results"' in part


def test_the_address_has_no_empty_keys(client):
    asked = "/measures/?q=&theme=&theme=ip&kind=&sort=&size=25"
    assert client.get(asked, headers=HTMX)["HX-Push-Url"] == "/measures/?theme=ip"
    assert client.get("/measures/?q=", headers=HTMX)["HX-Push-Url"] == "/measures/"
    assert "HX-Push-Url" not in client.get(asked)


def test_no_cache_takes_a_part_for_the_page(client):
    for headers in ({}, HTMX):
        assert "HX-Request" in client.get("/measures/", headers=headers)["Vary"]


def test_going_back_gets_the_whole_page(client):
    page = client.get("/measures/", headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in page.content.decode()


def test_what_depends_on_the_filter_is_in_the_part(client):
    part = client.get("/targets/?masked=1", headers=HTMX).content.decode()
    assert "其中1个数值在来源网页中被遮蔽" in part
    assert "被遮蔽（如" not in client.get("/targets/?masked=0", headers=HTMX).content.decode()


def test_every_control_keeps_its_id_from_one_state_to_the_next(client):
    def ids(address):
        page = client.get(address, headers=HTMX).content.decode()
        return set(re.findall(r'<(?:input|button|summary)[^>]* id="([^"]+)"', page))

    assert ids("/measures/?q=甲") - {"tick-nanshan-m01"} == ids("/measures/?theme=finance&q=乙") - {
        "tick-nanshan-m02"
    }
    form = re.search(
        r'<form[^>]* id="filters".*?</form>', client.get("/measures/").content.decode(), re.S
    ).group()
    assert form  # nothing in it that the keyboard reaches is without an id
    controls = re.findall(r"<(?:input|button|summary)[^>]*>", form)
    assert all(" id=" in one or 'type="hidden"' in one for one in controls)


def test_a_list_without_filters_loads_no_script_for_them(client):
    assert "htmx" not in client.get("/themes/").content.decode()
    assert "htmx-2.min" in client.get("/targets/").content.decode()


def test_nothing_in_the_page_needs_eval_or_inline_script(client):
    page = client.get("/measures/?theme=ip&q=甲").content.decode()
    assert not re.search(r'\shx-on|\son\w+="|style="|hx-vals|hx-trigger="[^"]*\[', page)
    assert '"allowEval":false' in page and '"includeIndicatorStyles":false' in page
