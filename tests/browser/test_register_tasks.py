"""What an analyst comes to the register for, as scripts: T5, T7, T8 and T10, with and without scripts, at
the width of an office PC and of a phone."""

import io
import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from measures.models import Entry
from tests.browser.following import follow, settled
from tests.browser.looking import OFFICE, PHONE

# The lists are tested on both databases in tests/measures; what a person clicks is the same.
pytestmark = pytest.mark.backend("sqlite")

WAYS = pytest.mark.parametrize(
    ("viewport", "scripts"),
    [(OFFICE, True), (OFFICE, False), (PHONE, True), (PHONE, False)],
    ids=["office", "office-bare", "phone", "phone-bare"],
)


def narrow(page, words="", *labels):
    """Narrow the list as a person does: open the form on a phone, type, tick, apply."""
    fold = page.locator("#filters-fold")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    page.locator("#f-q").fill(words)
    for label in labels:
        page.locator(".facet-options li", has_text=label).first.locator("input").check()
    page.locator("#f-apply").click()


def listed(page):
    """The codes on the page, in order."""
    return [box.get_attribute("value") for box in page.locator("#results input[name=code]").all()]


def count_of(page, facet, label):
    """The number beside a value of a facet, as printed."""
    option = page.locator(f"#facet-{facet} .facet-options li", has_text=label)
    return int(option.locator("label span").last.text_content())


@WAYS
def test_t5_all_entries_on_a_matter_in_every_base_to_excel(live_site, new_page, viewport, scripts):
    page = new_page(viewport=viewport, java_script_enabled=scripts, accept_downloads=True)
    page.goto(live_site + "/measures/")
    narrow(page, "知识产权 质押")
    page.wait_for_url("**q=*")
    found = list(
        Entry.objects.matching("知识产权 质押").in_plan_order().values_list("code", "plan__base__short_name")
    )
    page.locator(".list-head-count", has_text=f"共{len(found)}条").wait_for()
    for base in ("南山", "两江", "海淀"):
        assert count_of(page, "base", base) == [name for _, name in found].count(base)
    assert count_of(page, "base", "海淀") == 0  # said, not left out
    assert listed(page) == [code for code, _ in found]
    with page.expect_download() as download:
        page.get_by_role("link", name=f"导出Excel（全部{len(found)}条）").click()
    name = unquote(download.value.suggested_filename)
    assert re.fullmatch(r"举措与项目_关键词-知识产权-质押_\d{8}\.xlsx", name)
    with open(download.value.path(), "rb") as file:  # noqa: PTH123 (Playwright gives a plain path)
        book = load_workbook(io.BytesIO(file.read()))
    facts = dict(book["说明"].iter_rows(values_only=True))
    assert facts["筛选条件"] == "关键词：知识产权 质押"
    assert facts["条数"] == f"{len(found)}条（全部{Entry.objects.count()}条中）"
    heads, *rows = book["数据"].iter_rows(values_only=True)
    assert [row[0] for row in rows] == [code for code, _ in found]
    assert all("质押" in row[heads.index("原文")] for row in rows)


@pytest.mark.parametrize("scripts", [True, False])
def test_t7_whose_target_is_higher_among_those_of_one_basis(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/targets/")
    narrow(page, "高新技术企业", "目标")
    page.wait_for_url("**kind=target*")
    page.get_by_role("link", name="比较").click()
    page.wait_for_url("**sort=bound*")
    head = page.locator("thead th").all_inner_texts()
    at = next(place for place, text in enumerate(head) if text.startswith("比较"))
    bases = [row.locator("th, td").nth(at).inner_text()[:2] for row in page.locator("tbody tr").all()]
    assert bases == sorted(bases, key=bases.index)  # sorted by basis: 达到 together, 新增 together
    follow(page.locator("tbody tr", has_text="6,800").get_by_role("link").first)
    alike = page.locator("table", has_text="同一指标、同一口径")
    assert "6,151" in alike.inner_text() and "新增" not in alike.inner_text()


@WAYS
def test_t8_every_number_of_the_matrix_is_the_list_behind_it(live_site, new_page, viewport, scripts):
    page = new_page(viewport=viewport, java_script_enabled=scripts)
    page.goto(live_site + "/matrix/")
    cells = page.locator(".matrix tbody td a, .matrix-list a")
    pairs = [(cell.inner_text(), cell.get_attribute("href")) for cell in cells.all()]
    pairs = [(int(text), href) for text, href in pairs if text.isdigit() and "base=liangjiang" in href]
    for number, address in pairs[:6]:
        page.goto(live_site + address)
        assert page.locator(".list-head-count strong").inner_text() == str(number)
    assert pairs or viewport == PHONE


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
def test_t10_a_narrowed_list_is_the_same_on_a_pc_without_scripts(live_site, new_page, viewport):
    page = new_page(viewport=viewport)
    page.goto(live_site + "/measures/")
    narrow(page, "企业", "知识产权", "南山")
    page.wait_for_url(lambda url: "base=" in url and "theme=" in url)
    page.get_by_role("link", name="相关度").click()
    settled(page, "sort=relevance")
    assert not re.search(r"[?&]\w+=(&|$)", page.url)
    other = new_page(java_script_enabled=False)
    other.goto(page.url)
    assert listed(other) == listed(page) and listed(page)
    assert other.locator(".chip").all_inner_texts() == page.locator(".chip").all_inner_texts()
    assert other.locator("#f-q").input_value() == "企业"
    assert other.locator("#theme-ip").is_checked()


def test_without_scripts_every_control_of_the_list_works(live_site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(live_site + "/measures/")
    page.locator("#more-theme summary").click()
    page.locator("#facet-theme").get_by_label("双创文化与教育").check()
    page.get_by_label("无量化指标").check()
    follow(page.locator("#f-apply-end"))
    assert page.locator("#more-theme").get_attribute("open") is not None
    assert "quantity=none" in page.url and "theme=" in page.url
    follow(page.get_by_role("link", name="移除条件：量化指标：无量化指标"))
    assert "quantity" not in page.url
    page.goto(live_site + "/measures/?size=50&page=9")
    assert page.get_by_text("没有第9页，现显示第1页。").is_visible()
    follow(page.get_by_role("link", name="每页100条"))
    assert page.locator(".result").count() == 100
    page.goto(live_site + "/measures/?q=火星&theme=ip")
    assert page.get_by_text("没有符合条件的记录").is_visible()
    assert page.get_by_text("去掉“关键词：火星”").is_visible()
    follow(page.get_by_role("link", name="清除全部条件"))
    assert page.url == live_site + "/measures/"
