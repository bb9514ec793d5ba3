"""The tools of the reading view in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import until
from tests.browser.looking import OFFICE, PHONE, draw_all

# The page is tested on both databases in tests/measures; its script does not know them.
pytestmark = pytest.mark.backend("sqlite")

TOP = "element => element.getBoundingClientRect().top"


def test_the_chosen_text_size_is_kept_and_there_before_the_page_is_drawn(live_site, page):
    page.goto(live_site + "/plans/nanshan/")
    for name, size in (("小", 16), ("中", 18), ("大", 20), ("特大", 24)):
        page.get_by_role("group", name="字号").get_by_role("button", name=name, exact=True).click()
        expect(page.locator("#s-1-p1")).to_have_css("font-size", f"{size}px")
    # Without the deferred script the size is there all the same: nothing flashes.
    page.route("**/site*.js", lambda route: route.abort())
    page.goto(live_site + "/plans/nanshan/s/1/")
    assert page.locator("html").get_attribute("class").split() == ["js", "size-xl"]


def test_notes_and_errata_can_be_switched_off_and_stay_off(live_site, page):
    page.goto(live_site + "/plans/nanshan/")
    note, mark = page.locator(".notes-code").first, page.locator(".mark").nth(1)
    assert note.is_visible() and mark.is_visible()
    page.get_by_label("标注").uncheck()
    expect(note).to_be_hidden()
    assert page.locator(".erratum-note").nth(1).is_visible()
    page.get_by_label("校勘", exact=True).uncheck()
    expect(mark).to_be_hidden()
    page.reload()
    assert not note.is_visible() and not mark.is_visible()
    assert not page.get_by_label("标注").is_checked()
    erratum = page.locator(".erratum-note").nth(1).get_attribute("id")
    page.goto("about:blank")
    page.goto(live_site + f"/plans/nanshan/#{erratum}-mark")
    assert mark.is_visible()


def test_without_script_there_are_no_dead_controls(live_site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(live_site + "/plans/nanshan/?q=知识产权质押")
    for dead in ("[data-size]", "[data-show]", "[data-cite]", "[data-print]", "[data-step='-1']"):
        assert not page.locator(dead).first.is_visible(), dead
    assert page.locator(".toc a", has_text="举措5").is_visible()
    page.get_by_role("link", name="第一处").click()
    assert page.url.endswith("#hit-1")
    page.goto(live_site + "/plans/nanshan/?q=知识产权")
    page.locator("a.step[href='#hit-2']").first.click()
    assert page.url.endswith("#hit-2")


def test_steps_go_through_the_hits_and_leave_the_history_alone(live_site, page):
    page.goto(live_site + "/search/?q=知识产权")
    page.locator("h2 a[href*='/plans/nanshan/']").nth(3).click()
    page.wait_for_selector("[data-hits]")
    total = int(page.locator("[data-hits]").get_attribute("data-hits"))
    status = page.locator(".hit-bar [role=status]")
    page.get_by_role("link", name="下一处").click()
    first = int(page.url.rpartition("-")[2])
    assert 1 <= first <= total
    assert status.inner_text() == f"第{first}处，共{total}处"
    bar = page.locator(".hit-bar").bounding_box()
    assert page.locator(f"#hit-{first}").evaluate(TOP) >= bar["y"] + bar["height"]
    page.get_by_role("link", name="上一处").click()
    assert page.url.endswith(f"#hit-{first - 1 or total}")
    page.go_back()
    assert "/search/" in page.url


def test_outline_is_closed_on_a_phone_and_opens(live_site, new_page):
    page = new_page(viewport=PHONE)
    page.goto(live_site + "/plans/nanshan/")
    link = page.locator(".toc a", has_text="举措5")
    assert not link.is_visible()
    page.locator(".toc summary").click()
    assert link.is_visible()


def test_outline_marks_the_section_being_read(live_site, page):
    page.goto(live_site + "/plans/nanshan/#nanshan-m05")
    page.wait_for_selector('.toc a[aria-current="true"]')
    assert "举措5" in page.locator('.toc a[aria-current="true"]').inner_text()


def test_copied_text_has_no_marks_in_it(live_site, page):
    page.goto(live_site + "/plans/nanshan/?q=千人计划")
    copied = page.evaluate(
        """() => { const s = getSelection();
        s.selectAllChildren(document.querySelector('[id="s-1-3-p1"]')); return s.toString(); }"""
    )
    assert "“千人计划”①专家" in copied


def test_no_gap_opens_below_a_short_text_with_tall_notes(live_site, new_page):
    page = new_page(viewport={"width": 1366, "height": 900})
    page.goto(live_site + "/plans/nanshan/#nanshan-m09")
    draw_all(page)
    body = page.locator("section:has(> .sec-head > #nanshan-m09) > .body").bounding_box()
    following = page.locator("section:has(> .sec-head > #nanshan-m09) + section").bounding_box()
    assert following["y"] - (body["y"] + body["height"]) < 12
    overlaps = page.evaluate(
        """() => { const notes = [...document.querySelectorAll('.notes')].map(n => n.getBoundingClientRect());
        return notes.slice(1).filter((n, i) => n.top < notes[i].bottom - 1).length; }"""
    )
    assert overlaps == 0


@pytest.mark.parametrize("viewport", [OFFICE, PHONE], ids=["office", "phone"])
def test_what_is_out_of_view_is_found_copied_and_linked_to_like_the_rest(live_site, new_page, viewport):
    page = new_page(viewport=viewport)
    page.goto(live_site + "/plans/haidian/")
    all_text = """() => { const sections = document.querySelectorAll('.sec'), last = sections.length - 1;
        getSelection().setBaseAndExtent(sections[0], 0, sections[last], sections[last].childNodes.length);
        return getSelection().toString(); }"""
    copied = page.evaluate(all_text)
    page.evaluate("getSelection().removeAllRanges()")
    guessed = page.evaluate("document.documentElement.scrollHeight")
    words = page.locator(".body p").last.text_content()[5:20]
    assert page.evaluate("words => find(words)", words)
    assert page.evaluate("getSelection().anchorNode.parentElement.getBoundingClientRect().top") < 844
    draw_all(page)
    page.evaluate("getSelection().removeAllRanges()")
    assert page.evaluate(all_text) == copied
    # The scroll bar does not jump about: the heights are guessed well enough.
    assert abs(guessed / page.evaluate("document.documentElement.scrollHeight") - 1) < 0.1
    for anchor in page.locator(".toc a").evaluate_all("links => links.map(a => a.hash)")[5::25]:
        page.goto("about:blank")
        page.goto(f"{live_site}/plans/haidian/{anchor}")
        until(page, "scrollY > 0")
        assert 0 <= page.locator(":target").evaluate(TOP) < 60, anchor
