"""The tasks of the desk as the groups that may do them, where no other test of the browser does;
and each task as a wrong group, who is told so in Chinese and led back to work."""

import io

import pytest
from django.contrib.auth import get_user_model
from openpyxl import load_workbook

from measures.groups import EDITOR, MANAGER, REVIEWER
from measures.models import Entry, SynonymGroup, Theme
from plans.models import EditorScope, Intake
from tests.browser.following import follow, press
from tests.browser.signing_in import log_in
from tests.plans.intake.making import published

pytestmark = pytest.mark.backend("sqlite")

NEW_PASSWORD = "kept-by-the-manager-1"


def test_an_editor_corrects_by_workbook(live_site, page):
    desk = log_in(live_site, page, "lin", EDITOR)
    entry = Entry.objects.get(code="nanshan-m05")
    theme = Theme.objects.exclude(pk__in=entry.themes.values("pk")).first()
    desk.goto(f"{live_site}/admin/measures/measure/?q={entry.code}")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="导出工作簿").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["数据"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("首要主题") + 1).value = theme.name
    changed = io.BytesIO()
    book.save(changed)
    follow(desk.get_by_role("link", name="导入工作簿"))
    sent = {"name": "改.xlsx", "mimeType": "application/octet-stream", "buffer": changed.getvalue()}
    desk.get_by_label("工作簿").set_input_files(sent)
    press(desk, "上传并预览")
    assert theme.name in desk.locator("table.differences").inner_text()
    desk.get_by_label("修改理由").fill("按工作簿核对")
    press(desk, "写入1条")
    assert entry.theme_links.get(rank=1).theme == theme
    desk.goto(live_site + entry.get_absolute_url())
    assert "按工作簿核对" in desk.locator("section[aria-labelledby=edits]").inner_text()


def test_a_reviewer_keeps_the_vocabulary(live_site, page):
    desk = log_in(live_site, page, "lin", REVIEWER)
    desk.goto(f"{live_site}/admin/measures/synonymgroup/add/")
    desk.locator("#id_name").fill("揽月工程")
    desk.locator("#id_words").fill("登月计划")
    desk.get_by_label("修改理由").fill("常有人这样问")
    press(desk, "保存")
    assert SynonymGroup.objects.filter(name="揽月工程").exists()


def test_a_manager_keeps_an_account_limited_to_one_base(live_site, new_page):
    desk = log_in(live_site, new_page(), "zhao", MANAGER)
    desk.goto(f"{live_site}/admin/auth/user/add/")
    desk.locator("#id_username").fill("wang")
    desk.locator("#id_password1").fill(NEW_PASSWORD)
    desk.locator("#id_password2").fill(NEW_PASSWORD)
    press(desk, "保存")
    desk.locator("#id_is_staff").check()
    desk.locator("#id_groups_from").select_option(label=EDITOR)
    desk.locator("#id_groups_add, #id_groups_add_link").first.click()
    desk.locator("#editor_scope-group .add-row a").click()
    desk.locator("#id_editor_scope-0-bases_from").select_option(label="深圳市南山区")
    desk.locator("#id_editor_scope-0-bases_add, #id_editor_scope-0-bases_add_link").first.click()
    press(desk, "保存")
    assert str(EditorScope.objects.get(user__username="wang")) == "南山"

    other = log_in(live_site, new_page(), "wang", password=NEW_PASSWORD)
    other.goto(f"{live_site}/admin/measures/entry/?all=")
    listed = other.locator("#result_list").inner_text()
    assert "nanshan-m05" in listed and "haidian-" not in listed
    assert get_user_model().objects.get(username="wang").last_login


# What each task begins with, and who may not even begin.
EDITING, REVIEWING, MANAGING = (
    ("/admin/measures/measure/", "/admin/measures/measure/{entry}/change/", "/admin/plans/intake/add/",
     "/admin/measures/measure/{entry}/history/", "/admin/measures/measure/{entry}/restore/0/",
     "/admin/measures/measure/workbook/", "/admin/plans/intake/{intake}/bench/"),
    ("/admin/plans/intake/{intake}/undo/{event}/", "/admin/plans/shelvedplan/add/",
     "/admin/measures/theme/add/", "/admin/measures/organization/merge/"),
    ("/admin/auth/user/", "/admin/auth/user/add/"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("group", "tasks"),
    [("", EDITING), (EDITOR, (*REVIEWING, *MANAGING)), (REVIEWER, MANAGING)],
    ids=["none", "editor", "reviewer"],
)
def test_the_wrong_group_is_told_and_led_back(live_site, page, group, tasks):
    intake = published().intake
    desk = log_in(live_site, page, "lin", group)
    entry = Entry.objects.get(code="nanshan-m05")
    known = {"entry": entry.pk, "intake": intake.pk, "event": intake.events.first().pk}
    for task in tasks:
        assert desk.goto(live_site + task.format(**known)).status == 403, task
        said = desk.locator("#content").inner_text()
        assert "无权访问" in said and "lin" in said and (group or "不在任何组中") in said, task
    follow(desk.get_by_role("link", name="回到后台首页"))
    assert desk.url == live_site + "/admin/"
    assert Intake.objects.get().parts.get().state == "published"
