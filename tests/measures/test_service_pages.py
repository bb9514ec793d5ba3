"""Downloads and corrections."""

import html
import re

import pytest

from tests.measures.factory import make_measure, make_quantity
from tests.measures.page_text import read_page


@pytest.mark.django_db
class TestData:
    def test_every_file_is_there_and_has_as_many_rows_as_said(self, client):
        for name, url, count, _, exports in client.get("/data/").context["datasets"]:
            assert client.get(url).status_code == 200
            lines = b"".join(client.get(dict(exports)["JSON"]).streaming_content).decode()
            assert f'"count":{count},' in lines, name

    def test_every_link_works(self, client):
        page = client.get("/data/").content.decode()
        main = re.search(r"<main.*</main>", page, re.S).group()
        for address in {html.unescape(one) for one in re.findall(r'href="(/[^"#]*)', main)}:
            assert client.get(address).status_code == 200, address

    def test_says_where_the_texts_come_from(self, client):
        page = client.get("/data/").content.decode()
        assert "双创示范基地工作方案.txt" in page
        assert "不对正文主张任何权利" in page

    def test_costs_the_same_queries(self, client, django_assert_num_queries):
        with django_assert_num_queries(16):  # counts of plans 5, plans 1, a count for each of ten files
            client.get("/data/")

    def test_has_one_h1(self, client):
        assert [text for level, text in read_page(client, "/data/").headings if level == 1] == ["数据下载"]


@pytest.mark.django_db
@pytest.mark.empty_database
class TestFeedback:
    def test_offers_words_with_code_and_address(self, client):
        make_measure("加大财税支持")
        page = client.get("/feedback/?code=nanshan-m01").content.decode()
        assert (
            "编码：nanshan-m01（举措与项目）\n名称：加大财税支持\n地址：http://testserver/c/nanshan-m01"
            in page
        )
        assert 'href="/plans/nanshan/#nanshan-m01"' in page

    def test_takes_any_code(self, client):
        quantity = make_quantity(3)
        page = client.get(f"/feedback/?code={quantity.code}").content.decode()
        assert f"编码：{quantity.code}" in page and "名称：高新技术企业" in page

    @pytest.mark.parametrize("query", ["", "?code=", "?code=nowhere", "?code=%3Cscript%3E", "?code=%00&x=1"])
    def test_without_a_known_code_it_still_helps(self, client, query):
        response = client.get(f"/feedback/{query}")
        page = response.content.decode()
        assert response.status_code == 200
        assert "现在是：\n应当是：" in page
        assert ("没有编码为" in page) == ("nowhere" in query or "script" in query)
        assert "<script>" not in page

    def test_short_links_lead_to_the_page(self, client):
        entry = make_measure()
        assert client.get("/c/nanshan-m01").headers["Location"] == entry.get_absolute_url()
        assert client.get("/c/NANSHAN-M01").status_code == 302
        assert client.get("/c/nanshan-m99").status_code == 404


@pytest.mark.django_db
@pytest.mark.empty_database
def test_data_without_plans(client):
    assert "暂无方案" in client.get("/data/").content.decode()
