"""Source and outline → the quantities of one plan."""

from bisect import bisect_right

from plans.parsing.extract.locate import Locator
from plans.parsing.extract.quantities import kinds, mentions, shapes
from plans.parsing.extract.quantities.bounds import basis_of, bound_of
from plans.parsing.extract.quantities.clauses import find_sentences
from plans.parsing.extract.quantities.exclusions import DURATION, excluded
from plans.parsing.extract.quantities.metrics import MetricMatcher
from plans.parsing.extract.quantities.periods import PeriodReader
from plans.parsing.extract.quantities.rules import WINDOW
from plans.parsing.extract.quantities.view import Chain, View
from plans.parsing.numbering import half_width
from plans.parsing.paragraphs import find_paragraphs
from plans.parsing.parsed import Mention, Quantity


def find_quantities(source, plan, vocabulary):
    """The targets, baselines and support standards of `plan`, in the order of the text.

    `plan.sections`, `plan.entries()` and `plan.errata` must be filled: the chapter says what is a
    baseline, and passages marked `text.duplicate` are not counted twice. Reads nothing else, changes
    nothing, raises nothing for any text.
    """
    folded = half_width(source.text)
    paragraphs = find_paragraphs(source, folded)
    return _Reader(source, plan, vocabulary, folded, paragraphs).read()


class _Reader:
    def __init__(self, source, plan, vocabulary, folded, paragraphs):
        self.source, self.plan, self.vocabulary = source, plan, vocabulary
        self.folded, self.paragraphs = folded, paragraphs
        self.locator = Locator(plan)
        self.sections = sorted(plan.sections, key=lambda section: section.start)
        self.starts = [section.start for section in self.sections]
        self.by_key = {section.key: section for section in plan.sections}
        self.copies = sorted((e.start, e.end) for e in plan.errata if e.kind == "text.duplicate")
        self.titles = {}
        shares = tuple(metric for metric in vocabulary.metrics if metric.unit == "%")
        counts = tuple(metric for metric in vocabulary.metrics if metric.unit != "%")
        self.shares, self.counts = MetricMatcher(shares), MetricMatcher(counts)

    def read(self):
        found, periods = [], PeriodReader()
        for sentence in find_sentences(self.folded, self.paragraphs, self.plan.start, self.plan.end):
            section = self._section(sentence.offsets[0])
            titles = self._titles(section)
            periods.enter(sentence, section and section.key, any("目标" in title for title in titles[:2]))
            if sentence.amounts and not self._is_copy(sentence.offsets[0]):
                found.extend(self._of_sentence(sentence, section, titles, periods))
        return mentions.merge(found)

    def _section(self, offset):
        index = bisect_right(self.starts, offset) - 1
        return self.sections[index] if index >= 0 else None

    def _titles(self, section):
        """The title of a section and of those above it, innermost first."""
        if section is None:
            return []
        if section.key not in self.titles:
            titles, above = [], section
            while above is not None and above.level and len(titles) < 6:
                titles.append(above.title)
                above = self.by_key.get(above.parent)
            self.titles[section.key] = titles
        return self.titles[section.key]

    def _is_copy(self, offset):
        index = bisect_right(self.copies, (offset, len(self.source.text) + 1)) - 1
        return index >= 0 and offset < self.copies[index][1]

    def _of_sentence(self, sentence, section, titles, periods):
        role, chain = section.role if section else "", Chain()
        amounts = [amount for amount in sentence.amounts if not self._is_none(sentence, section, amount)]
        for position, amount in enumerate(amounts):
            view = View(sentence, amounts, position)
            past = kinds.is_past(role, titles, view.segment_before)
            kind, rule = self._kind(amount, view, past, kinds.states_terms(self.plan.title, titles), chain)
            if kind:
                quantity, words = self._quantity(kind, rule, amount, view, periods, chain)
                chain.add(view, words)
                yield quantity

    def _is_none(self, sentence, section, amount):
        """Whether the amount is a label, stands in a second copy or a name, or is excluded by a row."""
        place = sentence.offsets[amount.start]
        if self._is_copy(place) or (section is not None and place < section.start + len(section.label)):
            return True
        if sentence.quoted(amount.start, amount.end):
            return True
        before = sentence.text[max(0, amount.start - WINDOW) : amount.start]
        return excluded(amount, before, sentence.text[amount.end : amount.end + WINDOW]) is not None

    def _kind(self, amount, view, past, terms, chain):
        """The kind of the amount and the name of the rule that says so, or two empty strings."""
        lasts = amount.sort != "time" or DURATION.fits(amount, view.before, view.after)
        row = kinds.support_rule(amount, view.before, view.after)
        if row and kinds.is_overruled(row, amount, view):
            row = None
        if past == "chapter" or (past and not row):
            named = lasts and (view.left or view.right or chain.views)
            return ("baseline", "baseline.reported") if named else ("", "")
        if row:
            return "support", f"support.{row.name}"
        if not lasts or terms:
            return "", ""
        shape = shapes.shape_of(amount, view)
        if not shape and chain.carries(view):
            shape = "listed"
        if not shape or kinds.is_condition(amount, view):
            return "", ""
        return "target", f"target.{shape}"

    def _metric(self, amount, basis, phrases):
        """The metric that is meant: a share only in %, anything else in % only as its rate of growth."""
        if amount.sort != "percent":
            return self.counts.match(*phrases)
        if basis == "rate":
            return self.counts.match(*phrases) or self.shares.match(*phrases)
        return self.shares.match(*phrases)

    def _printed(self, sentence, amount):
        """The number as the source prints it, full-width digits and dashes included."""
        places = sentence.offsets[amount.start : amount.start + len(amount.value)]
        return "".join(self.source.text[place] for place in places)

    def _quantity(self, kind, rule, amount, view, periods, chain):
        bound, _ = bound_of(amount, view.before, view.after)
        basis, _ = basis_of(amount, view.before, view.after)
        if basis == "increment" and (kind == "support" or (kind == "baseline" and not view.says_new)):
            basis = "level"
        words = view.metric_words()
        subject = chain.subject()
        if view.is_thin(words) and not subject:
            subject = view.clause_before()
        whole = subject + words
        start, end = view.sentence.place(view.quote_start, view.end)
        quantity = Quantity(
            kind=kind,
            metric_text=whole if view.is_thin(words) else words,
            bound=bound,
            basis=basis,
            value=self._printed(view.sentence, amount),
            number=amount.number,
            number_to=amount.number_to,
            unit=amount.unit,
            plain=amount.plain,
            plain_unit=amount.plain_unit,
            period=periods.period_of(view.sentence, amount),
            masked=amount.masked,
            metric=self._metric(amount, basis, (view.phrase(), words, whole)),
            mentions=[Mention(start, end, self.locator.section(start), self.locator.entry(start))],
            rule=rule,
        )
        return quantity, words
