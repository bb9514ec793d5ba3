"""What a Word file prints is what is read: numbers, tables, notes; not headers, not deleted words."""

import pytest

from plans.parsing.formats import read_bytes
from plans.parsing.formats.word_numbers import written_number
from tests.plans.parsing.formats.docx_making import (
    abstract,
    docx_bytes,
    level,
    num,
    numbered,
    paragraph,
    table,
)

OUTLINE = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)


def lines_of(body, **parts):
    source = read_bytes(docx_bytes(body, **parts), "plan.docx")
    return [source.text[line.start : line.end] for line in source.lines]


def test_automatic_numbers_are_read_as_printed():
    body = (
        numbered("总体要求", 1)
        + numbered("工作目标", 1, 1)
        + numbered("主要任务", 1)
        + numbered("建设载体", 1, 1)
        + numbered("众创空间", 1, 2)
        + numbered("孵化器", 1, 2)
        + numbered("细目", 1, 3)
        + numbered("引进人才", 1, 1)
        + numbered("留学人员", 1, 2)
    )
    assert lines_of(body, numbering=OUTLINE + num(1, 0)) == [
        "一、总体要求",
        "（一）工作目标",
        "二、主要任务",
        "（一）建设载体",
        "1.众创空间",
        "2.孵化器",
        "①细目",
        "（二）引进人才",
        "1.留学人员",
    ]


def test_numbering_that_is_turned_off_prints_nothing():
    body = numbered("（一）手打的编号", 0) + numbered("自动的编号", 1, 1)
    assert lines_of(body, numbering=OUTLINE + num(1, 0)) == ["（一）手打的编号", "（一）自动的编号"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1a"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("总体要求", "H1"), ("目标", "H2"), ("任务", "H1a"))
    ) + paragraph("不编号", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    source = read_bytes(docx_bytes(body, numbering=OUTLINE + num(1, 0), styles=styles), "plan.docx")
    assert source.text.split("\n")[:-1] == ["一、总体要求", "（一）目标", "二、任务", "不编号"]
    assert [line.heading for line in source.lines] == [1, 0, 1, 1]


def test_a_list_restarts_only_where_the_file_says_so():
    restart = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, restart)
    body = "".join(numbered("事项", number, 2) for number in (1, 1, 2, 3, 3))
    assert lines_of(body, numbering=lists) == ["1.事项", "2.事项", "3.事项", "1.事项", "2.事项"]


def test_a_level_can_count_on_through_chapters():
    lists = abstract(
        0,
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%2．", extra='<w:lvlRestart w:val="0"/>'),
    )
    body = "".join(numbered("题", 1, depth) for depth in (0, 1, 1, 0, 1))
    assert lines_of(body, numbering=lists + num(1, 0)) == ["一、题", "1．题", "2．题", "二、题", "3．题"]


def test_decimal_paths_keep_a_gap_so_that_a_year_stays_a_year():
    lists = abstract(
        0,
        level(0, "chineseCounting", "第%1章", suffix="space"),
        level(1, "decimal", "%1.%2", suffix="tab", extra="<w:isLgl/>"),
        level(2, "decimal", "%3.", suffix="tab"),
    )
    body = numbered("总则", 1) + numbered("思路", 1, 1) + numbered("2025年完成", 1, 2)
    assert lines_of(body, numbering=lists + num(1, 0)) == ["第一章 总则", "1.1 思路", "1. 2025年完成"]


@pytest.mark.parametrize(
    ("format", "value", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("aFormatOfTheFuture", 7, "7"),
    ],
)
def test_number_formats(format, value, written):
    assert written_number(value, format) == written


def test_a_row_is_a_line_and_columns_line_up_below_merged_cells():
    body = paragraph("前文") + table(
        [("任务分工表", '<w:gridSpan w:val="3"/>')],
        ["序号", "任务", "责任单位"],
        [("1", '<w:vMerge w:val="restart"/>'), "建设众创空间\n和孵化器", "科技局"],
        [("1", "<w:vMerge/>"), "引进人才", ""],
        [("合计", '<w:gridSpan w:val="2"/>'), "2项"],
    )
    source = read_bytes(docx_bytes(body + paragraph("后文")), "plan.docx")
    assert source.text.split("\n")[:-1] == [
        "前文",
        "任务分工表",
        "序号\t任务\t责任单位",
        "1\t建设众创空间 和孵化器\t科技局",
        "\t引进人才",
        "合计\t\t2项",
        "后文",
    ]
    assert [line.table for line in source.lines] == [0, 0, 1, 1, 1, 1, 0]


def test_a_frame_of_one_column_is_text():
    source = read_bytes(docx_bytes(table(["专栏1 重点工程\n一是建设。"], ["二是推广。"])), "plan.docx")
    assert source.text == "专栏1 重点工程\n一是建设。\n二是推广。\n"
    assert not any(line.table for line in source.lines)


def test_headers_are_left_out_and_footnotes_follow_their_paragraph():
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{paragraph("指市级部门。")}</w:footnote>'
    body = paragraph("各有关部门", inside=reference) + paragraph("下一段")
    parts = {"header": paragraph("页眉"), "footer": paragraph("第1页"), "footnotes": notes}
    source = read_bytes(docx_bytes(body, parts=parts), "plan.docx")
    assert source.text == "各有关部门\n注1：指市级部门。\n下一段\n"
    assert [line.kind for line in source.lines] == ["", "note", ""]
    assert source.notices == ("1 条脚注排在引用它的段落之后。",)


def test_tracked_changes_are_read_as_accepted():
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    joined = paragraph("一句话没有", "<w:rPr><w:del/></w:rPr>") + paragraph("断开。")
    source = read_bytes(docx_bytes(paragraph("标准", inside=deleted + inserted) + joined), "plan.docx")
    assert source.text == "标准新\n一句话没有断开。\n"
    assert "修订" in source.notices[0]


def test_line_breaks_boxes_controls_and_hidden_words():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ).format(paragraph("框中文字"))
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    broken = "<w:r><w:br/><w:t>下行</w:t></w:r>"
    body = paragraph("上行", inside=broken + box + hidden)
    body += f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
    assert lines_of(body) == ["上行", "下行", "框中文字", "控件里的段落"]


def test_the_contents_page_is_left_out_and_said():
    entry = '<w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h </w:instrText></w:r>'
    body = paragraph("某市方案") + paragraph("目  录")
    body += paragraph("一、总体要求\t1", inside=entry) + paragraph("二、任务\t3", inside=entry)
    body += paragraph("一、总体要求") + paragraph("正文。")
    source = read_bytes(docx_bytes(body), "plan.docx")
    assert source.text == "某市方案\n一、总体要求\n正文。\n"
    assert source.notices == ("目录 3 行未作为正文读入。",)
