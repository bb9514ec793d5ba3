"""Targets, baselines, support standards and metrics: listed, sorted, and never ranked across bases."""

import pytest
from django.contrib.auth import get_user_model
from django.utils.html import strip_tags

from measures.models import Quantity
from sbjd.desk.changes import change, rows_of
from tests.measures.factory import make_measure, make_metric, make_quantity

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


def column(response, label):
    table = response.context["listing"].table
    at = [head.label for head in table.heads].index(label)
    return [row[at].value for row in table.rows]


def shown(response, label):
    """The lines of each cell under a head, without marks."""
    table = response.context["listing"].table
    at = [head.label for head in table.heads].index(label)
    return [[strip_tags(link.text) for link in row[at].links] for row in table.rows]


class TestTargets:
    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("kind=support", ["补贴"]),
            ("metric=none", ["补贴"]),
            ("base=haidian", ["收入"]),
            ("masked=1", ["企业"]),
            ("masked=0", ["补贴", "收入"]),
            ("basis=share", ["收入"]),
            ("q=补", ["补贴"]),
            ("kind=target&kind=support", ["补贴", "企业"]),
            ("period=none", ["企业", "收入"]),
            ("period=每年", ["补贴"]),
            ("period=每年&period=none", ["企业", "收入", "补贴"]),
        ],
    )
    def test_narrow(self, client, query, left):
        make_quantity(20, kind="support", metric_text="补贴", metric="", period="每年")
        make_quantity(metric_text="企业", masked=True)
        make_quantity(58, kind="baseline", metric_text="收入", basis="share", base="haidian")
        rows = client.get(f"/targets/?{query}").context["listing"].pages.rows
        assert sorted(row.metric_text for row in rows) == sorted(left)

    def test_masked_and_empty_stand_last_both_ways(self, client):
        make_quantity(5)
        make_quantity(masked=True)
        make_quantity(300)
        assert column(client.get("/targets/?sort=number"), "原文数值") == ["5", "300", "20XX"]
        assert column(client.get("/targets/?sort=-number"), "原文数值") == ["300", "5", "20XX"]

    def test_a_metric_is_shown_by_its_name_and_as_printed(self, client):
        make_quantity(1, metric_text="<补贴>")
        make_quantity(2, metric_text="高新技术企业数量")
        make_quantity(3, metric_text="院士", metric="")
        page = client.get("/targets/")
        assert shown(page, "指标") == [
            ["高新技术企业数量", "原文：&lt;补贴&gt;"],
            ["高新技术企业数量"],
            ["院士", "未归入指标"],
        ]
        assert '<a href="/targets/nanshan-t-000000/">高新技术企业数量</a>' in page.content.decode()
        assert client.get("/targets.json").getvalue().decode().count('"metric": "高新技术企业数量"') == 2

    def test_metrics_are_sorted_as_they_are_shown(self, client):
        for metric, printed in (("b", "甲"), ("a", "乙"), ("", "丙"), ("c", "丁")):
            make_quantity(metric=metric, metric_text=printed)
        for query, names in (("metric", ["a", "b", "c", "丙"]), ("-metric", ["c", "b", "a", "丙"])):
            lines = shown(client.get(f"/targets/?sort={query}"), "指标")
            assert [cell[0] for cell in lines] == names

    def test_printed_values_are_sorted_as_numbers(self, client):
        for value, plain in (("100", 100), ("1/2", 0.5), ("10万", 100_000), ("9", 9)):
            make_quantity(plain, value=value)
        make_quantity(masked=True)
        page = client.get("/targets/?sort=value")
        assert column(page, "原文数值") == ["1/2", "9", "100", "10万", "20XX"]
        page = client.get("/targets/?sort=-value")
        assert column(page, "原文数值") == ["10万", "100", "9", "1/2", "20XX"]

    def test_a_period_that_is_not_given_stands_last(self, client):
        make_quantity(1)
        make_quantity(2, period="每年")
        assert column(client.get("/targets/?sort=period"), "期限") == ["每年", ""]
        assert column(client.get("/targets/?sort=-period"), "期限") == ["每年", ""]

    def test_heads_say_how_the_list_is_sorted(self, client):
        make_quantity(1, period="每年")
        page = client.get("/targets/?sort=-number&kind=target").content.decode()
        assert '<th scope="col" class="numeric" aria-sort="descending">' in page
        assert 'href="/targets/?kind=target&amp;sort=metric"' in page

    def test_masked_values_are_counted_and_marked(self, client):
        make_quantity(masked=True)
        make_quantity(3)
        page = client.get("/targets/")
        assert page.context["masked_count"] == 1
        assert "其中1个数值在来源网页中被遮蔽" in page.content.decode()
        assert 'class="masked"' in page.content.decode()

    def test_a_row_leads_to_its_quantity_base_and_place(self, client):
        make_quantity(3, entry=make_measure())
        page = client.get("/targets/").content.decode()
        for address in ("/targets/nanshan-t-000000/", "/bases/nanshan/", "/measures/nanshan-m01/"):
            assert f'href="{address}"' in page

    def test_numbers_read_as_a_person_writes_them(self, client):
        make_quantity(1641)
        make_quantity(3, number_to=5)
        make_quantity(21.5, unit="万家", plain=215000)
        assert column(client.get("/targets/"), "数值") == ["1,641", "3～5", "21.5"]

    def test_export_keeps_number_unit_bound_and_basis_apart(self, client):
        make_quantity(21.5, unit="万家", plain=215000, bound=">=", basis="increment", period="每年")
        lines = b"".join(client.get("/targets.csv").streaming_content).decode("utf-8-sig").splitlines()
        row = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
        assert (row["数值"], row["单位"], row["换算数值"], row["换算单位"]) == (
            "21.5",
            "万家",
            "215000",
            "家",
        )
        assert (row["口径"], row["比较"], row["期限"], row["编码"]) == (
            "新增",
            "≥",
            "每年",
            "nanshan-t-000000",
        )

    def test_queries_do_not_grow_with_rows(self, client, django_assert_num_queries):
        for rows in (1, 8):
            for number in range(rows):
                make_quantity(number, metric=f"m{number}", entry=make_measure(base="haidian"))
            client.get("/targets/")  # which reads what this version of the corpus holds
            with django_assert_num_queries(6):  # version, rows, mentions 4
                client.get("/targets/")


class TestMetric:
    def test_what_was_reached_is_never_ranked_with_what_is_added(self, client):
        make_quantity(6800, bound=">=", base="haidian")
        make_quantity(1641, kind="baseline")
        make_quantity(100, basis="increment", base="liangjiang")
        tables = client.get("/metrics/firms/").context["tables"]
        assert [(heading, [row[3].value for row in table.rows]) for heading, _, table in tables] == [
            ("达到（家）", ["6800", "1641"]),
            ("新增（家）", ["100"]),
        ]

    def test_units_that_cannot_be_compared_stand_apart(self, client):
        make_quantity(5, plain_unit="项")
        make_quantity(3)
        headings = [heading for heading, _, _ in client.get("/metrics/firms/").context["tables"]]
        assert headings == ["达到（家）", "达到（项）"]

    def test_masked_values_are_counted_and_said(self, client):
        make_quantity(masked=True)
        page = client.get("/metrics/firms/")
        assert page.context["masked_count"] == 1
        assert "其中1个数值在来源网页中被遮蔽" in page.content.decode()

    def test_without_values_it_says_so(self, client):
        make_metric()
        assert "无可比数值" in client.get("/metrics/firms/").content.decode()

    def test_counts_equal_the_lists_behind_them(self, client):
        make_quantity(1)
        make_quantity(2, kind="baseline", base="haidian")
        row = client.get("/metrics/").context["listing"].table.rows[0]
        for cell in row[3:]:
            link = cell.links[0]
            assert cell.value == (client.get(link.url).context["listing"].total if link.url else 0)


class TestQuantity:
    def test_shows_the_quote_in_its_sentence_and_all_mentions(self, client):
        entry = make_measure("甲", "建成孵化器10家以上，服务企业。")
        quantity = make_quantity(10, entry=entry, bound=">=")
        at = entry.text.index("10家以上") + entry.start
        quantity.mentions.update(quote="10家以上", start=at, end=at + 5)
        page = client.get(quantity.get_absolute_url()).content.decode()
        assert "建成孵化器<mark>10家以上</mark>，服务企业。" in page
        assert "原文出处（1处）" in page
        assert 'href="/measures/nanshan-m01/"' in page

    def test_a_masked_value_is_explained(self, client):
        page = client.get(make_quantity(masked=True).get_absolute_url()).content.decode()
        assert "这个数值在来源网页中被遮蔽" in page

    def test_a_filled_value_says_where_its_number_is_from(self, client):
        quantity = make_quantity(masked=True)
        type(quantity).objects.update(number=2016, filled_source="统计<年鉴>", origin="person", reason="查得")
        token = 'title="补录：2016，统计&lt;年鉴&gt;">补录</span>'
        assert token in client.get("/targets/").content.decode()
        page = client.get(quantity.get_absolute_url()).content.decode()
        assert "补录：2016，统计&lt;年鉴&gt;</span>" in page
        assert "尚无编辑" in page and "这个数值经人工校订。理由：查得" in page

    def test_queries_do_not_grow_with_its_history(self, client, django_assert_num_queries):
        quantity = make_quantity()
        editor = get_user_model().objects.create_user("editor")
        with django_assert_num_queries(5):
            client.get(quantity.get_absolute_url())
        for period in ("每年", "到2020年底"):
            with change(editor, f"改为{period}", subject=quantity) as kept:
                kept.watch(rows_of(quantity))
                Quantity.objects.filter(pk=quantity.pk).update(period=period)
        # And the changes, the histories of the value and of its places, the names these refer to.
        with django_assert_num_queries(10):
            page = client.get(quantity.get_absolute_url()).content.decode()
        assert "期限：（空） → 每年" in page and "期限：每年 → 到2020年底" in page
        assert "修改理由：改为每年" in page and "修改理由：改为到2020年底" in page
        assert "editor" not in page

    def test_compares_only_within_metric_basis_and_unit(self, client):
        quantity = make_quantity(10)
        make_quantity(20, base="haidian")
        make_quantity(30, basis="increment")
        make_quantity(40, metric="other")
        alike = client.get(quantity.get_absolute_url()).context["alike"]
        assert [row[3].value for row in alike.rows] == ["20"]
