"""How far each numbering style has counted, and where a new number hangs.

A label is a heading when its number fits the counting: the next one of its style in its scope, or the next
one of a style that runs on across chapters.
"""

import re
from dataclasses import dataclass, field

from plans.parsing.numbering import STYLE, Label, find_label
from plans.parsing.parsed import Section

_DIGITS_FOLLOW = re.compile(r"(\d{1,3})[.、](?=\d)")
_ORDER = {name: position for position, name in enumerate(STYLE)}


@dataclass(slots=True)
class _Node:
    """A section on the path from the root to where the reading stands, and how far each numbering
    style has counted directly below it."""

    section: Section
    style: str
    counted: dict = field(default_factory=dict)


class Counting:
    """The path from the root of the outline to where the reading stands. `running` holds the last number
    of each style in the whole plan, for those that are counted on across chapters."""

    def __init__(self, root):
        self.path = [_Node(root, "root")]
        self.running = {}

    def label_of(self, folded, paragraph):
        """The label at the head of `paragraph`, as the counting so far lets it be read; or None."""
        label = find_label(folded, paragraph.start, paragraph.end)
        label = self._unglue_decimal(folded, paragraph, label)
        return self._before_digits(folded, paragraph, label)

    def parent_of(self, level, style):
        """The node that a heading of this level and style hangs on; what lies below it is left."""
        while len(self.path) > 1 and not _is_above(self.path[-1], level, style):
            self.path.pop()
        return self.path[-1]

    def enter(self, section, style, value):
        """Go down into a heading just opened."""
        self.running[style] = value
        self.path.append(_Node(section, style))

    def count(self, style, value):
        """Go on counting from a number of `style` where the heading just entered hangs, although it was
        read at a level that is not this style's."""
        self.running[style] = value
        for node in self.path[-2:-1]:
            node.counted[style] = value

    def chapter_role(self):
        """The role of the chapter that is being read; "" before the first."""
        return self.path[1].section.role if len(self.path) > 1 else ""

    def leave_to(self, depth):
        """Leave every heading deeper than `depth` steps below the root."""
        del self.path[depth + 1 :]

    def last(self, label):
        """The number of the label's style that came last in its scope; 0 when none did."""
        for node in reversed(self.path):
            if label.style.name in node.counted:
                return node.counted[label.style.name]
            if node.section.level and node.section.level < self.level(label):
                return 0
        return 0

    def level(self, label):
        """The level by the style of the number; (一) under an article is an item of it, level 4."""
        if label.style.name == "paren_chinese" and any(node.style == "article" for node in self.path):
            return 4
        return label.style.level

    def _unglue_decimal(self, folded, paragraph, label):
        """A page number glued to 1.1.1 (729.1.1) leaves a decimal that continues the counting."""
        head = folded[paragraph.start : min(paragraph.end, paragraph.start + 16)]
        if label is not None and not re.match(r"\d{3,5}\.\d", head):
            return label
        match = re.match(r"(\d{1,3}?)(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?![\d.%])", head)
        if not match or len(match.group(1)) + len(match.group(2).split(".")[0]) < 3:
            return label
        shifted = find_label(folded, paragraph.start + match.end(1), paragraph.end)
        if shifted and "decimal" in shifted.style.name and shifted.value in (1, self.last(shifted) + 1):
            return Label(
                shifted.style, shifted.value, shifted.start, shifted.end, shifted.path, match.group(1)
            )
        return label

    def _before_digits(self, folded, paragraph, label):
        """A number straight before a figure (16.2025年…, 7.100%覆盖) is a label when it is the next one."""
        if label is not None and "decimal" not in label.style.name:
            return label
        match = _DIGITS_FOLLOW.match(folded, paragraph.start, paragraph.end)
        if not match:
            return label
        style, value = STYLE["arabic"], int(match.group(1))
        found = Label(style, value, paragraph.start, match.end(), (value,))
        expected = (self.last(found) + 1, self.running.get(style.name, 0) + 1)
        before_year = re.match(r"(?:19|20)\d\d年", folded[match.end() : match.end() + 5])
        return found if value in expected and (value > 1 or before_year) else label


def _is_above(node, level, style):
    """Whether a heading of this level and style hangs below `node`."""
    if node.section.kind == "root":
        return True
    if node.style == style:
        return False
    if node.style == "annex":
        return style != "annex"
    if node.style == "article" and style in ("part", "subchapter", "chapter"):
        return False
    if node.section.level == level:
        # 第一章 and 一、 are both of level 1, 举措1: and 1. both of level 3: the more telling one holds.
        return style in _ORDER and node.style in _ORDER and _ORDER[node.style] < _ORDER[style]
    return node.section.level < level
