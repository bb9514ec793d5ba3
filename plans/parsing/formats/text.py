"""Plain text: UTF-8, UTF-16 with byte order mark, GB18030; decoded by the standard library, which knows
all of them exactly, so that nothing has to be guessed from statistics.

The text is kept as received; only the byte order mark is not part of it.
"""

import codecs
import re

from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.limits import check_characters
from plans.parsing.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that text does not hold, but for a stray one; tab, line ends, form feed and the old
# end-of-file mark are no surprise. One NUL is enough: it means UTF-16 or no text at all.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_STRAY_SHARE = 0.005
# Share of the characters beyond ASCII that may be broken. Other encodings read as UTF-8 break nearly
# everywhere, so a file cut off in mid-character is still UTF-8; GB18030 gives sense to almost any bytes.
_DAMAGED_UTF8 = 0.2
_DAMAGED_GB18030 = 0.02


def read_text(data, name):
    """A `Source` from the bytes of a text file. Raises UnreadableFile where they are no text."""
    text, notices = decode(data)
    check_characters(len(text))
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\x1a\u3000\xa0"):
        raise UnreadableFile("文件里没有文字", "只有空白", "请确认文件已保存完整后再上传")
    return Source.from_text(text, name, "txt", notices)


def decode(data, declared=""):
    """The text of `data` and sentences about what decoding it cost.

    A byte order mark decides; then the encoding `declared` (by an HTML page, say); then UTF-8; then
    GB18030. Text with a few broken bytes keeps its place for each as U+FFFD, and that is said. Raises
    UnreadableFile for bytes that are no text in any of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            text = body.decode(encoding, errors="replace")
            return _checked(text, _damage(text, body.decode(encoding, errors="ignore")))
    for encoding, tolerated in ((declared, 0), ("utf-8", _DAMAGED_UTF8), ("gb18030", _DAMAGED_GB18030)):
        if not encoding:
            continue
        text = data.decode(encoding, errors="replace")
        damage = _damage(text, data.decode(encoding, errors="ignore"))
        if damage <= tolerated * sum(character > "\x7f" for character in text):
            return _checked(text, damage)
    raise UnreadableFile(
        "看不出文字的编码，可能不是文本文件",
        "既不是 UTF-8，也不是 GB18030",
        "请用记事本打开，另存为 UTF-8 编码后再上传",
    )


def _damage(replaced, ignored):
    """How many places could not be decoded: U+FFFD that were put in, not those the text held."""
    return replaced.count("\ufffd") - ignored.count("\ufffd")


def _checked(text, damage):
    controls = _CONTROL.findall(text)
    if "\x00" in controls or len(controls) > _STRAY_SHARE * len(text):
        line = text.count("\n", 0, text.index(controls[0])) + 1
        raise UnreadableFile(
            "文件里有文本不会有的控制字符，可能不是文本文件，或是没有标记的 UTF-16 编码",
            f"第 {line} 行",
            "请用记事本打开，另存为 UTF-8 编码后再上传",
        )
    if not damage:
        return text, ()
    place = text.count("\n", 0, text.index("\ufffd")) + 1
    return text, (f"有 {damage} 处文字编码损坏，用“\ufffd”占位（第一处在第 {place} 行），请对照原件核对。",)
