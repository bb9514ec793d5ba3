"""A reviewer brings a plan in within minutes: upload, confirm, publish, find it on the site, revise it, undo
that, take it down and put it back; without JavaScript too, and the pages are accessible."""

import re

import pytest

from measures.groups import EDITOR, REVIEWER
from plans.models import Intake, WorkPlan
from tests.browser.following import follow, press
from tests.browser.looking import barriers, without_policy
from tests.browser.signing_in import log_in
from tests.plans.intake.making import MEASURES, docx_of, pdf_of, text_of

# What is written is the same on both databases (tests/plans/intake); here the browser is what matters.
pytestmark = pytest.mark.backend("sqlite")


def upload(page, live_site, name, data):
    page.goto(live_site + "/admin/plans/intake/add/")
    page.locator("#id_files").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    follow(page.get_by_role("button", name="读取并收录"))


def give_reason(page, button, reason="核对无误"):
    page.get_by_label("修改理由").fill(reason)
    press(page, button)


def check_access(page):
    """Look at the same page in a window where axe may try the styles it wants to try."""
    with without_policy(page) as copy:
        assert barriers(copy) == []


def test_bring_in_publish_find_and_take_down(live_site, page):
    log_in(live_site, page, "lin", REVIEWER)
    page.goto(live_site + "/admin/plans/intake/add/")
    check_access(page)
    upload(page, live_site, "大兴区方案.docx", docx_of(text_of()))
    assert page.get_by_label("标题").input_value() == "北京市大兴区双创示范基地建设工作方案"
    check_access(page)
    page.get_by_label("发文机关").fill("北京市大兴区人民政府")
    follow(page.get_by_role("button", name="确认并保存"))
    follow(page.get_by_role("link", name="查看变化并发布"))
    assert "网站上还没有这份方案" in page.locator("#content-main").inner_text()
    check_access(page)
    give_reason(page, "发布")
    follow(page.get_by_role("link", name="在网站查看"))
    assert "大兴区双创示范基地建设工作方案" in page.locator("h1").inner_text()
    page.goto(live_site + "/search/?q=快速维权中心")
    assert page.locator("main a", has_text=MEASURES[2][0]).count()

    page.goto(live_site + Intake.objects.get().desk_url())
    follow(page.get_by_role("link", name="下架", exact=True))
    check_access(page)
    give_reason(page, "下架", "正在核对")
    assert "已下架" in page.locator(".messagelist").inner_text()
    check_access(page)
    shelf = page.url
    assert page.goto(live_site + "/plans/daxing/").status == 404
    page.goto(shelf)
    give_reason(page, "恢复上架")
    assert page.goto(live_site + "/plans/daxing/").status == 200


def test_revise_and_undo_without_script(live_site, new_page):
    page = log_in(live_site, new_page(java_script_enabled=False), "lin", REVIEWER)
    for name, data in (
        ("原稿.pdf", pdf_of(text_of())),
        ("修订稿.txt", text_of([("加大财税金融支持", MEASURES[0][1]), *MEASURES[1:]]).encode()),
    ):
        upload(page, live_site, name, data)
        if name == "修订稿.txt":
            assert page.get_by_label("已有方案的修订稿").is_checked()
            assert "相同（约" in page.locator(".notice").first.inner_text()
        follow(page.get_by_role("button", name="确认并保存"))
        follow(page.get_by_role("link", name="查看变化并发布"))
        page.get_by_label("修改理由").fill("发布")
        follow(page.get_by_role("button", name=re.compile("发布$")))
    page.goto(live_site + "/measures/?base=daxing")
    assert page.get_by_role("link", name="加大财税金融支持").count() == 1
    page.goto(live_site + Intake.objects.get(name="修订稿.txt").desk_url())
    follow(page.get_by_role("link", name="撤销").first)
    give_reason(page, "撤销", "修订稿作废")
    page.goto(live_site + "/measures/?base=daxing")
    assert page.get_by_role("link", name=MEASURES[0][0]).count() == 1


def test_an_editor_brings_in_but_does_not_publish(live_site, page):
    log_in(live_site, page, "lin", EDITOR)
    upload(page, live_site, "方案.txt", text_of().encode())
    follow(page.get_by_role("button", name="确认并保存"))
    follow(page.get_by_role("link", name="查看变化并发布"))
    assert "您没有发布的权限" in page.locator("#content-main").inner_text()
    assert page.get_by_role("button", name="发布").count() == 0
    assert page.goto(live_site + "/admin/plans/shelvedplan/add/").status == 403
    assert not WorkPlan.objects.filter(slug="daxing").exists()


def test_a_bad_file_is_refused_in_words(live_site, page):
    log_in(live_site, page, "lin", EDITOR)
    upload(page, live_site, "旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    assert "另存为 .docx" in page.locator(".errornote").inner_text()
