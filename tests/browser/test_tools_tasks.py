"""What an analyst comes for, as scripts: compare, collect and see what is empty (T6–T8), with and without
scripts; and the states of these pages that the walk over every page does not visit."""

import pytest

from tests.browser.following import follow, press
from tests.browser.looking import OFFICE, PHONE, draw_all, looked_at

# The pages are tested on both databases in tests/measures; what a person clicks is the same.
pytestmark = pytest.mark.backend("sqlite")

STATES = (
    "/compare/?base=nanshan&base=liangjiang&base=haidian&theme=services",
    "/compare/?base=nanshan&base=haidian",
    "/compare/?code=nanshan-m05&code=haidian-m2.5&code=liangjiang-p12",
    "/list/?code=nowhere",
    "/matrix/?rows=instrument&columns=theme",
    "/matrix/?rows=base&columns=theme&value=share",
    "/metrics/high-tech-enterprises/",
    "/feedback/?code=nowhere",
)


@pytest.mark.parametrize("address", STATES)
def test_no_barrier_and_nothing_sticks_out(live_site, new_page, address):
    page = new_page(viewport=OFFICE)
    page.goto(live_site + address)
    draw_all(page)
    assert looked_at(page) == {}


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
@pytest.mark.parametrize("scripts", [True, False])
def test_t6_what_only_one_base_has_on_a_theme(live_site, new_page, scripts, viewport):
    page = new_page(java_script_enabled=scripts, viewport=viewport)
    page.goto(live_site + "/")
    if viewport == PHONE:
        page.locator(".site-menu summary").click()
        menu = page.locator(".site-menu")
    else:
        menu = page.locator(".site-nav")
    follow(menu.get_by_role("link", name="基地对比"))
    page.get_by_label("主题", exact=True).select_option("知识产权")
    page.get_by_label("基地一").select_option("南山")
    page.get_by_label("基地二").select_option("海淀")
    press(page, "对比")
    ours, theirs = page.locator(".compare-only").all()
    assert "人才培养与引进" in ours.inner_text() and "深圳大学" in ours.inner_text()
    assert "北京知识产权运营公司" in theirs.inner_text()
    assert "深圳大学" not in theirs.inner_text()


def test_t7_reached_and_aimed_at_are_not_ranked_with_what_is_added(live_site, page):
    page.goto(live_site + "/metrics/high-tech-enterprises/")
    plot = page.get_by_role("img", name="国家级高新技术企业数量：达到（家）")
    assert plot.locator("text", has_text="6,151家").count() == 1
    assert plot.locator("text", has_text="100").count() == 0
    assert page.get_by_role("heading", name="新增（家）").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_t8_empty_themes_of_a_base_from_the_matrix(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/matrix/")
    rows = page.locator(".matrix tbody tr").all()
    empty = [
        row.locator("th").inner_text()
        for row in rows
        if row.locator("td").nth(1).inner_text().startswith("0")
    ]
    assert "政务服务与商事改革" in empty
    link = page.locator(".matrix tbody tr", has_text="知识产权").locator("td a").first
    number = link.inner_text()
    follow(link)
    assert page.locator(".list-head-count strong").inner_text() == number


@pytest.mark.parametrize("scripts", [True, False])
def test_ticked_entries_are_compared_and_listed(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/measures/?theme=ip")
    page.get_by_label("选择：加强知识产权保护").check()
    page.get_by_label("选择：完善知识产权保护与治理").check()
    follow(page.get_by_role("button", name="对比所选").first)
    assert page.locator(".compare-side h2").all_inner_texts() == [
        "加强知识产权保护",
        "完善知识产权保护与治理",
    ]
    follow(page.get_by_role("link", name="查看选择清单"))
    assert page.locator(".selection-entry h2").count() == 2
    follow(page.get_by_role("link", name="移除：加强知识产权保护"))
    assert page.locator(".selection-entry h2").all_text_contents() == ["完善知识产权保护与治理"]


def test_names_of_bases_stay_in_view_and_cover_no_focus(live_site, page):
    page.goto(live_site + "/compare/?base=nanshan&base=haidian&theme=finance")
    names = page.locator(".compare-names")
    page.mouse.wheel(0, 1500)
    page.wait_for_function("window.scrollY > 1000")
    assert names.bounding_box()["y"] == pytest.approx(0, abs=1)
    link = page.locator(".compare-card h4 a").nth(3)
    link.focus()
    box, bar = link.bounding_box(), names.bounding_box()
    assert box["y"] >= bar["y"] + bar["height"]


def test_on_a_phone_bases_are_reached_by_their_names(live_site, new_page):
    page = new_page(viewport=PHONE)
    page.goto(live_site + "/compare/?base=nanshan&base=haidian&theme=finance")
    page.locator(".compare-names").get_by_role("link", name="海淀").click()
    heading = page.locator("#side-2")
    bar = page.locator(".compare-names").bounding_box()
    assert bar["y"] + bar["height"] <= heading.bounding_box()["y"] < 200
