"""Plain text keeps every character it came with, in whatever encoding."""

import pytest

from plans.parsing.formats import UnreadableFile, read, read_bytes

TEXT = "一、总体要求\r\n　　到2025年，达到10家以上。\r\n\r\n二、主要任务\n（一）载体\r末行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(encoding):
    source = read_bytes(TEXT.encode(encoding), "plan.txt")
    assert source.text == TEXT
    assert source.notices == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_needs_its_mark(encoding):
    mark = "\ufeff".encode(encoding)
    assert read_bytes(mark + TEXT.encode(encoding), "plan.txt").text == TEXT
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_bytes(TEXT.encode(encoding), "plan.txt")


def test_any_line_ending_ends_a_line():
    source = read_bytes(TEXT.encode(), "plan.txt")
    assert [source.text[line.start : line.end] for line in source.lines] == [
        "一、总体要求",
        "　　到2025年，达到10家以上。",
        "",
        "二、主要任务",
        "（一）载体",
        "末行",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_off_in_mid_character_is_read_and_said(encoding):
    text = "一、总体要求和主要目标" * 20
    source = read_bytes(text.encode(encoding)[:-1], "plan.txt")
    assert source.text == text[:-1] + "\ufffd"
    assert "1 处文字编码损坏" in source.notices[0]


def test_a_replacement_character_of_the_text_itself_is_no_damage():
    assert read_bytes("一、总体\ufffd要求".encode(), "plan.txt").notices == ()


def test_a_file_is_read_from_disk_under_its_own_name(tmp_path):
    path = tmp_path / "方案.TXT"
    path.write_bytes("一、总体要求".encode("gb18030"))
    source = read(path)
    assert (source.text, source.name, source.format) == ("一、总体要求", "方案.TXT", "txt")


def test_an_unknown_ending_is_read_by_content():
    assert read_bytes("一、总体要求".encode(), "方案").format == "txt"
    page = "<!DOCTYPE html><html><body><p>一、总体要求</p></body></html>"
    assert read_bytes(page.encode(), "download.aspx").format == "html"
