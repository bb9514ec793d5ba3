"""The register: one list of measures and projects that narrows, sorts, pages and exports."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import SynonymGroup
from tests.measures.factory import (
    make_base,
    make_instrument,
    make_measure,
    make_organization,
    make_programme,
    make_project,
    make_quantity,
    make_responsibility,
    make_task,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


def titles(response):
    """The titles of the entries on the page, in order."""
    return ["".join(piece.text for piece in result.title) for result in response.context["results"]]


def counts(response, facet):
    """{label: count} of a facet, every option."""
    found = next(one for one in response.context["listing"].facets if one.name == facet)
    return {option.label: option.count for option in found.first + found.rest}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestNarrowing:
    def test_measures_and_projects_stand_together(self, client):
        make_measure("财税")
        make_project("孵化")
        assert titles(client.get("/measures/")) == ["财税", "孵化"]

    def test_values_of_one_facet_are_or(self, client):
        make_measure("甲", theme="ip")
        make_measure("乙", theme="finance")
        make_measure("丙", theme="talent")
        assert titles(client.get("/measures/?theme=ip&theme=finance")) == ["甲", "乙"]

    def test_two_facets_are_and(self, client):
        make_measure("甲", theme="ip")
        make_measure("乙", theme="ip", base="haidian")
        assert titles(client.get("/measures/?theme=ip&base=haidian")) == ["乙"]

    def test_an_entry_with_both_chosen_themes_stands_once(self, client):
        make_measure("甲", themes=["ip", "finance"])
        assert titles(client.get("/measures/?theme=ip&theme=finance")) == ["甲"]

    @pytest.mark.parametrize(
        "query", ["task=nanshan-t1", "programme=none", "instrument=tax", "org=深圳大学", "kind=measure"]
    )
    def test_every_facet_narrows(self, client, query):
        make_measure("甲", task=make_task(), instrument="tax", organization="深圳大学")
        make_project("乙", programme=make_programme(), instrument="funding", organization="南方科技大学")
        assert titles(client.get(f"/measures/?{query}")) == ["甲"]

    def test_province_and_batch_of_the_base(self, client):
        make_base("haidian", province="北京市", batch=2)
        make_measure("甲", base="haidian")
        make_measure("乙")
        assert titles(client.get("/measures/?province=北京市")) == ["甲"]
        assert titles(client.get("/measures/?batch=1")) == ["乙"]

    def test_entries_without_a_theme_can_be_asked_for(self, client):
        make_measure("甲", theme="ip")
        make_measure("乙")
        assert titles(client.get("/measures/?theme=none")) == ["乙"]


class TestNotGiven:
    """What an entry does not say is a value like any other: chosen, counted, and added to others."""

    @pytest.fixture(autouse=True)
    def entries(self):
        self.full = make_measure("全", organization="深圳大学")
        make_responsibility(self.full)
        make_quantity(3, entry=self.full, period="每年")
        make_quantity(4, entry=self.full)  # without a period of its own
        make_quantity(5, entry=make_measure("无期限的数"), kind="support")
        make_measure("空")

    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("quantity=none", ["空"]),
            ("quantity=target", ["全"]),
            ("quantity=support&quantity=none", ["无期限的数", "空"]),
            ("period=none", ["无期限的数", "空"]),
            ("period=some", ["全"]),
            ("period=some&period=none", ["全", "无期限的数", "空"]),
            ("responsible=none", ["无期限的数", "空"]),
            ("responsible=some", ["全"]),
            ("org=none", ["无期限的数", "空"]),
            ("quantity=none&period=none&responsible=none&org=none", ["空"]),
            ("quantity=support&period=some", []),
        ],
    )
    def test_narrows(self, client, query, left):
        assert titles(client.get(f"/measures/?{query}")) == left

    def test_is_named_and_counted(self, client):
        page = client.get("/measures/")
        assert counts(page, "quantity") == {"目标": 1, "现状": 0, "支持标准": 1, "无量化指标": 1}
        assert counts(page, "period") == {"有期限": 1, "无期限": 2}
        assert counts(page, "responsible") == {"有责任单位": 1, "无责任单位": 2}
        assert counts(page, "org")["无机构"] == 2

    def test_ignores_itself_and_heeds_the_others(self, client):
        page = client.get("/measures/?period=none&quantity=none")
        assert counts(page, "period") == {"有期限": 0, "无期限": 1}
        assert counts(page, "quantity")["支持标准"] == 1
        assert counts(page, "responsible") == {"有责任单位": 0, "无责任单位": 1}

    def test_stands_among_the_conditions(self, client):
        chips = client.get("/measures/?period=none&quantity=none").context["chips"]
        assert [chip.label for chip in chips] == ["量化指标：无量化指标", "期限：无期限"]


class TestFacetCounts:
    def test_a_facet_ignores_itself_and_heeds_the_others(self, client):
        make_measure(theme="ip")
        make_measure(theme="finance")
        make_project(theme="finance", base="haidian")
        page = client.get("/measures/?theme=ip&base=nanshan")
        assert counts(page, "theme") == {"知识产权": 1, "finance": 1, "未归入主题": 0}
        assert counts(page, "base") == {"南山": 1, "海淀": 0}

    def test_a_long_facet_draws_the_first_and_the_chosen_and_says_how_many_are_left(self, client):
        for number in range(60):
            make_measure(organization=f"机构{number:02}")
        page = client.get("/measures/?org=机构59")
        facet = next(one for one in page.context["listing"].facets if one.name == "org")
        drawn = [option.value for option in facet.first + facet.rest]
        assert len(drawn) == 42 and "机构59" in drawn and "none" in drawn
        assert '另有19个未列出，见<a href="/orgs/">机构列表</a>' in page.content.decode()

    def test_zeros_are_shown_and_can_be_chosen(self, client):
        make_theme("military")
        make_measure(theme="ip")
        page = client.get("/measures/")
        assert counts(page, "theme")["military"] == 0
        assert 'name="theme" value="military"' in page.content.decode()

    @pytest.mark.parametrize(
        "facet",
        [
            "base", "kind", "theme", "instrument", "quantity", "period", "responsible", "task", "programme",
            "org", "province", "batch",
        ],
    )  # fmt: skip
    def test_a_count_is_the_length_of_its_list(self, client, facet):
        make_measure(themes=["ip", "finance"], instrument="tax", task=make_task(), organization="深圳大学")
        make_measure(theme="ip", base="haidian", organization="深圳大学")
        make_project(theme="finance", instrument="tax", programme=make_programme())
        page = client.get("/measures/")
        shown = next(one for one in page.context["listing"].facets if one.name == facet)
        for option in shown.first + shown.rest:
            behind = client.get("/measures/", {facet: option.value})
            assert behind.context["listing"].total == option.count, option

    def test_ten_are_drawn_at_once_and_the_rest_unfolds(self, client):
        for number in range(12):
            make_theme(f"theme{number:02}", order=number)
        make_measure(theme="theme00")

        def facet(query):
            page = client.get(f"/measures/{query}")
            return next(one for one in page.context["listing"].facets if one.name == "theme")

        assert [len(facet("").first), len(facet("").rest)] == [10, 3]
        assert not facet("?theme=theme09").rest_opened
        assert facet("?theme=theme10").rest_opened
        assert "更多（3）" in client.get("/measures/").content.decode()


class TestWords:
    def test_blanks_mean_and_in_any_width(self, client):
        make_measure("甲", "知识产权质押贷款")
        make_measure("乙", "知识产权保护")
        assert titles(client.get("/measures/", {"q": "知识产权　质押"})) == ["甲"]

    def test_quotation_marks_keep_a_phrase(self, client):
        make_measure("甲", "成果 转化")
        make_measure("乙", "转化 成果")
        assert titles(client.get("/measures/", {"q": "“成果 转化”"})) == ["甲"]

    def test_width_and_case_and_footnote_marks_do_not_matter(self, client):
        make_measure("甲", "引进“千人计划”①专家与ＶＲ技术")
        assert titles(client.get("/measures/", {"q": "vr"})) == ["甲"]
        assert titles(client.get("/measures/", {"q": "千人计划”专家"})) == ["甲"]

    def test_percent_is_a_plain_character_and_punctuation_alone_asks_nothing(self, client):
        make_measure("甲", "补贴50%")
        make_measure("乙", "补贴500元")
        assert titles(client.get("/measures/", {"q": "50%"})) == ["甲"]
        page = client.get("/measures/", {"q": "_"})
        assert titles(page) == ["甲", "乙"]
        assert "只有标点符号，没有可检索的字词。" in text_of(page)

    def test_the_language_of_the_search_page_is_understood(self, client):
        make_measure("甲", "知识产权质押贷款", theme="ip")
        make_measure("乙", "知识产权保护", base="haidian")
        for query, found in (
            ("知识产权 -质押", ["乙"]),
            ("标题:甲", ["甲"]),
            ("基地:海淀", ["乙"]),
            ("主题:知识产权", ["甲"]),
            ("质押、贷款", ["甲"]),
            ("nanshan-m01", ["甲"]),
        ):
            assert titles(client.get("/measures/", {"q": query})) == found, query

    def test_what_else_was_looked_for_is_said(self, client):
        SynonymGroup.objects.create(name="孵化器", words="育成中心")
        make_measure("甲", "建设育成中心")
        page = client.get("/measures/", {"q": "孵化器"})
        assert titles(page) == ["甲"]
        assert "同时检索：“育成中心”" in text_of(page)
        assert "同时检索" not in text_of(client.get("/measures/", {"q": "“孵化器”"}))
        assert "<mark>育成中心</mark>" in page.content.decode()

    def test_found_words_are_marked_and_markup_is_inert(self, client):
        make_measure("<b>甲</b>", "先说别的。" * 20 + "再说知识产权。")
        page = client.get("/measures/", {"q": "知识产权"}).content.decode()
        assert "<mark>知识产权</mark>" in page
        assert "<b>甲</b>" not in page and "&lt;b&gt;甲&lt;/b&gt;" in page

    def test_the_words_go_along_to_where_they_can_be_read(self, client):
        make_measure("甲", "建设孵化器。")
        page = client.get("/measures/", {"q": "孵化器"}).content.decode()
        words = urlencode({"q": "孵化器"})
        for link in (f"/measures/nanshan-m01/?{words}", f"/plans/nanshan/?{words}#nanshan-m01"):
            assert f'href="{link}"' in page

    def test_words_in_vain_are_mended_and_asked_one_by_one(self, client):
        make_measure("建设孵化器", "建设孵化器，给予补贴。")
        for asked, offered in (("孵化其", "孵化器"), ("补贴 火星", "补贴")):
            page = client.get("/measures/", {"q": asked, "size": 50})
            assert titles(page) == []
            link = f'href="/measures/?{urlencode({"q": offered})}&amp;size=50"'
            assert f"{link}>{offered}</a>" in page.content.decode()
        assert "火星，有0条" in text_of(page)
        quoted = client.get("/measures/", {"q": "“孵化器 补贴”"})
        assert "去掉“引号” ，有1条" in text_of(quoted)

    def test_relevance_puts_titles_first(self, client):
        make_measure("其他", "孵化器。")
        make_measure("孵化器", "补贴。")
        assert titles(client.get("/measures/?q=孵化器&sort=relevance")) == ["孵化器", "其他"]


class TestWhatIsNotUnderstood:
    @pytest.mark.parametrize(
        "query",
        [
            "theme=gibt-es-nicht",
            "theme=%00",
            "theme=ip%00",
            "foo=1",
            "%00=1",
            "sort=%00",
            "sort=title",
            "sort=relevance",
            "size=7",
            "size=-1",
            "size=" + "9" * 5000,
            "page=0",
            "page=abc",
            "page=99",
            "page=%EF%BC%92",
            "q=%00%01" + "知" * 3000,
            "base=" + "x" * 5000,
            "theme=" + "%F0%9F%98%80" * 50,
        ],
    )
    def test_is_dropped_and_said(self, client, query):
        make_measure("甲")
        page = client.get(f"/measures/?{query}")
        assert page.status_code == 200
        assert page.context["listing"].notices
        assert "\x00" not in page.content.decode()

    def test_an_unknown_value_neither_empties_nor_hides_the_known_one(self, client):
        make_measure("甲", theme="ip")
        make_measure("乙", theme="finance")
        page = client.get("/measures/?theme=ip&theme=xyz&foo=1")
        assert titles(page) == ["甲"]
        assert "“主题”中没有“xyz”，已忽略。" in text_of(page)
        assert "不认识的参数“foo”已忽略。" in text_of(page)

    def test_a_plain_address_says_nothing(self, client):
        make_measure("甲")
        assert not client.get("/measures/?q=&theme=&sort=&page=1&size=25").context["listing"].notices

    def test_a_page_beyond_the_end_is_the_first(self, client):
        for number in range(26):
            make_measure(f"第{number}条")
        page = client.get("/measures/?page=9")
        assert titles(page) == [f"第{number}条" for number in range(25)]
        assert "没有第9页，现显示第1页。" in text_of(page)


class TestOrderAndPages:
    def test_the_plans_order_is_the_default(self, client):
        make_measure("海一", base="haidian")
        make_measure("南一")
        make_measure("海二", base="haidian")
        assert titles(client.get("/measures/")) == ["海一", "海二", "南一"]

    def test_taking_the_words_out_of_the_form_takes_their_order_along_without_a_word(self, client):
        make_measure("甲")
        listing = client.get("/measures/?q=&sort=relevance").context["listing"]
        assert not listing.notices and listing.url() == "/measures/"

    def test_by_base_is_by_its_name_in_pinyin(self, client):
        make_measure("南一")
        make_measure("两一", base="liangjiang")
        assert titles(client.get("/measures/?sort=base")) == ["两一", "南一"]

    def test_pages_and_sizes(self, client):
        for number in range(30):
            make_measure(f"第{number}条")
        assert len(titles(client.get("/measures/"))) == 25
        assert titles(client.get("/measures/?page=2"))[0] == "第25条"
        assert len(titles(client.get("/measures/?size=50"))) == 30
        assert "第26～30条" in text_of(client.get("/measures/?page=2"))

    def test_links_keep_the_conditions(self, client):
        for number in range(30):
            make_measure(f"第{number}条", theme="ip")
        listing = client.get("/measures/?theme=ip&sort=base&page=2").context["listing"]
        assert listing.pages.previous_url == "/measures/?theme=ip&sort=base"
        assert [order.url for order in listing.orders] == [
            "/measures/?theme=ip",
            "/measures/?theme=ip&sort=base",
        ]
        assert listing.kept == [("sort", "base")]


class TestChips:
    def test_each_condition_can_be_taken_away(self, client):
        make_measure("甲", theme="ip")
        page = client.get("/measures/?q=补贴&theme=ip&sort=relevance")
        chips = {chip.label: chip.url for chip in page.context["chips"]}
        assert chips == {
            "关键词：补贴": "/measures/?theme=ip",
            "主题：知识产权": "/measures/?q=%E8%A1%A5%E8%B4%B4&sort=relevance",
        }
        assert 'aria-label="移除条件：主题：知识产权"' in page.content.decode()

    def test_an_empty_list_says_what_each_condition_costs(self, client):
        make_measure("甲", theme="ip")
        make_theme("finance")
        page = client.get("/measures/?q=甲&theme=finance")
        assert "没有符合条件的记录" in text_of(page)
        assert {chip.label: chip.count for chip in page.context["chips"]} == {
            "关键词：甲": 0,
            "主题：finance": 1,
        }
        conditions = page.content.decode().split('class="empty-conditions"')[1].split("</ul>")[0]
        # Only what leads to something is a link.
        assert re.findall(r">(去掉“[^<]*”)</a>", conditions) == ["去掉“主题：finance”"]
        assert "去掉“关键词：甲”，有0条" in conditions
        assert 'href="/search/?q=%E7%94%B2">在方案全文中检索“甲”</a>' in page.content.decode()
        assert "在方案全文中检索" not in client.get("/measures/?theme=finance&kind=project").content.decode()


class TestPage:
    @pytest.mark.parametrize(("number", "waits"), [(0, False), (3, False), (4, True)])
    def test_the_first_screen_waits_only_for_a_row_there_is(self, client, number, waits):
        for _ in range(number):
            make_measure()
        page = client.get("/measures/").content.decode()
        assert ('<link rel="expect" href="#row-4"' in page) == ('id="row-4"' in page) == waits

    def test_has_one_heading_a_title_and_labels(self, client):
        make_measure("甲", theme="ip")
        page = client.get("/measures/").content.decode()
        assert page.count("<h1") == 1
        assert "<title>举措与项目 - 双创示范基地工作方案知识库</title>" in page
        ids = re.findall(r'<input[^>]* id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(ids) <= set(re.findall(r'<label[^>]* for="([^"]+)"', page))
        assert 'id="list"' in page and 'id="live"' in page

    def test_queries_do_not_grow_with_rows(self, client, django_assert_num_queries):
        asked = []

        def fill(rows):
            for number in range(rows):
                task = make_task(number=number + rows)
                make_measure(
                    themes=["ip", "finance"], instrument="tax", task=task, organization=f"机构{number}"
                )
                make_project(programme=make_programme(number=number + rows))

        for rows in (1, 2, 8):
            fill(rows)
            with CaptureQueriesContext(connection) as queries:
                client.get("/measures/?theme=ip")  # which reads what this version of the corpus holds
            asked.append(len(queries))
            with django_assert_num_queries(1):  # the version: cards that were drawn are kept with it
                client.get("/measures/?theme=ip")
        assert asked[1] == asked[2]


def test_vocabulary_helpers_make_what_tests_mean():
    assert make_instrument("tax") == make_instrument("tax")
    assert make_organization("甲") == make_organization("甲")
