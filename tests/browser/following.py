"""Clicks that lead to another page. Playwright's click returns when the other page has begun: on a busy
machine what is looked at next would be the first half of it."""


def follow(locator):
    """Click what leads to another page, and wait until all of that is there."""
    with locator.page.expect_navigation():
        locator.click()


def press(page, name):
    """Press the button of this name, which leads to another page."""
    follow(page.get_by_role("button", name=name, exact=True))
