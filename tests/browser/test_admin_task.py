"""What an administrator comes for (T12): change a theme, fill in a masked number; the site and its 编辑记录
show both, and a form without its reason or source is refused in Chinese."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth import get_user_model

from measures.models import Entry, Quantity, Theme
from tests.browser.test_every_page import FIND_VIOLATIONS

pytestmark = pytest.mark.backend("sqlite")

PASSWORD = "a-password-for-this-test"


@pytest.fixture
def desk(live_site, page):
    """A window whose user has just logged in."""
    get_user_model().objects.create_superuser("editor", password=PASSWORD)
    page.goto(live_site + "/admin/")
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return page


def open_form(desk, live_site, face, code):
    """Find a row by its code in the list of its kind and open its form."""
    desk.goto(f"{live_site}/admin/measures/{face}/")
    desk.locator("#searchbar").fill(code)
    desk.locator("#searchbar").press("Enter")
    desk.locator("#result_list").get_by_role("link", name=code, exact=True).click()


def save(desk):
    with desk.expect_navigation():
        desk.get_by_role("button", name="保存", exact=True).click()


def history(desk):
    """The 编辑记录 of the public page."""
    return desk.locator("section[aria-labelledby=edits]").inner_text()


def test_t12_change_a_theme(live_site, desk):
    entry = Entry.objects.get(code="nanshan-m05")
    theme = Theme.objects.exclude(pk__in=entry.themes.values("pk")).order_by("order").first()
    desk.goto(live_site + entry.get_absolute_url())
    assert "尚无编辑" in history(desk)
    open_form(desk, live_site, "measure", entry.code)
    desk.locator("#id_theme_links-0-theme").select_option(theme.name)
    desk.locator("#id_change_reason").evaluate("field => field.removeAttribute('required')")
    save(desk)
    assert "请填写修改理由。" in desk.locator(".errorlist").all_inner_texts()
    desk.get_by_label("修改理由").fill("按正文首段改定")
    save(desk)
    desk.goto(live_site + entry.get_absolute_url())
    assert desk.locator(".evidence .badge-primary").first.inner_text() == theme.name
    said = history(desk)
    assert "修改理由：按正文首段改定" in said and "主题" in said and "年" in said
    assert "editor" not in desk.locator("main").inner_text()
    desk.goto(f"{live_site}/measures/?theme={theme.slug}&base=nanshan")
    assert desk.get_by_role("link", name=entry.title).count() == 1


def test_t12_fill_a_masked_number(live_site, desk):
    quantity = Quantity.objects.filter(masked=True, value="20XX").in_plan_order().first()
    open_form(desk, live_site, "quantity", quantity.code)
    desk.locator("#id_number").fill("2016")
    desk.get_by_label("修改理由").fill("查得原件")
    save(desk)
    assert "补录遮蔽的数值时，须填写补录来源。" in desk.locator(".errorlist").all_inner_texts()
    desk.get_by_label("补录来源").fill("发文原件第3页")
    save(desk)
    desk.goto(live_site + quantity.get_absolute_url())
    figure = desk.locator(".figure")
    assert figure.locator(".masked").inner_text() == "20XX"
    token = figure.locator(".filled").get_attribute("title")
    assert token.startswith("补录：2016，发文原件第3页，") and token.endswith("日")
    said = history(desk)
    assert "补录来源" in said and "修改理由：查得原件" in said and "经人工校订" in said
    desk.goto(f"{live_site}/targets/?masked=1&base={quantity.plan.base.slug}&size=100")
    row = desk.locator("tbody tr", has=desk.locator(f'a[href="{quantity.get_absolute_url()}"]'))
    assert row.locator(".masked").inner_text() == "20XX"
    assert row.locator(".filled").get_attribute("title") == token
    assert "2,016" in row.inner_text()
    desk.goto(live_site + quantity.get_absolute_url())
    desk.evaluate(AXE_SCRIPT)
    assert desk.evaluate(FIND_VIOLATIONS) == []
