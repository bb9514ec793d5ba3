"""What an editor comes to the desk for (T12): change a theme, fill in a masked number; the site and its
编辑记录 show both, and a form without its reason or source is refused in Chinese. And what two of them do
at once."""

import pytest

from measures.groups import EDITOR
from measures.models import Entry, Quantity, Theme
from sbjd.desk.models import Change
from tests.browser.following import follow, press
from tests.browser.looking import OFFICE, PHONE, barriers, looked_at, sticks_out
from tests.browser.signing_in import log_in

pytestmark = pytest.mark.backend("sqlite")

WIDTHS = pytest.mark.parametrize("desk", [OFFICE, PHONE], indirect=True, ids=["office", "phone"])


@pytest.fixture
def desk(live_site, new_page, request):
    """A window, of the size a test may ask for, whose user, an editor, has just logged in."""
    return log_in(live_site, new_page(viewport=getattr(request, "param", OFFICE)), "editor", EDITOR)


def open_form(desk, live_site, face, code):
    """Find a row by its code in the list of its kind and open its form."""
    desk.goto(f"{live_site}/admin/measures/{face}/")
    desk.locator("#searchbar").fill(code)
    desk.locator("#searchbar").press("Enter")
    follow(desk.locator("#result_list").get_by_role("link", name=code, exact=True))


def save(desk):
    press(desk, "保存")


def history(desk):
    """The 编辑记录 of the public page."""
    return desk.locator("section[aria-labelledby=edits]").inner_text()


@WIDTHS
def test_t12_change_a_theme(live_site, desk):
    entry = Entry.objects.get(code="nanshan-m05")
    before = entry.theme_links.get(rank=1).theme
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
    assert "修改理由：按正文首段改定" in said and "年" in said
    assert f"主题“{before}”的主题：{before} → {theme}" in said
    assert "editor" not in desk.locator("main").inner_text()
    desk.goto(f"{live_site}/measures/?theme={theme.slug}&base=nanshan")
    assert desk.get_by_role("link", name=entry.title).count() == 1


@WIDTHS
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
    assert "补录来源：（空） → 发文原件第3页" in said
    assert "修改理由：查得原件" in said and "经人工校订" in said
    desk.goto(f"{live_site}/targets/?masked=1&base={quantity.plan.base.slug}&size=100")
    row = desk.locator("tbody tr", has=desk.locator(f'a[href="{quantity.get_absolute_url()}"]'))
    assert row.locator(".masked").inner_text() == "20XX"
    assert row.locator(".filled").get_attribute("title") == token
    assert "2,016" in row.inner_text()
    desk.goto(live_site + quantity.get_absolute_url())
    assert barriers(desk) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_editors_at_once(live_site, new_page, scripts):
    """The second is shown what the first changed and chooses; what only one touched merges."""
    first, second = (
        log_in(live_site, new_page(java_script_enabled=scripts), name, EDITOR) for name in ("lin", "wang")
    )
    entry = Entry.objects.get(code="nanshan-m05")
    for window in (first, second):
        open_form(window, live_site, "measure", entry.code)
    first.locator("#id_title").fill("林的标题")
    first.locator("#id_theme_links-0-theme").select_option("人才引进与激励")
    first.get_by_label("修改理由").fill("按原件")
    save(first)
    second.locator("#id_title").fill("王的标题")
    second.locator("#id_text").fill("王改过的正文")
    second.get_by_label("修改理由").fill("按附件")
    save(second)
    said = second.locator("#content").inner_text()
    assert "lin" in said and "按原件" in said and "主题改为“人才引进与激励”" in said
    question = second.get_by_role("group", name="标题", exact=True)
    assert "林的标题" in question.inner_text() and "王的标题" in question.inner_text()
    assert second.get_by_role("group").count() == 1
    question.get_by_label("用对方的").check()
    press(second, "按所选保存")
    assert "并入了另一位编辑刚才的修改" in second.locator(".messagelist").inner_text()
    entry.refresh_from_db()
    assert (entry.title, entry.text) == ("林的标题", "王改过的正文")
    assert entry.theme_links.get(rank=1).theme.name == "人才引进与激励"
    assert [change.why for change in Change.objects.all()] == ["按附件", "按原件"]


def test_what_was_changed_is_read_by_field_and_put_back(live_site, desk):
    entry = Entry.objects.get(code="nanshan-m05")
    open_form(desk, live_site, "measure", entry.code)
    desk.locator("#id_title").fill("改错的标题")
    desk.get_by_label("修改理由").fill("误看")
    save(desk)
    open_form(desk, live_site, "measure", entry.code)
    follow(desk.locator(".historylink"))
    row = desk.get_by_role("row", name="标题")
    assert entry.title in row.inner_text() and "改错的标题" in row.inner_text()
    follow(desk.get_by_role("link", name="恢复到这一版"))
    assert entry.title in desk.locator("ins").inner_text()
    desk.get_by_label("修改理由").fill("改错了")
    press(desk, "恢复")
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_a_theme_for_many_with_a_preview(live_site, desk):
    theme = Theme.objects.get(slug="space")
    desk.goto(f"{live_site}/admin/measures/measure/")
    for box in desk.locator("#result_list .action-select").all()[:3]:
        box.check()
    desk.get_by_label("动作").select_option("设置主题…")
    press(desk, "执行")
    desk.get_by_label("主题").select_option(theme.name)
    desk.get_by_label("加在已有的之后").check()
    press(desk, "预览")
    assert desk.locator("table.differences tbody tr").count() == 3
    assert desk.locator("table.differences tr.left").count() == 1
    desk.get_by_label("修改理由").fill("都讲空间")
    follow(desk.get_by_role("button", name="写入"))
    codes = [f"nanshan-m0{number}" for number in (1, 2, 3)]
    for entry in Entry.objects.filter(code__in=codes):
        assert theme in entry.themes.all()
    assert Change.objects.get().what == f"为2条设置主题“{theme}”"


@pytest.mark.parametrize("width", [1366, 390])
def test_the_start_page_leads_to_the_work(live_site, new_page, width):
    desk = log_in(live_site, new_page(viewport={"width": width, "height": 800}), "editor", EDITOR)
    assert not sticks_out(desk)
    to_do = desk.get_by_role("region", name="还要做的")
    follow(to_do.get_by_role("row", name="未审阅").get_by_role("link").first)
    before = Entry.objects.filter(kind="measure", reviewed_at=None).count()
    assert f"{before} 举措" in desk.locator(".paginator").inner_text()
    follow(desk.locator("#result_list tbody th a").first)
    press(desk, "审阅无误")
    assert "下一条未审阅的是" in desk.locator(".messagelist").inner_text()
    assert Entry.objects.filter(kind="measure", reviewed_at=None).count() == before - 1


def test_no_barrier_and_nothing_sticks_out_at_the_desk(live_site, new_page):
    """The pages the project adds to the admin. axe writes styles into a page to measure it, which the
    policy would refuse: this window does without the policy, every other test with it."""
    desk = log_in(live_site, new_page(bypass_csp=True), "editor", EDITOR)
    entry = Entry.objects.get(code="nanshan-m05")
    own = f"/admin/measures/entry/{entry.pk}/"
    other = desk.context.new_page()
    for window, title in ((desk, "甲"), (other, "乙")):
        window.goto(live_site + own + "change/")
        window.locator("#id_title").fill(title)
        window.get_by_label("修改理由").fill("核对")
    save(other)
    save(desk)
    found = {}

    def look(name, inside="#content"):
        """The parts the project adds; the rest of the admin is Django's own."""
        if wrong := looked_at(desk, inside):
            found[name] = wrong

    look("conflict")
    desk.goto(live_site + "/admin/")
    for panel in ("to-do", "progress", "recent"):
        look(panel, f"[aria-labelledby={panel}]")
    for name in ("history", "restore/0", "delete"):
        desk.goto(f"{live_site}{own}{name}/")
        look(name)
    desk.goto(live_site + own + "change/")
    for part in (".source-quote", ".change-reason"):
        look(part, part)
    desk.set_viewport_size(OFFICE)
    desk.goto(f"{live_site}/admin/measures/measure/")
    desk.locator("#result_list .action-select").first.check()
    desk.get_by_label("动作").select_option("设置政策工具…")
    press(desk, "执行")
    look("bulk")
    assert found == {}
