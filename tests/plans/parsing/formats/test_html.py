"""The document is taken out of the page; the page around it is not read as text."""

import pytest

from plans.parsing.formats import read_bytes
from plans.parsing.formats.furniture import LINES, furniture_row
from plans.parsing.formats.html_body import MARKERS

BODY = """
<p>各区人民政府，市政府各部门：</p>
<p>　　为深入推进大众创业万众创新，经市政府同意，制定本方案，请认真贯彻执行。</p>
<p><strong>　　一、总体要求</strong></p>
<p>　　到2025年，建成众创空间<span>100家</span>以上，培育企业1000家，带动就业2万人。</p>
<p>　　二、主要任务</p>
<p>　　（一）建设载体。支持各类主体建设孵化器，给予最高50万元补助。<br>（市科技局牵头，市财政局配合）</p>
"""
LINES_OF_BODY = [
    "各区人民政府，市政府各部门：",
    "　　为深入推进大众创业万众创新，经市政府同意，制定本方案，请认真贯彻执行。",
    "　　一、总体要求",
    "　　到2025年，建成众创空间100家以上，培育企业1000家，带动就业2万人。",
    "　　二、主要任务",
    "　　（一）建设载体。支持各类主体建设孵化器，给予最高50万元补助。",
    "（市科技局牵头，市财政局配合）",
]
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某市双创工作方案_某市人民政府</title>
<meta name="ArticleTitle" content="某市双创示范基地工作方案"><style>p{{color:red}}</style></head><body>
<div class="top"><a href="/">首页</a> <a href="/a">政务公开</a> <a href="/b">政务服务</a></div>
<div class="wz">您当前所在的位置：<a href="/">首页</a> &gt; 政策文件</div>
<div class="wrap"><div class="main"><h1>某市双创示范基地工作方案</h1>
<div class="info">发布时间：2023-08-09 来源：市科技局 浏览量：12 字号：大 中 小 打印</div>
<div {mark}>{body}</div>
<div>扫一扫在手机打开当前页</div><div>【打印】【关闭】</div></div>
<div class="list"><ul><li><a href="/1">关于开展申报工作的通知，请各单位按时报送材料</a></li></ul></div></div>
<div class="bottom">主办：某市人民政府 承办：某市数据局<br>某ICP备00000000号-1 网站标识码：0000000000</div>
<script>var text = "一、脚本里的标题";</script><div style="display:none">三、隐藏的标题</div></body></html>"""


def lines_of(page, name="page.html", encoding="utf-8"):
    source = read_bytes(page.encode(encoding), name)
    return [source.text[line.start : line.end] for line in source.lines]


@pytest.mark.parametrize("mark", ['class="whatever"', 'id="zoom"', 'class="TRS_Editor"'])
def test_the_page_around_the_document_is_left_out(mark):
    page = PAGE.format(charset="utf-8", mark=mark, body=BODY)
    assert lines_of(page) == ["某市双创示范基地工作方案", *LINES_OF_BODY]


def test_what_was_left_out_is_said():
    source = read_bytes(PAGE.format(charset="utf-8", mark="", body=BODY).encode(), "page.html")
    assert "没有读入" in source.notices[0]


@pytest.mark.parametrize(
    ("charset", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("", "utf-16")]
)
def test_the_encoding_is_found_even_where_the_page_is_wrong_about_it(charset, encoding):
    page = PAGE.format(charset=charset, mark="", body=BODY)
    assert lines_of(page, encoding=encoding)[1:] == LINES_OF_BODY


def test_a_piece_of_a_page_is_a_document():
    assert lines_of(BODY) == LINES_OF_BODY
    assert lines_of(f"<tbody><tr><td id='UCAP-CONTENT'>{BODY}</td></tr></tbody>") == LINES_OF_BODY


def test_a_title_the_text_begins_with_is_not_doubled():
    body = '<p align="center">某市双创示范基地<br>工作方案</p>' + BODY
    assert lines_of(PAGE.format(charset="utf-8", mark="", body=body))[:3] == [
        "某市双创示范基地",
        "工作方案",
        LINES_OF_BODY[0],
    ]


def test_annexes_beside_the_text_belong_to_it():
    body = f"<div>{BODY}</div><div><p>附件1</p><p>任务分工表</p></div>"
    assert lines_of(PAGE.format(charset="utf-8", mark="", body=body))[-2:] == ["附件1", "任务分工表"]


def test_tables_become_rows_and_layout_tables_do_not():
    grid = """<table><tr><td colspan="3"><p>附件2</p><p>分工表</p></td></tr>
    <tr><th>序号</th><th>任务</th><th>单位</th></tr>
    <tr><td rowspan="2">1</td><td><p>建设</p><p>载体</p></td><td>科技局</td></tr>
    <tr><td>引进人才</td><td>人社局</td></tr></table>"""
    layout = f"<table><tr><td>{BODY}{grid}</td></tr></table>"
    source = read_bytes(layout.encode(), "page.html")
    rows = [(line.table, source.text[line.start : line.end]) for line in source.lines][len(LINES_OF_BODY) :]
    assert rows == [
        (0, "附件2"),
        (0, "分工表"),
        (1, "序号\t任务\t单位"),
        (1, "1\t建设 载体\t科技局"),
        (1, "\t引进人才\t人社局"),
    ]


def test_white_space_is_what_a_browser_shows():
    page = "<p>推进大众\n   创业，  支持\tPython\n开发&nbsp;者</p><pre>一、甲\n二、乙</pre>"
    assert lines_of(page) == ["推进大众创业， 支持 Python 开发\xa0者", "一、甲", "二、乙"]


def test_text_that_waits_for_a_script_is_read():
    page = f'<html><body><p>正在加载</p><div style="display:none">{BODY}</div></body></html>'
    assert lines_of(page)[-len(LINES_OF_BODY) :] == LINES_OF_BODY


@pytest.mark.parametrize("row", LINES, ids=lambda row: row.name)
def test_each_row_of_furniture_knows_its_example(row):
    assert furniture_row(row.example) is row or row.pattern.fullmatch(row.example)


@pytest.mark.parametrize(
    "text",
    [
        "一、打印设备产业",
        "（三）加强网站建设和管理，推动首页改版。",
        "信息来源要可靠。",
        "主办单位要落实责任",
        "搭建平台",
        "大力推进",
        "附件1：职责清单",
    ],
)
def test_sentences_of_a_document_are_no_furniture(text):
    assert furniture_row(text) is None


@pytest.mark.parametrize("marker", MARKERS, ids=lambda marker: marker.name)
def test_each_marker_finds_its_example(marker):
    tag = marker.example[1:].split()[0]
    noise = "<div><p>另一篇与本页无关的报道，讲了许多别的事情，占去页面很大的一部分。</p></div>" * 3
    page = f"<html><body>{noise}<table><tr>{marker.example}{BODY}</{tag}></tr></table></body></html>"
    assert lines_of(page) == LINES_OF_BODY
