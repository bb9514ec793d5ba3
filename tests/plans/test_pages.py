"""Pages about what was printed: source lines and errata."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from plans.models import Erratum, WorkPlan
from tests.measures.factory import make_plan

PLANS = ("nanshan", "liangjiang", "haidian")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", PLANS)
def test_source_lines_carry_their_numbers_in_the_file(client, slug):
    plan = WorkPlan.objects.get(slug=slug)
    path = Path(settings.BASE_DIR) / "fixtures" / "sources" / plan.source_name
    lines = path.read_bytes().decode().split("\n")
    html = client.get(f"/plans/{slug}/source/").content.decode()
    shown = re.findall(r'<tr id="L(\d+)">.*?<td>(.*?)</td>', html)
    assert int(shown[0][0]) == plan.first_line
    for number, text in shown[1:]:
        assert re.sub(r"<[^>]+>", "", text).replace("&amp;", "&") == lines[int(number) - 1]


@pytest.mark.parametrize("slug", PLANS)
def test_errata_page_lists_every_one_with_its_place(client, slug):
    html = client.get(f"/plans/{slug}/errata/").content.decode()
    errata = Erratum.objects.filter(plan__slug=slug)
    assert f"来源文本有{errata.count()}处可疑" in html
    for erratum in errata:
        assert f'href="/errata/{erratum.code}/"' in html
        assert f"/plans/{slug}/#e-{erratum.code}-mark" in html


def test_errata_places_exist_in_the_reading_view(client):
    for slug in PLANS:
        page = client.get(f"/plans/{slug}/").content.decode()
        for code in Erratum.objects.filter(plan__slug=slug).values_list("code", flat=True):
            assert f'id="e-{code}-mark"' in page
            assert f'id="e-{code}"' in page


def test_a_place_that_says_nothing_by_itself_is_shown_among_its_words(client):
    html = client.get("/plans/haidian/errata/").content.decode()
    assert "强化综合统筹,补充城<b>↵</b>市公共服务功能短板" in html
    assert '<blockquote class="quote"><b>3</b>北京市海淀区' in html  # nothing stands before it on its line
    assert "“千人计划”<b>①</b>专家" in client.get("/plans/nanshan/errata/").content.decode()


def test_errata_are_grouped_under_names_a_reader_knows(client):
    html = client.get("/plans/nanshan/errata/").content.decode()
    assert "注释号无注文" in html and "mark.orphan" not in html


def test_one_erratum_shows_the_words_in_their_place(client):
    erratum = Erratum.objects.get(plan__slug="haidian", kind="quote.unclosed")
    html = client.get(erratum.get_absolute_url()).content.decode()
    assert "<mark>“</mark>十三五规划" in html
    assert f"原文第{erratum.line}行" in html


def test_every_erratum_has_its_page(client):
    for erratum in Erratum.objects.all():
        assert client.get(erratum.get_absolute_url()).status_code == 200


def test_queries_do_not_grow_with_the_plan(client, django_assert_num_queries):
    for slug in PLANS:
        with django_assert_num_queries(2):  # plan, sections
            client.get(f"/plans/{slug}/source/")
        with django_assert_num_queries(3):  # plan, errata, sections
            client.get(f"/plans/{slug}/errata/")


def test_errata_are_taken_away_as_the_page_has_them(client):
    html = client.get("/plans/nanshan/errata/").content.decode()
    links = re.findall(r'href="(/plans/nanshan/errata\.\w+)" download', html)
    assert [link.rpartition(".")[2] for link in links] == ["xlsx", "csv", "json"]
    whole = json.loads(client.get("/plans/nanshan/errata.json").getvalue())
    listed = re.findall(r'<li id="([^"]+)"><p><span class="badge badge-erratum">校(\d+)<', html)
    assert [(row["code"], str(row["number"])) for row in whole["rows"]] == listed
    assert whole["notes"]["条数"] == f"{len(listed)}处（全部{Erratum.objects.count()}处中）"
    for row in whole["rows"]:
        erratum = Erratum.objects.get(code=row["code"])
        assert (row["note"], row["line"], row["quote"]) == (erratum.note, erratum.line, erratum.quote.strip())
        assert row["link"] == f"http://testserver/errata/{erratum.code}/"
    text = client.get(links[1]).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["类型"] for row in rows] == [row["kind"] for row in whole["rows"]]
    book = load_workbook(io.BytesIO(client.get(links[0]).getvalue()))
    assert [row[0] for row in book["数据"].iter_rows(values_only=True)][1:] == [code for code, _ in listed]
    assert dict(book["说明"].iter_rows(values_only=True))["内容"] == "校勘记"


@pytest.mark.parametrize("page", ["source", "errata"])
def test_unknown_plan_is_not_found(client, page):
    assert client.get(f"/plans/nowhere/{page}/").status_code == 404


@pytest.mark.parametrize("code", ["nope", "nanshan-e999", "%00", "a%2Fb"])
def test_unknown_erratum_is_not_found(client, code):
    assert client.get(f"/errata/{code}/").status_code == 404


@pytest.mark.empty_database
def test_a_plan_without_errata_says_so(client):
    make_plan("nanshan")
    assert "本方案无校勘" in client.get("/plans/nanshan/errata/").content.decode()
