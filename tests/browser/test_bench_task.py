"""The review bench as an editor uses it: by keys alone, by the mouse, without scripts, by two at once, and
come back to after the window is gone."""

import pytest
from django.contrib.auth import get_user_model

from plans.models import Intake
from tests.browser.following import follow
from tests.browser.looking import OFFICE, looked_at
from tests.plans.bench.making import PLAN, on_bench

pytestmark = pytest.mark.backend("sqlite")

PASSWORD = "a-password-for-this-test"


@pytest.fixture
def intake(live_site):
    return on_bench()


@pytest.fixture
def at_bench(live_site, new_page, intake):
    """Opens a window in which somebody has logged in and come to the bench."""

    def sit_down(name="zhang", **options):
        page = new_page(**options)
        if not get_user_model().objects.filter(username=name).exists():
            get_user_model().objects.create_superuser(name, password=PASSWORD)
        page.goto(live_site + "/admin/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.goto(live_site + intake.desk_url("bench"))
        return page

    return sit_down


def press(page, key):
    """Press a key that leads to a new page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def current(page):
    """The word and the first words of the paragraph that is worked on."""
    row = page.locator(".is-current")
    return row.locator(".bench-word").inner_text().split()[-1], row.locator(".bench-words").inner_text()[:6]


def go_to(page, words):
    follow(page.locator(".bench-row", has_text=words).first.locator(".bench-pick"))


def said(page):
    return page.locator(".bench-said").inner_text()


def rulings(intake):
    return [row["kind"] for row in Intake.objects.get(pk=intake.pk).rulings]


def test_a_document_is_worked_off_by_keys_alone(at_bench, intake):
    page = at_bench()
    assert current(page) == ("正文", "本章从三个方")
    assert "还剩 2 处" in page.locator(".bench-bar").inner_text()
    press(page, "n")
    assert current(page) == ("任务", "(二)引进人")
    press(page, "]")
    press(page, "j")
    assert current(page) == ("举措", "实施人才计划")
    assert "m2.1" in page.locator(".is-current").inner_text()
    press(page, "u")
    assert "已撤销：定为举措。" in said(page)
    assert current(page)[0] == "正文"
    press(page, "j")
    press(page, "p")
    assert current(page) == ("正文", "本章从三个方")
    press(page, "y")
    assert "疑问都已处理" in page.locator(".bench-bar").inner_text()
    assert rulings(intake) == ["entry", "accept"]


def test_headings_items_text_and_merging_by_keys(at_bench, intake):
    page = at_bench()
    go_to(page, "推动知识产权服务")
    for key, word in (("2", "任务"), ("3", "举措"), ("f", "分项"), ("x", "项目"), ("z", "条目正文")):
        press(page, key)
        assert current(page)[0] == word
    go_to(page, "建立知识产权快速")
    press(page, "h")
    assert page.locator(".is-current .bench-words").inner_text().startswith("推动知识产权服务\n建立")


def test_a_theme_is_chosen_without_the_mouse(at_bench, intake):
    page = at_bench()
    go_to(page, "1.加大财税")
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.name") == "theme_1"
    page.locator("#theme_1").select_option(label="知识产权")
    press(page, "Enter")
    assert "主题定为知识产权" in said(page)
    assert rulings(intake) == ["themes"]


def test_a_paragraph_is_split_where_the_caret_stands(at_bench, intake):
    page = at_bench()
    go_to(page, "2.建设众创")
    page.evaluate("""() => {
        const words = document.querySelector('.is-current .bench-words');
        const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf('新增孵化器');
            if (at >= 0) getSelection().collapse(walker.currentNode, at);
        }
    }""")
    press(page, "c")
    assert page.locator(".is-current .bench-words").inner_text() == "2.建设众创空间。支持建设孵化器。"
    assert page.locator(".bench-row", has_text="新增孵化器10家以上。").count() == 1


def test_keys_can_be_switched_off_and_do_nothing_while_one_types(at_bench, intake):
    page = at_bench()
    go_to(page, "1.加大财税")
    page.locator("#title-title").fill("")
    page.locator("#title-title").type("jzy")
    assert page.locator("#title-title").input_value() == "jzy"
    page.get_by_label("启用单键快捷键").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("z")
    page.reload()
    assert not page.get_by_label("启用单键快捷键").is_checked()
    page.keyboard.press("z")
    assert rulings(intake) == []
    assert page.locator(".bench-bar kbd").first.is_hidden()


def test_everything_can_be_done_without_scripts(at_bench, intake):
    page = at_bench(java_script_enabled=False)
    go_to(page, "推动知识产权服务")
    follow(page.get_by_role("button", name="举措", exact=False))
    assert current(page)[0] == "举措"
    go_to(page, "2.建设众创")
    page.get_by_label("分段处").select_option(label="新增孵化器10家以上。…")
    follow(page.get_by_role("button", name="分段"))
    follow(page.get_by_role("button", name="撤销上一条"))
    assert rulings(intake) == ["entry"]
    go_to(page, "1.加大财税")
    page.get_by_label("标题", exact=True).fill("加大财政支持")
    follow(page.get_by_role("button", name="改标题"))
    page.get_by_label("首要主题").select_option(label="财税支持")
    page.get_by_label("主题2", exact=True).select_option(label="人才引进与激励")
    follow(page.get_by_role("button", name="定主题和工具"))
    assert rulings(intake) == ["entry", "title", "themes"]


def test_the_window_is_closed_and_nothing_is_lost(at_bench, intake):
    page = at_bench()
    press(page, "y")
    page.context.close()
    again = at_bench()
    assert "还剩 1 处" in again.locator(".bench-bar").inner_text()
    assert current(again) == ("任务", "(二)引进人")


def test_two_at_one_document_see_each_other(at_bench, intake):
    zhang, li = at_bench("zhang"), at_bench("li")
    go_to(zhang, "推动知识产权服务")
    go_to(li, "推动知识产权服务")
    press(zhang, "f")
    press(li, "j")
    assert "没有保存：这一段刚有别人的裁定（zhang：定为分项）" in said(li)
    assert current(li)[0] == "分项"
    press(li, "j")
    press(zhang, "n")
    assert "定为举措" in zhang.locator(".bench-side").inner_text()
    assert rulings(intake) == ["item", "entry"]


def test_a_page_that_is_behind_says_so(at_bench, intake):
    zhang, li = at_bench("zhang"), at_bench("li")
    zhang.clock.install()
    zhang.reload()
    press(li, "y")
    assert zhang.locator(".bench-behind").is_hidden()
    zhang.clock.run_for(16_000)
    zhang.locator(".bench-behind").wait_for(state="visible")


def test_no_barrier_and_nothing_sticks_out(live_site, at_bench, intake):
    page, found = at_bench(viewport=OFFICE), {}
    for words in ("本章从三个方面", "1.加大财税", "推动知识产权", "三、保障措施", "北京市大兴"):
        page.set_viewport_size(OFFICE)
        page.goto(f"{live_site}{intake.desk_url('bench')}?at={PLAN.index(words)}")
        if wrong := looked_at(page):
            found[words] = wrong
    assert found == {}
