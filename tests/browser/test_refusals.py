"""The pages that say no, and an entry with an 编辑记录: states that no address alone leads to."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from measures.models import Entry
from sbjd.desk.changes import change
from tests.browser.following import follow
from tests.browser.looking import OFFICE, draw_all, looked_at

# Each of these pages is tested on both databases elsewhere; how it looks does not depend on them.
pytestmark = pytest.mark.backend("sqlite")


def look_at(page):
    """Nothing that axe finds in either width, nothing that sticks out at 320 px."""
    draw_all(page)
    assert looked_at(page) == {}


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def sign_in(page):
    follow(page.locator("[type=submit]").last)


def test_a_stale_form(live_site, new_page):
    page = new_page(viewport=OFFICE)
    page.goto(live_site + "/admin/login/")
    page.locator("[name=csrfmiddlewaretoken]").evaluate_all("all => all.forEach(one => one.remove())")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    sign_in(page)
    assert heading(page) == "表单已失效"
    look_at(page)


def test_too_many_wrong_passwords(live_site, new_page):
    page = new_page(viewport=OFFICE)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        page.goto(live_site + "/admin/login/")
        page.fill("#id_username", "nobody")
        page.fill("#id_password", "wrong")
        sign_in(page)
    assert heading(page) == "登录尝试过多"
    assert "“nobody”" in page.locator("main").inner_text()
    look_at(page)


def test_a_request_that_makes_no_sense(live_site, new_page):
    page = new_page(viewport=OFFICE)
    page.goto(live_site + "/admin/login/")
    with page.expect_navigation() as answer:
        page.evaluate(
            """most => {
                const form = document.querySelector('form');
                for (let n = 0; n <= most; n++) {
                    const field = form.appendChild(document.createElement('input'));
                    [field.type, field.name] = ['hidden', `x${n}`];
                }
                form.submit(); }""",
            settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        )
    assert answer.value.status == 400
    assert heading(page) == "请求有误"
    look_at(page)


def test_a_failure(live_site, new_page, monkeypatch):
    def fail(request):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("measures.overview_views._with_counts", fail)
    page = new_page(viewport=OFFICE)
    assert page.goto(live_site + "/about/").status == 500
    assert heading(page) == "系统繁忙，请稍后再试"
    look_at(page)
    page.fill("#q", "知识产权质押")  # which does not need what failed
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.locator(".search-results li").count() == 3


def test_closed_for_maintenance(live_site, new_page):
    page = new_page(viewport=OFFICE)
    file = settings.DATA_DIR / "maintenance"
    file.touch()
    try:
        assert page.goto(live_site + "/plans/").status == 503
        assert heading(page) == "系统维护中"
        look_at(page)
    finally:
        file.unlink()


def test_an_entry_that_was_edited(live_site, new_page):
    entry = Entry.objects.get(code="nanshan-m05")
    editor = get_user_model().objects.create_user("lin")
    with change(editor, "按正式文本改标题", subject=entry) as kept:
        kept.watch([Entry.objects.filter(pk=entry.pk)])
        entry.title = "加大财税金融政策支持力度"
        entry.save()
    page = new_page(viewport=OFFICE)
    page.goto(live_site + entry.get_absolute_url())
    said = page.locator("section[aria-labelledby=edits]").inner_text()
    assert "加大财税政策支持力度 → 加大财税金融政策支持力度" in said and "修改理由：按正式文本改标题" in said
    look_at(page)
