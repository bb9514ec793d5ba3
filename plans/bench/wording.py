"""What everything on the bench is called, and the sign that goes with it, so that no meaning hangs on a
colour alone."""

from plans.models import Section

# kind of row: (sign, word)
KINDS = {
    "plan_title": ("▣", "方案标题"),
    "heading": ("▌", "标题"),
    "task": ("◆", "任务"),
    "measure": ("●", "举措"),
    "programme": ("◈", "工程"),
    "project": ("■", "项目"),
    "item": ("○", "分项"),
    "body": ("┆", "条目正文"),
    "goal": ("▲", "目标"),
    "plain": ("–", "正文"),
    "table": ("▦", "表格"),
    "preamble": ("¶", "前言"),
    "orphan": ("✕", "无归属"),
    "outside": ("∅", "方案之外"),
}
ENTRIES = {"task": "任务", "measure": "举措", "programme": "工程", "project": "项目"}
QUANTITIES = {"target": "目标", "baseline": "现状", "support": "支持标准"}
ORGANIZATIONS = {"lead": "责任", "cooperating": "配合", "": "提到"}
ROLES = {value: label for value, label in Section.Role.choices if value} | {"": "其他"}
_LEVELS = "一二三四五"


def level_word(level):
    """一级标题 … 五级标题.

    >>> level_word(2)
    '二级标题'
    """
    return f"{_LEVELS[level - 1]}级标题" if 1 <= level <= len(_LEVELS) else "标题"


def ruling_words(ruling, vocabulary):
    """What a ruling says, in a few words."""
    if ruling.kind == "heading":
        role = f"（{ROLES[ruling.role]}）" if ruling.role else ""
        return f"定为{level_word(ruling.level)}{role}"
    if ruling.kind == "entry":
        return f"定为{ENTRIES[ruling.entry]}" if ruling.entry in ENTRIES else "只作标题，不作条目"
    if ruling.kind == "title":
        parts = [f"标题改为“{ruling.title}”"] * bool(ruling.title)
        return "，".join(parts + [f"编号改为“{ruling.label}”"] * bool(ruling.label))
    if ruling.kind == "role":
        return f"本章定为“{ROLES[ruling.role]}”"
    if ruling.kind in ("themes", "instruments"):
        names = {term.slug: term.name for term in getattr(vocabulary, ruling.kind)}
        what = "主题" if ruling.kind == "themes" else "政策工具"
        return f"{what}定为{'、'.join(names.get(slug, slug) for slug in ruling.slugs)}"
    return _PLAIN[ruling.kind]


_PLAIN = {
    "item": "定为分项",
    "plain": "定为正文",
    "split": "从这里分段",
    "merge": "并入上一段",
    "plan_title": "定为方案标题",
    "end": "方案到此为止",
    "accept": "认可，照此不改",
}
