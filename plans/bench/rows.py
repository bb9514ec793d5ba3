"""A reading → the rows of the bench: one for each paragraph, and one more wherever something begins inside
a paragraph, so that everything that was read can be pointed at."""

from bisect import bisect_left
from dataclasses import dataclass, field

from plans.parsing.places import is_visible


@dataclass(slots=True)
class Row:
    """A stretch of the text: `kind` is a key of wording.KINDS; `plan` the ParsedPlan it belongs to, None
    outside of all; `section` begins here, or else holds it; `entry` and `item` begin here; `within` is the
    measure or project it is text of. `continues` says that it goes on the paragraph of the row before."""

    start: int
    end: int
    line: int
    kind: str = "plain"
    plan: object = None
    section: object = None
    opens: bool = False
    entry: object = None
    item: object = None
    within: object = None
    continues: bool = False
    quantities: list = field(default_factory=list)
    organizations: list = field(default_factory=list)
    errata: list = field(default_factory=list)
    doubts: list = field(default_factory=list)

    @property
    def unsettled(self):
        """Its doubts that nobody has accepted."""
        return [doubt for doubt in self.doubts if not doubt.settled]


_AT_HAND = 4
_made = []  # (reading, its rows) of the last few readings, which a page and the ruling made on it share


def rows_of(parsed):
    """All rows of a ParsedSource, in the order of the text."""
    rows = next((rows for reading, rows in list(_made) if reading is parsed), None)
    if rows is None:
        rows = _make(parsed)
        _made.append((parsed, rows))
        del _made[:-_AT_HAND]
    return rows


def _make(parsed):
    rows, covered = [], []
    for plan in parsed.plans:
        own = _PlanRows(parsed.source, plan).read()
        rows += own
        covered += [(use.start, use.end) for use in plan.paragraphs]
    rows += _uncovered(parsed, sorted(covered))
    rows.sort(key=lambda row: row.start)
    _hang_doubts(rows, parsed)
    return rows


class _PlanRows:
    """The rows of one plan's paragraphs."""

    def __init__(self, source, plan):
        self.source, self.plan = source, plan
        self.sections = {section.start: section for section in plan.sections if section.kind != "root"}
        self.starts = sorted(self.sections)
        self.by_key = {section.key: section for section in plan.sections}
        self.entries = {entry.section: entry for entry in plan.entries()}
        self.holders = sorted(plan.measures + plan.projects, key=lambda entry: entry.start)
        self.items = {item.start: item for entry in self.holders for item in entry.items}
        self.begins = sorted({*self.sections, *self.items})
        self.mentions = _sorted((m.start, (q, m)) for q in plan.quantities for m in q.mentions)
        self.organizations = _sorted((m.start, m) for m in plan.organizations)
        self.errata = _sorted((erratum.start, erratum) for erratum in plan.errata)

    def read(self):
        rows = []
        for use in self.plan.paragraphs:
            if not any(map(is_visible, self.source.text[use.start : use.end])):
                continue
            inside = self.begins[bisect_left(self.begins, use.start + 1) : bisect_left(self.begins, use.end)]
            edges = [use.start, *self._visible(inside, use), use.end]
            for position, start in enumerate(edges[:-1]):
                row = self._row(use, start, edges[position + 1])
                row.continues = position > 0
                rows.append(row)
        return rows

    def _visible(self, offsets, use):
        """`offsets` moved behind blanks; those with no character between them fall together."""
        text, found = self.source.text, []
        for offset in offsets:
            while offset < use.end and text[offset].isspace():
                offset += 1
            if use.start < offset < use.end and offset not in found:
                found.append(offset)
        return found

    def _row(self, use, start, end):
        row = Row(start, end, self.source.line_at(start).number, plan=self.plan)
        row.section = self._opening(start) or self._holding(use, start)
        row.opens = row.section is not None and self._opening(start) is row.section
        row.entry = self.entries.get(row.section.key) if row.opens else None
        row.item = self.items.get(start)
        row.within = self._within(start)
        row.quantities = _between(self.mentions, start, end)
        row.organizations = _between(self.organizations, start, end)
        row.errata = _between(self.errata, start, end)
        row.kind = self._kind(row, use)
        return row

    def _opening(self, start):
        """The section that begins at `start`, or in the blanks before it."""
        text, at = self.source.text, start
        while at not in self.sections and at > 0 and text[at - 1].isspace():
            at -= 1
        return self.sections.get(at)

    def _holding(self, use, start):
        position = bisect_left(self.starts, start + 1)
        if position and self.starts[position - 1] >= use.start:
            return self.sections[self.starts[position - 1]]
        return self.by_key.get(use.section)

    def _within(self, start):
        position = bisect_left(self.holders, start + 1, key=lambda entry: entry.start)
        near = reversed(self.holders[max(0, position - 3) : position])
        return next((entry for entry in near if start < entry.end), None)

    def _kind(self, row, use):
        in_heading = row.section is not None and row.section.kind == "heading" and row.start < row.section.end
        if row.section is not None and row.section.kind == "stray":
            return "orphan"
        if row.entry is not None:
            return row.entry.kind
        if row.item is not None:
            return "item"
        if row.opens or in_heading:
            return "heading"  # its second line too
        if use.use in ("table", "preamble"):
            return use.use
        if row.within is not None:
            return "body"
        named = row.section is not None and "目标" in row.section.title
        return "goal" if named or any(q.kind == "target" for q, _ in row.quantities) else "plain"


def _uncovered(parsed, covered):
    """Rows for what is in no plan's paragraphs: titles, and what stands before and behind."""
    rows, text = [], parsed.source.text
    for line in parsed.source.lines:
        for start, end in _gaps(line.start + line.prefix, line.end, covered):
            while start < end and text[start].isspace():
                start += 1
            end = start + len(text[start:end].rstrip())
            if line.kind == "markup" or not any(map(is_visible, text[start:end])):
                continue
            plan = next((plan for plan in parsed.plans if plan.start <= start < plan.end), None)
            row = Row(start, end, line.number, "outside")
            if plan is not None and _is_title(plan, text[start:end], start, end):
                row.kind, row.plan, row.section = "plan_title", plan, plan.sections[0]
            rows.append(row)
    return rows


def _gaps(start, end, covered):
    """The parts of `start:end` that none of the sorted spans `covered` holds."""
    position = max(0, bisect_left(covered, (start,)) - 1)
    while start < end and position < len(covered) and covered[position][0] < end:
        if covered[position][1] > start:
            yield start, covered[position][0]
            start = covered[position][1]
        position += 1
    yield start, end


def _is_title(plan, words, start, end):
    """Whether a line before the body is the plan's title, or a line of it."""
    title_end = plan.sections[0].end
    return bool(plan.title) and (start < title_end <= end or (end < title_end and words in plan.title))


def _hang_doubts(rows, parsed):
    """Give every doubt to the row it begins in, or else to the next one, or the last."""
    starts = [row.start for row in rows]
    for plan in parsed.plans:
        for doubt in plan.doubts if rows else ():
            position = bisect_left(starts, doubt.start + 1) - 1
            inside = position >= 0 and doubt.start < rows[position].end
            rows[min(position if inside else position + 1, len(rows) - 1)].doubts.append(doubt)


def _sorted(pairs):
    return sorted(pairs, key=lambda pair: pair[0])


def _between(pairs, start, end):
    first = bisect_left(pairs, start, key=lambda pair: pair[0])
    return [value for _, value in pairs[first : bisect_left(pairs, end, first, key=lambda pair: pair[0])]]
