"""The list of bodies inside a responsibility note, cut into the spans of its members."""

import re

from plans.parsing.extract.geography import PLACES

_OPEN, _CLOSE = "(（〔<〈《[【", ")）〕>〉》]】"
_SEPARATORS = "、,，;；/\n\r|"

# What the name of a body ends in, in such a list: it is wide, because the list says what it is.
PARTY_END = re.compile(
    r"(?:厅|局|委|委员会|办|办公室|部|院|会|室|处|科|署|行|营管部|所|站|中心|中支|公司|集团|政府|街道|"
    r"海关|总队|支队|"
    r"大队|社|台|馆|联|协|校|工委|人才办|编办|部门|单位|领导小组|专班|指挥部|分局|总局|法院|园|妇联|残联|"
    r"城市|机构|企业|高校|[>〉〕)）])$"
)
# A department's name without its level, which the first of the list gave (省商务厅、财政厅).
WHOLE_NAME = re.compile(
    rf"(?!省|市(?!场)|区|县|州|国家|中国|中央|全国|各|有关|相关|其他|人行|人民银行|团|{'|'.join(PLACES)})"
    r"[一-鿿]{2,14}(?:厅|委|局|办|妇联|残联|科协|总工会|工商联|红十字会|法院|检察院|科学院|农科院)$|"
    r"^(?:法院|检察院|科学院|农科院|妇联|残联|科协|总工会|工商联|红十字会|宣传部|组织部|统战部)$"
)
_ENDS_BODY = re.compile(r"(?:厅|局|委|办|部|院|会|中心|公司|集团|政府|行|社|联|协|署|处|海关)$")
_LINKS = re.compile(r"以及|及其|及|和|与|会同")
_LEAD_IN = re.compile(r"^(?:由|以及|及|和|与|会同|[:：。])+")
_TAIL = re.compile(
    r"(?:等(?:市直|省直|区直)?(?:有关|相关)?(?:职能)?(?:部门|单位|机构|部门和单位|部门单位)?"
    r"|[〈<(（](?:含|包括|不含|下同)[^〈<>〉()（）]*[>〉)）]|[。.,，;；、\s]|"
    r"按(?:照)?(?:各自)?职责分工.*|[,，]?下同)+$"
)
_LONGEST_NAME = 40


def split_parties(text, start, end):
    """The (start, end) of each member of the list in text[start:end]; empty and absurd ones left out.

    Separators inside brackets do not count (各县〔市、区〕人民政府 is one member), 和 and 与 only
    between two members that are complete (省文化和旅游厅 is one, 市教育局和市财政局 are two). A list
    without separators is cut at its spaces.
    """
    spans, depth, first = [], 0, start
    for position in range(start, end):
        character = text[position]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _SEPARATORS and not depth and not _wrapped(text, position, start, end):
            spans.append((first, position))
            first = position + 1
    spans.append((first, end))
    if len(spans) == 1 and len(text[start:end].split()) > 1 and not _OPEN_ANY.search(text, start, end):
        spans = [match.span() for match in re.compile(r"\S+").finditer(text, start, end)]
    members = []
    for span in spans:
        for first, last in _linked(text, *span):
            first, last = _trim(text, first, last)
            if 2 <= last - first <= _LONGEST_NAME:
                members.append((first, last))
    return members


_OPEN_ANY = re.compile("[" + re.escape(_OPEN) + "]")


def _wrapped(text, position, start, end):
    """True for a line break inside a name, as a printed page leaves them."""
    if text[position] not in "\r\n":
        return False
    before, after = text[start:position].rstrip(), text[position:end].lstrip()
    return bool(before and after) and before[-1] not in _SEPARATORS and after[0] not in _SEPARATORS


def _linked(text, start, end):
    """A member cut at 和, 与, 及 where both sides are complete names."""
    for match in _LINKS.finditer(text, start, end):
        left, right = text[start : match.start()].rstrip(), text[match.end() : end]
        if _ENDS_BODY.search(left) and PARTY_END.search(_TAIL.sub("", right)):
            return [(start, match.start()), *_linked(text, match.end(), end)]
    return [(start, end)]


def _trim(text, start, end):
    while start < end and text[start].isspace():
        start += 1
    start += len(match.group()) if (match := _LEAD_IN.match(text[start:end])) else 0
    tail = _TAIL.search(text[start:end])
    if tail:
        end = start + tail.start()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
