"""Clicks that lead to another page or list. Playwright's click returns when the other page has begun: on a
busy machine what is looked at next would be the first half of it."""

import pytest


def follow(locator):
    """Click what leads to another page, and wait until all of that is there."""
    with locator.page.expect_navigation():
        locator.click()


def press(page, name):
    """Press the button of this name, which leads to another page."""
    follow(page.get_by_role("button", name=name, exact=True))


def until(page, expression, seconds=15):
    """Wait until this is true. Playwright's own way evaluates inside the page, which its policy refuses."""
    for _ in range(seconds * 20):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def settled(page, part):
    """Wait until the address holds `part` and the new list stands."""
    until(page, f"decodeURI(location.search).includes('{part}')")
    swapped(page)


def swapped(page):
    """Wait until no list is on its way or being put in place."""
    until(page, "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')")
