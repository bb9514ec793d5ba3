"""What an official comes for, as scripts: the usability tasks of the reading room (T1–T4, T9, T11)."""

import subprocess

import pytest
from openpyxl import load_workbook

from tests.browser.following import follow
from tests.browser.looking import OFFICE, PHONE

# The pages are tested on both databases elsewhere; what a person clicks is the same.
pytestmark = pytest.mark.backend("sqlite")

# Both widths, with and without scripts.
EVERYWHERE = [
    pytest.param(
        {"viewport": size, "java_script_enabled": scripts}, id=f"{name} {'js' if scripts else 'no js'}"
    )
    for name, size in (("office", OFFICE), ("phone", PHONE))
    for scripts in (True, False)
]
A4 = "594.96 x 841.92"
CITED = "《深圳市南山区双创示范基地建设工作方案》三(二)举措5"
IN_VIEW = (
    "element => { const r = element.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
)
# Where the keyboard is: a name, whether it can be seen, and whether a ring is drawn around it.
FOCUS = """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
    const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {name: e.outerHTML.slice(0, 100),
        seen: r.bottom > 0 && r.top < innerHeight && !!top && (e.contains(top) || top.contains(e)),
        ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2}; }"""


def press(page, key, keys):
    """Press a key, count it, and see where the focus is."""
    page.keyboard.press(key)
    keys.append(key)
    focus = page.evaluate(FOCUS)
    assert focus["seen"] and focus["ring"], focus
    return focus["name"]


@pytest.mark.parametrize("window", EVERYWHERE)
def test_t1_open_a_measure_from_home(live_site, new_page, window):
    page = new_page(**window)
    page.goto(live_site + "/")
    clicks = [
        page.get_by_role("link", name="深圳市南山区双创示范基地建设工作方案"),
        page.locator(".toc a", has_text="举措5"),
    ]
    if window["viewport"] == PHONE and window["java_script_enabled"]:  # which folds the outline there
        clicks.insert(1, page.locator(".toc summary"))
    for link in clicks:
        link.click()
        page.wait_for_load_state()
    heading = page.get_by_role("heading", name="举措5:加大财税政策支持力度")
    assert len(clicks) <= 4
    assert heading.evaluate(IN_VIEW)


@pytest.mark.parametrize("address", ["/plans/nanshan/", "/measures/nanshan-m05/"])
def test_t2_cite_on_plain_http(live_site, page, address):
    # What an office has: http://<name>, where browsers hide navigator.clipboard.
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(live_site + address)
    name = "复制引用：三(二)举措5" if "plans" in address else "复制引用"
    page.get_by_role("button", name=name, exact=True).click()
    link = f"{live_site}/c/nanshan-m05"
    assert page.locator("#said").inner_text() == f"已复制：{CITED} {link}"
    page.locator("#header-q").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#header-q").input_value() == f"{CITED} {link}"
    page.goto(link)
    assert page.get_by_role("heading", level=1).inner_text() == "加大财税政策支持力度"


def test_t2_where_copying_is_refused_the_words_are_selected(live_site, page):
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});document.execCommand = () => false"
    )
    page.goto(live_site + "/plans/nanshan/")
    page.get_by_role("button", name="复制引用：三(二)举措5", exact=True).click()
    assert "请按 Ctrl+C 复制" in page.locator("#said").inner_text()
    assert page.evaluate("getSelection().toString()") == f"{CITED} {live_site}/c/nanshan-m05"


PLAIN_HTTP = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
HELD = """async () => { const [item] = await navigator.clipboard.read();
    const texts = await Promise.all(item.types.map(async t => [t, await (await item.getType(t)).text()]));
    return Object.fromEntries(texts); }"""
PASTED = """document.body.innerHTML = '<div contenteditable="true" id="document"></div>';
    document.getElementById('document').focus()"""


@pytest.mark.parametrize("http", [True, False], ids=["http", "https"])
def test_t2_what_word_is_given_is_words_with_a_real_link(live_site, new_page, tmp_path, http):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_site + "/plans/nanshan/s/3-2/")
    if http:
        page.evaluate(PLAIN_HTTP)
    page.get_by_role("button", name="复制引用", exact=True).click()
    page.wait_for_function("document.getElementById('said').textContent")
    words = "《深圳市南山区双创示范基地建设工作方案》三(二)"
    link = f"{live_site}/c/nanshan-t2"
    assert page.locator("#said").inner_text() == f"已复制：{words} {link}"
    desk = page.context.new_page()  # where the clipboard can be read
    desk.goto(live_site + "/healthz")
    held = desk.evaluate(HELD)
    assert held["text/plain"] == f"{words} {link}"
    assert f'<a href="{link}"' in held["text/html"] and words in held["text/html"]

    # Where formatted text is pasted, a link stands.
    desk.evaluate(PASTED)
    desk.keyboard.press("Control+V")
    assert desk.locator("#document").inner_text().replace("\xa0", " ") == f"{words} {link}"
    assert desk.locator("#document a").get_attribute("href") == link

    # An office program reads the same.
    (tmp_path / "pasted.html").write_text(f'<meta charset="utf-8">{held["text/html"]}', encoding="utf-8")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--infilter=HTML (StarCalc)", "--convert-to", "xlsx", "--outdir", tmp_path,
         tmp_path / "pasted.html"],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    cell = load_workbook(tmp_path / "pasted.xlsx").active["A1"]
    assert cell.value == f"{words} {link}"
    assert cell.hyperlink.target == link


def test_t3_print_one_section(live_site, page, tmp_path):
    page.goto(live_site + "/plans/liangjiang/")
    follow(page.get_by_role("link", name="单独成页：(三)构建多领域双创平台"))
    file = tmp_path / "section.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert A4 in facts and "Pages:           1\n" in facts
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    printed = "".join(text.split())
    assert printed.startswith("重庆两江新区建设国家双创示范基地工作方案›三、主要任务(三)构建多领域双创平台")
    assert "建设国家技术标准创新基地。" in printed
    assert "/c/liangjiang-t3" in printed and "打印" in printed
    for menu in ("检索", "目录", "首页", "字号", "标注", "复制引用", "单独成页", "下一节", "关于与方法"):
        assert menu not in printed, menu


@pytest.mark.parametrize("window", EVERYWHERE)
def test_t4_why_is_the_year_masked(live_site, new_page, window):
    page = new_page(**window)
    page.goto(live_site + "/plans/nanshan/")
    assert page.locator(".masked").first.get_attribute("title") == "原文如此，数字已遮蔽"
    follow(page.get_by_text("未作推测").get_by_role("link", name="说明"))
    assert page.get_by_role("heading", name="为什么年份是20XX？").evaluate(IN_VIEW)
    assert "来源网页在保存时，年份以及2000～2099之间的数字被写成了20XX" in page.locator("main").inner_text()


@pytest.mark.parametrize("window", EVERYWHERE)
def test_t4_asked_of_the_search_box(live_site, new_page, window):
    page = new_page(**window)
    page.goto(live_site + "/")
    page.locator("#q").fill("2016年")
    follow(page.get_by_role("button", name="检索").first)
    assert "年份写成了20XX" in page.locator(".empty").inner_text()
    follow(page.get_by_role("link", name="为什么？"))
    assert page.get_by_role("heading", name="为什么年份是20XX？").evaluate(IN_VIEW)


@pytest.mark.parametrize("window", EVERYWHERE)
def test_t9_by_keyboard_alone(live_site, new_page, window):
    page = new_page(**window)
    page.goto(live_site + "/")
    keys = []
    while 'id="q"' not in press(page, "Tab", keys):
        assert len(keys) < 20
    for character in "haidian-m2.5":
        press(page, character, keys)
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/haidian-m2.5/")
    assert len(keys) + 1 <= 60


def test_t9_by_keyboard_through_the_outline(live_site, page):
    page.goto(live_site + "/plans/haidian/")
    keys = []
    press(page, "Tab", keys)
    page.keyboard.press("Enter")
    while "haidian-m2.5" not in press(page, "Tab", keys):
        assert len(keys) < 60
    page.keyboard.press("Enter")
    page.wait_for_url("**#haidian-m2.5")
    for _ in range(25):  # on from there, through the text, its links and notes
        press(page, "Tab", keys)


@pytest.mark.parametrize(
    ("address", "nth", "there"), [("/search/?q=双创", 9, "**/plans/**"), ("/measures/", 15, "**/measures/*/")]
)
@pytest.mark.parametrize("scripts", [True, False])
def test_t11_read_on_a_phone_and_come_back(live_site, new_page, scripts, address, nth, there):
    page = new_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    page.goto(live_site + address)
    results = page.url
    link = page.locator(".results h2 a").nth(nth)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 300
    link.click()
    page.wait_for_url(there)
    if "#" in page.url:
        assert page.locator(":target").evaluate(IN_VIEW)
    page.go_back()
    page.wait_for_url(results)
    page.wait_for_function(f"Math.abs(scrollY - {before}) < 5")
