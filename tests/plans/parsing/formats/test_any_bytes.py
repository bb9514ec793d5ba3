"""Whatever bytes come, under whatever name: a Source, or a refusal in a sentence. Nothing else."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.parsing.formats import UnreadableFile, read_bytes
from tests.plans.parsing.formats.docx_making import (
    abstract,
    docx_bytes,
    level,
    num,
    numbered,
    paragraph,
    table,
    zip_bytes,
)
from tests.plans.parsing.formats.pdf_making import pdf_bytes, wrapped

NAMES = ["a.txt", "a.docx", "a.html", "a.pdf", "a.md", "a.doc", "a", "a.xyz"]
DOCX = docx_bytes(
    numbered("总体要求", 1) + table(["序号", "任务"], ["1", "建设"]) + paragraph("正文。"),
    numbering=abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0),
)
PDF = pdf_bytes(wrapped([["一、总体要求", "推进双创，" * 20]]))
PAGE = (
    "<html><body><div id=zoom><p>一、总体要求</p><table><tr><td rowspan=2>1</td><td>甲</td></tr>"
    "<tr><td>乙</td></tr></table></div></body></html>"
).encode()

CALM = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
# Each PDF costs a process.
FEW = settings(CALM, max_examples=25)


def read_or_refuse(data, name):
    """The lines of what was read stand in its text, in order; a refusal is a sentence."""
    try:
        source = read_bytes(data, name)
    except UnreadableFile as refusal:
        assert str(refusal).endswith("。")
        return
    position = 0
    for number, line in enumerate(source.lines, start=1):
        assert line.number == number
        assert position <= line.start <= line.start + line.prefix <= line.end <= len(source.text)
        assert not set(source.text[line.start : line.end]) & {"\n", "\r"}
        position = line.end
    source.text.encode()


@CALM
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_random_bytes(data, name):
    read_or_refuse(data, name)


@CALM
@given(
    st.text(max_size=300),
    st.sampled_from(["a.txt", "a.md", "a.html"]),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_random_text(text, name, encoding):
    read_or_refuse(text.encode(encoding, errors="replace"), name)


TAGS = [
    "<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "<td rowspan=3 colspan=9>", "<br>", "<a href=x>",
    "<div hidden>", "</div>", "</a>", "<h1>", "<pre>", "\n", "一、总体要求", "，正文。", "<!--", "-->",
    "&#x110000;", "&nbsp;",
]  # fmt: skip


@CALM
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_random_pages(pieces):
    read_or_refuse("".join(["<p>", *pieces]).encode(), "a.html")


MARKS = [
    "# ", "## 一、总体要求", "> ", "- ", "1. ", "|", "---", "```", "<!--", "-->", "**", "\n", "\r\n", "\r",
    "\t", "    ", "字", "\x0c",
]  # fmt: skip


@CALM
@given(st.lists(st.sampled_from(MARKS), max_size=60))
def test_random_markdown(pieces):
    text = "".join(pieces)
    read_or_refuse(text.encode(), "a.md")


@pytest.mark.parametrize(("data", "name"), [(DOCX, "a.docx"), (PAGE, "a.html")])
def test_whole_files_are_read(data, name):
    assert "一、总体要求" in read_bytes(data, name).text


@CALM
@given(st.data())
def test_a_word_file_with_bytes_changed_or_cut(data):
    read_or_refuse(_mutated(data, DOCX), "a.docx")


@CALM
@given(st.data())
def test_a_word_file_with_xml_changed(data):
    with zipfile.ZipFile(BytesIO(DOCX)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(files)))
    files[name] = _mutated(data, files[name])
    read_or_refuse(zip_bytes(files), "a.docx")


@FEW
@given(st.data())
def test_a_pdf_with_bytes_changed_or_cut(data):
    read_or_refuse(_mutated(data, PDF), "a.pdf")


@CALM
@given(st.data())
def test_a_page_with_bytes_changed_or_cut(data):
    read_or_refuse(_mutated(data, PAGE), "a.html")


def _mutated(data, original):
    """`original` with a few bytes replaced, then a piece taken out."""
    changed = bytearray(original)
    for _ in range(data.draw(st.integers(0, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(changed)))
    length = data.draw(st.sampled_from([0, 0, 1, 7, 100, len(changed)]))
    return bytes(changed[:start] + changed[start + length :])
