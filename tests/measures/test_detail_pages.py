"""The page of each thing the plans commit to: what it says, where it was read, what it is linked with."""

import re

import pytest

from plans.models import Erratum
from tests.measures.factory import (
    make_base,
    make_instrument,
    make_measure,
    make_metric,
    make_programme,
    make_project,
    make_quantity,
    make_responsibility,
    make_section,
    make_task,
    make_theme,
    mention_organization,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


class TestEntry:
    def test_says_what_was_printed_and_where(self, client):
        task = make_task()
        make_measure(task=task)
        entry = make_measure("降低空间成本", "建设园区。\n回购用房。", task=task)
        page = html(client, "/measures/nanshan-m02/")
        assert "<title>降低空间成本（南山举措） - 双创示范基地工作方案知识库</title>" in page
        assert "建设园区。" in page and "回购用房。" in page
        assert f"第{entry.line}～{entry.line + 2}行" in page
        assert "《南山双创示范基地工作方案》三(一)举措2“降低空间成本”" in page
        assert "/c/nanshan-m02" in page

    def test_is_linked_with_its_neighbours(self, client):
        task = make_task()
        make_measure("前一条", task=task)
        entry = make_measure("本条", theme="ip", instrument="tax", organization="深圳大学", task=task)
        make_measure("后一条", task=task)
        make_quantity(entry=entry)
        page = html(client, entry.get_absolute_url())
        for address in (
            "/bases/nanshan/",
            "/plans/nanshan/",
            "/plans/nanshan/#nanshan-m02",
            entry.section.get_absolute_url(),
            "/tasks/nanshan-t1/",
            "/themes/ip/",
            "/instruments/tax/",
            "/orgs/%E6%B7%B1%E5%9C%B3%E5%A4%A7%E5%AD%A6/",
            "/targets/nanshan-t-000000/",
            "/measures/nanshan-m01/",
            "/measures/nanshan-m03/",
        ):
            assert f'href="{address}"' in page, address

    def test_shows_the_words_or_the_reason_behind_a_theme(self, client):
        entry = make_measure(themes=["ip", "finance"])
        entry.theme_links.filter(rank=2).update(origin="curated", words="", reason="贷款以专利质押")
        page = text_of(html(client, entry.get_absolute_url()))
        assert "知识产权 首要规则 依据词：补贴" in page
        assert "finance 兼属人工校订 理由：贷款以专利质押" in page

    def test_items_have_ids_in_the_text_and_a_list_of_links(self, client):
        entry = make_measure(
            body="(一)先行先试。再说。\n(二)加强监管。又说。", items=["先行先试", "加强监管"]
        )
        page = html(client, entry.get_absolute_url())
        for number in (1, 2):
            assert f'id="nanshan-m01.{number}"' in page
            assert f'href="#nanshan-m01.{number}"' in page

    def test_an_item_without_a_heading_is_named_by_its_first_words(self, client):
        entry = make_measure(body="一是先行先试。二是加强监管。", items=["一是", "二是"])
        entry.items.update(label="一是", title="")
        assert ">一是先行先试。二是加强监管。</a>" in html(client, entry.get_absolute_url())

    def test_says_what_is_not_given(self, client):
        page = text_of(html(client, make_measure().get_absolute_url()))
        assert "原文未列于任务之下" in page
        assert "责任单位原文未载" in page.replace(" ", "")
        assert "未归类" in page

    def test_names_who_is_responsible(self, client):
        entry = make_measure()
        make_responsibility(entry, "区科技局", "lead")
        make_responsibility(entry, "区财政局", "cooperating")
        page = text_of(html(client, entry.get_absolute_url()))
        assert "区科技局（牵头）" in page and "区财政局（配合）" in page

    def test_counts_the_theme_in_other_bases(self, client):
        entry = make_measure(theme="ip")
        make_measure(theme="ip", base="haidian")
        make_project(themes=["finance", "ip"], base="haidian")
        page = html(client, entry.get_absolute_url())
        assert '<a href="/measures/?base=haidian&amp;theme=ip">海淀2条</a>' in page

    def test_shows_masked_values_and_errata_of_its_text(self, client):
        entry = make_measure(body="到20XX年建成。")
        at = entry.text.index("建成") + entry.start
        Erratum.objects.create(
            code="nanshan-e-1",
            plan=entry.plan,
            section=entry.section,
            kind="mark.orphan",
            note="校1无对应注文",
            quote="建成",
            line=entry.line,
            start=at,
            end=at + 2,
        )
        page = html(client, entry.get_absolute_url())
        assert re.search(r'<span class="masked"[^>]*>20XX</span>', page)
        assert "校1无对应注文" in page

    def test_a_mark_in_the_heading_stands_in_the_h1(self, client):
        entry = make_measure("推动双创⑦")
        at = entry.body_start - 1
        Erratum.objects.create(
            code="nanshan-e-7",
            plan=entry.plan,
            section=entry.section,
            kind="mark.orphan",
            note="注释号无对应注文",
            quote="⑦",
            line=entry.line,
            start=at,
            end=at + 1,
        )
        page = html(client, entry.get_absolute_url())
        assert re.search(r'<h1>推动双创⑦<sup class="mark"><a id="e-nanshan-e-7-mark"', page)
        assert 'id="e-nanshan-e-7"' in page

    def test_a_project_has_its_programme(self, client):
        project = make_project(programme=make_programme())
        assert 'href="/programmes/nanshan-g1/"' in html(client, project.get_absolute_url())
        assert client.get("/measures/nanshan-p01/").status_code == 404

    def test_queries_do_not_grow_with_what_it_holds(self, client, django_assert_num_queries):
        entry = make_measure(theme="ip", instrument="tax", organization="深圳大学", items=["补贴"])
        make_quantity(entry=entry)
        make_responsibility(entry)
        make_measure(theme="ip", base="haidian")
        for first in (0, 5):
            client.get(entry.get_absolute_url())  # which looks up its words in this version of the corpus
            with django_assert_num_queries(29):
                client.get(entry.get_absolute_url())
            for number in range(first, first + 5):
                make_quantity(number, entry=entry)
                make_responsibility(entry, f"部门{number}")
                mention_organization(f"机构{number}", make_measure(theme="ip", base="liangjiang"))


class TestOutline:
    def test_a_task_shows_its_words_measures_and_numbers(self, client):
        task = make_task(title="优化环境")
        make_measure("甲", task=task)
        make_measure("乙")
        quantity = make_quantity(500, metric_text="投融资规模")
        quantity.mentions.update(section=task.section)
        page = html(client, "/tasks/nanshan-t1/")
        assert "本节的引言。" in page
        assert 'href="/measures/nanshan-m01/"' in page and 'href="/measures/nanshan-m02/"' not in page
        assert "投融资规模" in page
        assert 'href="/measures/?task=nanshan-t1"' in page

    def test_a_programme_without_projects_says_so(self, client):
        make_programme()
        assert "原文在此标题下没有分列条目。" in html(client, "/programmes/nanshan-g1/")

    def test_lists_count_what_stands_under(self, client):
        task = make_task()
        make_measure(task=task)
        make_measure(task=task)
        make_task("haidian", title="海淀的任务")
        page = client.get("/tasks/?sort=-entry_count")
        rows = [[cell.value for cell in row] for row in page.context["listing"].table.rows]
        assert [row[0] for row in rows] == ["打造服务型政府", "海淀的任务"]
        assert [row[-1] for row in rows] == [2, 0]
        narrowed = client.get("/tasks/?base=haidian").context["listing"].table.rows
        assert [row[0].value for row in narrowed] == ["海淀的任务"]


class TestTerm:
    def test_counts_by_base_equal_the_lists_behind_them(self, client):
        make_base("haidian")
        make_measure(theme="ip")
        make_project(themes=["finance", "ip"])
        page = client.get("/themes/ip/")
        cells = [cell for row in page.context["bases"].rows for cell in row if cell.numeric]
        assert [cell.value for cell in cells] == [0, 0, 0, 1, 1, 2]
        for cell in cells:
            link = cell.links[0]
            behind = client.get(link.url).context["listing"].total if link.url else 0
            assert behind == cell.value, link

    def test_lists_only_entries_of_which_it_is_the_primary_one(self, client):
        make_measure("以此为主", themes=["ip", "finance"])
        make_measure("以此为辅", themes=["finance", "ip"])
        page = html(client, "/themes/ip/")
        assert "以此为主" in page and "以此为辅" not in page

    def test_says_zero_in_words(self, client):
        make_theme("military")
        assert "没有归入“military”的举措或项目" in html(client, "/themes/military/")

    def test_an_instrument_names_the_themes_it_serves(self, client):
        make_measure(theme="ip", instrument="tax")
        page = html(client, "/instruments/tax/")
        assert 'href="/measures/?instrument=tax&amp;theme=ip"' in page
        assert "供给型" in page

    def test_lists_lead_to_what_they_count(self, client):
        make_theme("military", order=2)
        make_measure(themes=["ip", "finance"])
        for row in client.get("/themes/").context["listing"].table.rows:
            for cell in row[2:]:
                link = cell.links[0]
                behind = client.get(link.url).context["listing"].total if link.url else 0
                assert behind == cell.value

    def test_previous_and_next_follow_the_shelf(self, client):
        for place, slug in enumerate(["zeta", "beta", "alpha"]):
            make_theme(slug, order=place)
        page = client.get("/themes/beta/")
        assert (page.context["previous"].slug, page.context["next"].slug) == ("zeta", "alpha")


class TestOrganization:
    def test_shows_every_place_in_its_words(self, client):
        mention_organization("深圳大学", make_measure("甲", "深圳大学牵头建设。", base="nanshan"))
        mention_organization("深圳大学", make_project("乙", "深圳大学参与。", base="haidian"))
        page = html(client, "/orgs/深圳大学/")
        assert "2个基地的方案提及2处" in text_of(page)
        assert 'href="/measures/nanshan-m01/"' in page and 'href="/projects/haidian-p01/"' in page

    def test_its_entries_are_the_list_behind_the_number(self, client):
        entry = make_measure(organization="深圳大学")
        mention_organization("深圳大学", make_measure())
        section = make_section(entry.plan, "9", "九、", "基础", role="foundation")
        entry.organization_mentions.first().organization.mentions.create(
            section=section, quote="深圳大学", line=1, start=section.start, end=section.start + 4
        )
        row = next(iter(client.get("/orgs/").context["listing"].table.rows))
        assert [cell.value for cell in row][-2:] == [2, 3]
        assert client.get(row[3].links[0].url).context["listing"].total == 2


class TestMissing:
    @pytest.mark.parametrize(
        "address",
        [
            "/measures/nanshan-m99/",
            "/projects/nanshan-p99/",
            "/tasks/nanshan-t99/",
            "/programmes/nanshan-g99/",
            "/themes/gibt-es-nicht/",
            "/instruments/x/",
            "/targets/nanshan-t-ffffff/",
            "/metrics/x/",
            "/orgs/某某/",
            "/c/nanshan-m99",
            "/measures/%00/",
            "/orgs/%00/",
            "/c/%00",
            "/measures/" + "x" * 500 + "/",
        ],
    )
    def test_is_a_404_in_chinese(self, client, address):
        page = client.get(address)
        assert page.status_code == 404
        assert "页面不存在" in page.content.decode()

    def test_a_code_of_another_kind_is_pointed_to(self, client):
        make_project()
        page = client.get("/measures/nanshan-p01/")
        assert page.status_code == 404
        assert 'href="/projects/nanshan-p01/"' in page.content.decode()


class TestShortLink:
    def test_leads_to_anything_that_has_a_code(self, client):
        make_measure(task=make_task(), items=["补贴"])
        make_project(programme=make_programme())
        make_quantity()
        for code, address in {
            "nanshan-m01": "/measures/nanshan-m01/",
            "NANSHAN-M01": "/measures/nanshan-m01/",
            "nanshan-p01": "/projects/nanshan-p01/",
            "nanshan-t1": "/tasks/nanshan-t1/",
            "nanshan-g1": "/programmes/nanshan-g1/",
            "nanshan-m01.1": "/measures/nanshan-m01/#nanshan-m01.1",
            "nanshan-t-000000": "/targets/nanshan-t-000000/",
        }.items():
            response = client.get(f"/c/{code}")
            assert (response.status_code, response.get("Location")) == (302, address)


def test_every_detail_page_has_one_heading_and_its_title(client):
    entry = make_measure(theme="ip", instrument="tax", organization="深圳大学", task=make_task())
    make_project(programme=make_programme())
    make_quantity(entry=entry)
    make_metric()
    make_instrument()
    for address in (
        "/measures/nanshan-m01/",
        "/projects/nanshan-p01/",
        "/tasks/nanshan-t1/",
        "/programmes/nanshan-g1/",
        "/themes/ip/",
        "/instruments/tax/",
        "/targets/nanshan-t-000000/",
        "/metrics/firms/",
        "/orgs/深圳大学/",
        "/matrix/",
        "/tasks/",
        "/programmes/",
        "/themes/",
        "/instruments/",
        "/targets/",
        "/metrics/",
        "/orgs/",
    ):
        page = html(client, address)
        assert page.count("<h1") == 1, address
        assert re.search(r"<title>[^<]+ - 双创示范基地工作方案知识库</title>", page), address
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address
        assert " style=" not in page and "<script>" not in page, address
