"""Paragraphs → sentences → clauses, with every character's place kept.

A sentence is read without what stands between its words: line breaks, spaces, note marks, and brackets
that explain (`博士后(青年英才)创新实践基地`). What a bracket holds, when it holds a number, becomes a
sentence of its own (`(其中世界500强企业129个)`); a bare amount stays (`双创政策(10条)`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from plans.parsing.extract.quantities.amounts import find_amounts

_ENDS = "。!?！？\t"
_SKIP = set(" \n\r\u00a0\u200b\ufeff") | set("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FOLD = str.maketrans("％～〜－—–﹣／〉＞＜≧≦Ｘ×∶", "%~~----/>><≥≤XX:")
_INLINE = re.compile(r"[个人次含套户家]|含本数")
_UNIT_BEFORE = set("名户人台家个次条座处只辆所间元%‰岁上下米亩")
_COMMA = re.compile(r"(?<!\d)[,:;]|(?<=\d)(?:;|:(?!\d)|,(?!\d{3}(?!\d)))")
_QUOTE = re.compile(r"[“「『《〈\"]([^“”「」『』《》〈〉\"]{0,60})[”」』》〉\"]")
_LONGEST_BRACKET = 400


@dataclass(slots=True)
class Sentence:
    """One sentence as it is read: `text[i]` stands at `offsets[i]` of the source. `outer` is true for
    what a bracket holds, and `within` is then the sentence the bracket stands in; `opens` when it is the
    first of its paragraph; `clauses` are (start, end)."""

    text: str
    offsets: list
    paragraph: int
    opens: bool
    outer: bool = False
    within: str = ""
    clauses: list = field(default_factory=list)
    quotes: list = field(default_factory=list)
    amounts: list = field(default_factory=list)

    def clause_index(self, position):
        """Which clause holds `position`."""
        return max(0, bisect_right(self.clauses, (position, len(self.text) + 1)) - 1)

    def clause_at(self, position):
        """Start and end of the clause that holds `position`."""
        return self.clauses[self.clause_index(position)]

    def place(self, start, end):
        """The source offsets of `text[start:end]`."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def quoted(self, start, end):
        """Whether `start:end` stands inside quotation marks or a title."""
        index = bisect_right(self.quotes, (start, len(self.text) + 1)) - 1
        return index >= 0 and self.quotes[index][0] < start and end <= self.quotes[index][1]


def find_sentences(folded, paragraphs, start, end):
    """The sentences of the paragraphs inside `start:end` that hold an amount or may say a period."""
    sentences = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.end <= start or paragraph.start >= end:
            continue
        sentences.extend(_of_paragraph(folded, number, max(start, paragraph.start), min(end, paragraph.end)))
    return sentences


def _of_paragraph(folded, number, start, end):
    text = folded[start:end].translate(_FOLD)
    found, opens, begin = [], True, 0
    position, length = 0, len(text)
    while position < length:
        character = text[position]
        if character in _ENDS or position == length - 1:
            stop = position if character in _ENDS else position + 1
            if stop > begin:
                found.extend(_sentence(text, start, begin, stop, number, opens))
                opens = False
            begin = position + 1
        position += 1
    return found


def _sentence(text, base, begin, stop, number, opens, within=""):
    """The sentence `text[begin:stop]` and, behind it, those its brackets hold."""
    kept, offsets, inner = [], [], []
    position = begin
    while position < stop:
        character = text[position]
        if character == "(" and not within:
            close = text.find(")", position + 1, min(stop, position + _LONGEST_BRACKET))
            if close > 0 and text.find("(", position + 1, close) > 0:  # one bracket inside another
                close = text.find(")", close + 1, min(stop, close + _LONGEST_BRACKET))
            if close > 0:
                content = text[position + 1 : close]
                if not _stays(content, text[position - 1] if position else ""):
                    if any(symbol.isdigit() for symbol in content):
                        inner.append((position + 1, close))
                    position = close + 1
                    continue
        if character not in _SKIP:
            kept.append(character)
            offsets.append(base + position)
        position += 1
    sentence = Sentence("".join(kept), offsets, number, opens, bool(within), within)
    if not sentence.text:
        return []
    cuts = [match.start() for match in _COMMA.finditer(sentence.text)]
    sentence.clauses = [
        (first, last)
        for first, last in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(sentence.text)], strict=True)
        if last > first
    ] or [(0, len(sentence.text))]
    sentence.quotes = [match.span() for match in _QUOTE.finditer(sentence.text)]
    sentence.amounts = find_amounts(sentence.text)
    result = [sentence]
    for first, last in inner:
        result.extend(_sentence(text, base, first, last, number, False, sentence.text))
    return result


def _stays(content, before):
    """Whether a bracket is read where it stands: 名(个), 以上(含), 双创政策(10条)."""
    if _INLINE.fullmatch(content) and before in _UNIT_BEFORE:
        return True
    if len(content) > 16:
        return False
    amounts = find_amounts(content)
    return (
        len(amounts) == 1
        and not content[: amounts[0].start].strip("共约近超过计各")
        and amounts[0].end == len(content)
    )
