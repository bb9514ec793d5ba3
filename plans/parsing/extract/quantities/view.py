"""What stands around one amount: its part of the clause, the clause, the sentence."""

import re
from functools import cached_property

from plans.parsing.extract.quantities.metrics import noun_after, noun_before, without_verb
from plans.parsing.extract.quantities.periods import lead_period
from plans.parsing.extract.quantities.rules import WINDOW
from plans.parsing.extract.quantities.shapes import CONTAINED, END

_SEPARATORS = "、和及与或并"
_SEPARATOR = re.compile(r"[、及或并]|和(?!地区)|(?<!参)与")
_FROM = re.compile(r"[由从](?=[^,;]{0,12}\d)")
_LONG = 160
_THIN = re.compile(
    r"(?:约?占|总(?:面积|金额|投资|融资|额)?$|入驻|年均|累计|其中|同比|企业$|管理资本|参与人|完成投资|"
    r"增长|期限)"
)
_NEW = re.compile(r"新(?:增|登记|建|设|注册|开工|认定|培育)|净增")
_SHARE = re.compile(r"约?占[^占]*$")
_NAMES = re.compile(r"[、和及与]")
_TAIL = re.compile(r"(?:占.{2,24}(?:比重|比例)|[\u4e00-\u9fff]{2}率|[\u4e00-\u9fff]{2,3}[量额值])$")


def _last_separator(text, start, end):
    """Where the last separator of a list stands in `text[start:end]`, -1 without one."""
    place = -1
    for match in _SEPARATOR.finditer(text, start, end):
        place = match.start()
    return place


class View:
    """The texts around the amount at `position` of `amounts`, those of the sentence that count."""

    def __init__(self, sentence, amounts, position):
        self.sentence, self.amounts, self.position = sentence, amounts, position
        self.amount = amounts[position]
        self.clause = sentence.clause_at(self.amount.start)
        text, (start, end) = sentence.text, self.clause
        lead = lead_period(text[start : min(self.amount.start, start + WINDOW)])[1]
        self.body = start + lead
        self.previous = self._neighbour(-1)
        self.following = self._neighbour(1)
        self.start = self._part_start(text)
        self.right_end = self._part_end(text, end)
        self.left = text[self.start : self.amount.start][-_LONG:]
        self.right = text[self.amount.end : self.right_end][:_LONG]
        self.rest = text[self.amount.end : end][:_LONG]
        self.clause_left = text[self.body : self.amount.start][:_LONG]
        self.said = text[start : self.amount.start][:_LONG]  # with the period it opens with
        self.before = text[max(0, self.amount.start - WINDOW) : self.amount.start]
        self.after = text[self.amount.end : self.amount.end + WINDOW]

    def _neighbour(self, step):
        index = self.position + step
        if 0 <= index < len(self.amounts):
            other = self.amounts[index]
            if self.clause[0] <= other.start < self.clause[1]:
                return other
        return None

    def _part_start(self, text):
        if self.previous is None:
            return self.body
        first = self.previous.end
        if text[first : first + 1] in _SEPARATORS and first < self.amount.start:
            return first + 1
        cut = _last_separator(text, first, self.amount.start)
        return cut + 1 if cut >= 0 else first

    def _part_end(self, text, end):
        self.runs_on = False
        if self.following is None:
            return end
        cut = _last_separator(text, self.amount.end, self.following.start)
        self.runs_on = cut < 0
        return self.following.start if self.runs_on else cut

    @cached_property
    def segment(self):
        """The sentence between the semicolons around the amount, as far as it matters."""
        return (
            self.segment_before + self.sentence.text[self.amount.start : self.amount.end] + self.segment_after
        )

    @cached_property
    def segment_before(self):
        text = self.sentence.text[max(0, self.amount.start - 2 * _LONG) : self.amount.start]
        return text[text.rfind(";") + 1 :]

    @cached_property
    def segment_after(self):
        text = self.sentence.text[self.amount.end : self.amount.end + _LONG]
        return text.partition(";")[0]

    @property
    def follows(self):
        """Whether the metric stands before the amount, as in 产值达到3亿元."""
        return bool(self.left.strip("、和及(“")) and bool(END.match(self.right))

    @property
    def says_new(self):
        return bool(_NEW.search(self.left))

    @property
    def end(self):
        """Where the quote ends: behind the amount, or behind the noun that follows it."""
        text, end = self.sentence.text, self.amount.end
        if self.follows:
            return end + 1 if text[end : end + 1] in (")", "”") else end
        stop = self.right_end
        while stop > end and text[stop - 1] in _SEPARATORS[:1]:
            stop -= 1
        return stop

    @property
    def quote_start(self):
        """Where the quote starts: at its part of the clause, or at the clause when that says 分别."""
        text = self.sentence.text
        start = self.body if self.shared else self.start
        if not self.follows and not self.shared and text[self.amount.start - 1 : self.amount.start] == "、":
            start = self.amount.start
        while start < self.amount.start and text[start] in "、,:;-":
            start += 1
        return start

    @cached_property
    def shared(self):
        """What stands before 分别 in the clause, when amounts after it are handed out in turn."""
        head, found, _ = self.clause_left.partition("分别")
        return head if found else ""

    def metric_words(self):
        """The words that say what is measured."""
        shared = self.shared
        if shared:
            return self._handed_out(noun_before(shared))
        if CONTAINED.search(self.left) and self.right.startswith("的"):
            return noun_before(self.left)
        if self.follows:
            return noun_before(_FROM.split(self.left)[0], self.amount.sort == "count")
        after = noun_after(self.right)
        return noun_before(self.left) if not after or after.startswith(("给予", "予以")) else after

    def phrase(self):
        """The whole part of the clause without its number, for wordings in which the verb matters."""
        return without_verb(self.left) + noun_after(self.right)

    def clause_before(self):
        """What the clause before this one is about, for 总面积 and the like."""
        index = self.sentence.clause_index(self.amount.start)
        if not index:
            return ""
        start, end = self.sentence.clauses[index - 1]
        return noun_before(self.sentence.text[start:end][-_LONG:], True)

    def _handed_out(self, nouns):
        names = [name for name in _NAMES.split(nouns) if name]
        first = self.body + len(self.shared)
        earlier = self.amounts[max(0, self.position - len(names)) : self.position]
        turn = sum(1 for other in earlier if first <= other.start)
        if turn >= len(names):
            return nouns
        name, tail = names[turn], _TAIL.search(names[-1])
        if not tail:
            return name
        share = tail.group().startswith("占")
        return name if (share and "占" in name) or (not share and _TAIL.search(name)) else name + tail.group()

    def is_thin(self, words):
        """Whether the words do not say by themselves what is measured: 占全国, 总面积, 其中."""
        return not words or bool(_THIN.match(words))


class Chain:
    """The quantities of one sentence so far, for what is said only once: 新增A10家、B5家; …, 占全国5%."""

    def __init__(self):
        self.views, self.words = [], []

    def add(self, view, words):
        self.views.append(view)
        if words and not view.is_thin(words):
            self.words.append(words)

    def subject(self):
        """The last metric named in full in this sentence."""
        return _SHARE.sub("", self.words[-1]) if self.words else ""

    def carries(self, view):
        """Whether `view` goes on with the list the last quantity stands in."""
        if not self.views:
            return False
        last = self.views[-1]
        if last.clause != view.clause:
            between = view.sentence.text[last.amount.end : view.body]
            if view.follows and last.follows:
                return len(between) <= 1
            begins = view.amount.start == view.body and bool(view.amount.post) and bool(view.right)
            return begins and not last.follows and view.body - last.right_end <= 1
        if view.previous is not last.amount:
            return False
        if view.follows or view.shared:
            return True
        bare = not view.left.strip("、和及与约近共超过达到不低于少至以上")
        return bare and bool(view.right.strip("、,"))
