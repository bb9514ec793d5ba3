"""Moving entries as planned: a change of its own, whose reason names the words."""

from measures.models import Entry
from plans.parsing.fixture import choice_fields
from sbjd.desk.changes import change
from sbjd.desk.keeping import LONGEST_REASON
from sbjd.desk.models import Change
from sbjd.search.index import chunks

_EVIDENCE = ("words", "score")
_BATCH = 500


def apply(impact, user, why):
    """Write what `impact` plans, inside the transaction in which it was planned."""
    why = f"{impact.words_named}改动：{why.strip()}"[:LONGEST_REASON]
    with change(user, why, Change.Action.RECODE) as kept:
        done = f"{len(impact.moves)}条改归类" if impact.moves else f"{len(impact.refreshed)}条更新触发词"
        kept.about_many(Entry, f"{done}：{impact.words_named}改动")
        pks = [one.entry.pk for one in (*impact.moves, *impact.refreshed)]
        kept.watch(links_of(pks, impact.kind))
        write_moves(impact.moves, impact.kind)
        _refresh(impact.refreshed, impact.kind)


def links_of(pks, kind):
    """Querysets of the links of the entries with these keys."""
    return [kind.link_model.objects.filter(entry__in=part) for part in chunks(pks)]


def write_moves(moves, kind):
    """Give entries what `moves` say. Two links of an entry may exchange their ranks, so all leave before
    any comes back."""
    for links in links_of([move.entry.pk for move in moves], kind):
        links.delete()
    keys = _keys(kind)
    made = [link for move in moves for link in _links(move, kind, keys)]
    kind.link_model.objects.bulk_create([link for link in made if link.pk], batch_size=_BATCH)
    kind.link_model.objects.bulk_create([link for link in made if not link.pk], batch_size=_BATCH)


def _refresh(entries, kind):
    keys = _keys(kind)
    fresh = [link for one in entries for link in _links(one, kind, keys)]
    kind.link_model.objects.bulk_update(fresh, _EVIDENCE, batch_size=_BATCH)


def _keys(kind):
    return dict(kind.term_model.objects.values_list("slug", "pk"))


def _links(move, kind, keys):
    """The links of an entry as its choices say; one of a term that it keeps keeps its key."""
    stood = {getattr(link, f"{kind.term}_id"): link.pk for link in move.entry.links}
    for choice in move.choices:
        key = keys[choice.slug]
        values = {"entry_id": move.entry.pk, f"{kind.term}_id": key, **choice_fields(choice)}
        yield kind.link_model(pk=stood.get(key), **values)
