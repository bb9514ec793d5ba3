"""The search page: what it finds, says, offers and links to."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from measures.models import MeasureItem, SynonymGroup, Task
from tests.measures.factory import make_base, make_measure, make_plan, make_section

pytestmark = pytest.mark.django_db


def html_of(client, **query):
    return client.get("/search/", query).content.decode()


def search_of(client, **query):
    return client.get("/search/", query).context["search"]


def spread(html):
    """{base: hits} as the page says it."""
    line = re.search(r'class="spread">分布.*?</p>', html, re.DOTALL).group()
    return dict(re.findall(r">(南山|两江|海淀) (\d+)<", line))


def hits(html):
    """(place and title, everything under it) of each hit."""
    found = re.findall(r'<article class="result">(.*?)</article>', html, re.DOTALL)
    return [(plain(re.search(r"<h2.*?</h2>", one, re.DOTALL).group()), plain(one)) for one in found]


def plain(html):
    """The words of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


class TestHits:
    def test_a_hit_has_its_place_and_its_words_are_marked(self, client):
        html = html_of(client, q="知识产权质押")
        assert spread(html) == {"南山": "1", "两江": "2", "海淀": "0"}
        assert "<mark>知识产权质押</mark>贷" in html
        assert hits(html)[0][0].startswith("三(三)举措7(2)")

    def test_it_leads_to_its_place_in_the_plan_where_the_words_are_marked(self, client):
        html = html_of(client, q="单次审批时间")
        url, place = re.search(r'href="(/plans/haidian/\?q=[^"#]+)#([\w.-]+)"', html).groups()
        page = client.get(unescape(url)).content.decode()
        assert f'id="{place}"' in page
        assert '<mark id="hit-1">单次审批时间</mark>' in page

    def test_words_in_several_items_are_one_hit_that_names_them(self, client):
        html = html_of(client, q="工商登记")
        measure = next(text for name, text in hits(html) if "多举措落实商事登记" in name)
        assert "本条有3处" in measure

    def test_numbers_stated_with_the_words_are_named(self, client):
        html = html_of(client, q="PCT国际专利申请量")
        assert "现状：PCT国际专利申请量 =5221件" in hits(html)[0][1]

    def test_a_task_is_called_a_task(self, client):
        html = html_of(client, q="加强深港双创合作")
        assert "主要任务" in hits(html)[0][1] and 'href="/tasks/nanshan-t8/"' in html

    def test_width_case_footnote_marks_and_broken_lines_hide_nothing(self, client):
        assert spread(html_of(client, q="“千人计划”专家"))["南山"] != "0"
        assert search_of(client, q="ｇｄｐ").total == search_of(client, q="GDP").total > 0
        html = html_of(client, q="补充城市公共服务")
        assert spread(html)["海淀"] == "1" and "<mark>补充城市公共服务</mark>" in html

    def test_what_does_not_explain_itself_is_explained(self, client):
        html = html_of(client, q="租房补贴")
        assert "同时检索：“房租补贴”“租金补贴”" in html
        assert "含“租金补贴”（同“租房补贴”）" in html

    def test_terms_in_different_places_of_a_measure_are_said_to_be(self, client):
        make_measure("甲", "知识产权。\n其他。\n量子。")
        assert "各词分别出现在不同位置" in html_of(client, q="知识产权 量子")


class TestReading:
    def test_exact_looks_for_nothing_else(self, client):
        assert search_of(client, q="租房补贴", mode="exact").total == 0
        assert search_of(client, q="租房补贴").total == 1
        assert "改为相关检索" in html_of(client, q="租房补贴", mode="exact")

    def test_a_long_term_is_cut_only_when_it_stands_nowhere(self, client):
        whole = search_of(client, q="军民融合产业园")
        assert not whole.seeking.is_cut
        html = html_of(client, q="企业研发投入补贴")
        assert "没有完整含有“企业研发投入补贴”的内容，以下内容同时含有“企业”“研发投入”“补贴”。" in html

    def test_most_of_many_words_are_better_than_nothing(self, client):
        html = html_of(client, q="科技型中小企业贷款风险补偿")
        assert "以下内容含有其中大部分" in html

    def test_what_else_was_asked_counts_beside_the_words_of_a_long_term(self, client):
        for more in ("", "量子。"):
            make_measure("甲", f"鼓励企业租房，申请研发投入的补贴。{more}")
        both = search_of(client, q="怎么申请研发投入租房")
        assert both.seeking.is_cut and both.total == 2
        assert search_of(client, q="怎么申请研发投入租房 “量子”").total == 1
        assert search_of(client, q="怎么申请研发投入租房 -量子").total == 1

    def test_prefixes_narrow(self, client):
        assert {hit.base.text for hit in search_of(client, q="知识产权 基地:海淀").pages.rows} == {"海淀"}
        assert search_of(client, q="主题:知识产权").total == 9
        for hit in search_of(client, q="标题:人才").pages.rows:
            assert "人才" in "".join(piece.text for piece in hit.title)

    @pytest.mark.parametrize(
        ("query", "notice"),
        [
            ("“没有关上", "引号没有成对，已按普通词检索。"),
            ("质押 -", "单独的减号已忽略"),
            ("基地:火星 质押", "没有名为“火星”的示范基地，“火星”已按普通词检索。"),
            ("标题:", "“标题：”后面没有内容，已按普通词检索。"),
            ("，。", "只有标点符号，没有可检索的字词。"),
            ("知" * 300, "关键词超过100字，只用了前100字。"),
            ("天使投资 -海淀", "要排除海淀的方案，请写“-基地:海淀”。"),
            ("天使投资 -海淀区", "要排除海淀的方案，请写“-基地:海淀”。"),
        ],
    )
    def test_what_is_not_understood_is_said(self, client, query, notice):
        assert notice in html_of(client, q=query)

    @pytest.mark.parametrize(
        "query", ["天使投资 -补贴", "天使投资 -基地:海淀", "天使投资 -新区", "天使投资 海淀"]
    )
    def test_what_is_understood_is_not_remarked_upon(self, client, query):
        assert "要排除" not in html_of(client, q=query)

    def test_an_edited_synonym_counts_at_once(self, client):
        assert search_of(client, q="火星班").total == 0
        SynonymGroup.objects.create(name="火星班", words="孵化器")
        assert search_of(client, q="火星班").total > 0

    @pytest.mark.parametrize(
        ("code", "page"),
        [
            ("nanshan-m05", "/measures/nanshan-m05/"),
            ("ＮＡＮＳＨＡＮ－Ｍ05", "/measures/nanshan-m05/"),
            ("liangjiang-p12", "/projects/liangjiang-p12/"),
            ("haidian-t2", "/tasks/haidian-t2/"),
            ("haidian-g1", "/programmes/haidian-g1/"),
        ],
    )
    def test_a_code_goes_straight_to_its_page(self, client, code, page):
        response = client.get("/search/", {"q": code})
        assert (response.status_code, response["Location"]) == (302, page)


    @pytest.mark.parametrize(
        ("chinese", "arabic"),
        [
            ("一百名", "100名"),
            ("一百多家", "100多家"),
            ("三大", "3大"),
            ("-三年", "-3年"),
        ],
    )
    def test_numbers_are_found_in_either_writing(self, client, chinese, arabic):
        assert search_of(client, q=chinese).total == search_of(client, q=arabic).total > 0

    def test_numbers_among_the_words_of_a_long_term_too(self, client):
        by_digits = search_of(client, q="新增国家高新技术企业100家目标").total
        assert search_of(client, q="新增国家高新技术企业一百家目标").total == by_digits > 0

    @pytest.mark.parametrize("query", ["3715", "GDP 3715", "ＧＤＰ　３７１５"])
    def test_a_number_is_found_behind_the_word_it_touches(self, client, query):
        assert re.search("<mark>(GDP|GDP</mark><mark>)?3715</mark>", html_of(client, q=query))

    def test_what_nobody_sees_parts_no_word(self, client):
        search = search_of(client, q="众创\u200b空间", mode="exact")
        assert search.total == search_of(client, q="众创空间", mode="exact").total


class TestNarrowing:
    def test_scopes_and_bases_narrow_and_count_without_themselves(self, client):
        everything = search_of(client, q="众创空间")
        numbers = {key: number for key, _, number, _ in everything.scopes}
        for scope, number in numbers.items():
            narrowed = search_of(client, q="众创空间", scope=scope)
            assert narrowed.total == number
            assert {key: number for key, _, number, _ in narrowed.scopes} == numbers
        assert sum(numbers.values()) == everything.total
        assert search_of(client, q="众创空间", base="haidian").total == 7

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "知识产权质押"},
            {"q": "双创", "base": ["nanshan", "haidian"], "scope": "measure"},
            {"q": "企业研发投入补贴"},
            {"q": "标题:人才 -基地:海淀"},
        ],
    )
    def test_measures_and_projects_are_offered_as_a_list_of_as_many(self, client, query):
        offer = search_of(client, **query).as_list
        assert f"其中举措与项目{offer.count}条" in html_of(client, **query)
        assert client.get(offer.url).context["listing"].total == offer.count > 0

    def test_no_list_is_offered_where_it_would_be_another(self, client):
        assert search_of(client, q="知识产权质押", mode="exact").as_list is None
        assert search_of(client, q="习近平").as_list is None

    def test_pages_have_stable_addresses_and_hold_every_hit_once(self, client):
        seen = []
        for page in range(1, 7):
            search = search_of(client, q="双创", page=page)
            seen += [(hit.url, hit.place) for hit in search.pages.rows]
        assert len(seen) == search.total == 148
        assert search.pages.previous_url == "/search/?q=%E5%8F%8C%E5%88%9B&page=5"
        assert len(search_of(client, q="双创", size=100).pages.rows) == 100

    def test_odd_addresses_are_answered_and_said(self, client):
        html = html_of(client, q="双创", scope="x", base="mars", mode="?", size="7", page="99", foo="1")
        for notice in ("检索范围中没有“x”", "示范基地中没有“mars”", "检索方式只有", "每页条数只能是"):
            assert notice in html
        assert "不认识的参数“foo”已忽略。" in html
        assert "没有第99页，现显示第1页。" in html
        assert "没有第“０”页，现显示第1页。" in html_of(client, q="双创", page="０")
        assert client.get("/search/?q=&q=双创&q=质押").context["search"].options.query == "双创"

    def test_many_bases_are_folded_those_with_hits_first(self, client):
        for number in range(30):
            make_plan(f"base{number:02}", title="其他方案")
        html = html_of(client, q="知识产权质押")
        assert "其余" in html and "两江 2" in html
        assert html.count('class="muted">base') == 30


class TestNothing:
    @pytest.mark.parametrize(
        ("query", "meant"),
        [
            ("知识产全", "知识产权"),
            ("孵化其", "孵化器"),
            ("知产识权", "知识产权"),
            ("众酬", "众筹"),
            ("军名融合 海淀", "军民融合 海淀"),
            ("标题:众创空渐", "标题:众创空间"),
            ("zhishichanquan", "知识产权"),
            ("zhi shi chan quan", "知识产权"),
            ("知识产全 质压", "知识产权 质押"),
            ("孵化其 众创空坚", "孵化器 众创空间"),
        ],
    )
    def test_what_was_perhaps_meant(self, client, query, meant):
        assert meant in [offer.name for offer in search_of(client, q=query).meant]
        assert "您要找的是不是：" in html_of(client, q=query)

    @pytest.mark.parametrize(
        ("query", "offered"),
        [("2016", "20XX"), ("２０２０年", "20XX年"), ("2020年 高新技术企业", "20XX年 高新技术企业")],
    )
    def test_a_year_is_offered_as_the_sources_have_it(self, client, query, offered):
        offer = search_of(client, q=query).masked
        assert offer.name == offered
        assert client.get(offer.url).context["search"].total == offer.count > 0
        html = html_of(client, q=query)
        assert "有的来源网页把年份写成了20XX" in html and "/help/#masked" in html

    @pytest.mark.parametrize("query", ["火星", "120161", "20XX", "2016年火星"])
    def test_no_other_search_is(self, client, query):
        assert "把年份写成了20XX" not in html_of(client, q=query)

    def test_what_finds_nothing_is_no_link(self, client):
        html = html_of(client, q="火星班 木星班")
        assert "<li>火星班，有0段</li>" in html

    def test_what_each_part_alone_would_give(self, client):
        search = search_of(client, q="创业者 租金 基地:海淀")
        offers = {offer.name: offer.count for offer in search.alone}
        assert offers["创业者"] > 0 and offers["租金"] > 0
        for offer in search.alone:
            assert client.get(offer.url).context["search"].total == offer.count

    def test_what_each_filter_costs(self, client):
        search = search_of(client, q="知识产权质押", base="haidian", scope="project")
        assert {offer.name: offer.count for offer in search.widened} == {"检索范围": 0, "示范基地": 2}

    def test_the_name_of_a_base_is_offered_as_one(self, client):
        (offer,) = search_of(client, q="海淀 投贷联动").in_bases
        assert (offer.name, offer.count) == ("投贷联动 基地:海淀", 2)
        assert search_of(client, q="南山 石墨烯").in_bases == []

    @pytest.mark.parametrize(
        "narrowed", [{"base": "haidian"}, {"scope": "text"}, {"q": "知识产权质押 基地:海淀"}]
    )
    def test_it_is_not_nowhere_while_it_stands_elsewhere(self, client, narrowed):
        html = html_of(client, **{"q": "知识产权质押", **narrowed})
        assert "所选的范围内没有找到。" in html and "都没有找到" not in html

    def test_it_says_so_and_counts_zero_for_every_base(self, client):
        html = html_of(client, q="火星基地")
        assert "没有符合条件的记录" in html
        assert spread(html) == {"南山": "0", "两江": "0", "海淀": "0"}


def test_names_lead_straight_to_their_pages(client):
    html = html_of(client, q="海淀")
    assert 'href="/bases/haidian/">示范基地“北京市海淀区”' in html
    assert "机构“清华大学”" in html_of(client, q="清华大学")


def test_it_costs_the_same_queries_however_many_are_found(client, django_assert_max_num_queries):
    for query in ("双创", "质押"):
        search_of(client, q=query)
        with django_assert_max_num_queries(34):
            client.get("/search/", {"q": query})


def test_an_edit_is_found_at_once(client):
    measure = make_measure("甲", "量子纠缠。")
    assert search_of(client, q="量子纠缠").total == 1
    measure.text = measure.text.replace("量子纠缠", "超导")
    measure.save()
    assert search_of(client, q="量子纠缠").total == 0
    assert search_of(client, q="超导").total == 1


def test_what_a_person_corrected_beside_the_text_is_found_too(client):
    task = Task.objects.get(code="nanshan-t1")
    task.title = f"{task.title}（量子纠缠）"
    task.save()
    ((place, _),) = hits(html_of(client, q="量子纠缠"))
    assert place.endswith(task.title)
    item = MeasureItem.objects.filter(entry__code="nanshan-m07").first()
    item.text += "支持超导量子。"
    item.save()
    ((place, said),) = hits(html_of(client, q="超导量子"))
    assert item.label in place and "超导量子" in said
    assert client.get("/measures/", {"q": "超导量子"}).context["listing"].total == 1
    item.text = item.text.replace("超导", "")
    item.save()
    task.delete()
    assert search_of(client, q="量子纠缠").total == search_of(client, q="超导量子").total == 0


@pytest.mark.empty_database
def test_an_empty_site_searches_in_vain(client):
    assert "没有符合条件的记录" in html_of(client, q="双创")
    make_section(make_plan(make_base("nanshan").slug), "3", "三、", "主要任务", "量子。")
    call_command("rebuild_index", verbosity=0)
    assert "<mark>量子</mark>" in html_of(client, q="量子")


ODD = "知识产权“”\"-－标题:：基地主题南山 　①②%_*'()[]{}^\\\x00ＡIP3年三"
QUERIES = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
@example("%00\x00")
@example('"' * 40)
@example("a AND b OR NOT c* NEAR(d)")
@example("'; DROP TABLE plans; --")
@example("\ud800")
@example("a" * 5000)
def test_anything_typed_is_answered_by_the_page_and_the_list(client, query):
    for url in ("/search/", "/measures/"):
        response = client.get(url, {"q": query.encode("utf-8", "replace").decode(), "sort": "relevance"})
        assert response.status_code in (200, 302)
        assert "\x00" not in response.content.decode()
