"""Comparing: bases on a theme, or ticked entries, side by side."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest

from measures.models import Entry, Quantity, Task
from plans.models import Erratum
from tests.measures.factory import (
    make_base,
    make_instrument,
    make_measure,
    make_plan,
    make_project,
    make_quantity,
    make_task,
    make_theme,
    mention_organization,
)
from tests.measures.page_text import read_page, words

BOTH = "/compare/?base=nanshan&base=haidian"

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


def sides(page):
    return page.context["comparison"].sides


def groups(page):
    """{base: {instrument or theme: titles}} as the columns show them."""
    return {
        side.name: {group.name: [card.entry.title for card in group.cards] for group in side.groups}
        for side in sides(page)
    }


def only(page):
    return {
        side.name: {one.label: [link.text for link in one.links] for one in side.only} for side in sides(page)
    }


@pytest.fixture
def entries():
    make_theme("military", order=9)
    make_base("liangjiang")
    make_instrument("tax", order=1)
    make_instrument("funding", order=2)
    make_measure("南山减税", theme="ip", instrument="tax", organization="深圳大学")
    make_measure("南山补贴", theme="ip", instrument="funding", organization="市科技局")
    make_project("海淀减税", theme="ip", instrument="tax", base="haidian", organization="市科技局")
    make_measure("海淀贷款", theme="finance", instrument="loan", base="haidian")


class TestBases:
    def test_entries_stand_side_by_side_grouped_by_instrument(self, client, entries):
        assert groups(client.get(f"{BOTH}&theme=ip")) == {
            "南山": {"tax": ["南山减税"], "funding": ["南山补贴"]},
            "海淀": {"tax": ["海淀减税"], "funding": []},
        }

    def test_bases_stand_in_the_order_asked_for(self, client, entries):
        page = client.get("/compare/?base=haidian&base=nanshan&theme=ip")
        assert [side.name for side in sides(page)] == ["海淀", "南山"]

    def test_an_instrument_is_grouped_by_theme(self, client, entries):
        page = client.get(f"{BOTH}&instrument=tax")
        assert groups(page) == {"南山": {"知识产权": ["南山减税"]}, "海淀": {"知识产权": ["海淀减税"]}}

    def test_counts_equal_the_lists_behind_them(self, client, entries):
        for side in sides(client.get(f"{BOTH}&theme=ip")):
            assert client.get(side.list_url).context["listing"].total == sum(side.counts)

    def test_what_only_one_has_is_said(self, client, entries):
        page = client.get(f"{BOTH}&theme=ip")
        assert only(page) == {"南山": {"政策工具": ["funding"], "机构": ["深圳大学"]}, "海淀": {}}
        assert "只有南山有" in page.content.decode()

    def test_entries_without_an_instrument_stand_last(self, client, entries):
        make_measure("无工具", theme="ip")
        assert list(groups(client.get(f"{BOTH}&theme=ip"))["南山"])[-1] == "未归类"

    def test_long_groups_lead_to_the_list(self, client, entries):
        for number in range(9):
            make_measure(f"举措{number}", theme="ip", instrument="tax")
        group = sides(client.get(f"{BOTH}&theme=ip"))[0].groups[0]
        assert (group.total, len(group.cards), group.left_out) == (10, 8, 2)
        assert client.get(group.more_url).context["listing"].total == 10

    def test_several_themes_stand_one_under_another(self, client, entries):
        make_measure("两属", themes=["finance", "ip"], instrument="tax")
        page = client.get(f"{BOTH}&theme=ip&theme=finance&kind=measure")
        assert groups(page) == {
            "南山": {"finance": ["两属"], "知识产权": ["南山减税", "南山补贴", "两属"]},
            "海淀": {"finance": ["海淀贷款"], "知识产权": []},
        }
        html = page.content.decode()
        assert "按所选主题分组" in html and "基地对比：举措、知识产权、finance" in html
        for key, value in (("kind", "measure"), ("theme", "finance")):
            assert f'id="c-{key}-{value}" name="{key}" value="{value}" checked' in html

    def test_bases_can_be_named(self, client, entries):
        page = client.get("/compare/?base=南山&base=海淀示范基地&theme=ip")
        assert [side.key for side in sides(page)] == ["nanshan", "haidian"]

    def test_very_many_bases_are_typed(self, client, entries):
        for number in range(301):
            make_base(f"base{number}")
        html = client.get("/compare/?base=nanshan").content.decode()
        assert '<input id="c-base-1" name="base" type="text" value="nanshan"' in html
        assert '<option value="base7"' not in html

    def test_form_keeps_what_was_chosen(self, client, entries):
        page = client.get(f"{BOTH}&theme=ip").content.decode()
        for value in ("ip", "nanshan", "haidian"):
            assert f'<option value="{value}" selected>' in page


class TestEmpty:
    def test_a_read_plan_says_that_it_says_nothing(self, client, entries):
        page = client.get(f"{BOTH}&theme=finance").content.decode()
        assert "南山0条：方案已通读，没有这样的举措或项目。" in page

    def test_a_plan_with_a_lost_part_says_so(self, client, entries):
        plan = make_plan("nanshan")
        Erratum.objects.create(
            code="e-1", plan=plan, section=plan.sections.get(key="0"), kind="heading.lost", note="缺",
            line=1, start=0, end=1,
        )  # fmt: skip
        assert "该方案原文有缺失，可能有遗漏" in client.get(f"{BOTH}&theme=finance").content.decode()

    def test_a_base_without_a_plan_says_so(self, client, entries):
        page = client.get("/compare/?base=liangjiang&base=haidian&theme=ip").content.decode()
        assert "两江0条：尚未收录该基地的方案。" in page

    @pytest.mark.parametrize("query", ["", "?base=nanshan", "?base=nanshan&base=nanshan", "?theme=ip"])
    def test_fewer_than_two_bases_are_asked_for_more(self, client, entries, query):
        page = client.get(f"/compare/{query}")
        assert "请选择至少两个基地" in page.content.decode()
        assert page.context["comparison"] is None

    def test_suggestions_lead_to_comparisons(self, client, entries):
        suggestions = client.get("/compare/").context["suggestions"]
        assert [name for name, _ in suggestions] == ["finance", "知识产权", "military"]
        assert client.get(suggestions[0][1]).context["comparison"]

    def test_without_anything_it_still_answers(self, client):
        assert "请选择至少两个基地" in client.get("/compare/").content.decode()


class TestOddAddresses:
    def test_what_is_not_understood_is_dropped_and_said(self, client, entries):
        page = client.get(f"{BOTH}&base=nowhere&theme=%00&instrument=x&foo=1")
        assert [side.name for side in sides(page)] == ["南山", "海淀"]
        said = "".join(page.context["question"].notices)
        assert "nowhere" in said and "foo" in said and "“x”" in said

    def test_more_than_four_bases_are_the_first_four(self, client, entries):
        query = "&".join(f"base={make_base(slug).slug}" for slug in "abcde")
        page = client.get(f"/compare/?{query}")
        assert [side.key for side in sides(page)] == list("abcd")
        assert "只用了前四个" in page.content.decode()


class TestValues:
    @pytest.fixture
    def stated(self, entries):
        ours, theirs = Entry.objects.get(title="南山减税"), Entry.objects.get(title="海淀减税")
        make_quantity(100, entry=ours, bound=">=", basis="increment")
        make_quantity(200, entry=theirs, basis="increment")
        make_quantity(6800, entry=theirs)
        make_quantity(3, entry=ours, metric="", metric_text="补贴比例", kind="support")
        return ours

    def rows(self, page):
        return {
            (row.name, row.basis): [[one.quantity.value for one in cell] for cell in row.cells]
            for row in page.context["comparison"].values
        }

    def test_one_metric_and_basis_is_one_row(self, client, stated):
        rows = self.rows(client.get(f"{BOTH}&theme=ip"))
        assert rows[("高新技术企业数量", "新增")] == [["100"], ["200"]]
        assert rows[("高新技术企业数量", "达到")] == [[], ["6800"]]
        assert rows[("补贴比例", "达到")] == [["3"], []]
        assert next(iter(rows)) == ("高新技术企业数量", "新增")  # what both state stands first

    def test_bounds_are_shown(self, client, stated):
        assert "≥100家" in words(client.get(f"{BOTH}&theme=ip").content.decode())

    def test_a_masked_value_stands_with_its_metric(self, client, stated):
        make_quantity(masked=True, entry=stated)
        rows = self.rows(client.get(f"{BOTH}&theme=ip"))
        assert rows[("高新技术企业数量", "达到")] == [["20XX"], ["6800"]]

    def test_a_value_that_was_filled_in_says_so(self, client, stated):
        masked = make_quantity(masked=True, entry=stated, filled_source="正式文本第3页")
        Quantity.objects.filter(pk=masked.pk).update(number=2016, plain=2016)
        page = client.get(f"{BOTH}&theme=ip").content.decode()
        assert 'title="补录：2016，正式文本第3页">补录</span>' in page

    def test_a_metric_of_one_side_only_is_said(self, client, entries):
        make_quantity(1, entry=Entry.objects.get(title="海淀减税"))
        assert only(client.get(f"{BOTH}&theme=ip"))["海淀"] == {"指标": ["高新技术企业数量"]}


class TestTicked:
    def codes(self, *titles):
        return "&".join(f"code={Entry.objects.get(title=title).code}" for title in titles)

    def test_up_to_four_stand_side_by_side_with_their_text(self, client, entries):
        page = client.get(f"/compare/?{self.codes('海淀贷款', '南山减税')}")
        assert [side.name for side in sides(page)] == ["海淀贷款", "南山减税"]
        assert page.content.decode().count("给予企业补贴。") == 2

    def test_more_are_put_together_by_base(self, client, entries):
        make_measure("再一条")
        page = client.get(f"/compare/?{self.codes('南山减税', '南山补贴', '海淀减税', '海淀贷款', '再一条')}")
        assert [(side.name, len(side.entries)) for side in sides(page)] == [("南山", 3), ("海淀", 2)]

    def test_more_of_one_base_cannot_be_compared(self, client):
        codes = "&".join(f"code={make_measure(f'举措{number}').code}" for number in range(5))
        page = client.get(f"/compare/?{codes}")
        assert page.context["comparison"] is None
        assert "同属一个基地" in page.content.decode()

    def test_a_single_one_is_too_few(self, client, entries):
        page = client.get(f"/compare/?{self.codes('南山减税')}").content.decode()
        assert "请选择至少两条举措或项目" in page and "请选择至少两个基地" not in page

    def test_unknown_codes_are_dropped_and_said(self, client, entries):
        page = client.get(f"/compare/?{self.codes('南山减税', '海淀贷款')}&code=nowhere-m99&theme=ip")
        assert len(sides(page)) == 2
        assert "nowhere-m99" in page.content.decode()
        assert "未用基地、主题与政策工具的条件" in page.content.decode()


class TestTasks:
    BOTH = "/compare/?task=nanshan-t1&task=haidian-t1"

    @pytest.fixture
    def tasks(self, entries):
        ours, theirs = make_task(title="优化服务"), make_task("haidian", title="完善政策")
        make_task(number=2, title="壮大主体")
        make_measure("南山任务减税", theme="ip", instrument="tax", task=ours)
        make_measure("南山任务贷款", theme="finance", instrument="loan", task=ours)
        make_measure("海淀任务减税", theme="ip", instrument="tax", base="haidian", task=theirs)

    def test_stand_side_by_side_grouped_by_instrument(self, client, tasks):
        assert groups(client.get(self.BOTH)) == {
            "南山·优化服务": {"loan": ["南山任务贷款"], "tax": ["南山任务减税"]},
            "海淀·完善政策": {"loan": [], "tax": ["海淀任务减税"]},
        }

    def test_can_be_narrowed_to_a_theme(self, client, tasks):
        page = client.get(f"{self.BOTH}&theme=ip")
        assert [side.counts for side in sides(page)] == [(1, 0), (1, 0)]
        assert "<h1>基地对比：知识产权</h1>" in page.content.decode()

    def test_what_the_task_itself_states_is_compared_too(self, client, tasks):
        ours, theirs = Task.objects.get(code="nanshan-t1"), Task.objects.get(code="haidian-t1")
        make_quantity(100).mentions.update(section=ours.section)
        make_quantity(300, base="haidian", entry=Entry.objects.get(title="海淀任务减税"))
        page = client.get(self.BOTH)
        (row,) = page.context["comparison"].values
        assert [[(one.quantity.value, one.by_task) for one in cell] for cell in row.cells] == [
            [("100", True)],
            [("300", False)],
        ]
        assert page.content.decode().count("任务正文") == 1
        assert theirs.section_id  # it states nothing itself
        (row,) = client.get(f"{self.BOTH}&theme=ip").context["comparison"].values
        assert [len(cell) for cell in row.cells] == [0, 1]  # a theme is had by entries alone

    def test_counts_equal_the_lists_behind_them(self, client, tasks):
        for query in ("", "&theme=ip"):
            for side in sides(client.get(self.BOTH + query)):
                assert client.get(side.list_url).context["listing"].total == sum(side.counts)

    def test_long_groups_lead_to_the_list_of_the_task(self, client, tasks):
        task = Entry.objects.get(title="南山任务减税").task
        for number in range(9):
            make_measure(f"举措{number}", instrument="tax", task=task)
        group = next(one for one in sides(client.get(self.BOTH))[0].groups if one.name == "tax")
        assert client.get(group.more_url).context["listing"].total == group.total == 10

    def test_two_of_one_base_are_two_columns(self, client, tasks):
        page = client.get("/compare/?task=nanshan-t2&task=nanshan-t1")
        assert [side.name for side in sides(page)] == ["南山·壮大主体", "南山·优化服务"]
        assert "南山·壮大主体0条：方案已通读" in page.content.decode()

    def test_unknown_codes_are_dropped_and_said(self, client, tasks):
        page = client.get(f"{self.BOTH}&task=nowhere-t9&base=nanshan")
        assert len(sides(page)) == 2
        assert "“主要任务”中没有“nowhere-t9”，已忽略。" in page.content.decode()
        assert "未用基地的条件" in page.content.decode()

    def test_one_is_too_few(self, client, tasks):
        page = client.get("/compare/?task=nanshan-t1&task=nowhere-t9")
        assert page.context["comparison"] is None
        assert "请选择至少两项主要任务" in page.content.decode()

    def test_more_than_four_are_the_first_four(self, client, tasks):
        query = "&".join(f"task={make_task(number=number).code}" for number in range(3, 8))
        page = client.get(f"/compare/?{query}")
        assert [side.key for side in sides(page)] == [f"nanshan-t{number}" for number in range(3, 7)]
        assert "只用了前四项" in page.content.decode()

    def test_form_keeps_the_tasks_and_offers_one_more(self, client, tasks):
        html = client.get(self.BOTH).content.decode()
        assert 'name="task" value="haidian-t1" checked' in html
        assert '<optgroup label="南山"><option value="nanshan-t2">壮大主体</option></optgroup>' in html
        assert 'href="/compare/?base=haidian&amp;base=nanshan"' in html

    def test_page_of_a_task_leads_there(self, client, tasks):
        html = client.get("/tasks/nanshan-t1/").content.decode()
        assert '<input type="hidden" name="task" value="nanshan-t1">' in html
        option = '<option value="haidian-t1">海淀(一)完善政策</option>'
        assert f'<optgroup label="海淀">{option}</optgroup>' in html
        assert 'value="nanshan-t2"' not in html

    def test_page_of_the_only_bases_task_does_not(self, client):
        make_task()
        assert "与其他基地的任务对比" not in client.get("/tasks/nanshan-t1/").content.decode()

    def test_export_is_what_the_page_shows(self, client, tasks):
        page = client.get(self.BOTH)
        shown = [card.entry.code for side in sides(page) for group in side.groups for card in group.cards]
        address = dict(page.context["exports"])["导出CSV"]
        text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
        assert [row["编码"] for row in csv.DictReader(io.StringIO(text))] == shown

    def test_queries_do_not_grow(self, client, tasks, django_assert_num_queries):
        with django_assert_num_queries(17):
            client.get(self.BOTH)
        task = Entry.objects.get(title="海淀任务减税").task
        for number in range(4):
            make_measure(theme="ip", instrument=f"i{number}", base="haidian", task=task)
        with django_assert_num_queries(17):
            client.get(self.BOTH)

    def test_page_is_well_formed_with_one_h1(self, client, tasks):
        page = read_page(client, self.BOTH)
        assert [text for level, text in page.headings if level == 1] == ["基地对比：主要任务"]
        assert len(page.ids) == len(set(page.ids))


class TestExport:
    def rows(self, client, url):
        text = b"".join(client.get(url).streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_holds_what_the_page_shows_in_its_order(self, client, entries):
        page = client.get(f"{BOTH}&theme=ip")
        shown = [card.entry.code for side in sides(page) for group in side.groups for card in group.cards]
        address = dict(page.context["exports"])["导出CSV"]
        assert [row["编码"] for row in self.rows(client, address)] == shown
        assert urlsplit(address).path == "/compare.csv"
        assert parse_qs(urlsplit(address).query)["base"] == ["nanshan", "haidian"]

    def test_numbers_stand_with_their_entry(self, client, entries):
        make_quantity(5, entry=Entry.objects.get(title="南山减税"), bound=">=")
        rows = self.rows(client, "/compare.csv?base=nanshan&base=haidian&theme=ip")
        assert rows[0]["目标与标准"] == "目标：高新技术企业 达到\u00a0≥ 5家"

    def test_of_nothing_has_only_heads(self, client, entries):
        assert self.rows(client, "/compare.csv") == []


def test_page_is_well_formed_with_one_h1(client, entries):
    page = read_page(client, f"{BOTH}&theme=ip")
    assert [text for level, text in page.headings if level == 1] == ["基地对比：知识产权"]
    assert len(page.ids) == len(set(page.ids))


def test_queries_do_not_grow(client, entries, django_assert_num_queries):
    make_quantity(1, entry=Entry.objects.first())
    url = f"{BOTH}&theme=ip"
    # options 3, rows 1, themes 2, instruments 2, organizations 2, bases 1, emptiness 2, groups 1, values 2
    with django_assert_num_queries(16):
        client.get(url)
    for number in range(6):
        entry = make_measure(theme="ip", instrument=f"i{number}", base="haidian")
        mention_organization(f"机构{number}", entry)
        make_quantity(number, entry=entry, metric=f"m{number}")
    with django_assert_num_queries(16):
        client.get(url)
