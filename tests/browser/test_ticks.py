"""What is ticked goes along: entries from page to page of the register, cells of the matrix to their
comparison; with and without scripts, at a desk and on a phone."""

import re

import pytest

from tests.browser.following import settled
from tests.browser.looking import OFFICE, PHONE, barriers

# The pages are tested on both databases in tests/measures; what a person clicks is the same.
pytestmark = pytest.mark.backend("sqlite")

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def tick(page, places):
    """Tick the entries at these places of the page; their codes."""
    boxes = page.locator(".result-tick")
    for place in places:
        boxes.nth(place).check()
    return [boxes.nth(place).get_attribute("value") for place in places]


def codes_in(address):
    return re.findall(r"[?&]code=([^&]+)", address)


@SCRIPTS
def test_three_of_page_1_and_two_of_page_4_are_compared_and_taken_away(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/measures/?sort=base")
    chosen = tick(page, (0, 3, 7))
    if scripts:
        assert page.locator("[data-ticked]").first.inner_text() == "3"
        page.get_by_role("link", name="第4页").click()
    else:
        page.get_by_role("button", name="记住所选，到下一页").first.click()
        page.get_by_role("link", name="第4页").click()
    page.wait_for_url("**page=4**")
    assert "（3条不在本页）" in page.locator(".tick-actions").first.inner_text()
    chosen += tick(page, (1, 2))
    page.get_by_role("button", name="列成清单").first.click()
    page.wait_for_url("**/list/**")
    assert codes_in(page.url) == chosen
    assert page.locator(".selection-entry").count() == 5
    page.go_back()
    page.get_by_role("button", name="对比所选").first.click()
    page.wait_for_url("**/compare/**")
    assert codes_in(page.url) == chosen


@pytest.mark.parametrize(
    ("address", "button"),
    [
        ("/measures/", "对比所选"),
        ("/measures/", "导出所选"),
        ("/measures/", "列成清单"),
        ("/matrix/", "对比所选"),
    ],
)
def test_with_scripts_nothing_ticked_is_said(live_site, page, address, button):
    page.goto(live_site + address)
    page.get_by_role("button", name=button).first.click()
    assert page.locator("#said").inner_text() == f"请先勾选，再按“{button}”。"
    assert page.url == live_site + address
    page.locator(".ticks, form:has(.tick-actions)").first.locator("[type=checkbox]:visible").first.check()
    with page.expect_download() if button == "导出所选" else page.expect_navigation():
        page.get_by_role("button", name=button).first.click()


def test_with_scripts_narrowing_keeps_what_is_ticked(live_site, page):
    page.goto(live_site + "/measures/")
    (first,) = tick(page, (0,))
    assert codes_in(page.url) == [first]  # a reload, a bookmark and a mail hold it
    page.locator("#theme-ip").check()
    page.wait_for_url("**theme=ip**")
    page.locator(".chip").wait_for()
    (second,) = tick(page, (1,))
    assert codes_in(page.url) == [first, second]
    page.get_by_role("link", name="移除条件：主题：知识产权").click()
    page.wait_for_url(lambda url: "theme" not in url)
    page.locator(f"[id='tick-{second}']").wait_for()
    assert page.locator(f"[id='tick-{first}']").is_checked()
    assert page.locator(f"[id='tick-{second}']").is_checked() == (second in page.content())
    page.locator(f"[id='tick-{first}']").uncheck()
    assert codes_in(page.url) == [second]
    page.reload()
    assert not page.locator(f"[id='tick-{first}']").is_checked()
    page.get_by_role("link", name="取消全部勾选").first.click()
    page.wait_for_url(live_site + "/measures/")
    assert page.locator(".result-tick:checked").count() == 0


def test_what_is_ticked_while_the_list_is_on_its_way_is_kept(live_site, page):
    page.route(
        "**/measures/?*",
        lambda route: (
            (page.wait_for_timeout(600), route.continue_())
            if "hx-request" in route.request.headers
            else route.continue_()
        ),
    )
    page.goto(live_site + "/measures/?theme=ip")
    page.locator("#sort-base").click()
    page.wait_for_timeout(150)
    (code,) = tick(page, (2,))
    settled(page, "sort=base")
    assert page.locator(f"[id='tick-{code}']").is_checked()
    assert codes_in(page.url) == [code]


@SCRIPTS
def test_cells_of_one_row_compare_bases_on_it(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/matrix/")
    for base in ("南山", "海淀"):
        page.get_by_role("checkbox", name=f"选：知识产权，{base}").check()
    page.get_by_role("button", name="对比所选").first.click()
    page.wait_for_url("**/compare/**")
    assert page.locator("h1").inner_text() == "基地对比：知识产权"
    assert page.locator(".compare-names a").all_inner_texts() == ["南山", "海淀"]
    assert "cell" not in page.url


@SCRIPTS
def test_cells_of_two_rows_stand_one_under_another(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(live_site + "/matrix/")
    numbers = []
    for theme in ("财税支持", "知识产权"):
        row = page.locator(".matrix tbody tr", has_text=theme)
        numbers += [row.locator("td").nth(at).inner_text().strip() for at in (0, 2)]
        row.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox", name="选：知识产权，海淀").check()
    page.get_by_role("button", name="对比所选").first.click()
    page.wait_for_url("**/compare/**")
    heads = [text.split() for text in page.locator(".compare-group h3").all_text_contents()]
    assert [name for name, _ in heads] == ["财税支持", "知识产权"] * 2
    fiscal, ip = numbers[:2], numbers[2:]
    assert [count.strip("条") for _, count in heads] == [fiscal[0], ip[0], fiscal[1], ip[1]]


def test_cells_are_ticked_by_keyboard(live_site, page):
    page.goto(live_site + "/matrix/")
    page.get_by_role("link", name="对比各基地：知识产权").focus()
    page.keyboard.press("Shift+Tab")  # the row's total
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox", name="选：知识产权，海淀").is_checked()
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid"
    assert barriers(page) == []
    page.keyboard.press("Enter")  # sends the form, as in every other
    page.wait_for_url("**/compare/**")


@SCRIPTS
def test_on_a_phone_a_base_is_compared_with_another_on_ticked_themes(live_site, new_page, scripts):
    page = new_page(java_script_enabled=scripts, viewport=PHONE)
    page.goto(live_site + "/matrix/?base=nanshan")
    page.locator(".matrix-phone").get_by_role("checkbox", name="选：知识产权，南山").check()
    page.locator("#m-other-phone").select_option("海淀")
    page.locator(".matrix-phone").get_by_role("button", name="对比所选").click()
    page.wait_for_url("**/compare/**")
    assert page.locator(".compare-names a").all_inner_texts() == ["南山", "海淀"]
    assert page.locator("h1").inner_text() == "基地对比：知识产权"


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
def test_ticks_are_large_enough_to_hit(live_site, new_page, viewport):
    page = new_page(viewport=viewport)
    page.goto(live_site + "/matrix/?rows=instrument&columns=theme")
    close = page.evaluate(
        """() => {
            const centres = [...document.querySelectorAll('.matrix td a, .matrix td input')].map(e => {
                const r = e.getBoundingClientRect();
                return {x: r.left + r.width / 2, y: r.top + r.height / 2, small: r.width < 24};
            });
            const near = (a, b) => a !== b && Math.hypot(a.x - b.x, a.y - b.y) < 24;
            return centres.filter(a => a.small && centres.some(b => near(a, b))).length; }"""
    )
    assert close == 0
