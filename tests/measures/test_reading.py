"""The reading view of the three plans: the text as printed, and everything that stands beside it."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from measures.models import Entry, MeasureItem, Programme, Quantity, Task
from plans.models import Section, WorkPlan
from tests.measures.factory import make_plan, make_section
from tests.measures.page_text import PageReader, read_page, words

PLANS = ("nanshan", "liangjiang", "haidian")

pytestmark = pytest.mark.django_db


def printed(plan):
    """The plan as the source file has it, without the running number glued to its title."""
    path = Path(settings.BASE_DIR) / "fixtures" / "sources" / plan.source_name
    text = path.read_bytes().decode()[plan.start : plan.end]
    return words(text[text.index(plan.title) :])


@pytest.mark.parametrize("slug", PLANS)
def test_the_page_is_the_plan_word_for_word(client, slug):
    plan = WorkPlan.objects.get(slug=slug)
    assert words(read_page(client, f"/plans/{slug}/").text) == printed(plan)


@pytest.mark.parametrize("slug", PLANS)
def test_every_section_and_entry_has_its_anchor_once(client, slug):
    page = read_page(client, f"/plans/{slug}/")
    expected = {f"s-{key}" for key in Section.objects.filter(plan__slug=slug).values_list("key", flat=True)}
    for model in (Task, Programme, Entry):
        expected |= set(model.objects.filter(plan__slug=slug).values_list("code", flat=True))
    expected |= set(MeasureItem.objects.filter(entry__plan__slug=slug).values_list("code", flat=True))
    assert expected <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("slug", PLANS)
def test_links_within_the_page_lead_somewhere(client, slug):
    page = read_page(client, f"/plans/{slug}/")
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("slug", PLANS)
def test_headings_step_down_one_level_at_a_time(client, slug):
    levels = [level for level, _ in read_page(client, f"/plans/{slug}/").headings]
    article = levels[levels.index(1) : -4]  # the footer's four come last
    assert article.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(article))


def test_budget_of_the_longest_plan(client):
    html = client.get("/plans/haidian/").content
    assert len(gzip.compress(html)) <= 60 * 1024
    assert PageReader(html.decode()).elements <= 3500


@pytest.mark.parametrize("slug", PLANS)
def test_a_plan_costs_the_same_queries_whatever_its_length(client, slug, django_assert_num_queries):
    # plan, sections, tasks, programmes, entries, 2 × themes, 2 × instruments, items, errata, 2 × quantities
    with django_assert_num_queries(13):
        client.get(f"/plans/{slug}/")


def test_masked_values_are_said_and_marked(client):
    html = client.get("/plans/nanshan/").content.decode()
    assert "本文有7处年份或数字在来源网页中被遮蔽为20XX，未作推测。" in html
    article = html[html.index("<section") :]
    assert article.count('<span class="masked" title="原文如此，数字已遮蔽">20XX</span>') == 7


def test_an_erratum_links_to_its_note_and_back(client):
    html = client.get("/plans/nanshan/").content.decode()
    link = r'<a id="(\S+)-mark" href="#(\S+)" aria-label="(.+?)">校2<'
    mark = re.search(rf'①</span><sup class="mark">{link}', html)
    assert mark and mark.group(1) == mark.group(2)
    assert mark.group(3).startswith("校勘2：")
    assert f'id="{mark.group(1)}"><a href="#{mark.group(1)}-mark"' in html


def test_the_note_of_a_title_stands_above_the_text(client):
    html = client.get("/plans/nanshan/").content.decode()
    assert html.index("校1</a>") < html.index("大众创业、万众创新是经济活力之源")


def test_the_primary_theme_stands_out_beside_the_text(client):
    entry = Entry.objects.get(code="nanshan-m06")
    first, *others = [link.theme for link in entry.theme_links.order_by("rank")]
    html = client.get("/plans/nanshan/").content.decode()
    note = html.split(">nanshan-m06</a>")[1].split('class="body"')[0]
    assert re.findall(r'badge-primary" href="[^"]*">(.*?)<', note) == [first.name]
    assert re.findall(r'badge-theme" href="[^"]*">(.*?)<', note) == [theme.name for theme in others]


def test_a_broken_paragraph_reads_as_one(client):
    html = client.get("/plans/haidian/").content.decode()
    assert re.search(r"补充城<sup class=\"mark\">.{0,200}?</sup>市公共服务功能短板", html)


def test_a_title_loses_the_number_glued_to_it(client):
    assert read_page(client, "/plans/nanshan/").headings[0] == [1, "深圳市南山区双创示范基地建设工作方案"]


def test_run_in_heads_are_headings_and_sentences_are_not(client):
    headings = [name for _, name in read_page(client, "/plans/liangjiang/").headings]
    assert "1.研发平台引进培育计划" in headings
    headings = [name for _, name in read_page(client, "/plans/nanshan/").headings]
    assert not any("通过政府出资建设产业园区" in name for name in headings)


def test_margin_notes_name_code_themes_and_instruments(client):
    html = client.get("/plans/nanshan/").content.decode()
    note = html[html.index('<h4 id="nanshan-m05"') :]
    note = note[note.index('<div class="notes">') :]
    note = note[: note.index("</div>")]
    entry = Entry.objects.get(code="nanshan-m05")
    assert 'href="/measures/nanshan-m05/"' in note
    assert all(name in note for name in entry.themes.values_list("name", flat=True))
    assert all(name in note for name in entry.instruments.values_list("name", flat=True))


def test_margin_notes_name_the_quantities_of_an_entry(client):
    html = client.get("/plans/liangjiang/").content.decode()
    note = html[html.index('href="/projects/liangjiang-p03/"') :]
    note = note[: note.index("</div>")]
    stated = Quantity.objects.filter(mentions__entry__code="liangjiang-p03").distinct()
    assert stated.count() >= 2
    for quantity in stated:
        assert f'href="/targets/{quantity.code}/"' in note
    assert "新增≥100家" in words(re.sub(r"<[^>]+>", "", note))


def test_each_heading_can_be_cited_and_its_short_link_leads_there(client):
    html = client.get("/plans/nanshan/").content.decode()
    cited = dict(re.findall(r'data-cite="([^"]*)" data-link="([^"]*)"', html))
    assert 'data-cited="《深圳市南山区双创示范基地建设工作方案》"' in html
    assert cited["三(三)举措7"] == "/c/nanshan-m07"
    assert cited[""] == "/c/nanshan"
    assert cited["一(二)"] == "/c/nanshan/s/1-2"
    pages = {
        "/c/nanshan-m07": "/measures/nanshan-m07/",
        "/c/nanshan": "/plans/nanshan/",
        "/c/nanshan/s/1-2": "/plans/nanshan/s/1-2/",
    }
    for short, page in pages.items():
        assert client.get(short)["Location"] == page
    assert client.get("/c/nanshan/s/99").status_code == 404
    assert client.get("/c/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("slug", "query"), [("nanshan", "知识产权"), ("haidian", "ｇｄｐ"), ("nanshan", "双创 主体")]
)
def test_searched_words_are_marked_and_the_text_stays(client, slug, query):
    html = client.get(f"/plans/{slug}/", {"q": query}).content.decode()
    hits = re.findall(r'<mark id="hit-(\d+)">', html)
    assert hits and [int(n) for n in hits] == list(range(1, len(hits) + 1))
    assert f"共{len(hits)}处" in html
    assert words(PageReader(html).text) == printed(WorkPlan.objects.get(slug=slug))
    assert {link[1:] for link in PageReader(html).links if link.startswith("#")} <= set(PageReader(html).ids)


@pytest.mark.parametrize("query", ["基地:南山 补贴", "主题:人才 补贴", "-主题:财税支持 补贴"])
def test_what_is_marked_in_all_plans_is_what_the_search_found(client, query):
    found = client.get("/search/", {"q": query, "size": 100}).content.decode()
    hits = set(re.findall(r'href="(/plans/\w+/)\?q=[^"#]+#([\w.-]+)"', found))
    assert hits
    for slug in ("nanshan", "liangjiang", "haidian"):
        url = f"/plans/{slug}/"
        html = client.get(url, {"q": query}).content.decode()
        marked = re.findall(r'id="hit-\d+"', html)
        assert bool(marked) == (url in {plan for plan, _ in hits}), slug


def test_a_footnote_mark_does_not_hide_a_word(client):
    html = client.get("/plans/nanshan/", {"q": "“千人计划”专家"}).content.decode()
    hit = html[html.index('id="hit-1"') :]
    assert words(re.sub(r"<[^>]+>", "", hit[: hit.index("名")])).startswith('id="hit-1">千人计划”①校')


def test_hits_of_a_section_are_numbered_from_one(client):
    html = client.get("/plans/nanshan/s/3-3/", {"q": "知识产权质押"}).content.decode()
    assert re.findall(r'<mark id="hit-(\d+)">', html) == ["1"]


def test_words_that_stand_nowhere_are_said(client):
    html = client.get("/plans/nanshan/", {"q": "火星"}).content.decode()
    assert "本文没有同时含有“火星”的段落" in html and "<mark" not in html


def test_options_of_the_page_stay_together(client):
    html = client.get("/plans/nanshan/", {"q": "创客", "punct": "full"}).content.decode()
    assert 'href="/plans/nanshan/?q=%E5%88%9B%E5%AE%A2"' in html  # 原文
    assert 'href="/plans/nanshan/?q=%E5%88%9B%E5%AE%A2&amp;punct=full&amp;style=gw"' in html
    assert 'href="/plans/nanshan/?punct=full"' in html  # 取消标记


def test_printing_on_request(client):
    html = client.get("/plans/nanshan/?style=gw&notes=1").content.decode()
    assert '<article class="text print-gw print-notes"' in html
    assert "公文版式：A4，3号仿宋，每页22行、每行28字" in html
    assert "http://testserver/c/nanshan" in html[html.index('class="print-end"') :]
    odd = client.get("/plans/nanshan/?style=fancy&notes=yes").content.decode()
    assert "没有名为“fancy”的打印版式" in odd and "参数“notes”只能是1" in odd


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("3-2", "3-1", "3-3"), ("3-1", "3", "3-2"), ("3-9", "3-8", "4"), ("4", "3", "5"), ("1", None, "2")],
)
def test_a_section_leads_to_the_ones_beside_it(client, key, before, after):
    html = client.get(f"/plans/nanshan/s/{key}/").content.decode()
    beside = html[html.index('aria-label="相邻章节"') :]
    assert (f'rel="prev" href="/plans/nanshan/s/{before}/"' in beside) == (before is not None)
    assert f'rel="next" href="/plans/nanshan/s/{after}/"' in beside


def test_full_width_punctuation_is_one_to_one(client):
    printed_page = read_page(client, "/plans/nanshan/").text
    full = read_page(client, "/plans/nanshan/?punct=full").text
    assert len(full) == len(printed_page)
    assert "举措5：加大财税政策支持力度" in full
    assert not set(",;()") & set(re.sub(r"\d,\d", "", full))


def test_headings_around_a_section_are_punctuated_as_its_text(client):
    half = client.get("/plans/liangjiang/s/3-3/").content.decode()
    full = client.get("/plans/liangjiang/s/3-3/?punct=full").content.decode()
    for opens, closes in (("<title>", "<"), ("当前位置", "</nav>"), ("相邻章节", "</nav>")):
        half_width, full_width = (html.split(opens)[1].split(closes)[0] for html in (half, full))
        assert "(" in half_width
        assert "(" not in full_width and "（" in full_width


def test_unknown_parameters_are_dropped_and_said(client):
    html = client.get("/plans/nanshan/?punct=sideways&colour=red").content.decode()
    assert "不认识的参数“colour”已忽略。" in html
    assert "现按原文显示" in html


@pytest.mark.parametrize("slug", PLANS)
def test_each_section_alone_holds_itself_and_what_is_below(client, slug):
    plan = WorkPlan.objects.get(slug=slug)
    sections = list(Section.objects.of_plan(plan))
    for section in [s for s in sections if s.level == 1]:
        page = read_page(client, f"/plans/{slug}/s/{section.key}/")
        below = [s for s in sections if s.key == section.key or s.key.startswith(f"{section.key}-")]
        assert words(page.text) == words("".join(s.text for s in below))
        assert page.headings[0][0] == 1


def test_section_page_costs_the_same_queries(client, django_assert_num_queries):
    for key in ("3-2", "3"):
        with django_assert_num_queries(13):
            client.get(f"/plans/nanshan/s/{key}/")


def test_an_unknown_section_offers_the_outline(client):
    response = client.get("/plans/nanshan/s/99/")
    assert response.status_code == 404
    assert "一、基础条件" in response.content.decode()


def test_an_unknown_plan_offers_the_plans(client):
    response = client.get("/plans/nowhere/")
    assert response.status_code == 404
    assert "北京市海淀区双创示范基地工作方案" in response.content.decode()


@pytest.mark.empty_database
def test_text_is_escaped(client):
    plan = make_plan("nanshan")
    make_section(plan, "1", "一、", "<b>标题</b>", "正文<script>alert(1)</script>20XX年")
    html = client.get("/plans/nanshan/").content.decode()
    assert "<script>alert" not in html and "<b>标题" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.empty_database
def test_a_plan_without_chapters_still_reads(client):
    make_plan("nanshan")
    page = read_page(client, "/plans/nanshan/")
    assert words(page.text) == "南山双创示范基地工作方案"


def test_a_plan_can_be_taken_away_as_tables(client):
    page = read_page(client, "/plans/nanshan/")
    for address in ("/measures.xlsx", "/measures.csv", "/targets.xlsx", "/targets.csv"):
        link = f"{address}?base=nanshan"
        assert link in page.links
        assert client.get(link).status_code == 200
