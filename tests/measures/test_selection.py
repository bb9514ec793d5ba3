"""The list a visitor puts together: an address that can be kept, printed, sent and exported."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from tests.measures.factory import make_measure, make_project, make_quantity, make_task, mention_organization
from tests.measures.page_text import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def entries():
    make_measure("财税", "给予企业补贴。\n　　第二段写明20XX年。")
    make_project("孵化", base="haidian")
    make_measure("人才")


def titles(page):
    return [one.entry.title for one in page.context["chosen"]]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("code=nanshan-m02&code=haidian-p01&code=nanshan-m01", ["人才", "孵化", "财税"]),
        ("code=nanshan-m01&code=nanshan-m01", ["财税"]),
        ("code=NANSHAN-M01,haidian-p01", ["财税", "孵化"]),
        ("code=haidian-p01%E3%80%81nanshan-m01", ["孵化", "财税"]),
    ],
)
def test_chosen_entries_stand_in_the_order_given(client, entries, query, shown):
    assert titles(client.get(f"/list/?{query}")) == shown


def test_text_numbers_and_source_are_printed(client, entries):
    make_quantity(5, entry=make_measure("目标", base="liangjiang"), bound=">=", basis="increment")
    page = client.get("/list/?code=nanshan-m01&code=liangjiang-m01").content.decode()
    assert "<p>给予企业补贴。</p>" in page
    assert '<p>第二段写明<span class="masked" title="原文如此，数字已遮蔽">20XX</span>年。</p>' in page
    assert "高新技术企业 新增≥5家" in page
    assert "《南山双创示范基地工作方案》举措1“财税”，原文第2～4行" in page
    assert "http://testserver/c/nanshan-m01" in page


def test_its_address_is_shown_and_gives_the_same_list(client, entries):
    page = client.get("/list/?code=nanshan-m02,nanshan-m01&code=x")
    address = page.context["address"]
    assert address == "http://testserver/list/?code=nanshan-m02&code=nanshan-m01"
    assert titles(client.get(address)) == titles(page)


def test_an_entry_can_be_taken_out(client, entries):
    first = client.get("/list/?code=nanshan-m02&code=nanshan-m01").context["chosen"][0]
    assert titles(client.get(first.remove_url)) == ["财税"]
    assert client.get("/list/?code=nanshan-m01").context["chosen"][0].remove_url == "/list/"


@pytest.mark.parametrize("query", ["", "?code=", "?code=nowhere-m01", "?code=%00"])
def test_an_empty_list_says_so(client, entries, query):
    page = client.get(f"/list/{query}")
    assert page.status_code == 200
    assert "清单为空" in page.content.decode()


@pytest.mark.parametrize("address", ["/list/", "/list.xlsx", "/list.csv?code="])
def test_with_nothing_ticked_the_page_says_what_to_do_first(client, entries, address):
    said = re.sub("<[^>]*>", "", client.get(address, follow=True).content.decode())
    assert "请先在举措与项目中勾选条目，再按“列成清单”或“导出所选”" in said


def test_what_is_not_understood_is_dropped_and_said(client, entries):
    make_task()
    page = client.get("/list/?code=nanshan-m01&code=nowhere-m01&code=nanshan-t1&code=%27%3B--&foo=1")
    assert titles(page) == ["财税"]
    said = "".join(page.context["notices"])
    assert "nowhere-m01" in said and "nanshan-t1" in said and "foo" in said


def test_a_hundred_are_enough(client, entries):
    query = "&".join(f"code=x-m{number}" for number in range(100))
    page = client.get(f"/list/?{query}&code=nanshan-m01")
    assert titles(page) == []
    assert "一次最多选100条" in page.content.decode()


def test_csv_has_the_same_order(client, entries):
    response = client.get("/list.csv?code=nanshan-m02&code=haidian-p01&code=nanshan-m01")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [row["编码"] for row in csv.DictReader(io.StringIO(text))] == [
        "nanshan-m02",
        "haidian-p01",
        "nanshan-m01",
    ]


def test_workbook_says_what_it_holds(client, entries):
    make_quantity(masked=True, entry=make_measure("遮蔽"))
    response = client.get("/list.xlsx?code=nanshan-m03&code=nanshan-m01")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    facts = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert facts["内容"] == "选择清单"
    assert facts["条数"] == "2条（全部4条中）"
    assert facts["网址"] == "http://testserver/list/?code=nanshan-m03&code=nanshan-m01"
    assert "其中1个数值" in facts["遮蔽值"]
    assert [row[0] for row in book["数据"].iter_rows(min_row=2, values_only=True)] == [
        "nanshan-m03",
        "nanshan-m01",
    ]


def test_ticks_in_the_register_lead_here(client, entries):
    page = client.get("/measures/").content.decode()
    assert (
        '<input class="result-tick" type="checkbox" id="tick-nanshan-m01" name="code" value="nanshan-m01"'
        in page
    )
    for target in ('action="/list/"', 'formaction="/compare/"', 'formaction="/list.xlsx"'):
        assert target in page


def test_page_is_well_formed_with_one_h1(client, entries):
    page = read_page(client, "/list/?code=nanshan-m01&code=haidian-p01")
    assert [text for level, text in page.headings if level == 1] == ["选择清单"]
    assert len(page.ids) == len(set(page.ids))


def test_queries_do_not_grow(client, entries, django_assert_num_queries):
    make_quantity(1, entry=make_measure(theme="ip", instrument="tax"))
    codes = ["nanshan-m01", "nanshan-m03"]
    with django_assert_num_queries(8):  # codes, rows, themes 2, instruments 2, quantities 2
        client.get("/list/?" + "&".join(f"code={code}" for code in codes))
    for number in range(5):
        entry = make_measure(theme="ip", instrument="tax", base="haidian")
        mention_organization(f"机构{number}", entry)
        make_quantity(number, entry=entry)
        codes.append(entry.code)
    with django_assert_num_queries(8):
        client.get("/list/?" + "&".join(f"code={code}" for code in codes))
