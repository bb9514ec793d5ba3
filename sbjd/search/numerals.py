"""Numbers in Chinese and in Arabic digits, so that a search for one finds the other.

Only what surely is a number is turned: one behind 第, one with a counter behind it (三年, 100余家), with 万
(20万元, as 10000 is 1万), or one of two places or more that is the whole term. 一带一路, 统一, 十三五 and
百人计划 stay what they are.
"""

import re
from itertools import islice, product

_DIGITS = "零一二三四五六七八九"
_VALUES = {character: value for value, character in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "[〇零一二两三四五六七八九十百千]+"
_NUMBER = re.compile(
    rf"百分之({_CHINESE})|({_CHINESE})(万?)|(?<![0-9a-z.])([0-9]{{1,5}})([万%]?)(?![0-9a-z.%])"
)
_COUNTER = re.compile(
    "[余多]?(?:[个年月日天周岁季项条批次期届轮级类种位名人户家所座栋间场支台辆套件份本张篇笔只亩倍号章节步元万亿成层强大]"
    "|分钟|小时|公里|平方|立方|千米|千瓦|公顷)"
)
# Behind one of these it is the end of another word (统一, 每一个) or of a vaguer number (几十家).
_NOT_BEHIND = "统唯单同专逐任另每某数几上近之点"
_LARGEST, _FEWEST_PLACES, _MOST_FORMS = 99_999, 2, 8
_MYRIAD = 10_000
_YEARS = range(1900, 2100)


def number_forms(text):
    """Folded `text` with its numbers written the other way, in every usual wording; () when it has none.

    >>> number_forms("三年"), number_forms("3年"), number_forms("前2批"), number_forms("十三五")
    (('3年',), ('三年',), ('前二批', '前两批'), ())
    """
    parts, position = [], 0
    for found in _NUMBER.finditer(text):
        forms = _forms(text, found)
        if forms:
            parts += [(text[position : found.start()],), (found.group(), *forms)]
            position = found.end()
    wordings = map("".join, product(*parts, (text[position:],)))
    return tuple(form for form in islice(wordings, _MOST_FORMS + 1) if form != text)


def _forms(text, found):
    """The other wordings of one number of `text`."""
    before, after = text[: found.start()], text[found.end() :]
    share, chinese, in_myriads, digits, sign = found.groups()
    if share:
        return _arabic(share, "%")
    if sign == "%":
        return tuple(f"百分之{form}" for form in _in_chinese(int(digits)))
    number, myriads = chinese or digits, in_myriads or sign or ""
    alone = not before and not after and len(number) >= _FEWEST_PLACES
    ends_a_word = chinese and before and before[-1] in _NOT_BEHIND
    counted = (myriads or _COUNTER.match(after)) and not ends_a_word
    if not (alone or counted or before.endswith("第")):
        return ()
    if chinese:
        return _arabic(chinese, myriads)
    if digits.startswith("0"):
        return ()
    if len(digits) == 4 and after.startswith("年"):
        return _year_in_chinese(digits)
    forms = _in_chinese(int(digits), counted=not before.endswith("第"))
    if myriads:
        return (*(f"{form}万" for form in forms), *_plain(int(digits)))
    if alone and int(digits) in _YEARS:
        forms += _year_in_chinese(digits)
    return forms + _by_myriads(int(digits))


def _arabic(chinese, sign=""):
    value = _value(chinese)
    if value is None:
        return ()
    return (f"{value}{sign}", *(_plain(value) if sign == "万" else ()))


def _plain(myriads):
    """10000 for 1 myriad, while it is no longer than what is read."""
    return (str(myriads * _MYRIAD),) if 0 < myriads * _MYRIAD <= _LARGEST else ()


def _by_myriads(value):
    """1万 for 10000, 2.5万 for 25000."""
    return (f"{value / _MYRIAD:g}万",) if value >= _MYRIAD and value % 1000 == 0 else ()


def _value(chinese):
    """The number that these characters write, by places (二十一) or digit by digit (二〇一六); None when
    they write none."""
    if not any(character in _PLACES for character in chinese):
        by_digit = len(chinese) == 1 or (len(chinese) == 4 and "两" not in chinese)
        return int("".join(str(_VALUES[one]) for one in chinese)) if by_digit else None
    total, digit, last = 0, None, 10_000
    for place, character in enumerate(chinese):
        if character in _VALUES:
            if digit not in (None, 0):
                return None
            digit = _VALUES[character]
            continue
        worth = _PLACES[character]
        if worth >= last or (not digit and (digit == 0 or worth != 10 or place)):
            return None
        total, digit, last = total + worth * (digit or 1), None, worth
    if digit and 10 < last < 10_000 and chinese[-2] not in "零〇":  # 一百二 is 120 in speech, 102 on paper
        return None
    return total + (digit or 0)


def _in_chinese(value, counted=True):
    """The wordings of a whole number; before a counter 2 is 两 as well as 二."""
    if not 0 < value <= _LARGEST:
        return ()
    high, low = divmod(value, _MYRIAD)
    text = f"{_DIGITS[high]}万" if high else ""
    if low:
        text += ("零" if high and low < 1000 else "") + _below_ten_thousand(low)
    if text.startswith("一十"):
        text = text[1:]
    return (text, "两" + text[1:]) if counted and text[0] == "二" and text[1:2] != "十" else (text,)


def _below_ten_thousand(value):
    text, gap = "", False
    for name, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, worth)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text


def _year_in_chinese(digits):
    text = "".join(_DIGITS[int(one)] for one in digits)
    return tuple(dict.fromkeys((text.replace("零", "〇"), text)))
