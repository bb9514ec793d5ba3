"""Which section and which entry an offset stands in."""

from bisect import bisect_right


class Locator:
    """Answers, for one plan, where an offset stands.

    Sections partition the plan, so the last one that starts before the offset holds it. Entries nest
    (a task holds its measures), so the shortest one that covers the offset is the one it belongs to.
    """

    def __init__(self, plan):
        self._sections = sorted(plan.sections, key=lambda section: section.start)
        self._section_starts = [section.start for section in self._sections]
        self._entries = _Spans(plan.measures + plan.projects)
        self._groups = _Spans(plan.tasks + plan.programmes)

    def section(self, offset):
        """The key of the section at `offset`, or "" outside every section."""
        index = bisect_right(self._section_starts, offset) - 1
        if index < 0 or offset >= self._sections[index].stop:
            return ""
        return self._sections[index].key

    def entry(self, offset, groups=False):
        """The code of the measure or project at `offset`, or ""; with `groups` a task or programme
        answers where no measure or project does."""
        return self._entries.at(offset) or (groups and self._groups.at(offset)) or ""


class _Spans:
    """Entries of one kind, which do not overlap each other."""

    def __init__(self, entries):
        self._entries = sorted(entries, key=lambda entry: (entry.start, -entry.end))
        self._starts = [entry.start for entry in self._entries]

    def at(self, offset):
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._entries[index].end:
            return self._entries[index].code
        return ""
