"""A log-in that runs out over an open form loses nothing that was typed: it is kept in that tab, for that
user, and offered again above the form."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session

from measures.groups import EDITOR
from measures.models import Entry, EntryTheme, Theme
from plans.models import DemonstrationBase, EditorScope
from tests.browser.following import follow, press
from tests.browser.looking import OFFICE, PHONE, looked_at, sticks_out, without_policy
from tests.browser.signing_in import PASSWORD, log_in
from tests.measures.admin_forms import page_of
from tests.plans.bench.making import on_bench

pytestmark = pytest.mark.backend("sqlite")

CODE = "nanshan-m05"
KEPT = "登录过期前填写的内容还在，尚未保存。"


@pytest.fixture
def desk(live_site, new_page):
    """A window in which an editor has just logged in."""
    return log_in(live_site, new_page(viewport=OFFICE), "lin", EDITOR)


def run_out():
    """What the end of a working day does to all log-ins."""
    Session.objects.all().delete()


def sign_in(page, name="lin"):
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")


def kept(page):
    """What the tab keeps, as text."""
    return page.evaluate("sessionStorage.getItem('sbjd-unsent') || ''")


def notice(page):
    return page.locator(".unsent")


def restore(page):
    page.get_by_role("button", name="恢复", exact=True).click()
    assert "已放回填写的内容，尚未保存" in notice(page).inner_text()


def look(page, inside):
    """No barrier in a part of the page, nothing that sticks out; what the tab keeps goes along."""
    with without_policy(page, {"sbjd-unsent": kept(page)}) as copy:
        assert looked_at(copy, inside) == {}


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_what_was_typed_comes_back_after_the_log_in(live_site, new_page, size):
    page = log_in(live_site, new_page(viewport=size), "lin", EDITOR)
    entry = Entry.objects.get(code=CODE)
    added = Theme.objects.exclude(pk__in=entry.themes.values("pk")).order_by("-order").first()
    url = live_site + page_of(entry)
    page.goto(url)
    page.locator("#id_title").fill("换过的标题")
    page.locator("#id_text").fill("第一行\n第二行")
    page.locator("#theme_links-group .add-row a").click()
    row = f"#id_theme_links-{entry.theme_links.count()}"
    page.locator(f"{row}-theme").select_option(added.name)
    page.locator(f"{row}-rank").select_option("2")
    page.get_by_label("修改理由").fill("按原件改")
    run_out()
    press(page, "保存并继续编辑")
    said = page.locator(".errornote").inner_text()
    assert "登录已过期，刚才提交的内容没有保存。" in said and "填写的内容还在这个标签页里" in said
    if size is OFFICE:
        look(page, "#content-main")
    sign_in(page)
    assert page.url == url
    assert KEPT in notice(page).inner_text()
    assert page.locator("#id_title").input_value() == entry.title
    if size is OFFICE:
        look(page, ".unsent")
    assert not sticks_out(page)
    restore(page)
    assert page.locator("#id_title").input_value() == "换过的标题"
    assert "csrf" not in kept(page) and PASSWORD not in kept(page)
    press(page, "保存")
    entry.refresh_from_db()
    assert (entry.title, entry.text) == ("换过的标题", "第一行\n第二行")
    assert EntryTheme.objects.get(entry=entry, rank=2).theme == added
    assert kept(page) == ""
    page.goto(url)
    assert notice(page).count() == 0


def test_a_select_that_is_searched_is_put_back_with_its_name(live_site, desk):
    base = DemonstrationBase.objects.get(slug="nanshan")
    plan = base.plans.get()
    other = DemonstrationBase.objects.exclude(pk=base.pk).first()
    desk.goto(live_site + page_of(plan))
    desk.locator("#select2-id_base-container").click()
    desk.locator(".select2-search__field").fill(other.name)
    desk.locator(".select2-results__option", has_text=other.name).click()
    desk.get_by_label("修改理由").fill("归属有误")
    run_out()
    press(desk, "保存")
    sign_in(desk)
    restore(desk)
    assert desk.locator("#select2-id_base-container").inner_text().strip("×\n ") == other.name
    assert desk.locator("#id_base").input_value() == str(other.pk)


def test_the_two_boxes_of_a_list_to_choose_from_are_put_back(live_site, new_page):
    page = log_in(live_site, new_page(), "boss")
    person = get_user_model().objects.create_user("wang", is_staff=True)
    base = DemonstrationBase.objects.get(slug="haidian")
    page.goto(live_site + page_of(person))
    page.locator("#id_is_active").uncheck()
    page.locator("#editor_scope-group .add-row a").click()
    page.locator("#id_editor_scope-0-bases_from").select_option(str(base.pk))
    page.locator("#id_editor_scope-0-bases_add").click()
    run_out()
    press(page, "保存")
    sign_in(page, "boss")
    restore(page)
    assert not page.locator("#id_is_active").is_checked()
    press(page, "保存")
    person.refresh_from_db()
    assert not person.is_active
    assert list(EditorScope.objects.get(user=person).bases.all()) == [base]


def test_no_password_is_kept(live_site, new_page):
    page = log_in(live_site, new_page(), "boss")
    page.goto(live_site + "/admin/auth/user/add/")
    page.locator("#id_username").fill("wang")
    for field in ("#id_password1", "#id_password2"):
        page.locator(field).fill("a-secret-of-wang")
    run_out()
    press(page, "保存")
    assert "wang" in kept(page) and "secret" not in kept(page) and "csrf" not in kept(page)
    sign_in(page, "boss")
    restore(page)
    assert page.locator("#id_username").input_value() == "wang"
    assert page.locator("#id_password1").input_value() == ""


def test_of_a_preview_the_ticks_come_back_and_the_rest_can_be_copied(live_site, desk):
    desk.goto(f"{live_site}/admin/measures/measure/")
    for box in desk.locator("#result_list .action-select").all()[:3]:
        box.check()
    desk.get_by_label("动作").select_option("设置主题…")
    press(desk, "执行")
    desk.get_by_label("主题").select_option(Theme.objects.get(slug="space").name)
    desk.get_by_label("加在已有的之后").check()
    press(desk, "预览")
    desk.get_by_label("修改理由").fill("都讲空间")
    run_out()
    follow(desk.get_by_role("button", name="写入"))
    sign_in(desk)
    restore(desk)
    assert desk.locator("#result_list .action-select:checked").count() == 3
    assert "修改理由\n都讲空间" in notice(desk).inner_text()


def test_nobody_else_sees_it(live_site, desk):
    url = live_site + page_of(Entry.objects.get(code=CODE))
    log_in(live_site, desk.context.browser.new_page(), "wang", EDITOR).context.close()
    desk.goto(url)
    desk.locator("#id_title").fill("林的标题")
    run_out()
    press(desk, "保存")
    assert "林的标题" in kept(desk)
    sign_in(desk, "wang")
    assert desk.url == url
    assert notice(desk).count() == 0 and kept(desk) == ""
    run_out()
    desk.goto(url)
    sign_in(desk, "lin")
    assert notice(desk).count() == 0


def test_it_is_given_up_and_gone_with_logging_out(live_site, desk):
    url = live_site + page_of(Entry.objects.get(code=CODE))
    for leave in ("放弃", "注销"):
        desk.goto(url)
        desk.locator("#id_title").fill("不要的标题")
        run_out()
        press(desk, "保存")
        sign_in(desk)
        assert KEPT in notice(desk).inner_text()
        desk.goto(live_site + "/admin/")
        assert notice(desk).get_by_role("link").get_attribute("href") == page_of(Entry.objects.get(code=CODE))
        desk.goto(url)
        button = desk.get_by_role("button", name=leave, exact=True)
        if leave == "放弃":
            button.click()
            assert notice(desk).count() == 0
        else:
            press(desk, leave)
        assert kept(desk) == ""


def test_logging_out_in_one_tab_empties_the_others(live_site, desk):
    desk.goto(live_site + page_of(Entry.objects.get(code=CODE)))
    desk.locator("#id_title").fill("林的标题")
    run_out()
    press(desk, "保存")
    other = desk.context.new_page()
    other.goto(live_site + "/admin/")
    sign_in(other)
    press(other, "注销")
    desk.wait_for_function("!sessionStorage.getItem('sbjd-unsent')")
    assert "请重新登录后再填写" in desk.locator(".errornote").inner_text()


def test_a_log_in_in_another_tab_makes_the_form_stale_and_nothing_is_lost(live_site, desk):
    entry = Entry.objects.get(code=CODE)
    desk.goto(live_site + page_of(entry))
    desk.locator("#id_title").fill("林的标题")
    desk.get_by_label("修改理由").fill("按原件")
    other = desk.context.new_page()
    run_out()
    other.goto(live_site + "/admin/")
    sign_in(other)
    press(desk, "保存")
    said = desk.locator("#content-main").inner_text()
    assert "填写的内容还在这个标签页里，重新打开表单后可以恢复。" in said
    follow(desk.get_by_role("link", name="重新打开表单"))
    restore(desk)
    press(desk, "保存")
    assert Entry.objects.get(pk=entry.pk).title == "林的标题"


def test_who_logged_in_elsewhere_goes_from_the_log_in_page_back_to_the_form(live_site, desk):
    url = live_site + page_of(Entry.objects.get(code=CODE))
    desk.goto(url)
    desk.locator("#id_title").fill("林的标题")
    run_out()
    press(desk, "保存")
    other = desk.context.new_page()
    other.goto(live_site + "/admin/")
    sign_in(other)
    desk.reload()
    assert desk.url == url and KEPT in notice(desk).inner_text()


def test_what_another_changed_meanwhile_is_still_asked_about(live_site, new_page, desk):
    """Rows too: one that another added stays, one that another deleted is told of."""
    entry = Entry.objects.get(code=CODE)
    themes = list(entry.theme_links.order_by("rank"))
    added = Theme.objects.exclude(pk__in=entry.themes.values("pk")).first()
    url = live_site + page_of(entry)
    desk.goto(url)
    desk.locator("#id_title").fill("林的标题")
    desk.get_by_label("修改理由").fill("按原件")
    run_out()
    press(desk, "保存")
    other = log_in(live_site, new_page(viewport=OFFICE), "wang", EDITOR)
    other.goto(url)
    other.locator("#id_title").fill("王的标题")
    other.locator("#theme_links-group .add-row a").click()
    other.locator(f"#id_theme_links-{len(themes)}-theme").select_option(added.name)
    other.locator(f"#id_theme_links-{len(themes)}-rank").select_option("2")
    other.get_by_label("修改理由").fill("按附件")
    press(other, "保存")
    sign_in(desk)
    restore(desk)
    press(desk, "保存")
    assert "另一位编辑保存了改动" in desk.locator(".errornote").inner_text()
    assert Entry.objects.get(pk=entry.pk).title == "王的标题"
    run_out()  # over the page that asks, too
    desk.get_by_label("用我的").check()
    press(desk, "按所选保存")
    sign_in(desk)
    restore(desk)
    assert desk.locator("#id_title").input_value() == "林的标题"
    press(desk, "保存")
    desk.get_by_label("用我的").check()
    press(desk, "按所选保存")
    assert Entry.objects.get(pk=entry.pk).title == "林的标题"
    assert added in entry.themes.all() and entry.theme_links.count() == len(themes) + 1


def test_the_network_fails_and_nothing_is_lost(live_site, desk):
    desk.goto(live_site + page_of(Entry.objects.get(code=CODE)))
    desk.locator("#id_title").fill("林的标题")
    desk.route("**/change/", lambda route: route.abort())
    desk.get_by_role("button", name="保存", exact=True).click()
    desk.wait_for_url("chrome-error://**")
    desk.unroute("**/change/")
    desk.goto(live_site + page_of(Entry.objects.get(code=CODE)))
    assert "没有得到确认，可能尚未保存" in notice(desk).inner_text()
    restore(desk)
    assert desk.locator("#id_title").input_value() == "林的标题"


def test_a_file_has_to_be_chosen_again_and_pasted_text_is_kept(live_site, desk):
    desk.goto(live_site + "/admin/plans/intake/add/")
    file = {"name": "方案.txt", "mimeType": "text/plain", "buffer": "方案".encode()}
    desk.locator("#id_files").set_input_files(file)
    run_out()
    press(desk, "读取并收录")
    assert "请重新登录后再填写" in desk.locator(".errornote").inner_text()
    sign_in(desk)
    assert "文件不会保留，请重新选择：方案.txt。" in notice(desk).inner_text()
    desk.get_by_role("button", name="放弃", exact=True).click()
    desk.locator("#id_text").fill("粘贴的全文\n第二行")
    run_out()
    press(desk, "读取并收录")
    sign_in(desk)
    restore(desk)
    assert desk.locator("#id_text").input_value() == "粘贴的全文\n第二行"


def test_at_the_bench_the_words_typed_for_one_paragraph_are_not_put_into_another(live_site, desk):
    intake = on_bench()
    desk.goto(live_site + intake.desk_url("bench"))
    place = desk.url.partition("#")[0]
    desk.goto(place)
    desk.locator(".bench-split [name=words]").fill("从这里起")
    run_out()
    press(desk, "分段c")
    sign_in(desk)
    assert "登录过期前的最后一步没有保存" in desk.locator(".bench-said").inner_text()
    restore(desk)
    assert desk.locator(".bench-split [name=words]").input_value() == "从这里起"
    desk.locator(".bench-row .bench-pick").last.click()
    desk.wait_for_url(lambda url: url.partition("#")[0] != place)
    assert "从这里起" in notice(desk).inner_text()
    follow(desk.locator(".bench-structure button[aria-pressed=false]").first)
    follow(desk.get_by_role("link", name="回到填写的地方"))
    restore(desk)


def test_without_scripts_the_log_in_page_says_what_happened(live_site, new_page):
    page = log_in(live_site, new_page(java_script_enabled=False), "lin", EDITOR)
    page.goto(live_site + page_of(Entry.objects.get(code=CODE)))
    run_out()
    press(page, "保存")
    said = page.locator(".errornote").inner_text()
    assert "登录已过期，刚才提交的内容没有保存。" in said and "抄下填写的内容" in said
    page.get_by_label("用户名").fill("lin")
    page.get_by_label("密码").fill("wrong")
    press(page, "登录")
    assert "刚才提交的内容没有保存" in page.locator(".errornote").first.inner_text()
    page.goto(live_site + page_of(Entry.objects.get(code=CODE)))
    assert "没有保存" not in page.locator("#content").inner_text()
