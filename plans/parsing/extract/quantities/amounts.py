"""Numbers with a unit, as they are printed: 1641家, 21.5万家, 3-5%, 20XX亿元, 千余家, 1/3, 七成, 翻番.

A number without a unit is no amount: years, versions, document and telephone numbers fall out here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from plans.parsing.extract.quantities.units import MULTIPLIER, MULTIPLIERS, PLAIN, UNIT, unit_class
from plans.parsing.numbering import chinese_number

_CN = "一二两三四五六七八九十"
_N = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,6})?)"
_POST = r"(?P<post>(?:\((?:含|含本数)\))?(?:及?以[上下]|以内|之内|内|左右|上下|\(含\)|\(含本数\)))?"
_TAIL = rf" ?(?P<more>[多余])?(?P<mult>{MULTIPLIER})?(?P<more2>[多余])?(?:名义)?(?P<unit>{UNIT}){_POST}"


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with its unit. `start:end` covers both and a bound that follows (以上), offsets into
    the text it was read from; `value` is the number as printed, `unit` the printed unit with its
    multiplier, `factor` leads from the printed to the plain unit."""

    start: int
    end: int
    value: str
    number: float | None
    number_to: float | None
    unit: str
    plain_unit: str
    factor: int = 1
    post: str = ""
    more: bool = False
    masked: bool = False

    @property
    def sort(self):
        """The class of its unit: percent, money, time, measure or count."""
        return unit_class(self.plain_unit)

    @property
    def plain(self):
        """The number in the plain unit; None when it is masked."""
        if self.number is None:
            return None
        return float(Decimal(str(self.number)) * self.factor)


def _in_date(match):
    return match.start() > 0 and match.string[match.start() - 1] == "月"


def _decimal(text):
    return float(text.replace(",", ""))


def _tail(match):
    mult, unit = match["mult"] or "", match["unit"]
    return {
        "unit": mult + unit,
        "plain_unit": PLAIN.get(unit, unit.partition("(")[0]),
        "factor": MULTIPLIERS.get(mult, 1),
        "post": match["post"] or "",
        "more": bool(match["more"] or match.groupdict().get("more2")),
    }


def _read_arabic(match):
    number, number_to = _decimal(match["a"]), None
    value = match["a"]
    if (match["unit"] == "年" and 1900 <= number <= 2100) or (match["unit"] == "日" and _in_date(match)):
        return None
    if match["unit"] in ("G", "P") and number < 10:  # 5G, P2P
        return None
    if match["b"]:
        number_to = _decimal(match["b"])
        own = MULTIPLIERS.get(match["amult"] or match["mult"] or "", 1)
        number = number * own / MULTIPLIERS.get(match["mult"] or "", 1)
        value = match["range"]
        if number_to < number:
            return None
    return Amount(match.start(), match.end(), value, number, number_to, **_tail(match))


def _read_masked(match):
    if match["unit"] in ("年", "日") and not match["mult"]:
        return None
    return Amount(match.start(), match.end(), match["a"], None, None, masked=True, **_tail(match))


def _fraction(match, numerator, denominator):
    if not denominator or numerator > denominator:
        return None
    return Amount(match.start(), match.end(), match["value"], round(numerator / denominator, 6), None,
        "", "%", 100, match["post"] or "",
    )  # fmt: skip


def _read_slash(match):
    numerator, denominator = match["value"].split("/")
    return _fraction(match, int(numerator), int(denominator))


def _read_parts(match):
    return _fraction(match, chinese_number(match["n"]) or 0, chinese_number(match["d"]) or 0)


def _read_half(match):
    return _fraction(match, 1, 2)


def _read_percent(match):
    number = float(match["n"]) if match["n"][0].isdigit() else chinese_number(match["n"])
    if number is None:
        return None
    post = match["post"] or ""
    return Amount(match.start(), match.end(), match["value"], number, None, "", "%", 1, post)


def _read_tenths(match):
    number = float(match["n"]) if match["n"][0].isdigit() else chinese_number(match["n"])
    return Amount(match.start(), match.end(), match["n"], number, None, "成", "%", 10, match["post"] or "",
        bool(match["more"]),
    )  # fmt: skip


def _read_double(match):
    times = {"": 2, "一": 2, "1": 2, "两": 4, "二": 4, "2": 4, "三": 8}.get(match["n"] or "")
    if not times:
        return None
    return Amount(match.start(), match.end(), match.group(), times, None, "", "倍")


def _read_round(match):
    digits = {"十": 10, "百": 100, "千": 1000, "万": 10000, "亿": 10**8}
    number = 1
    for character in match["n"]:
        number *= digits.get(character) or chinese_number(character) or 1
    value = (match["up"] or "") + match["n"] + (match["more"] or "")
    more = bool(match["more"] or match["up"])
    tail = _tail(match) | {"more": more}
    return Amount(match.start(), match.end(), value, number, None, **tail)


def _read_half_time(match):
    return Amount(match.start(), match.end(), "半", 0.5, None, match["unit"], match["unit"])


def _read_chinese_term(match):
    number = chinese_number(match["n"])
    if number is None:
        return None
    unit = match["unit"]
    return Amount(match.start(), match.end(), match["n"], number, None, unit, unit,
        post=match["post"] or "",
    )  # fmt: skip


def _read_ratio(match):
    return Amount(match.start(), match.end(), match["value"], float(match["n"]), None, "", ":1",
        post=match["post"] or "",
    )  # fmt: skip


def _read_people(match):
    number = _decimal(match["value"])
    return Amount(match.start(), match.end(), match["value"], number, None, "万", "人", 10**4)


_SHARE_POST = "(?P<post>以上|以下|左右)?"
# name, pattern, how it is read, an example with its number
FORMS = (
    (
        "arabic",
        rf"(?<![\d./])(?<!\d,)(?P<range>(?P<a>{_N})(?:(?P<amult>{MULTIPLIER})?(?:{UNIT})? ?[-~至到] ?(?"
        rf"P<b>{_N}))?)"
        rf"{_TAIL}",
        _read_arabic,
        ("累计达21.5万家", 21.5),
    ),
    ("masked", rf"(?<![\d.])(?P<a>\d\dXX){_TAIL}", _read_masked, ("达到20XX家", None)),
    (
        "fraction_slash",
        rf"(?<=[占的约近达过超])(?P<value>\d{{1,2}}/\d{{1,3}})(?![\d/]){_SHARE_POST}",
        _read_slash,
        ("占全国的1/4", 0.25),
    ),
    (
        "fraction_slash_place",
        rf"(?<=全[国省市区县])(?P<value>\d{{1,2}}/\d{{1,3}})(?![\d/]){_SHARE_POST}",
        _read_slash,
        ("占全国1/2", 0.5),
    ),
    (
        "percent_words",
        rf"(?P<value>百分之(?P<n>\d+(?:\.\d+)?|[{_CN}百]{{1,4}})){_SHARE_POST}",
        _read_percent,
        ("提高到百分之九十", 90),
    ),
    (
        "fraction_words",
        rf"(?P<value>(?P<d>[{_CN}百]{{1,4}})分之(?P<n>[{_CN}]{{1,3}})){_SHARE_POST}",
        _read_parts,
        ("占全国的八分之一", 0.125),
    ),
    ("half", rf"(?P<value>一半|半数|过半(?!年)){_SHARE_POST}", _read_half, ("占全市总量一半以上", 0.5)),
    (
        "tenths",
        rf"(?P<n>[{_CN}]|\d(?:\.\d)?)(?P<more>多)?成(?:(?P<post>以上|以下|左右)|(?=[,;。、)]|$))",
        _read_tenths,
        ("占示范区总数的七成以上", 7),
    ),
    ("double", r"翻(?P<n>[一两二三12])?番", _read_double, ("实现翻番", 2)),
    (
        "round_words",
        rf"(?P<up>(?<!以)上)?(?P<n>[{_CN}]?[百千万]|[十百千][万亿])(?P<more>[余多])?(?P<mult>万|亿)?"
        rf"(?P<unit>{UNIT}){_POST}",
        _read_round,
        ("已达千余家", 1000),
    ),
    ("half_time", r"(?<=[至到为])半(?P<unit>小时|天)", _read_half_time, ("缩短至半小时", 0.5)),
    (
        "ratio",
        r"(?<=[至到为在于约])(?P<value>(?P<n>\d\.\d{1,2}):1)(?![\d.])(?P<post>以下|以内|左右)?",
        _read_ratio,
        ("城乡居民收入比缩小至2.3:1以内", 2.3),
    ),
    (
        "people",
        rf"(?<![\d.])(?P<value>{_N})万(?=(?:名义)?(?:妇女|群众|居民|市民|学生|大学生|儿童|老年人|农民|职工))",
        _read_people,
        ("为30万妇女免费开展筛查", 30),
    ),
    (
        "chinese_count",
        rf"(?:(?<=至少)|(?<=少于)|(?<=至少[建设][成立有])|(?<=至少组建)|(?<=至少培育)|(?<=至少打造))"
        rf"(?P<n>[{_CN}]{{1,3}})(?P<unit>[个家所座处名支]){_POST}",
        _read_chinese_term,
        ("每个乡镇至少建成一所托育机构", 1),
    ),
    (
        "chinese_term",
        rf"(?<![第{_CN}\d])(?P<n>[{_CN}]{{1,3}})(?P<unit>年|个月|个工作日|天){_POST}",
        _read_chinese_term,
        ("最长不超过三年", 3),
    ),
)
_PATTERNS = tuple((name, re.compile(pattern), read) for name, pattern, read, _ in FORMS)
_ANY = re.compile(r"[\dX半番]|分之|[百千万成]|[一二两三四五六七八九十](?:年|个|天|[家所座处名支])")


def find_amounts(text):
    """Every amount in the folded sentence `text`, in order, none overlapping another."""
    if not _ANY.search(text):
        return []
    found = []
    for order, (name, pattern, read) in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            if name == "round_words" and not (match["up"] or match["more"]):
                continue
            amount = read(match)
            if amount:
                found.append((amount.start, order, amount))
    found.sort(key=lambda row: row[:2])
    amounts, end = [], 0
    for start, _, amount in found:
        if start >= end:
            amounts.append(amount)
            end = amount.end
    return amounts
