"""The outline → tasks, measures, programmes and projects, by the role of the chapter they stand in.

The rules are those of the domain: in a chapter of tasks each (一) is a task and each entry one level
below it a measure; in a chapter of policy measures each (一) is a measure; in a chapter of key
programmes each (一) is a programme and each numbered entry a project. A document that names no such
chapter is read as policy measures, and that is said as a problem.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from plans.parsing.items import find_items
from plans.parsing.numbering import number_value
from plans.parsing.parsed import Entry, Finding

_COUNTED = {"tasks", "policy", "programmes"}


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


def fill_entities(plan, source, folded, paragraphs):
    """Put tasks, measures, programmes and projects with their items into `plan`; reads its sections."""
    tree = _Tree.of(plan.sections)
    builder = _Builder(plan, source, folded, paragraphs, tree)
    chapters = [section for section in plan.sections if section.level == 1 and section.kind == "heading"]
    named = {chapter.role for chapter in chapters} & _COUNTED
    unknown = []
    for chapter in chapters:
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
        names = "、".join(f"“{c.label}{c.title}”" for c in unknown[:3]) + ("等" if len(unknown) > 3 else "")
        first = unknown[0]
        plan.problems.append(
            Finding(
                "role.unknown",
                first.line,
                first.start,
                first.end,
                f"没有写明任务或政策举措的章，{names}{len(unknown)}章的条目按政策举措处理，请核对。",
            )
        )
    builder.add_items()


class _Builder:
    def __init__(self, plan, source, folded, paragraphs, tree):
        self.plan, self.source, self.folded, self.paragraphs, self.tree = (
            plan,
            source,
            folded,
            paragraphs,
            tree,
        )
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
        sections = self._below(chapter, 2)
        if not sections:
            for section in self._below(chapter, 3):
                code = f"{letter}{self._number(section):02}"
                entries.append(self._entry(entry_kind, code, section, f"{entry_kind}.without_heading"))
            return
        below = [self._below(section, 3) for section in sections]
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
        entries = self._below(chapter, 2) or self._below(chapter, 3)
        rule = "policy.by_default" if by_default else "policy.heading"
        for section in entries:
            number = self._number(section)
            code = f"pm{number:02}"
            if self.codes[code] and chapter.level:
                code = f"pm{self._number(chapter)}.{number}"
            self.plan.measures.append(self._entry("measure", code, section, rule))
        return len(entries)

    def add_items(self):
        """Give measures and projects their parts, each paragraph looked at once."""
        position = 0
        for entry, section in sorted(self.made, key=lambda pair: pair[0].start):
            if entry.kind not in ("measure", "project"):
                continue
            children = [
                (child, self.tree.stop[child.key]) for child in self.tree.children[section.key] if child.label
            ]
            while position < len(self.paragraphs) and self.paragraphs[position].end <= entry.body_start:
                position += 1
            own, after = [], position
            while after < len(self.paragraphs) and self.paragraphs[after].start < entry.end:
                own.append(self._clip(self.paragraphs[after], entry))
                after += 1
            own = [paragraph for paragraph in own if paragraph.length > 0 and not paragraph.table]
            entry.items = find_items(self.source.text, self.folded, entry, children, own)

    def _clip(self, paragraph, entry):
        """The part of a paragraph inside the entry's body (a run-in heading shares its line with it)."""
        start, end = max(paragraph.start, entry.body_start), min(paragraph.end, entry.end)
        text = self.source.text
        while start < end and text[start] in "。.:： \u3000":
            start += 1
        return type(paragraph)(paragraph.line, start, max(start, end), paragraph.table)

    def _below(self, section, level):
        return [
            child
            for child in self.tree.children[section.key]
            if child.level == level
            and child.kind == "heading"
            and (child.label or child.rule == "label.unnumbered")
        ]

    def _number(self, section):
        if section.rule == "label.unnumbered":
            return int(section.key.rpartition("u")[2])
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
