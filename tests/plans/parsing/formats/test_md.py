"""Markdown keeps its text; the marks are told, not taken out."""

from plans.parsing.formats import read_bytes

TEXT = """---
title: 某市方案
---
# 某市方案

<!-- INFO END -->

## 一、总体要求
**（一）目标。**到2025年达到80%。
- 一是做好。
    1. 缩进不是代码

二、任务
====

| 序号 | 单位 |
|---|:--:|
| 1 | 科技局 |

***
第一条 为了……
"""


def described():
    source = read_bytes(TEXT.encode(), "plan.md")
    assert source.text == TEXT
    return {source.text[line.start + line.prefix : line.end]: line for line in source.lines}


def test_headings_know_their_level_and_where_their_words_begin():
    lines = described()
    assert [lines[words].heading for words in ("某市方案", "一、总体要求", "二、任务")] == [1, 2, 1]


def test_marks_of_lists_and_emphasis_are_passed_over():
    lines = described()
    assert "（一）目标。**到2025年达到80%。" in lines
    assert "一是做好。" in lines
    assert lines["    1. 缩进不是代码"].kind == ""


def test_lines_no_reader_sees_are_marked():
    hidden = [words for words, line in described().items() if line.kind == "markup"]
    assert hidden == ["---", "title: 某市方案", "<!-- INFO END -->", "====", "|---|:--:|", "***"]


def test_rows_of_a_table_are_rows():
    lines = described()
    assert (lines["| 序号 | 单位 |"].table, lines["| 1 | 科技局 |"].table) == (1, 1)


def test_a_very_long_file_is_read_as_plain_text_and_said():
    source = read_bytes("# 一、总体要求\n".encode() * 40_000, "plan.md")
    assert len(source.lines) == 40_000
    assert "Markdown 标记没有识别" in source.notices[0]
