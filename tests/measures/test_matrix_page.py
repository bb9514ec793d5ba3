"""The matrix: every number is the length of the list it opens."""

import io
import json
import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from plans.models import Erratum
from tests.measures.factory import make_base, make_measure, make_plan, make_project, make_theme
from tests.measures.page_text import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def entries():
    make_theme("military", order=9)
    make_base("liangjiang")
    make_measure(themes=["ip", "finance"], instrument="tax")
    make_measure(theme="ip")
    make_project(theme="finance", base="haidian")
    make_project(base="haidian", instrument="tax")


def numbers(page):
    return {
        row.term.slug: [cell.text for cell in [*row.cells, row.total]] for row in page.context["matrix"].rows
    }


def test_counts_themes_against_bases(client, entries):
    page = client.get("/matrix/")
    assert [base.slug for base in page.context["matrix"].columns] == ["haidian", "nanshan", "liangjiang"]
    assert numbers(page) == {
        "ip": ["0", "2", "0", "2"],
        "finance": ["1", "1", "0", "2"],
        "military": ["0", "0", "0", "0"],
    }
    assert [cell.text for cell in page.context["matrix"].totals] == ["2", "2", "0", "4"]


@pytest.mark.parametrize(
    "query", ["", "kind=project", "base=haidian&base=nanshan", "rows=instrument", "base=haidian&kind=measure",
     "rows=theme&columns=instrument", "rows=instrument&columns=theme&base=nanshan", "rows=base",
     "rows=base&columns=instrument&kind=measure"],
)  # fmt: skip
def test_each_number_is_the_list_behind_it(client, entries, query):
    matrix = client.get(f"/matrix/?{query}").context["matrix"]
    cells = [cell for row in matrix.rows for cell in [*row.cells, row.total]] + matrix.totals
    for cell in cells:
        behind = client.get(cell.url).context["listing"].total if cell.url else 0
        assert behind == int(cell.text), cell
        assert bool(cell.url) == (cell.text != "0")


def test_share_is_of_the_bases_entries(client, entries):
    assert numbers(client.get("/matrix/?value=share"))["ip"] == ["0", "100%", "0", "50%"]


def test_what_is_not_understood_is_said(client, entries):
    page = client.get("/matrix/?rows=xyz&value=%00&kind=x&base=y&foo=1")
    assert page.status_code == 200
    assert len(page.context["asked"].notices) == 5


def test_the_more_the_darker(client, entries):
    rows = {
        row.term.slug: [cell.tint for cell in row.cells]
        for row in client.get("/matrix/").context["matrix"].rows
    }
    assert rows["ip"] == [0, 4, 0]
    assert rows["finance"] == [2, 2, 0]


def test_queries_do_not_grow(client, entries, django_assert_num_queries):
    client.get("/matrix/")  # the first page of a version reads what it counts with
    # the filter: bases; the table: bases, themes, version, emptiness 2; the notes: unread plans
    with django_assert_num_queries(6):
        client.get("/matrix/")
    for number in range(4):
        make_measure(themes=[f"t{number}", "ip"], instrument="tax", base=f"base{number}")
    client.get("/matrix/")
    with django_assert_num_queries(6):
        client.get("/matrix/?rows=theme&columns=base")


def marks(page, term):
    row = next(row for row in page.context["matrix"].rows if row.term.slug == term)
    return [cell.mark for cell in row.cells]


def test_an_empty_cell_says_which_kind_of_empty_it_is(client, entries):
    assert marks(client.get("/matrix/"), "military") == ["0", "0", "—"]
    plan = make_plan("nanshan")
    Erratum.objects.create(
        code="e-1", plan=plan, section=plan.sections.get(key="0"), kind="total.differs", note="缺",
        line=1, start=0, end=1,
    )  # fmt: skip
    page = client.get("/matrix/")
    assert marks(page, "military") == ["0", "0*", "—"]
    html = page.content.decode()
    assert "方案已通读，没有这样的条目" in html
    assert "尚未收录该基地的方案" in html
    assert '可能有遗漏：<a href="/plans/nanshan/errata/">南山校勘记</a>' in html


def test_of_instruments_and_themes_each_entry_counts_once_in_a_total(client, entries):
    matrix = client.get("/matrix/?rows=instrument&columns=theme").context["matrix"]
    (row,) = matrix.rows
    assert {cell.text for cell in row.cells} == {"1", "0"}
    assert row.total.text == "2"  # one with two themes, one with none
    assert matrix.totals[-1].text == "4"


def test_more_than_six_bases_stand_one_below_the_other(client, entries):
    for number in range(4):
        make_measure(base=f"base{number}")
    page = client.get("/matrix/")
    assert (page.context["rows"], page.context["columns"]) == ("base", "theme")
    asked = client.get("/matrix/?rows=theme&columns=base")
    assert (asked.context["rows"], asked.context["columns"]) == ("theme", "base")
    chosen = client.get("/matrix/?base=nanshan&base=haidian")
    assert (chosen.context["rows"], chosen.context["columns"]) == ("theme", "base")


def test_rows_and_columns_are_never_the_same(client, entries):
    page = client.get("/matrix/?rows=theme&columns=theme")
    assert page.context["columns"] == "base"
    assert "列改为示范基地" in page.content.decode()


def ticks(page):
    """The values of the ticks of a page, in order."""
    return re.findall(r'name="cell" value="([^"]*)"', page.content.decode())


def compared(client, query):
    """The address that ticked cells lead to."""
    return unquote(client.get(f"/compare/?{query}").url)


def test_cells_with_a_number_can_be_ticked(client, entries):
    page = client.get("/matrix/")
    assert ticks(page) == ["finance.haidian", "finance.nanshan", "ip.nanshan"]
    assert 'value="ip.nanshan" aria-label="选：知识产权，南山"' in page.content.decode()
    assert ticks(client.get("/matrix/?rows=instrument&columns=theme")) == ["tax.finance", "tax.ip"]


def test_ticked_cells_of_one_row_compare_bases_on_it(client, entries):
    axes = "rows=theme&columns=base"
    address = compared(client, f"{axes}&cell=finance.haidian&cell=finance.nanshan")
    assert address == "/compare/?base=haidian&base=nanshan&theme=finance"
    assert client.get(address).context["comparison"]
    turned = compared(client, "rows=base&columns=instrument&cell=nanshan.tax&cell=haidian.tax&kind=project")
    assert turned == "/compare/?base=nanshan&base=haidian&kind=project&instrument=tax"


def test_ticked_cells_of_several_rows_stand_one_under_another(client, entries):
    address = compared(client, "rows=theme&columns=base&cell=ip.nanshan&cell=finance.haidian")
    assert address == "/compare/?base=nanshan&base=haidian&theme=ip&theme=finance"
    page = client.get(address)
    matrix = client.get("/matrix/").context["matrix"]
    numbers = {(row.term.slug, column.slug): cell.number for row in matrix.rows
               for column, cell in zip(matrix.columns, row.cells, strict=True)}  # fmt: skip
    for side in page.context["comparison"].sides:
        totals = [group.total for group in side.groups]
        assert totals == [numbers[theme, side.key] for theme in ("finance", "ip")]


def test_ticked_cells_without_a_base_compare_all_of_them(client, entries):
    address = compared(client, "rows=instrument&columns=theme&cell=tax.ip")
    assert address == "/compare/?base=haidian&base=nanshan&base=liangjiang&theme=ip&instrument=tax"
    assert "base=haidian&base=nanshan&theme" in compared(
        client, "rows=instrument&columns=theme&cell=tax.ip&base=haidian&base=nanshan"
    )
    for number in range(3):
        make_base(f"base{number}")
    page = client.get("/compare/?rows=instrument&columns=theme&cell=tax.ip", follow=True)
    assert "请选择至少两个基地" in page.content.decode()


@pytest.mark.parametrize("query", ["rows=theme&columns=base&base=haidian", "rows=theme&columns=instrument"])
def test_with_nothing_ticked_the_comparison_says_what_to_do_first(client, entries, query):
    page = client.get(f"/compare/?{query}", follow=True)
    assert page.context["comparison"] is None
    assert "对比条目，请先勾选：" in page.content.decode()


def test_ticks_that_mean_nothing_are_dropped_and_said(client, entries):
    cells = "cell=ip.nanshan&cell=x.haidian&cell=.&cell="
    page = client.get(f"/compare/?rows=theme&columns=base&{cells}", follow=True)
    assert page.status_code == 200
    assert "“x”" in page.content.decode()
    assert compared(client, "rows=theme&columns=base") == "/compare/"
    assert client.get("/compare/?rows=%00&columns=%00&cell=%00.%00", follow=True).status_code == 200


def test_a_row_leads_to_the_comparison_of_all_bases(client, entries):
    html = client.get("/matrix/").content.decode()
    assert 'href="/compare/?base=haidian&amp;base=nanshan&amp;base=liangjiang&amp;theme=ip"' in html
    for number in range(2):
        make_measure(base=f"base{number}")
    assert "/compare/?base=" not in client.get("/matrix/").content.decode()


def test_many_bases_come_in_pages(client, entries):
    for number in range(60):
        make_base(f"base{number}")
    page = client.get("/matrix/")
    matrix = page.context["matrix"]
    assert (len(matrix.rows), page.context["asked"].pages.last) == (50, 2)
    assert matrix.totals[-1].text == "4"  # of all, not of this page
    assert len(client.get("/matrix/?page=2").context["matrix"].rows) == 13
    assert "没有第9页，现显示第1页。" in client.get("/matrix/?page=9").content.decode()
    text = b"".join(client.get("/matrix.csv?rows=base").streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 64


def test_more_bases_than_a_page_holds_never_stand_side_by_side(client, entries):
    for number in range(40):
        make_base(f"base{number}")
    page = client.get("/matrix/?rows=theme&columns=base")
    assert page.context["rows"] == "base"
    assert "列最多30个基地，现有43个，改为每行一个基地。" in page.content.decode()


def listed(page):
    return {term.slug: cell.mark for term, cell in page.context["one_base"].pairs}


def test_one_base_is_also_a_list_for_a_phone(client, entries):
    page = client.get("/matrix/?base=nanshan")
    assert listed(page) == {"ip": "2", "finance": "1", "military": "0"}
    for _, cell in page.context["one_base"].pairs:
        assert not cell.url or client.get(cell.url).context["listing"].total == cell.number
    html = page.content.decode()
    assert 'value="ip.nanshan" aria-label="选：知识产权，南山"><a class="bars-name"' in html
    assert compared(client, "rows=theme&columns=base&base=haidian&cell=ip.nanshan") == (
        "/compare/?base=nanshan&base=haidian&theme=ip"
    )
    assert '<option value="nanshan" selected>南山</option>' in html
    assert '<a class="bars-name" href="/measures/?base=nanshan&amp;theme=ip">知识产权</a>' in html
    assert '<div class="matrix-wide">' in html


def test_the_list_is_of_what_stands_against_the_bases(client, entries):
    assert listed(client.get("/matrix/?rows=base&base=haidian")) == {
        "ip": "0",
        "finance": "1",
        "military": "0",
    }
    assert listed(client.get("/matrix/?rows=instrument&base=haidian&kind=project")) == {"tax": "1"}
    assert listed(client.get("/matrix/?base=liangjiang"))["ip"] == "—"


def test_a_phone_is_asked_for_one_base(client, entries):
    for query in ("", "?base=nanshan&base=haidian", "?rows=instrument&columns=theme&base=nanshan"):
        page = client.get(f"/matrix/{query}")
        assert page.context["one_base"] is None
        assert '<label for="m-one-base">选一个基地</label>' in page.content.decode()
        assert "matrix-wide" not in page.content.decode()


def test_the_choice_of_a_base_keeps_the_other_settings(client, entries):
    html = client.get("/matrix/?rows=base&columns=instrument&kind=project&value=share").content.decode()
    for name, value in (("rows", "instrument"), ("columns", "base"), ("kind", "project"), ("value", "share")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html


def test_export_is_the_table(client, entries):
    text = b"".join(client.get("/matrix.csv?rows=theme&columns=base").streaming_content).decode("utf-8-sig")
    assert text.splitlines() == [
        "标识,主题,海淀,南山,两江,合计",
        "finance,finance,1,1,—,2",
        "ip,知识产权,0,2,—,2",
        "military,military,0,0,—,0",
    ]


def sheets_of(client, query):
    """The sheets of the workbook: {label: text} of 说明, and the rows of cells of 数据."""
    response = client.get(f"/matrix.xlsx?{query}")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return dict(book["说明"].iter_rows(values_only=True)), list(book["数据"].iter_rows())


def test_shares_are_numbers_in_per_cent(client, entries):
    _, (_, *rows) = sheets_of(client, "value=share&rows=theme&columns=base")
    assert [(cell.value, cell.number_format) for cell in rows[0][2:]] == [
        (0.5, "0%"),
        (0.5, "0%"),
        ("—", "0%"),
        (0.5, "0%"),
    ]
    text = b"".join(client.get("/matrix.csv?value=share").streaming_content).decode("utf-8-sig")
    assert "finance,finance,50%,50%,—,50%" in text.splitlines()
    rows = json.loads(client.get("/matrix.json?value=share").getvalue())["rows"]
    assert rows[0]["haidian"] == 0.5
    # What a base's shares are shares of stays a count.
    _, (_, *rows) = sheets_of(client, "value=share&rows=base")
    assert [(row[-1].value, row[-1].number_format) for row in rows] == [
        (2, "General"),
        (2, "General"),
        ("—", "General"),
    ]


def test_a_doubtful_0_is_a_number_and_named(client, entries):
    plan = make_plan("nanshan")
    Erratum.objects.create(
        code="e-1", plan=plan, section=plan.sections.get(key="0"), kind="total.differs", note="缺",
        line=1, start=0, end=1,
    )  # fmt: skip
    about, (heads, *rows) = sheets_of(client, "rows=theme&columns=base")
    assert heads[-1].value == "可能有遗漏的0"
    assert about["可能有遗漏的0"] == "方案中没有找到，但原文有缺失，可能有遗漏"
    assert [cell.value for cell in rows[2]] == ["military", "military", 0, 0, "—", 0, "南山、合计"]


def test_page_is_well_formed_with_one_h1(client, entries):
    for query in ("", "?rows=base", "?rows=instrument&columns=theme", "?base=nanshan"):
        page = read_page(client, f"/matrix/{query}")
        assert [level for level, _ in page.headings].count(1) == 1
        assert len(page.ids) == len(set(page.ids))
