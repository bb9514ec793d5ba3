"""账实相符: what a text says it holds (七大重点工程、十九个计划、5大方面), against what was read.

A stated number counts when it stands in a chapter's introduction, or in the title or preamble; it is
compared with what the chapter (or the plan) holds of that kind. Names listed before the number are
compared with the headings one by one.
"""

import re
from bisect import bisect_left

from plans.parsing.numbering import number_value
from plans.parsing.parsed import Finding, StatedTotal

_NUMBER = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_HEADS = r"重点工程|重大工程|工程|专项行动|行动|方面|领域|任务|举措|措施|政策措施|政策"
_ENTRIES = r"计划|重点项目|项目|举措|措施|政策措施|工作任务|任务"
_STATED = re.compile(
    rf"(?:共|等|取得|实施|开展|提出|推进|、|,|。|从|在|的)?{_NUMBER}(大|个|项|条)({_HEADS}|{_ENTRIES})"
)
_WHOLE = re.compile(rf"共(?:计)?{_NUMBER}[条项](?:具体|政策|工作|重点)*(?:措施|举措)?(?=[,。;)])")
_INTRODUCTION = 200
_LISTED = re.compile(r"([^,。;:\s]{4,200}?)等$")


def find_totals(source, folded, plan):
    """Fill `plan.totals`, and say as erratum or problem what does not agree."""
    entries = sorted(plan.measures + plan.projects, key=lambda entry: entry.start)
    children = {}
    for section in plan.sections:
        children.setdefault(section.parent, []).append(section)
    starts = [entry.start for entry in entries]
    chapters = [section for section in plan.sections if section.level == 1]
    stops = [following.start for following in chapters[1:]] + [plan.end] * bool(chapters)
    for chapter, stop in zip(chapters, stops, strict=True):
        if chapter.kind != "heading" or not children.get(chapter.key):
            continue
        if chapter.role not in ("tasks", "policy", "programmes", ""):
            continue
        heads = [s for s in children[chapter.key] if s.level == 2 and s.kind == "heading"]
        inside = entries[bisect_left(starts, chapter.start) : bisect_left(starts, stop)]
        for match in _STATED.finditer(folded, chapter.end, chapter.stop):
            stated = number_value(match.group(1))
            noun, counter = match.group(3), match.group(2)
            if stated is None or stated < 2:
                continue
            read = _read_count(noun, counter, heads, inside, chapter.role)
            # A number that differs speaks of the chapter's parts only in its first sentences.
            if read is None or (read != stated and match.start() - chapter.end >= _INTRODUCTION):
                continue
            _settle(source, plan, match, stated, read, f"“{chapter.title}”一章")
            _compare_names(source, folded, plan, match, heads, chapter)
    _find_whole(source, folded, plan)


def _find_whole(source, folded, plan):
    """共30条 in the title, the preamble or the approach: all measures of the plan."""
    for section in plan.sections:
        if not plan.measures or not (section.kind == "root" or section.role == "approach"):
            continue
        for match in _WHOLE.finditer(folded, section.start, section.stop):
            stated = number_value(match.group(1))
            if stated:
                _settle(source, plan, match, stated, len(plan.measures), "全文")


def _read_count(noun, counter, heads, inside, role):
    """How many of `noun` were read in the chapter; None when it counts something else."""
    if counter == "大":
        return len(heads)
    if noun in ("计划", "重点项目", "项目") and role == "programmes":
        return len(inside)
    if noun in ("举措", "措施", "政策措施") and role in ("tasks", "policy", ""):
        return len(inside)
    if noun in ("任务", "重点任务", "工作任务", "方面", "领域", "行动", "专项行动", "重点工程"):
        return len(heads)
    return None


def _settle(source, plan, match, stated, read, where):
    """Record a stated total; one that differs is an erratum where a heading is lost, else a problem."""
    start, end = match.start(1), match.end()
    what = source.text[start:end]
    total = StatedTotal(what, stated, read, source.line_at(start).number, start, end)
    plan.totals.append(total)
    if not total.agrees:
        lost = any(erratum.kind == "heading.lost" for erratum in plan.errata)
        text = f"{where}称有{what}，实际读到{read}个。"
        (plan.errata if lost else plan.problems).append(Finding.at(source, "total.differs", start, end, text))


def _compare_names(source, folded, plan, match, heads, chapter):
    """A list of names before the number (A、B和C等七大重点工程), against the headings."""
    before = folded[max(chapter.end, match.start(1) - 200) : match.start(1)]
    listed = _LISTED.search(before)
    if not listed or match.group(2) != "大":
        return
    names = [name for name in re.split(r"[、]|和(?=[^、]{3,})", listed.group(1)) if len(name) >= 3]
    names = [re.sub(r"^.*(?:开展|实施|推进|通过|包括|在|从)", "", name) for name in names]
    titles = [section.title for section in heads]
    unmatched = [name for name in names if not any(name in title for title in titles)]
    free = [title for title in titles if not any(name in title for name in names)]
    for name, title in zip(unmatched, free, strict=False):
        start = source.text.find(name, chapter.end, chapter.stop)
        if start < 0 or len(unmatched) > len(names) / 2:
            continue
        text = f"概述称“{name}”，对应标题为“{title}”。"
        plan.errata.append(Finding.at(source, "name.differs", start, start + len(name), text))
