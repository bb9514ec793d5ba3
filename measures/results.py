"""Measures and projects as hits of a list.

A page of the register has up to a hundred. They are read as plain values in three queries: as models, with
one for each plan, base, section above, task and theme, reading them took longer than all else on the page.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from measures.columns import base_link, parent_of
from measures.models import Entry, EntryInstrument, EntryTheme
from measures.places import in_plan_url, path_of, section_path
from measures.shown_hits import entry_excerpt
from plans.models import Section
from sbjd.addresses import address
from sbjd.listing.columns import Link
from sbjd.listing.prepared import Prepared
from sbjd.search.marks import marked
from sbjd.search.sought import Sought

NOTHING = Sought()
_LEVELS = 4
_SECTION = tuple(
    f"section{'__parent' * above}__{name}"
    for above in range(_LEVELS)
    for name in ("level", "label", "title", "kind")
)
_FIELDS = (
    *("pk", "code", "kind", "title", "text", "start", "body_start"),
    *("section", "plan__slug", "plan__base__slug", "plan__base__short_name"),
    *("task__code", "task__title", "programme__code", "programme__title"),
)
# Where in the `meta` of a hit its place in the plan is.
_PLACE = 3
_KINDS, _SECTION_KINDS = dict(Entry.Kind.choices), dict(Section.Kind.choices)


class Badge(NamedTuple):
    """A theme or instrument as a mark that leads to its page."""

    label: str
    url: str
    tone: str


@dataclass(slots=True)
class Listed:
    """What a list shows of an entry, with the parts of its text that an excerpt needs; `meta` are links to
    what it belongs to and where it stands."""

    pk: int
    code: str
    title: str
    text: str
    start: int
    body_start: int
    url: str
    meta: list
    badges: list = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """An entry as a hit: its title and what stands in it around the words, both in pieces."""

    code: str
    title: list
    url: str
    meta: list
    snippet: list
    badges: list


_ENTRIES = Prepared(
    lambda keys: Entry.objects.filter(pk__in=keys).order_by().values_list(*_FIELDS, *_SECTION)
)
_BADGES = {
    "theme": Prepared(lambda keys: _links(EntryTheme, "theme", keys)),
    "instrument": Prepared(lambda keys: _links(EntryInstrument, "instrument", keys)),
}


def _links(model, name, keys):
    links = model.objects.filter(entry__in=keys).order_by("entry", "rank")
    return links.values_list("entry", "rank", f"{name}__slug", f"{name}__name")


def listed(keys):
    """The entries with these keys as `Listed`, in their order; three queries for up to a hundred."""
    keys = list(keys)
    by_key = {values[0]: _listed(*values) for values in _ENTRIES.rows(keys)}
    for name, links in _BADGES.items():
        for key, rank, slug, label in links.rows(keys):
            if key in by_key:  # else it was made just now
                by_key[key].badges.append(_badge(name, slug, label, rank))
    return [by_key[key] for key in keys if key in by_key]


def _listed(pk, code, kind, title, text, start, body_start, section, plan, base, base_name, *rest):
    task, task_title, programme, programme_title, *sections = rest
    path = _path(section, sections)
    meta = [
        Link(base_name, address("base", base)),
        Link(_KINDS[kind]),
        Link(code),
        Link(path, f"{address('plan', plan)}#{code}"),
    ]
    if task or programme:
        parent = address("task", task) if task else address("programme", programme)
        meta.append(Link(task_title or programme_title, parent))
    return Listed(pk, code, title, text, start, body_start, address(kind, code), meta)


def _path(section, values):
    """The place of the section with this key, whose _SECTION has these values."""
    levels = [values[at : at + 4] for at in range(0, len(values), 4) if values[at] is not None]
    if len(levels) == _LEVELS and levels[-1][0] > 1:  # deeper than any plan we know
        return section_path(Section.objects.get(pk=section))
    return path_of((level, label, title, _SECTION_KINDS[kind]) for level, label, title, kind in levels)


def meta_of(entry):
    """The links of a `Listed` for an entry that is read as a model, in the same order."""
    links = [
        base_link(entry),
        Link(entry.get_kind_display()),
        Link(entry.code),
        Link(section_path(entry.section), in_plan_url(entry.code, entry.plan)),
    ]
    parent = parent_of(entry)
    return [*links, Link(parent.title, parent.get_absolute_url())] if parent else links


def badges_of(entry):
    """Themes, the primary one first, then instruments, of an entry that is read as a model."""
    themes = [
        _badge("theme", link.theme.slug, link.theme.name, link.rank) for link in entry.theme_links.all()
    ]
    return themes + [
        _badge("instrument", link.instrument.slug, link.instrument.name, link.rank)
        for link in entry.instrument_links.all()
    ]


def _badge(name, slug, label, rank):
    tone = "primary" if name == "theme" and rank == 1 else name
    return Badge(label, address(name, slug), tone)


def result_of(one, sought=NOTHING, skipped=(), words=""):
    """A `Listed` as a hit for what was `sought`; `skipped` as in its EntryText. `words`, the search as part
    of an address, go along to where the hit can be read."""
    url, meta = one.url, one.meta
    if words:
        place, url = meta[_PLACE], f"{url}?{words}"
        in_plan = Link(place.text, place.url.replace("#", f"?{words}#", 1))
        meta = [*meta[:_PLACE], in_plan, *meta[_PLACE + 1 :]]
    return Result(
        one.code,
        marked(one.title, sought.wanted),
        url,
        meta,
        entry_excerpt(one, sought, skipped),
        one.badges,
    )
