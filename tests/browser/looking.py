"""Looking at a page in the widths that people have: barriers that axe finds, and whether anything sticks out.

axe writes styles into a page to measure it, which the policy of the admin's pages refuses: those are looked
at in a window of `without_policy`.
"""

import json
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT

OFFICE, PHONE, NARROW = ({"width": w, "height": h} for w, h in ((1366, 600), (390, 844), (320, 640)))

# A browser lays out what is far from view only when it comes near; here all of it is looked at.
_DRAW_ALL = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
# What a page does on another width (panels fold) is done before the frame that follows.
_SETTLE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_BARRIERS = """async ({inside, preload}) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
    const options = {runOnly: tags, resultTypes: ['violations'], iframes: false, preload};
    const found = await axe.run(inside || document, options);
    return found.violations.map(
        v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | '));
}"""
_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def draw_all(page):
    """Have the browser lay out what is far from view, too."""
    page.evaluate(_DRAW_ALL)


def resize(page, size):
    """Give the window another size, and wait until the page has done what it does on that."""
    page.set_viewport_size(size)
    page.evaluate(_SETTLE)


def sticks_out(page):
    """True if something is wider than the window."""
    return page.evaluate(_BEYOND) > 0


def barriers(page, inside=None, preload=True):
    """What axe finds on the page as it stands, or in the part that the selector `inside` names. Not to
    `preload` the page's sheets leaves one rule out, but writes nothing that a policy would forbid."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_BARRIERS, {"inside": inside, "preload": preload})


def looked_at(page, inside=None):
    """What is wrong with the page, as {width: what is wrong}: barriers at the office's width and on a phone,
    and what sticks out on these and on the narrowest. {} for a page as it should be."""
    found = {}
    for size in (OFFICE, PHONE, NARROW):
        resize(page, size)
        wrong = [] if size is NARROW else barriers(page, inside)
        if sticks_out(page):
            wrong.append("sticks out")
        if wrong:
            found[size["width"]] = wrong
    return found


@contextmanager
def without_policy(page, kept=None):
    """The same address in a window of the same person where axe may write its styles; `kept` is laid into
    that tab's storage before the page loads, {name: text}."""
    state = page.context.storage_state()
    with page.context.browser.new_context(bypass_csp=True, locale="zh-CN", storage_state=state) as window:
        copy = window.new_page()
        for name, text in (kept or {}).items():
            copy.add_init_script(f"sessionStorage.setItem({json.dumps(name)}, {json.dumps(text)})")
        copy.goto(page.url)
        yield copy
