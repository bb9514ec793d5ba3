"""A contents page looks like an outline and is none."""

import re

from plans.parsing.numbering import find_label

_LEADERS = re.compile(r"(?:\.{3,}|…{2,}|·{3,}|_{4,}|\t)\s*\d{1,3}$")
_CONTENTS = re.compile(r"目 *[录次]$")


def contents_lines(folded, paragraphs):
    """Line numbers of a contents page: from 目录 to the first entry's second coming, and every line
    with leaders and a page number."""
    lines, first, collecting = set(), None, []
    for paragraph in paragraphs:
        line = folded[paragraph.start : paragraph.end]
        if (
            _LEADERS.search(line)
            and not paragraph.table
            and find_label(folded, paragraph.start, paragraph.end)
        ):
            lines.add(paragraph.line)
        if first is None and _CONTENTS.match(line):
            first = ""
            continue
        if first is None:
            continue
        bare = re.sub(r"[\s.…·_\d]+$", "", line)
        if first == "" and find_label(folded, paragraph.start, paragraph.end):
            first = bare
        elif first and bare == first:
            lines.update(collecting)
            break
        if paragraph.length > 120 or len(collecting) > 400:
            break
        collecting.append(paragraph.line)
    return lines
