"""Differences field by field, as values that a page shows (templates/admin/desk/_differences.html)."""

from dataclasses import dataclass, field
from itertools import takewhile

from django.db.models import ForeignKey

from sbjd.desk.keeping import columns_of, kept_of
from sbjd.desk.wording import Names, words_of

LONG, AROUND = 40, 12


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field: its name, and its value before and afterwards, both in words ("" for nothing)."""

    label: str
    old: str
    new: str

    @property
    def old_pieces(self):
        """`old` as (what is common before it, what is different, what is common behind it)."""
        return _pieces(self.old, self.new)

    @property
    def new_pieces(self):
        """`new` in the same way."""
        return _pieces(self.new, self.old)

    @property
    def old_short(self):
        """`old` with what it shares with `new` cut short."""
        return "".join(self.old_pieces)

    @property
    def new_short(self):
        """`new` with what it shares with `old` cut short."""
        return "".join(self.new_pieces)


def _pieces(text, other):
    """`text` cut around what `other` has otherwise; what is common is shortened where it is long."""
    if not other or len(text) <= LONG >= len(other):
        return "", text, ""
    head = _common(text, other)
    tail = _common(text[head:][::-1], other[head:][::-1])
    before, middle, after = text[:head], text[head : len(text) - tail], text[len(text) - tail :]
    before = before if len(before) <= AROUND else f"…{before[-AROUND:]}"
    after = after if len(after) <= AROUND else f"{after[:AROUND]}…"
    return before, middle, after


def _common(one, other):
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@dataclass(slots=True)
class RowDifference:
    """What became of one row: `sign` + added, ~ changed, - deleted; `title` names it, "" for the row that
    the whole is about. `loaded` says that no person did it, but a load."""

    sign: str
    title: str = ""
    fields: list = field(default_factory=list)
    loaded: bool = False

    @property
    def verb(self):
        """What happened, in a word."""
        return {"+": "新增", "-": "删除"}.get(self.sign, "")


class Telling:
    """Tells the differences between states of rows ({column: value}, None for no row).

    `quiet` says whether fields that only the desk shows are left out.
    """

    def __init__(self, public=False):
        self.public, self.names = public, Names()

    def learn(self, model, before, now, owner=""):
        """Note the linked rows that `row` will name of these states, so that all are read together."""
        kept = kept_of(model)
        for column in columns_of(model):
            if not isinstance(column, ForeignKey) or column.name in {owner, *self._hidden(kept)}:
                continue
            old, new = (None if state is None else state[column.attname] for state in (before, now))
            if old != new or column.name in kept.called:
                self.names.want(column, old)
                self.names.want(column, new)

    def row(self, model, before, now, owner="", is_part=True):
        """The `RowDifference` of one row of `model`; None where nothing shown differs. `owner` is the
        foreign key to the row it is part of, which the page is about."""
        sign = "+" if before is None else "-" if now is None else "~"
        state = now if before is None else before
        kept = kept_of(model)
        title = self.title(model, state) if is_part else ""
        fields = []
        for column in columns_of(model):
            if column.name == owner or column.name in self._hidden(kept):
                continue
            if sign != "~" and (not is_part or column.name in kept.called):
                continue
            old = self._words(kept, column, before)
            new = self._words(kept, column, now)
            if old != new:
                fields.append(FieldDifference(str(column.verbose_name), old, new))
        if sign == "~" and not fields:
            return None
        return RowDifference(sign, title, fields if sign != "-" else [])

    def _hidden(self, kept):
        return kept.silent | kept.quiet if self.public else kept.silent

    def _words(self, kept, column, state):
        if state is None:
            return ""
        return words_of(column, state[column.attname], self.names, kept.spelled.get(column.name, ()))

    def title(self, model, state):
        """What a part is called: 主题“知识产权”."""
        kept = kept_of(model)
        kind = kept.titled or str(model._meta.verbose_name)
        columns = {column.name: column for column in columns_of(model)}
        called = [self._words(kept, columns[name], state) for name in kept.called]
        name = next(filter(None, called), "")
        name = name if len(name) <= LONG else f"{name[:LONG]}…"
        return f"{kind}“{name}”" if name else kind
