"""The history of one row with all that is part of it, read from the histories of their tables."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from sbjd.desk.differences import Telling
from sbjd.desk.keeping import columns_of, history_of, parts_of
from sbjd.desk.models import Change


@dataclass(slots=True)
class Version:
    """A change of the row, and what it did: `RowDifference`s, the row's own first."""

    change: Change
    rows: list = field(default_factory=list)


@dataclass(slots=True)
class Edit:
    """One edit as the site tells its readers; `who` is "" unless the site names its editors."""

    when: datetime
    action: str
    why: str
    who: str
    rows: list


def chains(model, pk):
    """{(model, key): [history rows, oldest first]} of the row of `model` with this key and of all rows
    that were ever part of it."""
    found = defaultdict(list)
    for part, condition in _scope(model, pk):
        history = history_of(part)
        ids = history.objects.filter(**condition).order_by().values("id")
        for row in history.objects.filter(id__in=ids).order_by("history_id"):
            found[part, row.id].append(row)
    return found


def state_of(row):
    """The values of a history row, {column: value}; None for no row and for a deletion."""
    if row is None or row.history_type == "-":
        return None
    return {column.attname: getattr(row, column.attname) for column in columns_of(row.instance_type)}


def versions(model, pk, public=False):
    """The `Version`s of the row of `model` with this key, newest first. For the public without changes
    that touched nothing readers see."""
    model = model._meta.concrete_model
    changes = {change.pk: change for change in changes_to(model, pk)}
    if not changes:
        return []
    owners = {part: name for part, name in parts_of(model)}
    telling, steps = Telling(public), defaultdict(list)
    for (part, _), rows in chains(model, pk).items():
        before, loaded = None, None
        for number, row in enumerate(rows):
            now = state_of(row)
            if number or row.change_id is not None:
                telling.learn(part, before, now, owners.get(part, ""))
            if row.change_id is None:
                loaded = (before, now) if number else None
            else:
                steps[row.change_id].append((part, before, now, loaded))
                loaded = None
            before = now
    told = []
    for change_id in sorted(steps, reverse=True):
        version = Version(changes[change_id])
        for part, before, now, loaded in steps[change_id]:
            if loaded is not None and not public:
                _append(version, telling, part, *loaded, owners, model, loaded=True)
            _append(version, telling, part, before, now, owners, model)
        if version.rows or not public:
            told.append(version)
    return told


def _append(version, telling, part, before, now, owners, model, loaded=False):
    row = telling.row(part, before, now, owners.get(part, ""), is_part=part is not model)
    if row is not None:
        row.loaded = loaded
        version.rows.append(row)


def changes_to(model, pk):
    """The `Change`s of the row of `model` with this key and of anything that is or was part of it."""
    ids = _change_ids(model._meta.concrete_model, pk)
    return Change.objects.filter(pk__in=ids) if ids else Change.objects.none()


def last_of_gone(model, pk):
    """The last that the history holds of a row that was deleted; None for one that is there, or never was."""
    if model._meta.concrete_model._base_manager.filter(pk=pk).exists():
        return None
    return history_of(model).objects.filter(id=pk).order_by("-history_id").first()


def latest_change():
    """The number of the latest change of anything; 0 without any."""
    return Change.objects.aggregate(latest=Max("pk"))["latest"] or 0


def changes_of(querysets, model, pk, since):
    """The `Change`s after number `since` that touched rows of `querysets`, the row of `model` with this key,
    or anything that is or was part of it; newest first."""
    ids = set(_change_ids(model._meta.concrete_model, pk))
    for queryset in querysets:
        rows = history_of(queryset.model).objects.filter(id__in=queryset.order_by().values("pk"))
        ids |= set(rows.filter(change_id__gt=since).values_list("change_id", flat=True))
    return list(Change.objects.filter(pk__in=[number for number in ids if number > since]))


def edits_of(row):
    """The `Edit`s of `row` and of what is part of it, newest first, as readers see them."""
    return [
        Edit(
            version.change.when,
            version.change.get_action_display(),
            version.change.why,
            version.change.name if settings.EDIT_NAMES else "",
            version.rows,
        )
        for version in versions(type(row), row.pk, public=True)
    ]


def set_on(model, *names):
    """For `annotate` on rows of `model`: when a person gave the fields `names` the values they have."""
    history = history_of(model)
    of_row = history.objects.order_by()
    other = of_row.filter(id=OuterRef(OuterRef("pk"))).exclude(
        **{name: OuterRef(OuterRef(name)) for name in names}
    )
    last_other = Subquery(other.order_by("-history_id").values("history_id")[:1])
    same = of_row.filter(id=OuterRef("pk"), change__isnull=False, history_id__gt=Coalesce(last_other, 0))
    return Subquery(same.order_by("history_id").values("history_date")[:1])


def _scope(model, pk):
    """(model, condition on its history) of a row and of all that is part of it."""
    model = model._meta.concrete_model
    return [(model, {"id": pk}), *((part, {name: pk}) for part, name in parts_of(model))]


def _change_ids(model, pk):
    """The keys of the changes that touched the row or anything that is part of it, in one query."""
    queries = [
        history_of(part).objects.filter(**condition, change__isnull=False).order_by().values_list("change_id")
        for part, condition in _scope(model, pk)
    ]
    return [key for (key,) in reduce(lambda one, other: one.union(other), queries)]
