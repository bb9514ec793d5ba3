"""The hits of a search taken away: those of the page, all of them, in its order, each with its place."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from measures import search_export
from sbjd.listing import exports
from tests.measures.factory import make_measure

pytestmark = pytest.mark.django_db


def whole_of(client, **query):
    return json.loads(client.get("/search.json", query).getvalue())


def texts(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "企业"},
        {"q": "知识产权质押", "mode": "exact"},
        {"q": "怎么申请研发投入补贴"},
        {"q": "双创", "scope": ["text", "project"], "base": ["nanshan", "haidian"]},
        {"q": "基地:海淀"},
    ],
)
def test_rows_and_order_are_those_of_the_page(client, query):
    hits, number = [], 1
    while True:
        search = client.get("/search/", {**query, "size": 100, "page": number}).context["search"]
        hits += search.pages.rows
        if number == search.pages.last:
            break
        number += 1
    whole = whole_of(client, **query, page=2)
    assert len(hits) == search.total == whole["count"] > 0
    for hit, row in zip(hits, whole["rows"], strict=True):
        assert row["link"] == f"http://testserver{hit.url}"
        assert hit.url.endswith(f"#{row['code']}")
        assert (row["title"], row["excerpt"]) == (texts(hit.title), texts(hit.pieces))
        assert (row["place"], row["kind"], row["base"]) == (hit.place, hit.kind, hit.base.text)
    assert whole["order"] == search.order_name


def test_formats_agree_and_the_page_leads_to_them(client):
    query = {"q": "知识产权质押", "mode": "exact", "size": "50"}
    html = client.get("/search/", query).content.decode()
    links = re.findall(r'href="(/search\.\w+\?[^"]+)" download>(.*?)</a>', html)
    assert [label for _, label in links] == ["导出Excel（全部3段）", "导出CSV", "导出JSON"]
    xlsx, by_comma, by_key = (client.get(url.replace("&amp;", "&")).getvalue() for url, _ in links)
    book = load_workbook(io.BytesIO(xlsx))
    rows = list(csv.reader(io.StringIO(by_comma.decode("utf-8-sig"), newline="")))
    assert rows == [list(row) for row in book["数据"].iter_rows(values_only=True)]
    assert rows[0] == ["编码", "类型", "示范基地", "章节", "标题", "摘录", "工作方案", "网址"]
    assert [list(row.values()) for row in json.loads(by_key)["rows"]] == rows[1:]


def test_the_workbook_explains_itself(client):
    query = {"q": "怎么申请研发投入补贴", "base": "liangjiang", "scope": "measure", "page": "1"}
    book = load_workbook(io.BytesIO(client.get("/search.xlsx", query).getvalue()))
    about = dict(book["说明"].iter_rows(values_only=True))
    assert about["内容"] == "全文检索"
    assert about["筛选条件"] == "检索词：怎么申请研发投入补贴；方式：相关；范围：举措；示范基地：两江"
    assert about["网址"].startswith("http://testserver/search/?q=")
    page = client.get("/search/", query).context["search"]
    assert about["条数"].startswith(f"{page.total}段（全部")
    assert about["检索提示"] == "".join(page.notices)
    assert "“研发投入”" in about["检索提示"]
    assert about["同时检索"] == "".join(f"“{form}”" for form in page.seeking.also)


def test_a_search_for_nothing_is_a_file_with_heads_only(client):
    for query in ({}, {"q": "火星"}, {"q": "  "}):
        assert whole_of(client, **query)["rows"] == []
    assert "download" not in client.get("/search/", {"q": "火星"}).content.decode()


def test_a_code_gives_its_entry(client):
    assert [row["code"] for row in whole_of(client, q="nanshan-m05")["rows"]] == ["nanshan-m05"]


@pytest.mark.empty_database
def test_chunks_neither_lose_nor_exchange_hits(client, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 7)
    monkeypatch.setattr(search_export, "AT_ONCE", 3)
    for number in range(20):
        make_measure(f"第{number}条", "孵化器。" * (number % 3 + 1))
    listed = client.get("/search/", {"q": "孵化器"}).context["search"].pages.rows
    assert [row["code"] for row in whole_of(client, q="孵化器")["rows"]] == [hit.code for hit in listed]
    assert len(listed) == 20
