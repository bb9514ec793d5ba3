"""The columns of measures and projects. Titles and texts are printed: they are shown, not changed."""

from typing import ClassVar

from django.utils import timezone

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Instrument,
    Organization,
    Responsibility,
    Theme,
)
from measures.workbooks.columns import YES, Column, Term, Terms, YesNo
from measures.workbooks.resource import DeskResource

_RANKED = {"theme_links": "theme", "instrument_links": "instrument"}
_REVIEW = "review"
# One of each for all columns: each reads its vocabulary once.
_THEMES, _INSTRUMENTS, _ORGANIZATIONS = Term(Theme), Term(Instrument), Terms(Organization, offered=False)


def _ranked(links, field, rank):
    """Gives the theme or instrument of a rank, None where there is none."""

    def get(entry):
        return next((getattr(link, field) for link in getattr(entry, links).all() if link.rank == rank), None)

    return get


def _responsible(role):
    """Gives the organizations that are responsible in a role."""

    def get(entry):
        return [one.organization for one in entry.responsibilities.all() if one.role == role]

    return get


def _parent(entry):
    heading = entry.task or entry.programme
    return heading and str(heading)


def _theme(label, rank):
    get = _ranked("theme_links", "theme", rank)
    return Column(label, get, _THEMES, part="theme_links", place=rank, width=20)


def _instrument(label, rank):
    get = _ranked("instrument_links", "instrument", rank)
    return Column(label, get, _INSTRUMENTS, part="instrument_links", place=rank, width=20)


def _role(label, role):
    get = _responsible(role)
    return Column(label, get, _ORGANIZATIONS, part="responsibilities", place=str(role), width=28)


class EntryResource(DeskResource):
    """举措与项目."""

    kind = "entry"
    parts: ClassVar = {
        "theme_links": EntryTheme,
        "instrument_links": EntryInstrument,
        "responsibilities": Responsibility,
    }

    code = Column("编码", lambda entry: entry.code, attribute="code", width=18)
    title_ = Column("标题", lambda entry: entry.title, width=40)
    type_ = Column("类型", lambda entry: entry.get_kind_display())
    base = Column("基地", lambda entry: entry.plan.base.short_name, width=12)
    parent = Column("任务或工程", _parent, width=30)
    theme1, theme2, theme3 = _theme("首要主题", 1), _theme("第二主题", 2), _theme("第三主题", 3)
    instrument1 = _instrument("首要政策工具", 1)
    instrument2 = _instrument("第二政策工具", 2)
    instrument3 = _instrument("第三政策工具", 3)
    lead = _role("牵头单位", Responsibility.Role.LEAD)
    cooperating = _role("配合单位", Responsibility.Role.COOPERATING)
    reviewed = Column("已审阅", lambda entry: entry.reviewed_at is not None, YesNo(), part=_REVIEW)
    text_ = Column("原文", lambda entry: entry.text, width=60)

    def loaded(self, rows):
        rows = rows.select_related("plan__base", "task", "programme", "reviewed_by")
        return rows.prefetch_related(
            "theme_links__theme", "instrument_links__instrument", "responsibilities__organization"
        )

    def title(self, texts):
        return texts["title_"]

    def before_saving(self, row, changes):
        if "reviewed" in changes:
            done = changes["reviewed"] == YES
            row.reviewed_at, row.reviewed_by = (timezone.now(), self.request.user) if done else (None, None)

    def watched(self, pks):
        """Querysets of what is written for the entries with these keys."""
        parts = [model.objects.filter(entry__in=pks) for model in self.parts.values()]
        return [Entry.objects.filter(pk__in=pks), *parts]

    def part(self, prefix, rows, texts):
        columns = [(name, column) for name, column in self.fields.items() if column.part == prefix]
        if prefix in _RANKED:
            field, place = _RANKED[prefix], "rank"
            wanted = [(column.widget.control(texts[name]), column.place) for name, column in columns]
            wanted = [(key, rank) for key, rank in wanted if key]
        else:
            field, place = "organization", "role"
            wanted = [
                (str(key), column.place)
                for name, column in columns
                for key in column.widget.control(texts[name])
            ]
        return _matched(rows, wanted, field, place)


def _matched(rows, wanted, field, place):
    """The rows of a set that are kept, with new ones added, so that together they are `wanted`, (key, rank or
    role) each. A row that links the same stays the same row: its words and reasons are its own."""
    kept, new = {}, []
    left = dict(rows)
    ordered = sorted(wanted, key=lambda pair: not _exact(left, pair, field, place))
    for key, where in ordered:
        own = _exact(left, (key, where), field, place) or next(
            (pk for pk, row in left.items() if row[field] == key), None
        )
        if own is None:
            new.append({field: key, place: str(where)})
        else:
            kept[own] = {**left.pop(own), place: str(where)}
    return kept, new


def _exact(rows, pair, field, place):
    """The key of the row that says just this; None without one."""
    return next((pk for pk, row in rows.items() if (row[field], row[place]) == (pair[0], str(pair[1]))), None)
