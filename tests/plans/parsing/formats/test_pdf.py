"""A PDF reads like the text it was printed from: paragraphs, tables, no page furniture."""

from plans.parsing.formats import read_bytes
from tests.plans.parsing.formats.pdf_making import Page, pdf_bytes, wrapped

LONG = (
    "为深入推进大众创业万众创新，结合本市实际情况，制定本工作方案，"
    "请各区各部门认真贯彻执行，确保取得实际成效。"
)


def read_pages(pages):
    source = read_bytes(pdf_bytes(pages), "plan.pdf")
    return source, [source.text[line.start : line.end] for line in source.lines]


def test_wrapped_lines_are_paragraphs_again_across_pages_too():
    whole = LONG + LONG
    first, second = whole[:88], whole[88:]
    pages = wrapped([["一、总体要求", LONG, "（一）目标。" + LONG, first], ["~" + second, "二、任务", LONG]])
    _, lines = read_pages(pages)
    assert lines == ["一、总体要求", LONG, "（一）目标。" + LONG, whole, "二、任务", LONG]


def test_page_numbers_and_running_heads_go_and_are_counted():
    texts = [f"（{number}）{LONG}" for number in "一二三四五"]
    pages = wrapped([texts[:2], texts[2:4], texts[4:]])
    for number, page in enumerate(pages, start=1):
        page.write(90, 805, "某市人民政府公报 2025年第3期", 9).write(280, 40, f"— {number} —", 10)
    source, lines = read_pages(pages)
    assert lines == texts
    assert source.notices == ("页码、页眉、页脚 6 行未作为正文读入。",)


def test_a_title_of_two_lines_stays_two_lines():
    page = wrapped([[LONG, LONG]], top=680)[0]
    page.write(150, 760, "某市双创示范基地建设", 22).write(190, 730, "工作方案", 22)
    _, lines = read_pages([page])
    assert lines == ["某市双创示范基地建设", "工作方案", LONG, LONG]


def test_a_ruled_table_is_rows_also_over_a_page_break():
    columns = [90, 150, 350, 500]
    first = wrapped([[LONG]])[0].grid(columns, [300, 340, 380])
    first.write(95, 355, "序号").write(155, 355, "任务").write(355, 355, "责任单位")
    first.write(95, 315, "1").write(155, 324, "建设众创空间和").write(155, 308, "孵化器").write(
        355, 315, "科技局"
    )
    second = (
        Page().grid(columns, [760, 790]).write(95, 770, "2").write(155, 770, "引才").write(355, 770, "人社局")
    )
    source, lines = read_pages([first, second])
    assert lines == [LONG, "序号\t任务\t责任单位", "1\t建设众创空间和孵化器\t科技局", "2\t引才\t人社局"]
    assert [line.table for line in source.lines] == [0, 1, 1, 1]


def test_the_contents_page_is_left_out():
    contents = Page().write(270, 760, "目  录", 18)
    for index, title in enumerate(("一、总体要求", "二、主要任务", "三、保障措施")):
        contents.write(90, 720 - 24 * index, f"{title}{'…' * 20}{index + 1}")
    source, lines = read_pages([contents, *wrapped([["一、总体要求", LONG]])])
    assert lines == ["一、总体要求", LONG]
    assert "目录 4 行未作为正文读入。" in source.notices


def test_the_web_page_around_a_printed_page_is_left_out():
    page = wrapped([["一、总体要求", LONG, LONG]], top=620)[0]
    page.write(90, 800, "首页 政务公开 政务服务", 9).write(90, 780, "首页 > 政务公开 > 政策文件", 9)
    page.write(90, 760, "索引号：0000/2025-0001", 9).write(180, 680, "某市双创工作方案", 20)
    page.write(90, 120, "打印 收藏", 9).write(90, 100, "主办：某市人民政府", 9).write(90, 88, "各部门网站", 9)
    _, lines = read_pages([page])
    assert lines == ["某市双创工作方案", "一、总体要求", LONG, LONG]


def test_a_page_without_words_is_named():
    source = read_bytes(pdf_bytes([*wrapped([[LONG]]), Page()]), "plan.pdf")
    assert source.text == LONG + "\n"
