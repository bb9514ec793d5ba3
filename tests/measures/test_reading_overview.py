"""Home, plans, bases and the pages about the site."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.urls import resolve, reverse

from measures.models import SynonymGroup, Target, Theme
from plans.models import DemonstrationBase
from tests.measures.factory import make_base, make_plan
from tests.measures.page_text import read_page, words

pytestmark = pytest.mark.django_db

PAGES = ("/", "/plans/", "/bases/", "/bases/haidian/", "/search/", "/about/", "/help/", "/accessibility/",
         "/styleguide/")  # fmt: skip


def plain(client, url):
    """The words of a page without its tags."""
    return words(re.sub(r"<[^>]+>", "", client.get(url).content.decode()))


def test_home_counts_what_was_read(client):
    text = plain(client, "/")
    for count in ("3个基地", "18项任务", "61条举措", "64个项目"):
        assert count in text
    assert "原文51处年份数字遮蔽" in text


def test_home_counts_each_plan(client):
    text = plain(client, "/")
    assert "9项任务27条举措9个重点工程26个项目" in text
    assert "4项任务4条举措7个重点工程19个项目" in text
    assert "5项任务30条举措5个重点工程19个项目" in text


def test_home_costs_the_same_queries(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(7):  # what is counted over everything is counted once
        client.get("/")


def test_theme_numbers_on_home_equal_the_lists_behind_them(client):
    html = client.get("/").content.decode()
    for theme in Theme.objects.all():
        row = re.search(rf'href="(/measures/\?theme={theme.slug})">.*?bars-count">(\d+)条', html, re.DOTALL)
        listed = plain(client, row.group(1))
        assert f"共{row.group(2)}条" in listed


def test_searching_from_home_needs_no_script(client):
    html = client.get("/").content.decode()
    assert re.search(r'<form[^>]+action="/search/" method="get"', html)


@pytest.mark.parametrize("url", PAGES)
def test_each_page_has_one_h1_its_title_and_no_skipped_heading(client, url):
    html = client.get(url).content.decode()
    assert re.search(r"<title>[^<]+ - 双创示范基地工作方案知识库</title>", html)
    levels = [level for level, _ in read_page(client, url).headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("url", (*PAGES, "/plans/nanshan/", "/plans/nanshan/source/", "/nowhere/"))
def test_no_inline_style_or_script(client, url):
    html = client.get(url).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


def test_links_lead_to_pages(client):
    """Every link has a page behind it; of each kind of page two are opened."""
    links, opened = set(), Counter()
    for url in (*PAGES, "/plans/liangjiang/", "/plans/haidian/", "/plans/haidian/errata/"):
        links |= {link.partition("#")[0] for link in read_page(client, url).links if link.startswith("/")}
    for link in sorted(links):
        name = resolve(link.partition("?")[0]).url_name
        opened[name] += 1
        if opened[name] <= 2:
            assert client.get(link).status_code in (200, 302), link
    assert {"measure", "project", "task", "programme", "theme", "instrument", "section"} <= set(opened)


def test_the_menu_marks_where_one_is(client):
    html = client.get("/plans/nanshan/").content.decode()
    assert '<a href="/plans/" aria-current="true">工作方案</a>' in html


def test_plans_table_sums_up(client):
    text = plain(client, "/plans/")
    assert "合计：18项任务、61条举措、21个重点工程、64个项目" in text
    assert "第一批" in text and "广东省" in text
    narrowed = plain(client, "/plans/?province=北京市")
    assert "合计：5项任务、30条举措" in narrowed and "两江新区建设国家" not in narrowed


def test_plans_and_bases_are_found_by_name_and_taken_away(client):
    make_base("elsewhere", name="某高校", aliases="某大学")
    assert "共1份" in plain(client, "/plans/?q=海淀")
    assert "共1个" in plain(client, "/bases/?q=大学") and "某高校" in plain(client, "/bases/?plan=none")
    for address, rows in (("/plans.csv", 3), ("/bases.csv", 4), ("/bases.csv?plan=some", 3)):
        text = b"".join(client.get(address).streaming_content).decode()
        assert len(text.splitlines()) == rows + 1


def test_with_many_plans_each_page_shows_some_and_leads_to_all(client):
    for number in range(40):
        make_plan(f"base{number}")
    assert client.get("/").content.decode().count("card plan-card") == 12
    assert "全部43份方案" in plain(client, "/") and "全部43份方案" in plain(client, "/about/")
    assert client.get("/plans/").content.decode().count('<th scope="row">') == 25
    assert len(client.get("/bases/nowhere/").content.decode().split("/bases/")) < 40


def test_base_page_tells_profile_themes_and_targets(client):
    text = plain(client, "/bases/liangjiang/")
    assert "重庆市" in text and "第一批" in text
    assert "举措与项目共23条" in text
    target = Target.objects.filter(plan__slug="liangjiang", masked=False).first()
    assert words(f"{target.value}{target.unit}") in text


def test_targets_of_a_base_name_their_place_as_everywhere_else(client):
    targets = client.get("/bases/nanshan/").content.decode().split('id="targets"')[1]
    assert ">二(四)</a>" in targets and "第66行" not in targets


def test_base_page_costs_the_same_queries(client, django_assert_max_num_queries):
    client.get("/")  # what is counted over everything is counted once
    # base, plans, version, theme counts, themes, targets, mentions, their entries, sections in four levels
    for slug in ("nanshan", "haidian"):
        with django_assert_max_num_queries(12):
            client.get(f"/bases/{slug}/")


def test_a_base_without_a_plan_says_so(client):
    make_base("elsewhere", name="某高校")
    assert "尚未收录方案" in plain(client, "/bases/elsewhere/")
    assert "尚未收录方案" in plain(client, "/bases/")


def test_an_unknown_base_offers_the_bases(client):
    response = client.get("/bases/nowhere/")
    assert response.status_code == 404
    assert 'href="/bases/"' in response.content.decode()
    for base in DemonstrationBase.objects.all():
        assert base.get_absolute_url() in response.content.decode()


def test_about_defines_counts_and_names_the_defects(client):
    text = plain(client, "/about/")
    assert "注释号无注文9处" in text and "两江校勘记" in text
    assert "339个标题" in text and "0.82" in text
    html = client.get("/about/").content.decode()
    assert 'href="/plans/liangjiang/errata/"' in html
    for told in ("检索的段", "矩阵里的0", "编辑记录", "类似举措", "已知的局限", "机构，人工校订之前"):
        assert told in text


def test_help_answers_the_questions_its_readers_come_with(client):
    text = plain(client, "/help/")
    for question in ("引用到Word里", "为什么年份是20XX？", "导出Excel", "谁的目标更高", "补录遮蔽的年份"):
        assert question in text


def test_help_tells_how_searches_are_written_and_which_words_mean_the_same(client):
    text = plain(client, "/help/")
    for written in ("知识产权质押：空格", "“成果转化”", "-补贴", "标题:众创", "-基地:南山", "nanshan-m05"):
        assert written in text
    assert "双创、大众创业、万众创新、" in text and "（也可用简称高企来查）" in text
    SynonymGroup.objects.create(name="火星班", words="木星班")
    assert "火星班、木星班" in plain(client, "/help/")


@pytest.mark.empty_database
def test_an_empty_site_says_there_is_no_plan_yet(client):
    assert "暂无方案" in plain(client, "/")
    assert "暂无方案" in plain(client, "/plans/")
    assert client.get("/bases/").status_code == 200
    assert client.get("/about/").status_code == 200


def test_not_found_in_chinese_with_search_and_home(client):
    html = client.get("/nowhere/").content.decode()
    assert "页面不存在" in html
    assert 'action="/search/"' in html and f'href="{reverse("home")}"' in html


def test_failure_in_chinese_with_search_and_home(client, monkeypatch):
    def fail(request):
        raise RuntimeError

    monkeypatch.setattr("measures.overview_views._with_counts", fail)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "系统繁忙，请稍后再试" in html
    assert 'action="/search/"' in html and 'href="/"' in html
