"""Numbers at the head of a paragraph: 一、 (一) 1. 举措5: 第三条 1.1 ① and what level they stand for.

Styles are rows of one table, each with an example that the tests read. Matching runs on half-width
punctuation (`half_width` folds one character to one, so offsets stay true). Levels follow the house
rule of official documents: 1 for 一、 第X章 附件, 2 for (一) 第X节 1.1, 3 for 1. 举措N 第X条 1.1.1,
4 for (1), 5 for ①.
"""

import re
from dataclasses import dataclass

_FULL = "（）：，；．！？　〔〕" + "".join(chr(0xFF10 + n) for n in range(10))
_HALF = "():,;.!? []" + "0123456789"
_TABLE = str.maketrans(_FULL, _HALF)

_CN = "一二三四五六七八九十百〇零"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# One-character forms of (一), (1) and 1. that old word processors leave behind.
_BRACKETED_CN, _BRACKETED, _DOTTED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"


def half_width(text):
    """`text` with full-width brackets, colons, commas, stops and digits as half-width ones, one for one."""
    return text.translate(_TABLE)


def chinese_number(text):
    """The value of a Chinese numeral up to 999 (`二十三` → 23, `一百零二` → 102); None if it is none."""
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif character == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit if text else None


def number_value(text):
    """The value of a printed number, Arabic, Chinese or circled; None if it is none."""
    if text.isdecimal():
        return int(text)
    for signs in (CIRCLED, _BRACKETED_CN, _BRACKETED, _DOTTED):
        if len(text) == 1 and text in signs:
            return signs.index(text) + 1
    return chinese_number(text)


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering. `pattern` matches the label at the head of a paragraph, half-width folded,
    with the number in group 1 (1.1 and 1.1.1 have their last number there)."""

    name: str
    level: int
    pattern: re.Pattern
    example: str


def _style(name, level, pattern, example):
    return Style(name, level, re.compile(pattern), example)


STYLES = (
    _style("part", 1, rf"第([{_CN}]{{1,5}}|\d{{1,3}})(?:[章编篇](?![节程])|部分)[ :、]*", "第三章 创新激励"),
    _style("subchapter", 2, rf"第([{_CN}]{{1,5}}|\d{{1,3}})节[ :、]*", "第二节 布局"),
    _style("article", 3, rf"第([{_CN}]{{1,5}}|\d{{1,3}})条(?!款)[ :、]*", "第十二条 本办法自发布之日起施行"),
    _style(
        "chapter", 1, rf"([{_CN}]{{1,4}}) ?[、.](?! ?[{_CN}]{{1,3}}[、等级类期批线档次季])", "三、主要任务"
    ),
    _style(
        "paren_chinese",
        2,
        rf"(?:\( ?([{_CN}]{{1,4}}) ?\)|([{_BRACKETED_CN}]))[ 、.]*",
        "(二)完善双创政策措施",
    ),
    _style(
        "entry_word",
        3,
        rf"(?:举措|措施|任务|行动|工程|项目) ?([{_CN}]{{1,3}}|\d{{1,3}}) ?[:、]",
        "举措5:加大支持",
    ),
    _style("decimal3", 3, r"\d{1,2}\.\d{1,2}\.(\d{1,2})(?![\d.%])[ 、]*(?=[^\d\s])", "9.1.1 组织领导"),
    _style("decimal2", 2, r"\d{1,2}\.(\d{1,2})(?![\d.%])[ 、]*(?=[^\d\s])", "2.1 总体思路"),
    _style("arabic", 3, rf"(?:(\d{{1,3}}) ?[.、](?!\d)|([{_DOTTED}]))[ ]*", "12.建设创客服务窗口"),
    _style("paren_arabic", 4, rf"(?:\( ?(\d{{1,2}}) ?\)|([{_BRACKETED}]))[ 、.]*", "(1)加快改革"),
    _style("half_paren", 4, r"(\d{1,2})\)[ 、]*", "1)加快改革"),
    _style("circled", 5, rf"([{CIRCLED}])[ 、.]*", "①加快改革"),
)
STYLE = {style.name: style for style in STYLES}

# An annex heads a paragraph of its own; 附件:1.… and 附件1:名单 2.… only list what is enclosed.
ANNEX = re.compile(r"附(?: ?[件录表]| ?(?=:)) ?(\d{1,2}|[一二三四五六七八九十]{1,2})? ?[:.]? ?")

# A decimal that measures something (3.5万 4.2% 8.5平方米) is a quantity, no number of a heading.
_MEASURED = re.compile(
    r"\d[\d.]*[ ]?(?:[%‰万亿千百个家名项平公米元倍吨年月日时人位套亩度℃]|[a-zA-Z]{1,3}\d?(?:[^a-zA-Z]|$))"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A number found at `start`; the title begins at `end`. `value` is the number, `path` the whole
    decimal (1.1 → (1, 1)), `glued` the digits of a page number that stood before it."""

    style: Style
    value: int
    start: int
    end: int
    path: tuple[int, ...] = ()
    glued: str = ""


def find_label(folded, start, end):
    """The label at the head of the paragraph `folded[start:end]`, or None.

    `folded` is the half-width text. The longest specific style wins by the order of `STYLES`; digits
    glued on by a page number before 一、 or (一) are passed over.
    """
    head = folded[start : min(end, start + 24)]
    glued = re.match(rf"\d{{1,3}}(?=[{_CN}]{{1,3}}、|\([{_CN}]{{1,3}}\)|第[{_CN}]{{1,3}}[章节])", head)
    shift = glued.end() if glued else 0
    for style in STYLES:
        match = style.pattern.match(head, shift)
        if not match:
            continue
        if style.name in ("decimal2", "decimal3") and _MEASURED.match(head, shift):
            return None
        value = number_value(next(filter(None, match.groups())))
        if value is None or value == 0:
            return None
        label_end = start + min(match.end(), len(head))
        printed = match.group().rstrip()
        path = (
            tuple(int(part) for part in re.findall(r"\d+", printed)) if "decimal" in style.name else (value,)
        )
        return Label(style, value, start + shift, label_end, path, glued.group() if glued else "")
    return None
