"""What a load would do, as values that can be compared and shown."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from plans.loading.documents import key_name
from plans.loading.schema import shapes
from plans.models import LoadedRecord

SHOWN = 12
Keeper = LoadedRecord.Keeper


class Action(StrEnum):
    ADD = "新增"
    CHANGE = "修改"
    REMOVE = "删除"


class Why(StrEnum):
    """Why something was left as it is; `CAN_BE_GIVEN_UP` says of which a person may think again."""

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
    changes of it, {field: (old, new)}."""

    label: str
    key: tuple
    action: Action
    values: dict | None = None
    fields: dict = field(default_factory=dict)
    pk: int | None = None


# What a person may give up so that it follows the text after all.
CAN_BE_GIVEN_UP = frozenset({Why.EDITED, Why.GROUP, Why.DELETED, Why.VANISHED})


@dataclass(slots=True)
class Kept:
    """Something left as a person wants it; `fields` are {field: (person's value, fixture's value)}, for
    a group {name of a row: (what it says now, what the fixture says)}, None for a row that is not there."""

    label: str
    key: tuple
    why: Why
    fields: dict = field(default_factory=dict)

    @property
    def claims(self):
        """What would have to be given up, as (label, key, field) for each field or (label, key, "") for
        the whole; () where it is not the edit that stands in the way."""
        if self.why not in CAN_BE_GIVEN_UP:
            return ()
        names = self.fields if self.why is Why.EDITED else ("",)
        return tuple((self.label, self.key, name) for name in names)


@dataclass(frozen=True, slots=True)
class Terms:
    """How documents are loaded. `complete` says that they are all the fixtures there are, so that what
    they no longer name goes; `keeper` who brings them in; `given_up` are the claims (see `Kept.claims`)
    of people's edits that are to follow the text; `coming` the (label, key) of shared rows that are not
    there yet and will be when the changes are applied."""

    complete: bool = True
    keeper: Keeper = Keeper.FIXTURES
    given_up: frozenset = frozenset()
    coming: frozenset = frozenset()


@dataclass(slots=True)
class UnitChanges:
    """What a load would do with one plan (`plan` its slug) or with what all plans share (""). `records`
    are the records to write, {(label, key): values}, None for one that goes; `keeper` will be noted in
    them. `passed` says why a document is left out altogether."""

    name: str
    plan: str
    keeper: Keeper = Keeper.FIXTURES
    passed: str = ""
    rows: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    records: dict = field(default_factory=dict)

    def count(self, action, label=None):
        """How many rows are added, changed or removed."""
        return sum(row.action == action and label in (None, row.label) for row in self.rows)

    def report(self, shown=SHOWN):
        """Lines for a person: per model what is added, changed and removed, then what is kept."""
        lines = [f"  {self.passed}"] if self.passed else []
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
    """What a load of `documents` with these `terms` would do, unit by unit, in the order it would be
    done."""

    documents: tuple
    terms: "Terms"
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
    said = (f"{verbose_name(shape, n)} {difference(old, new)}" for n, (old, new) in row.fields.items())
    return "；".join(said)


def _kept(shape, row):
    if not row.fields:
        return row.why
    parts = [
        f"{verbose_name(shape, name)} 库中{shown_value(old)}，文件{shown_value(new)}"
        for name, (old, new) in row.fields.items()
    ]
    return f"{row.why}（{'；'.join(parts)}）"


def verbose_name(shape, name):
    """What a person calls a field."""
    return str(shape.model._meta.get_field(name).verbose_name)


def difference(old, new):
    """Old and new, cut to where they differ when both are long."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > 40:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
        start = max(0, sum(1 for _ in alike) - 8)
        mark = "…" if start else ""
        return f"{shown_value(mark + old[start:])}→{shown_value(mark + new[start:])}"
    return f"{shown_value(old)}→{shown_value(new)}"


def shown_value(value):
    """A value as one line for a person, cut after 40 characters."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, list):
        return f"「{key_name(value)}」"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = " ".join(str(value).split())
    text = text if len(text) <= 40 else f"{text[:40]}…"
    return f"「{text}」" if isinstance(value, str) else text
