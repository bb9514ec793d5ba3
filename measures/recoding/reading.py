"""Entries as the rule reads them, and what they were given, from the database."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from measures.models import Entry, MeasureItem, Origin
from plans.parsing.extract.classify import zones
from sbjd.addresses import address
from sbjd.desk.keeping import history_of
from sbjd.desk.models import Change
from sbjd.search.index import chunks

_COLUMNS = (
    "pk", "code", "kind", "title", "text", "start", "body_start", "task__title", "programme__title",
    "reviewed_at", "plan__base__short_name", "plan__base__order", "plan_id",
)  # fmt: skip


@dataclass(slots=True)
class Coded:
    """An entry and the `links` it has of one kind, in their order. `place` orders entries as plans do."""

    pk: int
    code: str
    kind: str
    title: str
    base: str
    place: tuple
    reviewed: bool
    zones: list
    links: list

    @property
    def url(self):
        """Its page on the site."""
        return address(self.kind, self.code)

    @property
    def is_ruled(self):
        """True if no link of it says that a person chose it."""
        return all(link.origin == Origin.RULE for link in self.links)


def coded(pks, kind):
    """Yield the `Coded` of the entries with these keys, a part at a time."""
    for part in chunks(sorted(pks)):
        items, links = defaultdict(list), defaultdict(list)
        titles = MeasureItem.objects.filter(entry__in=part).exclude(title="").order_by("start", "pk")
        for key, title in titles.values_list("entry_id", "title"):
            items[key].append(title)
        given = list(kind.link_model.objects.filter(entry__in=part).order_by("rank"))
        terms, term_id = kind.term_model.objects.in_bulk(), f"{kind.term}_id"
        for link in given:
            if getattr(link, term_id) not in terms:
                continue  # gone since, and its entry with another version
            setattr(link, kind.term, terms[getattr(link, term_id)])
            links[link.entry_id].append(link)
        for row in Entry.objects.filter(pk__in=part).order_by().values_list(*_COLUMNS):
            pk, code, what, title, text, start, body_start, task, programme, reviewed, base, order, plan = row
            above = (task if what == "measure" else programme) or ""
            read = zones(title, text[body_start - start :], items[pk], above)
            place = order, plan, start
            yield Coded(pk, code, what, title, base, place, reviewed is not None, read, links[pk])


def decided(pks, kind):
    """Which of the entries with these keys were last given what they have, or had it taken away, by a
    person: what was given by a rule may have been put in order, cut, or put back by hand."""
    found = set()
    for part in chunks(sorted(pks)):
        rows = history_of(kind.link_model).objects.filter(entry_id__in=part, change__isnull=False).order_by()
        last = dict(rows.values("entry_id").annotate(at=Max("change_id")).values_list("entry_id", "at"))
        changes = Change.objects.filter(pk__in=set(last.values())).exclude(action=Change.Action.RECODE)
        by_people = set(changes.values_list("pk", flat=True))
        found |= {pk for pk, change_id in last.items() if change_id in by_people}
    return found
