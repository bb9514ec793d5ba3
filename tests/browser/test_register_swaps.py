"""A list that is narrowed without a reload: what is announced, what stays, what is kept when it fails."""

import pytest

from tests.browser.following import settled, swapped, until
from tests.browser.looking import NARROW, OFFICE, PHONE, barriers, draw_all, resize, sticks_out

# What a browser does with an answer does not depend on the database.
pytestmark = pytest.mark.backend("sqlite")

SIZES = pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
ADDRESS = "/measures/"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def register(live_site, new_page):
    """Opens the register; `asked` collects the parts of it that were asked for."""

    def open_register(viewport=OFFICE, address=ADDRESS):
        page = new_page(viewport=viewport)
        page.asked = []
        page.on(
            "request",
            lambda request: page.asked.append(request.url) if "hx-request" in request.headers else None,
        )
        page.goto(live_site + address)
        fold = page.locator("#filters-fold")
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
        return page

    return open_register


def total(page):
    return page.locator(".list-head-count strong").inner_text()


def compose(page, word):
    """Type the next word with an input method: letters stand in the field until it is chosen."""
    page.evaluate(
        """() => { const f = document.getElementById('f-q');
        f.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
        f.value += 'zhishi'; f.dispatchEvent(new InputEvent('input', {bubbles: true})); }"""
    )
    page.wait_for_timeout(700)
    before = list(page.asked)
    page.evaluate(
        """word => { const f = document.getElementById('f-q'); f.value = f.value.replace('zhishi', word);
        f.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true})); }""",
        word,
    )
    return before


@SIZES
def test_axe_finds_no_barrier_after_a_swap_and_nothing_sticks_out(register, viewport):
    page = register(viewport)
    page.locator("#theme-ip").check()
    settled(page, "theme=ip")
    draw_all(page)
    assert barriers(page) == []
    resize(page, NARROW)
    assert not sticks_out(page)


@SIZES
def test_a_tick_narrows_keeps_the_focus_and_says_how_many(register, viewport):
    page = register(viewport)
    box = page.locator("#quantity-support")
    box.focus()
    page.keyboard.press("Space")
    settled(page, "quantity=support")
    assert page.evaluate(FOCUSED) == "quantity-support"
    assert box.is_checked()
    status = page.locator("#live")
    assert status.get_attribute("role") == "status"
    assert status.inner_text() == f"共{total(page)}条"
    assert len(page.asked) == 1 and page.locator("h1").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "quantity-none"


def test_the_keyboard_keeps_its_place_in_what_was_unfolded(register):
    page = register()
    page.locator("#more-theme-title").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    chosen = page.evaluate(FOCUSED)
    for number, but in ((1, ""), (2, "!")):  # ticked and unticked: then only the reader keeps it open
        page.keyboard.press("Space")
        until(page, f"{but}location.search.includes('theme=')")
        swapped(page)
        assert len(page.asked) == number
    assert page.evaluate(FOCUSED) == chosen
    assert page.locator(f"[id='{chosen}']").is_visible()


def test_ticks_in_quick_succession_are_all_kept(register):
    page = register()
    for box in ("theme-ip", "base-nanshan", "kind-measure", "theme-finance"):
        page.locator(f"#{box}").check()
        page.wait_for_timeout(120)
    settled(page, "theme=finance")
    until(page, "location.search.includes('kind=measure')")
    for box in ("theme-ip", "base-nanshan", "kind-measure", "theme-finance"):
        assert page.locator(f"#{box}").is_checked()
    assert total(page) == str(page.locator(".result").count())


def test_an_answer_that_comes_after_the_next_tick_does_not_undo_it(register):
    page = register()
    page.route("**/measures/?*", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.locator("#theme-ip").check()
    page.wait_for_timeout(450)  # the first answer is on its way
    page.locator("#base-nanshan").check()
    settled(page, "base=nanshan&theme=ip")
    assert page.locator("#theme-ip").is_checked() and page.locator("#base-nanshan").is_checked()


def test_words_narrow_when_they_are_settled(register):
    page = register()
    page.locator("#f-q").press_sequentially("质押", delay=30)
    settled(page, "q=质押")
    assert len(page.asked) == 1
    assert page.evaluate(FOCUSED) == "f-q"
    assert page.locator("#f-q").evaluate("field => field.selectionStart") == 2
    page.locator("#f-q").press_sequentially("贷款", delay=30)
    settled(page, "q=质押贷款")
    assert page.locator("#f-q").input_value() == "质押贷款"


def test_an_input_method_is_never_interrupted(register):
    page = register()
    page.locator("#f-q").focus()
    assert compose(page, "知识产权") == []  # nothing was asked for half-typed letters
    settled(page, "q=知识产权")
    assert len(page.asked) == 1 and "zhishi" not in page.url
    assert page.locator("#f-q").input_value() == "知识产权"


def test_a_blank_at_the_end_asks_nothing_and_stays(register):
    page = register(address="/measures/?q=质押")
    page.locator("#f-q").press_sequentially(" ")
    page.wait_for_timeout(700)
    assert page.asked == []
    page.locator("#theme-ip").check()
    settled(page, "theme=ip")
    assert "q=%E8%B4%A8%E6%8A%BC&" in page.url


def test_back_and_forward_show_each_state(register):
    page = register()
    everything = total(page)
    page.locator("#theme-ip").check()
    settled(page, "theme=ip")
    narrowed = total(page)
    page.locator(".result-title a").first.click()
    page.wait_for_url("**-*/")
    page.go_back()
    page.locator("h1", has_text="举措与项目").wait_for()
    assert total(page) == narrowed and page.locator("#theme-ip").is_checked()
    page.go_back()
    page.wait_for_url(lambda url: url.endswith(ADDRESS))
    page.locator(".list-head-count", has_text=everything).wait_for()
    assert not page.locator("#theme-ip").is_checked()
    page.go_forward()
    page.locator(".list-head-count", has_text=f"共{narrowed}条").wait_for()
    assert page.locator("#theme-ip").is_checked()


def test_a_chip_and_an_order_work_without_a_reload(register):
    page = register(address="/measures/?theme=ip&q=产权")
    page.evaluate("window.stayed = true")
    page.locator("#sort-relevance").focus()
    page.keyboard.press("Enter")
    settled(page, "sort=relevance")
    assert page.evaluate(FOCUSED) == "sort-relevance"
    page.get_by_role("link", name="移除条件：主题：知识产权").click()
    until(page, "!location.search.includes('theme')")
    until(page, "document.activeElement.id === 'results'")
    assert page.evaluate("window.stayed")
    assert not page.locator("#theme-ip").is_checked()
    assert page.locator("#live").inner_text() == f"共{total(page)}条"


def test_ticked_entries_stay_ticked(register):
    page = register(address="/measures/?theme=ip")
    page.locator("#results input[name=code]").first.check()
    chosen = page.locator("#results input[name=code]").first.get_attribute("id")
    page.locator("#sort-base").click()
    settled(page, "sort=base")
    assert page.locator(f"[id='{chosen}']").is_checked()


def test_a_slow_answer_is_said_to_be_on_its_way(register):
    page = register()
    page.route("**/measures/?*", lambda route: (page.wait_for_timeout(900), route.continue_()))
    page.locator("#theme-ip").check()
    page.locator("#said", has_text="正在更新…").wait_for()
    assert page.locator("#list").get_attribute("aria-busy") == "true"
    settled(page, "theme=ip")
    until(page, "!document.getElementById('said').textContent")
    assert page.locator("#list").get_attribute("aria-busy") is None


@pytest.mark.parametrize("failure", ["no answer", "error"])
def test_a_failure_keeps_the_list_and_can_be_tried_again(register, failure):
    page = register()
    before = page.locator(".result-title").all_text_contents()
    page.route(
        "**/measures/?*",
        lambda route: route.abort() if failure == "no answer" else route.fulfill(status=500, body="x"),
    )
    page.locator("#theme-ip").check()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "更新失败，仍显示原结果。" in alert.inner_text()
    assert page.locator(".result-title").all_text_contents() == before
    assert "theme" not in page.url and page.locator("#theme-ip").is_checked()
    page.unroute("**/measures/?*")
    page.get_by_role("button", name="重试").click()
    settled(page, "theme=ip")
    assert alert.count() == 0 and page.locator("#theme-ip").is_checked()


def test_a_download_is_said_to_have_begun(register):
    page = register(address="/measures/?theme=ip")
    with page.expect_download():
        page.get_by_role("link", name="导出CSV").click()
    assert page.locator("#said").inner_text() == "已开始下载"


def test_on_a_phone_the_way_to_the_results_is_always_in_sight(register):
    page = register(PHONE)
    bar = page.locator(".facets-jump")
    assert bar.bounding_box()["y"] < PHONE["height"]
    page.locator("#instrument-tax").check()
    settled(page, "instrument=tax")
    assert bar.locator("span").inner_text() == f"共{total(page)}条"
    assert page.locator("#filters-fold").get_attribute("open") is not None
    bar.get_by_role("link", name="跳到结果列表").click()
    box = page.locator("#results").bounding_box()
    assert 0 <= box["y"] < PHONE["height"] / 2
    assert page.locator("#filters-fold > summary").inner_text() == "筛选（1）"


def test_targets_are_narrowed_and_sorted_in_place(register):
    page = register(address="/targets/")
    page.evaluate("window.stayed = true")
    page.locator("#more-period-title").click()
    page.locator("#period-none").check()
    settled(page, "period=none")
    page.locator("#sort-number").click()
    settled(page, "sort=number")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("数值")
    assert page.evaluate(FOCUSED) == "sort-number"
    assert page.evaluate("window.stayed")
