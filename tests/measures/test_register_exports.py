"""What is taken away: the rows and the order on the screen, all pages, in each of the three formats, read
back as those who take it do."""

import csv
import io
import json
import re
from datetime import date
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from measures.models import Entry, Quantity
from sbjd.listing import exports
from sbjd.listing.workbook import text_width
from tests.measures.factory import (
    make_measure,
    make_quantity,
    make_responsibility,
    make_task,
)

LISTS = ("measures", "tasks", "programmes", "themes", "instruments", "targets", "metrics", "orgs")


def taken(client, address):
    """What downloading `address` gives."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)


def rows_of(client, address):
    """The rows of an export as {column: text}, whatever its format; "" for what is missing."""
    body, path = taken(client, address), address.partition("?")[0]
    if path.endswith(".csv"):
        assert body.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    if path.endswith(".json"):
        whole = json.loads(body)
        return [
            {whole["columns"][key]: "" if value is None else str(value) for key, value in row.items()}
            for row in whole["rows"]
        ]
    heads, *rows = load_workbook(io.BytesIO(body))["数据"].iter_rows(values_only=True)
    return [
        {head: "" if value is None else str(value) for head, value in zip(heads, row, strict=True)}
        for row in rows
    ]


def about(client, address):
    """The sheet 说明 of a workbook as {label: text}."""
    book = load_workbook(io.BytesIO(taken(client, address)))
    assert book.sheetnames == ["说明", "数据"]
    return dict(book["说明"].iter_rows(values_only=True))


@pytest.mark.django_db
class TestOfTheThreePlans:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_list_gives_the_same_in_all_formats(self, client, name):
        page = client.get(f"/{name}/").context["listing"]
        csv_rows, xlsx_rows, json_rows = (
            rows_of(client, f"/{name}.{ending}") for ending in ("csv", "xlsx", "json")
        )
        assert len(csv_rows) == page.total
        texts = [[row[head].lstrip("'") for head in row] for row in csv_rows]
        assert texts == [[row[head].lstrip("'") for head in row] for row in xlsx_rows]
        assert [list(row) for row in csv_rows] == [list(row) for row in json_rows]
        assert texts == [[row[head].lstrip("'") for head in row] for row in json_rows]

    @pytest.mark.parametrize(
        "query", ["", "theme=ip", "q=知识产权&sort=relevance", "sort=base&kind=project", "quantity=none"]
    )
    def test_rows_and_order_are_those_of_the_screen(self, client, query):
        listed, number = [], 1
        while True:
            listing = client.get(f"/measures/?{query}&size=50&page={number}").context["listing"]
            listed += [entry.code for entry in listing.pages.rows]
            if number == listing.pages.last:
                break
            number += 1
        assert [row["编码"] for row in rows_of(client, f"/measures.csv?{query}&page=2")] == listed

    def test_an_entry_is_taken_away_whole(self, client):
        rows = {row["编码"]: row for row in rows_of(client, "/measures.xlsx")}
        assert list(next(iter(rows.values())))[:3] == ["编码", "所属任务或工程编码", "节号"]
        for entry in Entry.objects.select_related("section"):
            row = rows[entry.code]
            assert row["原文"] == entry.text.strip()
            assert row["遮蔽"] == ("是" if "20XX" in entry.text else "否")
            assert (row["节号"], row["起始行"]) == (entry.section.key, str(entry.line))
            assert row["首要主题"] and row["首要政策工具"] and row["章节"] and row["引用"]
        assert rows["haidian-m2.4"]["所属任务或工程编码"].startswith("haidian-t")

    def test_the_parts_of_a_quantity_have_columns_of_their_own(self, client):
        rows = {row["编码"]: row for row in rows_of(client, "/targets.xlsx")}
        for quantity in Quantity.objects.prefetch_related("mentions"):
            row = rows[quantity.code]
            assert row["原文数值"] == quantity.value
            assert (row["单位"], row["期限"]) == (quantity.unit, quantity.period)
            assert (row["比较"], row["口径"]) == (
                quantity.get_bound_display(),
                quantity.get_basis_display(),
            )
            assert row["数值"] == ("" if quantity.number is None else f"{quantity.number.normalize():f}")
            assert all(mention.quote in row["原文"] for mention in quantity.mentions.all())
            assert row["遮蔽"] == ("是" if quantity.masked else "否")

    def test_numbers_are_numbers(self, client):
        book = load_workbook(io.BytesIO(taken(client, "/targets.xlsx?masked=0")))
        heads, *rows = book["数据"].iter_rows(values_only=True)
        numbers = [row[heads.index("数值")] for row in rows]
        assert sum(isinstance(number, int | float) for number in numbers) == sum(
            n is not None for n in numbers
        )
        assert 6151 in numbers

    def test_the_workbook_says_what_is_masked(self, client):
        masked = Quantity.objects.filter(masked=True).count()
        assert about(client, "/targets.xlsx")["遮蔽"].startswith(f"其中{masked}条的数值在来源网页中被遮蔽")
        masked = Entry.objects.filter(text__contains="20XX").count()
        assert about(client, "/measures.xlsx")["遮蔽"].startswith(f"其中{masked}条的原文含来源网页遮蔽")

    def test_nothing_is_said_of_what_is_not_masked(self, client):
        for address in ("targets.xlsx?masked=0", "measures.xlsx?q=火星", "list.xlsx?code=nanshan-m05"):
            assert not {"遮蔽", "遮蔽值"} & about(client, f"/{address}").keys(), address

    @pytest.mark.parametrize("name", (*LISTS, "plans", "bases", "search"))
    def test_columns_are_as_wide_as_what_they_hold(self, client, name):
        book = load_workbook(io.BytesIO(taken(client, f"/{name}.xlsx?q=企业")))
        heads, *rows = book["数据"].iter_rows()
        for place, head in enumerate(heads):
            width = book["数据"].column_dimensions[head.column_letter].width
            widest = max((text_width(str(row[place].value or "")) for row in rows), default=0)
            assert max(10, text_width(head.value) + 4) <= width <= 100
            assert width >= min(widest + 2, 30)
            assert all(row[place].alignment.wrap_text for row in rows)

    def test_lines_are_numbers(self, client):
        for name in ("measures", "targets"):
            book = load_workbook(io.BytesIO(taken(client, f"/{name}.xlsx")))
            heads, *rows = book["数据"].iter_rows(values_only=True)
            assert all(isinstance(row[heads.index("起始行")], int) for row in rows)
        rows = rows_of(client, "/targets.csv")
        mentioned = {row["编码"]: row for row in rows if row["提及次数"] != "1"}
        for quantity in Quantity.objects.filter(code__in=mentioned).prefetch_related("mentions"):
            first, *others = (mention.line for mention in quantity.mentions.all())
            row = mentioned[quantity.code]
            assert (row["起始行"], row["其他原文行"]) == (str(first), "、".join(f"第{n}行" for n in others))

    def test_queries_do_not_grow_with_rows(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            taken(client, "/measures.csv")


@pytest.mark.django_db
def test_the_workbook_says_what_else_was_looked_for(client):
    assert about(client, "/measures.xlsx?q=知识产权质押")["同时检索"] == "“专利质押”“专利权质押”"
    assert "同时检索" not in about(client, "/measures.xlsx?q=“知识产权质押”")
    assert "同时检索" not in about(client, "/measures.xlsx")


@pytest.mark.django_db
def test_the_workbook_says_how_the_words_were_read(client):
    said = about(client, "/measures.xlsx?q=怎么申请研发投入补贴")["检索提示"]
    assert said in client.get("/measures/?q=怎么申请研发投入补贴").content.decode()
    assert "“研发投入”" in said
    assert "检索提示" not in about(client, "/measures.xlsx?q=知识产权质押")


@pytest.mark.django_db
@pytest.mark.empty_database
class TestOfMadeUpEntries:
    def test_holds_all_pages(self, client):
        for number in range(30):
            make_measure(f"第{number}条", theme="ip" if number % 3 else "finance")
        listing = client.get("/measures/?theme=ip&size=100").context["listing"]
        exported = [row["编码"] for row in rows_of(client, "/measures.csv?theme=ip&page=2")]
        assert exported == [entry.code for entry in listing.pages.rows] and len(exported) == 20

    def test_chunks_neither_lose_nor_exchange_rows(self, client, monkeypatch):
        monkeypatch.setattr(exports, "CHUNK", 4)
        for number in range(10):
            make_measure(f"第{number}条", "孵化器。" * (number % 3), theme="ip")
        page = client.get("/measures/?q=第&sort=relevance&size=50").context["listing"]
        exported = rows_of(client, "/measures.json?q=第&sort=relevance")
        assert [row["编码"] for row in exported] == [entry.code for entry in page.pages.rows]

    def test_holds_what_the_page_says(self, client):
        entry = make_measure(
            "甲", themes=["ip", "finance"], instrument="tax", task=make_task(), organization="深圳大学"
        )
        make_responsibility(entry)
        row = rows_of(client, "/measures.csv")[0]
        assert (row["首要主题"], row["其他主题"], row["首要政策工具"]) == ("知识产权", "finance", "tax")
        assert (row["提及机构"], row["责任单位"]) == ("深圳大学", "区科技局（牵头）")
        assert row["所属任务或工程编码"] == "nanshan-t1"

    @pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+86", "-1", "@SUM(A1)", "＝1+1"])
    def test_a_formula_is_inert_in_spreadsheets_and_as_it_is_in_json(self, client, text):
        make_measure(text)
        assert rows_of(client, "/measures.csv")[0]["标题"] == f"'{text}"
        assert rows_of(client, "/measures.json")[0]["标题"] == text
        book = load_workbook(io.BytesIO(taken(client, "/measures.xlsx")))
        heads, cells = book["数据"].iter_rows()
        cell = cells[[head.value for head in heads].index("标题")]
        assert (cell.value, cell.data_type) == (f"'{text}", "s")

    def test_line_breaks_quotes_and_separators_survive(self, client):
        text = '一行,"两行"\n三行;\t四'
        make_measure("甲", text)
        for ending in ("csv", "xlsx", "json"):
            assert text in rows_of(client, f"/measures.{ending}")[0]["原文"], ending

    def test_the_workbook_explains_itself(self, client):
        make_measure("甲", theme="ip")
        make_measure("乙20XX年", theme="finance")
        facts = about(client, "/measures.xlsx?theme=finance&sort=base&page=3")
        assert facts["内容"] == "举措与项目"
        assert facts["筛选条件"] == "主题：finance"
        assert facts["排列顺序"] == "基地"
        assert facts["条数"] == "1条（全部2条中）"
        assert facts["网址"] == "http://testserver/measures/?theme=finance&sort=base"
        assert re.fullmatch(r"\d{4}年\d\d月\d\d日 \d\d:\d\d", facts["导出时间"])
        assert facts["遮蔽"].startswith("其中1条")

    def test_json_explains_itself_too(self, client):
        make_measure("甲", theme="ip")
        make_quantity(masked=True)
        whole = json.loads(taken(client, "/targets.json"))
        assert (whole["title"], whole["conditions"], whole["count"]) == ("目标与指标", "全部", 1)
        assert whole["address"] == "http://testserver/targets/"
        assert whole["rows"][0]["number"] is None and whole["rows"][0]["value"] == "20XX"
        assert whole["notes"]["条数"] == "1条（全部1条中）"

    def test_nothing_found_is_a_file_with_heads_only(self, client):
        make_measure("甲")
        assert json.loads(taken(client, "/measures.json?q=没有"))["rows"] == []
        assert rows_of(client, "/measures.csv?q=没有") == rows_of(client, "/measures.xlsx?q=没有") == []

    def test_a_text_too_long_for_a_cell_is_cut_and_said(self, client):
        make_measure("甲", "长" * 40_000)
        assert about(client, "/measures.xlsx")["截断"].startswith("有1个单元格")
        assert len(rows_of(client, "/measures.xlsx")[0]["原文"]) == 32_767
        assert len(rows_of(client, "/measures.csv")[0]["原文"]) > 40_000

    @pytest.mark.parametrize(
        ("query", "conditions"),
        [("", "全部"), ("theme=ip&q=补贴/贴息", "关键词-补贴-贴息_主题-知识产权"), ("q=" + "知" * 90, "")],
    )
    def test_the_file_is_named_by_what_it_holds(self, client, query, conditions):
        make_measure("甲", theme="ip")
        header = client.get(f"/measures.xlsx?{query}")["Content-Disposition"]
        name = unquote(re.fullmatch(r"attachment; filename\*=utf-8''(.+)", header).group(1))
        held, day, ending = re.fullmatch(r"举措与项目_(.+)_(\d{8})\.(\w+)", name).groups()
        assert held == conditions if conditions else len(held) <= 40
        assert (ending, len(day)) == ("xlsx", 8) and abs(int(day[:4]) - date.today().year) <= 1

    def test_columns_have_keys_of_their_own(self, client):
        for name in LISTS:
            whole = json.loads(taken(client, f"/{name}.json"))
            assert len(whole["columns"]) == len(set(whole["columns"].values())), name
