"""What a person should look at before a plan is published: problems, and readings the rules are unsure of.

Kinds besides those of the problems: plan.untitled, plan.empty (nothing was read as a measure or project),
task.empty and programme.empty (nothing stands under it, while others like it hold measures or projects),
orphan (text whose heading is lost, or a second copy), role.unread (a chapter with numbered parts whose
heading says nothing of its role, so that none of them counts), theme.none, theme.weak and theme.close
(no word speaks for a theme, only a little does, or two themes have almost the same weight).
"""

from collections import Counter

from plans.parsing.parsed import Doubt, Finding

NAMES = {
    "plan.untitled": "缺方案标题",
    "plan.empty": "没有举措",
    "task.empty": "任务下没有举措",
    "programme.empty": "工程下没有项目",
    "outline.unnumbered": "没有编号",
    "numbering.gap": "编号跳跃",
    "numbering.repeat": "编号重复",
    "numbering.back": "编号倒退",
    "role.unknown": "章节作用不明",
    "role.unread": "章节作用不明",
    "total.differs": "账实不符",
    "orphan": "归属不明",
    "theme.none": "无主题",
    "theme.weak": "主题拿不准",
    "theme.close": "主题拿不准",
    "ruling.lost": "裁定找不到原处",
    "ruling.idle": "裁定没有生效",
    "ruling.nested": "举措重叠",
    "ruling.unknown_slug": "裁定用词不在词表",
}
# A first theme below this weight was wrong about as often as right in the corpus; a second one at this
# share of the first may as well be the primary one.
WEAK, CLOSE = 6.0, 0.9
_PARTS = 2
_NEVER = ("foundation", "safeguards", "annex")  # roles of chapters that hold no measures
_SHOWN = 24


def find_doubts(source, plan, vocabulary, ruled):
    """Fill `plan.doubts`, in the order of the text. A problem that somebody accepted leaves
    `plan.problems`; an accepted total that does not agree is kept as an erratum."""
    found = [Doubt(p.kind, p.line, p.start, p.end, p.text) for p in plan.problems]
    found += _of_plan(source, plan) + _orphans(source, plan) + _unread(source, plan) + _empty(source, plan)
    found += _of_themes(source, plan, {term.slug: term.name for term in vocabulary.themes})
    starts = {section.key: section.start for section in plan.sections}
    codes = {starts[entry.section]: entry.code for entry in plan.entries()}
    for doubt in found:
        doubt.entry = doubt.entry or codes.get(doubt.start, "")
        doubt.settled = ruled.accepts(doubt.kind, doubt.start, doubt.end)
    plan.doubts = sorted(found, key=lambda doubt: (doubt.start, doubt.kind))
    settled = {(doubt.kind, doubt.start) for doubt in found if doubt.settled}
    accepted = [problem for problem in plan.problems if (problem.kind, problem.start) in settled]
    if accepted:
        plan.problems = [problem for problem in plan.problems if problem not in accepted]
        plan.errata += [
            Finding.at(source, problem.kind, problem.start, problem.end, problem.text)
            for problem in accepted
            if problem.kind == "total.differs"
        ]
        plan.errata.sort(key=lambda erratum: (erratum.start, erratum.kind))


def settle_chosen(parsed):
    """Settle the doubts about themes of entries whose themes a correction has set after the parse."""
    for plan in parsed.plans:
        chosen = {
            entry.code
            for entry in plan.measures + plan.projects
            if entry.themes and all(choice.origin != "rule" for choice in entry.themes)
        }
        for doubt in plan.doubts:
            doubt.settled |= doubt.kind.startswith("theme.") and doubt.entry in chosen


def name_of(kind):
    """What a kind of doubt is called."""
    return NAMES.get(kind, "疑问")


def left(parsed):
    """What is still to be looked at in a `ParsedSource`: {name of the kind: how many}, rulings that no
    longer find their place included."""
    kinds = [doubt.kind for plan in parsed.plans for doubt in plan.doubts if not doubt.settled]
    return dict(Counter(name_of(kind) for kind in [*kinds, *(problem.kind for problem in parsed.problems)]))


def _of_plan(source, plan):
    doubts = []
    if not plan.title:
        end = min(plan.end, plan.start + 1)
        doubts.append(_doubt(source, "plan.untitled", plan.start, end, "没有找到方案标题。"))
    if not plan.measures and not plan.projects:
        start, end = _likely_chapter(plan)
        text = "没有读出一条举措或项目。举措所在的章，请把它的作用定为“政策举措”“主要任务”或“重点工程”。"
        doubts.append(_doubt(source, "plan.empty", start, end, text))
    return doubts


def _likely_chapter(plan):
    """(start, end) of the heading of the chapter with the most parts, where the measures may well be; of
    the end of the title where there are none."""
    parts = Counter(section.parent for section in plan.sections if section.kind == "heading")
    chapters = [s for s in plan.sections if s.level == 1 and parts[s.key] and s.role not in _NEVER]
    if not chapters:
        return plan.sections[0].end, plan.sections[0].end
    chapter = max(chapters, key=lambda section: parts[section.key])
    return chapter.start, chapter.end


def _orphans(source, plan):
    doubts = []
    for section in plan.sections:
        if section.kind == "stray":
            words = source.text[section.start : section.stop].strip()[:_SHOWN]
            what = "与前文重复的文字" if section.rule == "stray.copy" else "标题已缺失的残文"
            text = f"{what}（“{words}…”），没有计入任何举措。"
            doubts.append(_doubt(source, "orphan", section.start, section.stop, text))
    return doubts


def _unread(source, plan):
    parts = {}
    for section in plan.sections:
        if section.kind == "heading" and section.label:
            parts[section.parent] = parts.get(section.parent, 0) + 1
    read = _read_chapters(plan)
    return [
        _doubt(
            source,
            "role.unread",
            chapter.start,
            chapter.end,
            f"“{chapter.label}{chapter.title[:_SHOWN]}”看不出是哪一类的章，其中{parts[chapter.key]}个编号条目"
            "没有计为任务、举措或项目。",
        )
        for chapter in plan.sections
        if chapter.level == 1
        and chapter.kind == "heading"
        and not chapter.role
        and parts.get(chapter.key, 0) >= _PARTS
        and chapter.key not in read
        and chapter.rule != "ruled.entry"
    ]


def _empty(source, plan):
    doubts = []
    for kind, heads, parts, word in (
        ("task.empty", plan.tasks, plan.measures, "举措"),
        ("programme.empty", plan.programmes, plan.projects, "项目"),
    ):
        holding = {part.parent for part in parts}
        for head in heads if any(holding) else ():
            if head.code not in holding:
                text = f"“{head.title[:_SHOWN]}”下没有读出{word}，同类的其他标题下有。"
                doubts.append(_doubt(source, kind, head.start, max(head.body_start, head.start), text))
    return doubts


def _read_chapters(plan):
    """The keys of the chapters that hold a task, measure, programme or project."""
    return {entry.section.partition("-")[0] for entry in plan.entries()}


def _of_themes(source, plan, names):
    if not names:
        return []
    doubts = []
    for entry in plan.measures + plan.projects:
        kind, text = _theme_doubt(entry, names)
        if kind:
            end = max(entry.body_start, entry.start)
            doubts.append(_doubt(source, kind, entry.start, end, text, entry.code))
    return doubts


def _theme_doubt(entry, names):
    """(kind, sentence) of what is doubtful about an entry's themes; ("", "") when nothing is."""
    title = f"“{entry.title[:_SHOWN]}”"
    if not entry.themes:
        return "theme.none", f"{title}没有读出主题。"
    first, *others = sorted(entry.themes, key=lambda choice: choice.rank)
    if first.origin != "rule":
        return "", ""
    if first.score < WEAK:
        words = "、".join(first.words)
        return "theme.weak", f"{title}的主题“{names[first.slug]}”只凭“{words}”读出，拿不准。"
    if others and others[0].score >= CLOSE * first.score:
        both = f"“{names[first.slug]}”和“{names[others[0].slug]}”"
        return "theme.close", f"{title}的主题{both}分量相近，请定哪一个为主。"
    return "", ""


def _doubt(source, kind, start, end, text, entry=""):
    return Doubt(kind, source.line_at(start).number, start, end, text, entry)
