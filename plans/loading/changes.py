"""What a load would do, as values that can be compared and shown."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from plans.loading.documents import key_name
from plans.loading.schema import shapes

SHOWN = 12


class Action(StrEnum):
    ADD = "新增"
    CHANGE = "修改"
    REMOVE = "删除"


class Why(StrEnum):
    """Why something was left as it is."""

    EDITED = "人工修改，保留"
    GROUP = "这一组有人工修改，整组保留"
    DELETED = "已人工删除，不再加入"
    VANISHED = "文件中已没有，但有人工修改，保留"
    NEEDED = "文件中已没有，但仍有保留的内容与它相连，保留"
    TARGET = "所指的记录不在库中，未写入"
    TAKEN = "与库中另一条记录重复，未写入"
    BROKEN = "与人工修改合在一起不合规则，未写入"


@dataclass(slots=True)
class RowChange:
    """One row to write. `values` are all of its values afterwards (None when it goes), `fields` what
    changes of it, {field: (old, new)}; `derived` is what follows from them."""

    label: str
    key: tuple
    action: Action
    values: dict | None = None
    fields: dict = field(default_factory=dict)
    derived: dict = field(default_factory=dict)
    pk: int | None = None


@dataclass(slots=True)
class Kept:
    """Something left as a person wants it; `fields` are {field: (person's value, fixture's value)}."""

    label: str
    key: tuple
    why: Why
    fields: dict = field(default_factory=dict)


@dataclass(slots=True)
class UnitChanges:
    """What a load would do with one plan (`plan` its slug) or with what all plans share (""). `records`
    are the records to write, {(label, key): values}, None for one that goes."""

    name: str
    plan: str
    rows: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    records: dict = field(default_factory=dict)

    def count(self, action, label=None):
        """How many rows are added, changed or removed."""
        return sum(row.action == action and label in (None, row.label) for row in self.rows)

    def report(self, shown=SHOWN):
        """Lines for a person: per model what is added, changed and removed, then what is kept."""
        lines = []
        for label, shape in shapes().items():
            rows = [row for row in self.rows if row.label == label]
            kept = [row for row in self.kept if row.label == label]
            if not rows and not kept:
                continue
            counts = [f"{action}{n}" for action in Action if (n := sum(r.action == action for r in rows))]
            counts += [f"保留{len(kept)}"] if kept else []
            lines.append(f"  {shape.name}：{'，'.join(counts)}")
            for action, sign in ((Action.ADD, "+"), (Action.REMOVE, "-")):
                names = [key_name(row.key) for row in rows if row.action == action]
                if names:
                    lines.append(f"    {sign} {_listed(names, shown)}")
            changed = [row for row in rows if row.action == Action.CHANGE]
            lines += [f"    ~ {key_name(r.key)}：{_fields(shape, r)}" for r in changed[:shown]]
            if len(changed) > shown:
                lines.append(f"    ~ ……共{len(changed)}条")
            lines += [f"    = {key_name(r.key)}：{_kept(shape, r)}" for r in kept[:shown]]
            if len(kept) > shown:
                lines.append(f"    = ……共{len(kept)}条")
        if lines:
            lines.insert(0, f"{self.name}：")
        return lines


@dataclass(slots=True)
class Changes:
    """What a load of `documents` would do, unit by unit, in the order it would be done."""

    documents: tuple
    complete: bool
    units: list

    def __bool__(self):
        return any(unit.rows for unit in self.units)

    def counts(self):
        """{Action: number of rows}."""
        return {action: sum(unit.count(action) for unit in self.units) for action in Action}

    def report(self, shown=SHOWN):
        """The whole as one text in Chinese."""
        lines = [line for unit in self.units for line in unit.report(shown)]
        return "\n".join([*lines, summary(self.counts(), sum(len(unit.kept) for unit in self.units))])


def summary(counts, kept):
    """One sentence on the whole load."""
    parts = [f"{action}{count}条" for action, count in counts.items() if count]
    parts += [f"保留人工修改{kept}处"] if kept else []
    return f"合计：{'，'.join(parts) or '没有变化'}。"


def _listed(names, shown):
    more = f" ……共{len(names)}条" if len(names) > shown else ""
    return "、".join(names[:shown]) + more


def _fields(shape, row):
    parts = [f"{_verbose(shape, n)} {_difference(old, new)}" for n, (old, new) in row.fields.items()]
    return "；".join(parts) or "、".join(f"{_verbose(shape, name)}重建" for name in row.derived)


def _kept(shape, row):
    if not row.fields:
        return row.why
    parts = [
        f"{_verbose(shape, name)} 库中{_short(old)}，文件{_short(new)}"
        for name, (old, new) in row.fields.items()
    ]
    return f"{row.why}（{'；'.join(parts)}）"


def _verbose(shape, name):
    return str(shape.model._meta.get_field(name).verbose_name)


def _difference(old, new):
    """Old and new, cut to where they differ when both are long."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > 40:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
        start = max(0, sum(1 for _ in alike) - 8)
        mark = "…" if start else ""
        return f"{_short(mark + old[start:])}→{_short(mark + new[start:])}"
    return f"{_short(old)}→{_short(new)}"


def _short(value):
    if value is None or value == "":
        return "（空）"
    if isinstance(value, list):
        return f"「{key_name(value)}」"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = " ".join(str(value).split())
    text = text if len(text) <= 40 else f"{text[:40]}…"
    return f"「{text}」" if isinstance(value, str) else text
