"""One source, one or more plans: where each begins and ends, and what is page furniture.

A page that holds several plans numbers their titles, and the chapters start again at 一 under each.
A notice (关于印发…的通知) that carries a plan is one document with it.
"""

import re
from dataclasses import dataclass, replace

from plans.parsing.numbering import find_label
from plans.parsing.titles import one_line

# What a title of a policy document ends with, after an optional （试行） and the like.
_KIND = (
    "工作方案|实施方案|行动方案|总体方案|建设方案|改革方案|试点方案|专项方案|方案|行动计划|工作计划|计划|规划|纲要|"
    "意见|办法|条例|规定|细则|通知|决定|政策措施|若干措施|配套政策|优惠政策|若干政策|若干规定|政策|措施|要点|"
    "工作报告|报告|任务清单|清单|指南|行动|十条|\\d{2}条"
)
_TITLE = re.compile(rf"(?:.*)(?:{_KIND})(?:\([^()]{{1,20}}\))?$")
_NUMBERED_TITLE = re.compile(rf"(\d{{1,2}})(?=[^\d\s年月日.、:)])(.*(?:{_KIND}))$")
_SHORTEST = 6
_FURNITURE = re.compile(
    r"(?:为你推荐|相关推荐|猜你喜欢|相关阅读|上一篇|下一篇|返回顶部|打印本页|关闭窗口|版权所有|主办单位|"
    r"网站地图|联系我们|分享到|扫一扫|【打印】|【关闭】).{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Extent:
    """Where one plan stands. `title_start:title_end` is its title without a glued number."""

    start: int
    end: int
    title: str
    title_start: int
    title_end: int
    glued: str = ""


def find_extents(source, folded, paragraphs, ruled):
    """The plans of `source` in order; at least one, covering everything, when no title is found.

    A paragraph that somebody `ruled` to be a plan's title is the title of the plan it stands in; a second
    one in that plan begins another. A plan ends where somebody said so.
    """
    extents = _read_extents(source, folded, paragraphs)
    ends = {paragraph.start: paragraph.end for paragraph in paragraphs}
    taken = set()
    for start in ruled.places("plan_title"):
        number = next((n for n, extent in enumerate(extents) if extent.start <= start < extent.end), None)
        if number is None or start not in ends:
            continue
        ruled.take("plan_title", start)
        extent, end = extents[number], ends[start]
        title = one_line(source.text[start:end])
        if extent.start in taken:
            extents[number : number + 1] = [
                replace(extent, end=start),
                Extent(start, extent.end, title, start, end),
            ]
            taken.add(start)
        else:
            extents[number] = replace(extent, title=title, title_start=start, title_end=end, glued="")
            taken.add(extent.start)
    return [_corrected(_cut_short(extent, ruled), ruled) for extent in extents]


def _cut_short(extent, ruled):
    """An extent that ends where somebody said that the plan does."""
    for start in ruled.places("end"):
        if max(extent.start, extent.title_end) < start < extent.end:
            ruled.take("end", start)
            return replace(extent, end=start)
    return extent


def _corrected(extent, ruled):
    """An extent with the title that somebody wrote for it."""
    if extent.title_end == extent.title_start:
        return extent
    ruling = ruled.take("title", extent.title_start)
    title = ruling.title.strip() if ruling is not None else ""
    return replace(extent, title=title) if title else extent


def _read_extents(source, folded, paragraphs):
    text = source.text
    end = _content_end(folded, paragraphs, len(text))
    starts = _numbered_titles(folded, paragraphs)
    if len(starts) >= 2:
        extents = []
        for (paragraph, digits), following in zip(starts, [*starts[1:], None], strict=True):
            title_start = paragraph.start + len(digits)
            extents.append(
                Extent(
                    paragraph.start,
                    following[0].start if following else end,
                    text[title_start : paragraph.end],
                    title_start,
                    paragraph.end,
                    digits,
                )
            )
        return extents
    title = find_title(text, folded, paragraphs)
    if title is None:
        return [Extent(0, len(text), "", 0, 0)]
    return [Extent(0, len(text), title[0], title[1], title[2])]


def _numbered_titles(folded, paragraphs):
    """Title paragraphs with a running number 1, 2, 3 glued on, each followed by a chapter one."""
    found = []
    for position, paragraph in enumerate(paragraphs):
        if paragraph.length > 80:
            continue
        match = _NUMBERED_TITLE.match(folded[paragraph.start : paragraph.end])
        if not match or int(match.group(1)) != len(found) + 1:
            continue
        for following in paragraphs[position + 1 : position + 12]:
            label = find_label(folded, following.start, following.end)
            if label and label.style.level == 1:
                if label.value == 1:
                    found.append((paragraph, match.group(1)))
                break
    return found


def _content_end(folded, paragraphs, length):
    """Where the last paragraph that is not page furniture ends."""
    end = length
    for paragraph in reversed(paragraphs[-8:]):
        if paragraph.length <= 60 and _FURNITURE.match(folded[paragraph.start : paragraph.end]):
            end = paragraph.start
        else:
            break
    return end


def find_title(text, folded, paragraphs):
    """(title, start, end) of the document proper, or None: the last line before the first numbered
    heading that ends like a title; lines of a wrapped title are joined. A notice's own title serves
    when nothing follows it."""
    best = None
    for position, paragraph in enumerate(paragraphs[:120]):
        label = find_label(folded, paragraph.start, paragraph.end)
        if label and label.style.level <= 3 and label.value == 1:
            break
        if paragraph.table or paragraph.length > 90 or label:
            continue
        line = folded[paragraph.start : paragraph.end]
        if not _TITLE.match(line) or re.search(
            r"[。;!?]|^附件|^索引|^标 ?题|[>|]|^关于.{0,4}解读|如下$|^[(《]|^的", line
        ):
            continue
        start = paragraph.start
        previous = paragraphs[position - 1] if position else None
        if previous and _is_first_half(folded[previous.start : previous.end], line):
            start = previous.start
        if paragraph.end - start < _SHORTEST:
            continue
        title = re.sub(r"[\r\n]+[ \u3000]*", "", text[start : paragraph.end])
        is_notice = bool(re.search(r"(?:通知|函)$", line))
        if best is None or best[3] or not is_notice:
            best = (title, start, paragraph.end, is_notice)
    return best[:3] if best else None


def _is_first_half(previous, line):
    """Whether a wrapped title began on the line before: no end, no sentence, and the second half short."""
    if not 8 <= len(previous) <= 60 or re.search(r"[。;:,!?>|]|\d{4}-\d|号$|[府局委会办院部厅]$", previous):
        return False
    if previous.endswith(("关于", "印发", "的", "《")) or "关于印发" in previous:
        return not re.search(f"(?:{_KIND})$", previous)
    return len(line) <= 16 and len(line) < len(previous) and not re.search(f"(?:{_KIND})$", previous)
