"""Full-text search over the plans."""

import re

import pytest

from tests.measures.page_text import words

pytestmark = pytest.mark.django_db


def html_of(client, **query):
    return client.get("/search/", query).content.decode()


def spread(html):
    """{base: passages} as the page says it."""
    line = re.search(r'class="spread".*?</p>', html, re.DOTALL).group()
    return dict(re.findall(r">(南山|两江|海淀) (\d+)<", line))


def test_a_passage_is_found_and_marked(client):
    html = html_of(client, q="知识产权质押")
    assert spread(html) == {"南山": "1", "两江": "2", "海淀": "0"}
    assert "<mark>知识产权质押</mark>贷" in html


def test_words_must_all_stand_in_one_passage(client):
    one, both = html_of(client, q="质押"), html_of(client, q="质押　知识产权")
    assert int(spread(both)["两江"]) <= int(spread(one)["两江"])
    assert html_of(client, q="质押 火星").count("<mark>") == 0


def test_a_hit_links_to_its_paragraph(client):
    html = html_of(client, q="单次审批时间")
    query, place = re.search(r'href="/plans/haidian/(\?q=[^"#]+)#(s-[\w-]+-p\d+)"', html).groups()
    page = client.get(f"/plans/haidian/{query}").content.decode()
    assert f'id="{place}"' in page
    assert '<mark id="hit-1">单次审批时间</mark>' in page


def test_footnote_marks_and_width_do_not_hide_words(client):
    assert spread(html_of(client, q="“千人计划”专家"))["南山"] != "0"
    assert html_of(client, q="ｇｄｐ").count("<mark>") == html_of(client, q="GDP").count("<mark>") > 0


def test_a_word_cut_by_a_broken_paragraph_is_found(client):
    assert spread(html_of(client, q="补充城市公共服务"))["海淀"] == "1"


def test_snippets_show_about_forty_characters_around(client):
    for text in re.findall(r'class="result-snippet">(.*?)</p>', html_of(client, q="双创"), re.DOTALL):
        assert len(words(re.sub(r"<[^>]+>", "", text))) <= 90


def test_one_plan_can_be_shown_whole(client):
    html = html_of(client, q="双创", plan="nanshan")
    assert html.count('class="result"') == int(spread(html)["南山"]) > 10
    assert 'href="/plans/haidian/?q=' not in html


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("nanshan-m05", "/measures/nanshan-m05/"),
        ("NANSHAN-M05", "/measures/nanshan-m05/"),
        ("liangjiang-p12", "/projects/liangjiang-p12/"),
        ("haidian-t2", "/tasks/haidian-t2/"),
        ("haidian-g1", "/programmes/haidian-g1/"),
    ],
)
def test_a_code_goes_straight_to_its_page(client, code, page):
    response = client.get("/search/", {"q": code})
    assert (response.status_code, response["Location"]) == (302, page)


def test_nothing_found_says_what_to_do(client):
    html = html_of(client, q="火星基地")
    assert "没有符合条件的记录" in html
    assert spread(html) == {"南山": "0", "两江": "0", "海淀": "0"}


def test_search_costs_the_same_queries(client, django_assert_num_queries):
    for word in ("双创", "质押"):
        with django_assert_num_queries(3):  # plans, sections, broken paragraphs
            client.get("/search/", {"q": word})


@pytest.mark.parametrize("query", ["<script>", "%00\x00", "①", "“", " ", "a" * 500, "nope-m99"])
def test_odd_queries_are_answered(client, query):
    response = client.get("/search/", {"q": query, "plan": "x\x00", "page": "-1"})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
