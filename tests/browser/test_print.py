"""What the printer gets: Chromium's PDF, read back."""

import subprocess

import pytest

# The printed pages are the same on both databases.
pytestmark = pytest.mark.backend("sqlite")


def pages_of(page, address, tmp_path):
    """The lines of each page of the print-out, without blank ones."""
    page.goto(address)
    file = tmp_path / "print.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    return [[line.strip() for line in one.splitlines() if line.strip()] for one in text.split("\f")[:-1]]


def test_official_layout_has_22_lines_of_28_characters(live_site, page, tmp_path):
    printed = pages_of(page, live_site + "/plans/haidian/?style=gw", tmp_path)
    full = [lines[:-1] for lines in printed[1:-1]]  # the last line is the page's number
    assert max(len(lines) for lines in full) == 22
    assert sum(len(lines) == 22 for lines in full) >= len(full) * 2 // 3  # a heading may leave its last line
    assert [lines[-1].replace(" ", "") for lines in printed[:3]] == ["—1—", "—2—", "—3—"]
    # A line of Chinese characters alone; half-width signs let more than 28 stand in one.
    chinese = [line for lines in full for line in lines if all("\u4e00" <= c <= "\u9fff" for c in line)]
    assert max(map(len, chinese)) == 28


def test_plain_print_ends_with_link_and_date_and_has_no_badges(live_site, page, tmp_path):
    printed = pages_of(page, live_site + "/plans/liangjiang/", tmp_path)
    end = "".join(printed[-1])
    assert "/c/liangjiang" in end and "月" in end and "20处年份或数字" in end
    assert "liangjiang-p03" not in "".join("".join(lines) for lines in printed)


def test_an_entry_is_printed_as_its_text_and_where_it_stands(live_site, page, tmp_path):
    (lines,) = pages_of(page, live_site + "/measures/nanshan-m07/", tmp_path)
    whole = "".join("".join(lines).split())
    for said in ("知识产权质押贷", "科技金融与创业投资", "第122～128行", "三(三)举措7", "/c/nanshan-m07"):
        assert said in whole
    for left_out in ("依据词", "尚无编辑", "类似举措", "看上下文", "方法说明", "查看全部"):
        assert left_out not in whole


def test_compared_bases_are_printed_side_by_side(live_site, page, tmp_path):
    asked = "/compare/?theme=ip&base=nanshan&base=haidian&base=liangjiang"
    printed = pages_of(page, live_site + asked, tmp_path)
    lines = ["".join(line.split()) for lines in printed for line in lines]
    assert "只有南山有只有海淀有只有两江有" in lines
    # The names stand above the first sheet alone, so each group says whose it is.
    assert "南山·知识产权保护3条海淀·知识产权保护2条两江·知识产权保护2条" in lines


def test_a_section_in_the_official_layout_names_its_plan(live_site, page, tmp_path):
    printed = pages_of(page, live_site + "/plans/liangjiang/s/3-3/?style=gw", tmp_path)
    assert "重庆两江新区建设国家双创示范基地工作方案" in "".join(printed[0])


def test_no_heading_ends_a_page(live_site, page, tmp_path):
    headings = None
    for style in ("", "?style=gw"):
        printed = pages_of(page, live_site + f"/plans/nanshan/{style}", tmp_path)
        headings = {
            "".join(text.split()) for text in page.locator(".sec-head > :first-child").all_text_contents()
        }
        for lines in printed[:-1]:
            assert "".join(lines[-2].split()) not in headings
    assert len(headings) > 50


def test_notes_are_printed_on_request(live_site, page, tmp_path):
    printed = pages_of(page, live_site + "/plans/liangjiang/s/5/?notes=1", tmp_path)
    whole = "".join("".join("".join(lines).split()) for lines in printed)
    assert "liangjiang-p03" in whole and "企业培育与产业发展" in whole and "复制引用" not in whole


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/measures/?theme=ip&q=质押", ("条件：关键词：质押；主题：知识产权", "/measures/?theme=ip&q=质押")),
        ("/search/?q=知识产权质押", ("检索词：知识产权质押", "/search/?q=知识产权质押")),
        ("/matrix/", ("主题×示范基地", "/matrix/")),
        ("/compare/?theme=ip&base=nanshan&base=haidian", ("基地：南山、海淀；知识产权", "base=haidian")),
    ],
)
def test_what_was_asked_where_and_when_is_on_the_paper(live_site, page, tmp_path, address, told):
    printed = "".join(
        "".join("".join(lines).split()) for lines in pages_of(page, live_site + address, tmp_path)
    )
    for words in (*told, "日打印"):
        assert words in printed
    for tool in ("清除全部", "检索选项", "看上下文", "点数字看", "在清单中查看", "↕", "应用筛选"):
        assert tool not in printed


def test_entries_of_a_printed_selection_are_numbered(live_site, page, tmp_path):
    address = "/list/?code=nanshan-m05&code=haidian-m2.5&code=liangjiang-p12"
    (first, *rest) = pages_of(page, live_site + address, tmp_path)
    lines = ["".join(line.split()) for line in [*first, *(line for lines in rest for line in lines)]]
    for heading in ("1.加大财税政策支持力度", "2.加快推进知识产权", "3.科技金融改革示范基地"):
        assert any(line.startswith(heading) for line in lines), heading
