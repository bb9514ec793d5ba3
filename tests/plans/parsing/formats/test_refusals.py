"""What cannot be read is refused quickly, in a sentence that says what to do."""


import pytest

from plans.parsing.formats import UnreadableFile, limits, read, read_bytes
from tests.plans.parsing.formats.docx_making import docx_bytes, paragraph, zip_bytes
from tests.plans.parsing.formats.pdf_making import Page, pdf_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
DOCX = docx_bytes(paragraph("一、总体要求"))
PDF = pdf_bytes([Page().write(90, 700, "一、总体要求")])

REFUSED = {
    "empty": (b"", "plan.txt", "空的"),
    "blank": ("　 \n\n".encode(), "plan.txt", "只有空白"),
    "no zip": ("一、总体要求".encode(), "plan.docx", "不是Word"),
    "a zip of something else": (zip_bytes({"a.txt": "x"}), "plan.docx", "压缩包"),
    "a spreadsheet": (zip_bytes({"xl/workbook.xml": "<a/>"}), "plan.docx", "电子表格"),
    "cut off": (DOCX[: len(DOCX) // 2], "plan.docx", "压缩包"),
    "old Word": (OLE, "plan.doc", "另存为 .docx"),
    "WPS": (OLE, "plan.wps", "另存为 .docx"),
    "old Word under a new name": (OLE, "plan.docx", "另存为 .docx"),
    "encrypted Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "去掉打开密码"),
    "entities in Word": (docx_bytes(paragraph("&b;"), prologue=ENTITIES), "plan.docx", "实体"),
    "binary page": (bytes(range(256)) * 20, "plan.html", "编码|控制字符"),
    "page without marks": ("一、总体要求".encode(), "plan.html", "网页标记"),
    "a page of nothing": (b"<html><body><script>1</script></body></html>", "plan.html", "没有文字"),
    "deep page": (b"<div>" * 100_000 + "深".encode(), "plan.html", "嵌套过深"),
    "crowded tag": (b"<p x='>' " + b"a1 " * 500_000 + b">", "plan.html", "属性"),
    "crowded tag behind a script": (
        b"<script>a<b c='</script><p " + b"a/" * 5_000 + b">",
        "plan.html",
        "属性",
    ),
    "very many tags": ("<b>一".encode() * 200_000, "plan.html", "标记太多|嵌套过深"),
    "binary text": (b"\x00\x01\x02" * 100, "plan.txt", "控制字符"),
    "no PDF": ("一、总体要求".encode(), "plan.pdf", "不是PDF"),
    "damaged PDF": (b"%PDF-1.7\n" + b"\x00" * 500, "plan.pdf", "损坏"),
    "encrypted PDF": (pdf_bytes([Page().write(90, 700, "字")], encrypted=True), "plan.pdf", "密码"),
    "scanned PDF": (pdf_bytes([Page(), Page()]), "plan.pdf", "OCR"),
    "PDF called text": (PDF, "plan.txt", "扩展名改为 .pdf"),
    "PDF called Word": (PDF, "plan.docx", "扩展名改为 .pdf"),
    "Word called Markdown": (DOCX, "plan.md", "扩展名改为 .docx"),
    "page called old Word": (b"<html><body>x</body></html>", "plan.doc", "扩展名改为 .html"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "plan.png", "OCR"),
    "picture without a name": (b"\xff\xd8\xff\xe0" + bytes(99), "plan", "OCR"),
    "archive": (zip_bytes({"plan.docx": DOCX}), "plan.zip", "解压"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_a_sentence(case):
    data, name, words = REFUSED[case]
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_bytes(data, name)
    sentence = str(refusal.value)
    assert sentence.endswith("。") and "请" in sentence
    assert refusal.value.remedy in sentence


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_bytes({"[Content_Types].xml": "<a/>", "word/document.xml": bytes(limits.XML_PART_BYTES + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile, match="解压后太大"):
        read_bytes(bomb, "plan.docx")


def test_a_zip_of_very_many_members_is_refused():
    members = {f"word/{number}.xml": "" for number in range(limits.ZIP_ENTRIES + 1)}
    with pytest.raises(UnreadableFile, match="解压后太大"):
        read_bytes(zip_bytes({"[Content_Types].xml": "<a/>", **members}), "plan.docx")


def test_a_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "plan.pdf"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(UnreadableFile, match=r"上限 50\.0 MB"):
        read(path)
    with pytest.raises(UnreadableFile, match=r"上限 50\.0 MB"):
        read_bytes(bytes(limits.FILE_BYTES + 1), "plan.txt")


def test_a_very_long_text_is_refused():
    with pytest.raises(UnreadableFile, match="正文太长"):
        read_bytes(b"a" * (limits.TEXT_CHARACTERS + 1), "plan.txt")


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableFile, match="找不到文件"):
            read(path)


def test_external_entities_are_never_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    prologue = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UnreadableFile, match="实体"):
        read_bytes(docx_bytes(paragraph("&x;"), prologue=prologue), "plan.docx")
    page = f"{prologue.replace('DOCTYPE a', 'DOCTYPE html')}<html><body><p>一、总体要求&x;</p></body></html>"
    assert "机密" not in read_bytes(page.encode(), "plan.html").text
