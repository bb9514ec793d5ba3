"""What holds on every page: no barrier that axe can find, nothing that sticks out, nothing the policy
refuses; forms without scripts; wide text spacing; forced colours.

One window goes through all addresses, each is loaded once and looked at in two widths.
"""

import pytest
from django.contrib.auth import get_user_model

from tests.browser.addresses import ADMIN, EVERY, READING
from tests.browser.looking import NARROW, OFFICE, draw_all, looked_at, sticks_out

# Each of these pages is tested on both databases elsewhere; how it looks does not depend on them.
pytestmark = pytest.mark.backend("sqlite")

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_barrier_and_nothing_sticks_out(live_site, new_page, part):
    page = new_page(viewport=OFFICE)
    found = {}
    for address in EVERY[part::PARTS]:
        page.set_viewport_size(OFFICE)
        page.goto(live_site + address)
        draw_all(page)
        if wrong := looked_at(page):
            found[address] = wrong
    assert found == {}


def test_nothing_sticks_out_in_the_largest_text_or_wide_spacing(live_site, new_page):
    page = new_page(viewport=NARROW)
    page.add_init_script("localStorage.setItem('sbjd-size', 'xl')")
    spacing = """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
    for address in (
        "/plans/haidian/",
        "/plans/liangjiang/?q=知识产权",
        "/measures/nanshan-m05/",
        *READING[:2],
    ):
        page.goto(live_site + address)
        draw_all(page)
        assert not sticks_out(page), address
        page.evaluate(spacing)
        assert not sticks_out(page), f"{address} with wide spacing"
        cut = page.evaluate(
            """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, label')].filter(e =>
            e.offsetParent && getComputedStyle(e).overflow === 'hidden' && e.scrollHeight > e.clientHeight + 2
            && !e.closest('.visually-hidden, .live')).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert cut == [], address


def test_admin_keeps_to_the_policy_too(live_site, new_page):
    get_user_model().objects.create_superuser("keeper", password="a-long-password")
    page = new_page()
    page.goto(live_site + ADMIN[0])
    page.fill("#id_username", "keeper")
    page.fill("#id_password", "a-long-password")
    page.click("[type=submit]")
    for address in ADMIN[1:]:
        assert page.goto(live_site + address).status == 200
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("button", name="保存", exact=True).wait_for()


@pytest.mark.parametrize("width", [1366, 390])
def test_forms_work_without_scripts(live_site, new_page, width):
    """Every form that this width shows; some stand on one of the two only."""
    page = new_page(java_script_enabled=False, viewport={"width": width, "height": 700})
    for address in ("/", "/measures/", "/targets/", "/matrix/", "/compare/", "/feedback/", "/orgs/"):
        page.goto(live_site + address)
        shown = [number for number, form in enumerate(page.locator("form").all()) if form.is_visible()]
        assert shown
        for number in shown:
            page.goto(live_site + address)
            form = page.locator("form").nth(number)
            words = form.locator("input[type=search], input[type=text]")
            if words.count():
                words.first.fill("深港")
            with page.expect_response(lambda response: response.request.is_navigation_request()) as answer:
                form.locator("[type=submit]").first.click()
            assert answer.value.status in (200, 302), (address, number)
            page.wait_for_load_state()
            assert page.locator("h1").count() == 1


def test_reading_tools_are_seen_in_forced_colours(live_site, new_page):
    page = new_page(forced_colors="active")
    page.goto(live_site + "/plans/nanshan/")
    ground = "element => getComputedStyle(element).backgroundColor"
    pressed = page.locator("[data-size=m]").evaluate(ground)
    assert pressed != page.locator("[data-size=l]").evaluate(ground)
