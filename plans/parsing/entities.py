"""The outline → tasks, measures, programmes and projects, by the role of the chapter they stand in.

The rules are those of the domain: in a chapter of tasks each (一) is a task and each entry one level
below it a measure; in a chapter of policy measures each (一) is a measure; in a chapter of key
programmes each (一) is a programme and each numbered entry a project. A document that names no such
chapter is read as policy measures, and that is said as a problem.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from plans.parsing.items import as_ruled, find_items
from plans.parsing.numbering import number_value
from plans.parsing.parsed import Entry, Finding
from plans.parsing.ruled_headings import RULED

_COUNTED = {"tasks", "policy", "programmes"}
_PARTS = {"task": "measure", "programme": "project"}
_LETTERS = {"task": "t", "measure": "m", "programme": "g", "project": "p"}
_UNNUMBERED = re.compile(r"[ur](\d+)(?:x\d+)?$")


@dataclass(slots=True)
class _Tree:
    """The sections of a plan with their children and whole extents."""

    sections: list
    children: dict
    stop: dict

    @classmethod
    def of(cls, sections):
        children, stop = {section.key: [] for section in sections}, {}
        for section in sections:
            if section.parent:
                children[section.parent].append(section)
        parents = {section.key: section.parent for section in sections}
        for section in reversed(sections):
            stop.setdefault(section.key, section.stop)
            parent = parents[section.key]
            if parent:
                stop[parent] = max(stop.get(parent, 0), stop[section.key])
        return cls(sections, children, stop)


def _ancestors(parents, key):
    """The keys of the sections above `key`, from the nearest on."""
    while parents.get(key):
        key = parents[key]
        yield key


def fill_entities(plan, source, folded, paragraphs, ruled):
    """Put tasks, measures, programmes and projects with their items into `plan`; reads its sections.
    What somebody `ruled` to be one, or none, goes before the rules."""
    tree = _Tree.of(plan.sections)
    builder = _Builder(plan, source, folded, paragraphs, tree, ruled)
    chapters = [section for section in plan.sections if section.level == 1 and section.kind == "heading"]
    named = {chapter.role for chapter in chapters} & _COUNTED
    unknown = []
    for chapter in chapters:
        if chapter.rule == "ruled.entry":
            continue
        if chapter.role == "tasks":
            builder.read_tasks(chapter)
        elif chapter.role == "policy":
            builder.read_policy(chapter)
        elif chapter.role == "programmes":
            builder.read_programmes(chapter)
        elif not named and not chapter.role and builder.read_policy(chapter, by_default=True):
            unknown.append(chapter)
    if not chapters and builder.read_policy(plan.sections[0], by_default=True):
        unknown.append(plan.sections[0])
    if unknown:
        plan.problems.append(_said_unknown(unknown))
    builder.read_ruled()
    builder.add_items()


def _said_unknown(chapters):
    """The problem that these chapters were read as policy measures because none says what it is."""
    first = chapters[0]
    text = "全文不分章，各条目按政策举措处理，请核对。"
    if first.kind != "root":
        names = "、".join(f"“{c.label}{c.title}”" for c in chapters[:3]) + ("等" if len(chapters) > 3 else "")
        text = f"没有写明任务或政策举措的章，{names}{len(chapters)}章的条目按政策举措处理，请核对。"
    return Finding("role.unknown", first.line, first.start, first.end, text)


class _Builder:
    def __init__(self, plan, source, folded, paragraphs, tree, ruled):
        self.plan, self.source, self.folded = plan, source, folded
        self.paragraphs, self.tree, self.ruled = paragraphs, tree, ruled
        self.codes = Counter()
        self.made = []

    def read_tasks(self, chapter):
        """Tasks of a chapter, and the entries below each as its measures."""
        self._read_heads(chapter, ("task", "t", self.plan.tasks), ("measure", "m", self.plan.measures))

    def read_programmes(self, chapter):
        """Programmes of a chapter, and the numbered entries below each as its projects."""
        self._read_heads(
            chapter, ("programme", "g", self.plan.programmes), ("project", "p", self.plan.projects)
        )

    def _read_heads(self, chapter, head, entry):
        """Headings of level (一) and the entries below them; entries alone where that level is missing.

        `head` and `entry` are (kind, letter of the code, the plan's list). An entry bears its printed
        number where numbers run on through the chapter, else its heading's number before it.
        """
        (head_kind, head_letter, heads), (entry_kind, letter, entries) = head, entry
        sections = self._below(chapter, 2, head_kind)
        if not sections:
            for section in self._below(chapter, 3, entry_kind):
                code = f"{letter}{self._number(section):02}"
                entries.append(self._entry(entry_kind, code, section, f"{entry_kind}.without_heading"))
            return
        below = [self._below(section, 3, entry_kind) for section in sections]
        runs_on = self._runs_on(below)
        for section, numbered in zip(sections, below, strict=True):
            number = self._number(section)
            parent = self._entry(head_kind, f"{head_letter}{number}", section, f"{head_kind}.heading")
            heads.append(parent)
            for child in numbered:
                code = (
                    f"{letter}{self._number(child):02}"
                    if runs_on
                    else f"{letter}{number}.{self._number(child)}"
                )
                entries.append(self._entry(entry_kind, code, child, f"{entry_kind}.numbered", parent.code))

    def read_policy(self, chapter, by_default=False):
        """Measures of a chapter of policy measures, which have no task; returns how many."""
        entries = self._below(chapter, 2, "measure") or self._below(chapter, 3, "measure")
        rule = "policy.by_default" if by_default else "policy.heading"
        for section in entries:
            number = self._number(section)
            code = f"pm{number:02}"
            if self.codes[code] and chapter.level:
                code = f"pm{self._number(chapter)}.{number}"
            self.plan.measures.append(self._entry("measure", code, section, rule))
        return len(entries)

    def read_ruled(self):
        """What somebody said is a task, measure, programme or project where the rules read none; what
        stands below a task or programme of that sort are its measures or projects."""
        made = {section.key: entry for entry, section in self.made}
        parents = {section.key: section.parent for section in self.plan.sections}
        lists = {
            "task": self.plan.tasks,
            "measure": self.plan.measures,
            "programme": self.plan.programmes,
            "project": self.plan.projects,
        }
        for section in self.plan.sections:
            kind = self._ruled_kind(section)
            if section.key in made or kind not in lists:
                continue
            above = _ancestors(parents, section.key)
            holder = next((made[key] for key in above if key in made and made[key].kind in _PARTS), None)
            inside = next((made[key] for key in above if key in made and made[key].kind not in _PARTS), None)
            if inside is not None:
                self._say_nested(section, inside)
            fits = holder is not None and _PARTS[holder.kind] == kind
            entry = self._ruled_entry(kind, section, holder if fits else None)
            lists[kind].append(entry)
            made[section.key] = entry
            for child in self._next_below(section, _PARTS.get(kind)):
                if child.key not in made:
                    made[child.key] = self._ruled_entry(_PARTS[kind], child, entry)
                    lists[_PARTS[kind]].append(made[child.key])
        for entries in lists.values():
            entries.sort(key=lambda entry: entry.start)

    def _ruled_entry(self, kind, section, holder):
        number, letter = self._number(section), _LETTERS[kind]
        if kind in _PARTS:
            code = f"{letter}{number}"
        elif holder is not None:
            code = f"{letter}{holder.code[1:]}.{number}"
        else:
            code = f"{'pm' if kind == 'measure' and section.role != 'tasks' else letter}{number:02}"
        return self._entry(kind, code, section, f"{kind}.ruled", holder.code if holder else "")

    def _say_nested(self, section, outer):
        text = f"“{section.title[:20]}”在“{outer.title[:20]}”之内，两者的正文重叠，请调整标题级别。"
        self.plan.problems.append(
            Finding.at(self.source, "ruling.nested", section.start, max(section.end, section.start), text)
        )

    def add_items(self):
        """Give measures and projects their parts, each paragraph looked at once."""
        position, ruled = 0, self._ruled_items()
        entries = {section.key for _, section in self.made}
        for entry, section in sorted(self.made, key=lambda pair: pair[0].start):
            if entry.kind not in ("measure", "project"):
                continue
            children = [
                (child, self.tree.stop[child.key])
                for child in self.tree.children[section.key]
                if (child.label or child.rule in RULED) and child.key not in entries
            ]
            while position < len(self.paragraphs) and self.paragraphs[position].end <= entry.body_start:
                position += 1
            own, after = [], position
            while after < len(self.paragraphs) and self.paragraphs[after].start < entry.end:
                own.append(self._clip(self.paragraphs[after], entry))
                after += 1
            own = [paragraph for paragraph in own if paragraph.length > 0 and not paragraph.table]
            items = find_items(self.source.text, self.folded, entry, children, own)
            is_plain, starts = self.ruled.is_plain, ruled.get(entry.code, {})
            entry.items = as_ruled(self.source.text, self.folded, entry, items, starts, is_plain)
            for item in entry.items:
                said = self.ruled.take("title", item.start)
                if said is not None:
                    item.title = said.title.strip() or item.title
                    item.label = said.label.strip() or item.label

    def _ruled_items(self):
        """{code of the entry: {offset: end of its paragraph}} of what somebody said is a part."""
        ends = {paragraph.start: paragraph.end for paragraph in self.paragraphs}
        holders = [entry for entry, _ in self.made if entry.kind in ("measure", "project")]
        found = {}
        for offset in self.ruled.places("structure"):
            if self.ruled.look("structure", offset).kind != "item":
                continue
            inside = [entry for entry in holders if entry.body_start <= offset < entry.end]
            if inside:
                self.ruled.take("structure", offset)
                entry = max(inside, key=lambda entry: entry.start)
                found.setdefault(entry.code, {})[offset] = min(ends.get(offset, entry.end), entry.end)
        return found

    def _clip(self, paragraph, entry):
        """The part of a paragraph inside the entry's body (a run-in heading shares its line with it)."""
        start, end = max(paragraph.start, entry.body_start), min(paragraph.end, entry.end)
        text = self.source.text
        while start < end and text[start] in "。.:： \u3000":
            start += 1
        return type(paragraph)(paragraph.line, start, max(start, end), paragraph.table)

    def _below(self, section, level, kind):
        """The numbered headings of `level` below `section`, without those of which somebody said that they
        are something else than a `kind`."""
        return [
            child
            for child in self.tree.children[section.key]
            if child.level == level
            and child.kind == "heading"
            and (child.label or child.rule == "label.unnumbered" or child.rule in RULED)
            and self._ruled_kind(child) in ("", kind)
        ]

    def _next_below(self, section, kind):
        """The headings of the highest level below `section` that can be of `kind`; none without a kind."""
        levels = range(section.level + 1, 5) if kind else ()
        return next(filter(None, (self._below(section, level, kind) for level in levels)), ())

    def _ruled_kind(self, section):
        """What somebody said this heading heads; "" when nobody did."""
        if section.rule != "ruled.entry":
            return ""
        return self.ruled.look("structure", section.start).entry

    def _number(self, section):
        if section.rule == "label.unnumbered" or (section.rule in RULED and not section.label):
            return int(_UNNUMBERED.search(section.key).group(1))
        digits = section.label.strip("()（）.．、:： 第条章节")
        for word in ("举措", "措施", "任务", "行动", "工程", "项目"):
            digits = digits.removeprefix(word).strip()
        return number_value(digits.split(".")[-1]) or 0

    def _runs_on(self, groups):
        """Whether entries are counted on through the chapter instead of from 1 under each heading."""
        groups = [[self._number(entry) for entry in group] for group in groups if group]
        if len(groups) > 1:
            return all(later[0] > earlier[-1] for earlier, later in pairwise(groups))
        return bool(groups) and groups[0][0] > 1

    def _entry(self, kind, code, section, rule, parent=""):
        # A number printed twice keeps its code for the first; later ones are m05x2, m05x3, ...
        self.codes[code] += 1
        unique = code if self.codes[code] == 1 else f"{code}x{self.codes[code]}"
        text = self.source.text
        stop = self.tree.stop[section.key]
        end = section.start + len(text[section.start : stop].rstrip())
        entry = Entry(
            kind,
            unique,
            section.label,
            section.title,
            section.key,
            section.line,
            section.start,
            max(end, section.end),
            min(section.end, max(end, section.end)),
            parent,
            rule=rule,
        )
        self.made.append((entry, section))
        return entry
