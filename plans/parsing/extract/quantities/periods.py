"""The period or deadline of a quantity, as printed: 到20XX年底, 每年, 自20XX年起,连续3年.

It stands in the quantity's own clause or at the head of one before it in the sentence. A lead sentence
(`力争到20XX年,…工作目标如下:`) rules the goals that follow it; a sentence that opens with 20XX年 or
到2025年 rules the rest of its paragraph until another period is named.
"""

import re

_YEAR = r"(?:\d{4}|\d\dXX)年"
_DAY = (
    r"(?:(?:\d{1,2}月)(?:\d{1,2}日|[底初末中上下]旬?)?|[底初末中]|上半年|下半年|第?[一二三四]季度)?(?:之?前|"
    r"起|以来|以前)?"
)
_POINT = rf"{_YEAR}{_DAY}"
_SINCE = rf"自{_YEAR}[^,;:]{{0,12}}?(?:以来|起|后)"
_WORDS = (
    "“[一二三四五六七八九十]{1,3}五”(?:期间|时期|末|以来)?|[一二三四五六七八九十]{1,3}五(?:期间|时期|"
    "末)|目前|今年|明年|本年度|年内|年底前?|年末|"
    r"上半年|下半年|第?[一二三四]季度|全年|\d{1,2}月(?:\d{1,2}日|底)?前|近期|远期|[“\"]?三年行动期[”\"]?|"
    r"未来[一二三四五六七八九十\d]+年|今后[一二三四五六七八九十\d]+年|[一二三四五六七八九十\d]+年(?:内|"
    r"左右)|用[一二三四五六七八九十\d]+(?:-\d+)?年时间?|"
    r"连续[一二三四五六七八九十\d]+年"
)
_RANGE = rf"\d{{4}}(?:年)?[-至到]\d{{4}}年|{_YEAR}\d{{1,2}}月\d{{1,2}}日[-至](?:\d{{1,2}}月)?\d{{1,2}}日"
_LEAD = re.compile(
    rf"^(?:[-1-9.、]{{0,3}})?(?:其中,?|力争|确保|争取|预计|计划|总体目标|近期目标|远期目标|一是|二是|"
    rf"三是|四是|五是|六是|同时)?"
    rf"[于在]?(?P<period>{_SINCE}|(?:截至到|截止到|截至|截止|到|至|自|从)?(?:{_RANGE}|{_POINT}|"
    rf"{_WORDS})|[\u4e00-\u9fff]{{2,16}}以来$)"
)
_INSIDE = re.compile(
    rf"(?<![比较])(?P<period>{_SINCE}|(?:截至|截止|到|至)?(?:{_RANGE})|(?:截至|截止|到|至)?{_POINT}|{_WORDS})"
)
EVERY = re.compile(r"每年|每月|每季度|每周|每天|每日|逐年")
_RULES_ON = re.compile(rf"^(?:到|至|截至|截止|{_YEAR}|\d{{4}}-)")
_CHANGE = re.compile(r"[由从](?=[^,;]{0,12}\d)")
_NEAR, _FAR = 120, 600
_SPAN = re.compile(r"自.{0,24}(?:起|以来|后)$|连续")


def lead_period(text):
    """The period a clause opens with, and where it ends in the clause; ("", 0) without one."""
    match = _LEAD.match(text)
    if not match or not match["period"]:
        return "", 0
    return match["period"], match.end()


class PeriodReader:
    """Reads the periods of one plan, sentence after sentence."""

    def __init__(self):
        self._paragraph, self._carried, self._lead, self._lead_section = None, "", "", None
        self._sentence = ("", 0)

    def enter(self, sentence, section, goals):
        """A new sentence begins; `goals` is true in a section of goals, which a lead sentence may rule."""
        if section != self._lead_section:
            self._lead, self._lead_section = "", section
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._carried = sentence.paragraph, ""
        if sentence.outer:
            return
        period, at = self._leads(sentence)
        if period and at == 0:
            ruling = not _SPAN.search(period)
            self._carried = period if ruling and _RULES_ON.match(period) else ""
            if goals and sentence.opens and not self._lead and period.startswith(("到", "至", "20", "力")):
                self._lead = period

    def _leads(self, sentence):
        start, end = sentence.clauses[0]
        return lead_period(sentence.text[start:end])[0], 0

    def period_of(self, sentence, amount):
        """The period of `amount`, as printed."""
        index = sentence.clause_index(amount.start)
        own_start = sentence.clauses[index][0]
        own = _CHANGE.split(sentence.text[max(own_start, amount.start - _NEAR) : amount.start])[0]
        every = EVERY.search(own)
        inside = None
        for match in _INSIDE.finditer(own[-60:]):
            inside = match
        said = inside["period"] if inside else self._before(sentence, index, own_start)
        if every and "年均" not in own:  # 每年新注册企业年均增速: the rate is not said once a year
            said = ",".join(filter(None, (said, every.group())))
        return said or self._carried or self._lead

    def _before(self, sentence, index, own_start):
        """The nearest period at the head of a clause before this one, with those that lead up to it."""
        for back in range(index - 1, max(-1, index - 30), -1):
            start, end = sentence.clauses[back]
            if own_start - start > _FAR:
                break
            period, stop = lead_period(sentence.text[start:end])
            if not period:
                continue
            if _SPAN.search(period) and ";" in sentence.text[end:own_start]:
                return ""
            if stop == end - start and back > 0:  # a clause that is all period: 自20XX年起,连续3年
                first, last = sentence.clauses[back - 1]
                earlier, whole = lead_period(sentence.text[first:last])
                if earlier and whole == last - first:
                    return f"{earlier},{period}"
            return period
        return ""
