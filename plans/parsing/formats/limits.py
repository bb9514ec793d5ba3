"""How much one file may hold. Beyond a limit a file is refused before it costs time or memory.

The largest public plan we know of has some 200 000 characters; the limits leave room for 25 of them.
"""

from plans.parsing.formats.errors import UnreadableFile

MEGABYTE = 1024 * 1024

FILE_BYTES = 50 * MEGABYTE
TEXT_CHARACTERS = 5_000_000
HTML_BYTES = 15 * MEGABYTE  # pictures written into the page included
HTML_ELEMENTS = 150_000
MARKDOWN_CHARACTERS = 300_000

ZIP_ENTRIES = 5_000
ZIP_INFLATED_BYTES = 200 * MEGABYTE
XML_PART_BYTES = 25 * MEGABYTE
XML_TOTAL_BYTES = 40 * MEGABYTE

PDF_PAGES = 1_000
PDF_CHARACTERS = 1_000_000
PDF_SECONDS = 60
PDF_MEMORY_BYTES = 1024 * MEGABYTE


def megabytes(count):
    """`count` bytes as a person reads it: `51.2 MB`."""
    return f"{count / MEGABYTE:.1f} MB"


def check_size(count):
    """Raise UnreadableFile for a file of `count` bytes that is empty or larger than `FILE_BYTES`."""
    if not count:
        raise UnreadableFile("文件是空的", "0 字节", "请确认文件已保存完整后再上传")
    if count > FILE_BYTES:
        raise UnreadableFile(
            "文件太大", f"{megabytes(count)}，上限 {megabytes(FILE_BYTES)}", "请删去图片或拆成几份后再上传"
        )


def check_characters(count):
    """Raise UnreadableFile for a text of `count` characters that is longer than `TEXT_CHARACTERS`."""
    if count > TEXT_CHARACTERS:
        raise UnreadableFile("正文太长", f"{count:,} 字，上限 {TEXT_CHARACTERS:,} 字", "请拆成几份后再上传")
