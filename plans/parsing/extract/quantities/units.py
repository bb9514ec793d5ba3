"""Units a quantity is counted in, and the multipliers that stand before them.

Longer units come first, so that 万人次 is not read as 万人, and a unit is no unit where the character
after it makes another word of it (5部门, 3家庭).
"""

import re
from functools import cache

MULTIPLIERS = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "万": 10**4, "千": 10**3,
}  # fmt: skip
MULTIPLIER = "万亿|千亿|百亿|亿|千万|百万|万|千(?!瓦|米|克|伏|字)"

_PERCENT = "个百分点|百分点|%|‰"
_MONEY = "亿?美元|港元|欧元|日元|元人民币|元(?![宇素旦])"
_TIME = (
    "个工作日|工作日|个自然日|个月|个小时|小时|分钟|天(?![然津河使气猫])|日(?![常均报本照前起内])|"
    "年(?![度级轻代底末初来均])|岁"
)
_MEASURE = (
    "平方公里|平方千米|平方米|平米|㎡|立方米|m³|m3|公里|千米|厘米|毫米|米(?!级)|公顷|亩|公斤|千克|毫克|"
    r"微克|克(?!拉)|斤|EFLOPS|PFLOPS|[GTM]bps|[GP](?![A-Za-z\d])|"
    "吨标准煤|吨(?!级)|千瓦时|千瓦|兆瓦|吉瓦时|吉瓦|度电|标准箱|标箱|卡路里|升|毫升"
)
_COUNT = (
    "人次|人日|户次|架次|辆次|车次|班次|场次|床位|台套|家次|件次|批次|"
    r"名\(个\)|名\(人\)|户\(人\)|人\(次\)|台\(套\)|户\(次\)|家\(次\)|个\(家\)|家\(个\)|"
    "个|家(?!庭|长(?!三角|江|期)|具|电|政|居)|名|位(?![置于])|人(?![才民均文力社格口间])|户(?![外籍型口])|项(?!目)|件|"
    "条(?!例)|处|所(?![有在属得])|"
    "座(?!谈)|栋|幢|间|套|辆|艘|架|台(?![湾账])|部(?![门委队])|篇|宗|笔|门(?![槛店诊])|支(?![持付撑])|"
    "只(?![能要有])|"
    "头(?![部])|羽|株|棵|张(?!家)|种(?![植子业养])|场(?![所馆地景])|片|次(?![生要序])|款|列|对|枚|颗|"
    "堂|期(?![间望])|批|届|级|类|倍|站|班(?![子列])|团|枝|幅|册|册次|本(?![级地市省科土])|版"
)
# One name for units that are printed in several ways.
PLAIN = {
    "平米": "平方米",
    "㎡": "平方米",
    "m³": "立方米",
    "m3": "立方米",
    "百分点": "个百分点",
    "千米": "公里",
}

_PER = r"(?:/(?:平方公里|平方米|立方米|小时|[年月日天时秒人户家吨亩升]|万人|千人|次|项|m2))?"
UNIT = rf"(?:(?:{_PERCENT})|(?:{_TIME}|{_MONEY}|{_MEASURE}|{_COUNT}){_PER})"

_CLASSES = (
    ("percent", re.compile(_PERCENT)),
    ("money", re.compile(rf"(?:{_MONEY}){_PER}")),
    ("time", re.compile(_TIME)),
    ("measure", re.compile(rf"(?:{_MEASURE}){_PER}")),
)
SORTS = (*(name for name, _ in _CLASSES), "count")


@cache
def unit_class(unit):
    """percent, money, time, measure or count: what sort of thing the plain unit `unit` counts."""
    for name, pattern in _CLASSES:
        if pattern.fullmatch(unit):
            return name
    return "count"
