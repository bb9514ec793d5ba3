"""A change: one transaction that keeps what it did, row by row, with who, when and why.

    with change(user, "按原件改正", Change.Action.EDIT, subject=entry) as kept:
        kept.watch(rows_of(entry))       what may change, as it stands before
        ...                              any writes: forms, queries, deletions
    # the histories of the rows that differ are written, and what follows the data is brought up to it

What stood before a row's first change is kept too, and so is what a load made of it between two changes:
the history of a row is unbroken, and any state of it can be put back.
"""

from collections import defaultdict
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sbjd import corpus
from sbjd.corpus.models import Revision
from sbjd.desk.keeping import columns_of, history_of, kept_of, parts_of
from sbjd.desk.models import Change

BATCH = 500


def hold_others_back():
    """Let no other writer in until this transaction ends, so that what is read from here on still holds when
    it is written. Every writer takes the lock on the revision anyway, this one only earlier; SQLite's
    transactions begin with it."""
    list(Revision.objects.select_for_update())


def rows_of(row):
    """The querysets of `row` and of all rows that are part of it."""
    return rows_of_key(type(row), row.pk)


def rows_of_key(model, pk):
    """The same for the row of `model` with this key, whether or not it is still there."""
    concrete = model._meta.concrete_model
    parts = [part._base_manager.filter(**{name: pk}) for part, name in parts_of(concrete)]
    return [concrete._base_manager.filter(pk=pk), *parts]


def read(queryset):
    """{key: {column: value}} of the rows of `queryset` as their history holds them."""
    names = [field.attname for field in columns_of(queryset.model)]
    rows = queryset.order_by().values_list("pk", *names)
    return {pk: dict(zip(names, values, strict=True)) for pk, *values in rows}


class Watch:
    """Rows as they stood when each was first watched, where to look for them afterwards, and what the
    change is about. `why` may be set until the end; `made` is the `Change` once it is written."""

    def __init__(self, user, why, action):
        self.user, self.why, self.action = user, why, action
        self.label = self.object_id = self.what = ""
        self.before = defaultdict(dict)
        self.conditions = defaultdict(list)
        self.made = None

    def about(self, row):
        """The change is about `row`, named as it is now."""
        self.label = row._meta.concrete_model._meta.label_lower
        self.object_id, self.what = str(row.pk), str(row)

    def about_many(self, model, what):
        """The change is about many rows of `model`; `what` says which in words."""
        self.label, self.object_id, self.what = model._meta.concrete_model._meta.label_lower, "", what

    def watch(self, querysets):
        """Remember the rows of `querysets` as they stand now. Rows that these find only afterwards count
        as added; rows that are gone as deleted."""
        for queryset in querysets:
            model = queryset.model._meta.concrete_model
            if kept_of(model) is None:
                continue
            found = read(queryset)
            for pk, values in found.items():
                self.before[model].setdefault(pk, values)
            self.conditions[model].append(queryset)

    def watch_new(self, querysets):
        """Rows of `querysets` count as added by this change, though they are there already."""
        for queryset in querysets:
            if kept_of(queryset.model) is not None:
                self.conditions[queryset.model._meta.concrete_model].append(queryset)

    def differences(self):
        """{model: {key: (values before, values now)}} of the rows that differ; None for no row."""
        found = {}
        for model, querysets in self.conditions.items():
            now = {}
            for queryset in querysets:
                now |= read(queryset)
            for part in _parts(sorted(self.before[model].keys() - now.keys())):
                now |= read(model._base_manager.filter(pk__in=part))
            before = self.before[model]
            pairs = {pk: (before.get(pk), now.get(pk)) for pk in {**before, **now}}
            different = {pk: pair for pk, pair in sorted(pairs.items()) if pair[0] != pair[1]}
            if different:
                found[model] = different
        return found


@contextmanager
def change(user, why="", action=Change.Action.EDIT, subject=None):
    """A transaction that keeps what it did to the watched rows; gives its `Watch`. `subject` is the row it
    is about, if it is about one."""
    with transaction.atomic():
        watch = Watch(user, why, action)
        if subject is not None:
            watch.about(subject)
        yield watch
        found = watch.differences()
        if found:
            watch.made = _write(watch, found)
        corpus.settle()


def _write(watch, found):
    made = Change.objects.create(
        when=timezone.now(),
        user=watch.user,
        name=watch.user.get_full_name() or watch.user.get_username(),
        action=watch.action,
        label=watch.label,
        object_id=watch.object_id,
        what=watch.what[:200],
        why=watch.why.strip(),
    )
    for model, pairs in found.items():
        _keep(model, pairs, made)
    return made


def _keep(model, pairs, made):
    """Write the history of rows of one model: where it does not end with what stood before, that too."""
    history = history_of(model)
    last = _last_states(history, pairs)
    rows = []
    for pk, (before, now) in pairs.items():
        if before is not None and last.get(pk) != before:
            kind = "~" if pk in last else "+"
            rows.append(history(id=pk, history_type=kind, history_date=made.when, **before))
        kind = "-" if now is None else "+" if before is None else "~"
        rows.append(
            history(
                id=pk,
                history_type=kind,
                history_date=made.when,
                history_user=made.user,
                history_change_reason=made.why,
                change=made,
                **(before if now is None else now),
            )
        )
    history.objects.bulk_create(rows, BATCH)


def _last_states(history, pks):
    """{key: values} of the last that the history tells of each of these rows; None for one deleted."""
    names = [field.attname for field in columns_of(history.instance_type)]
    states = {}
    for part in _parts(sorted(pks)):
        latest = history.objects.order_by().filter(id__in=part).values("id").annotate(at=Max("history_id"))
        rows = history.objects.filter(history_id__in=latest.values("at"))
        for pk, kind, *values in rows.values_list("id", "history_type", *names):
            states[pk] = None if kind == "-" else dict(zip(names, values, strict=True))
    return states


def _parts(values, size=BATCH):
    return (values[start : start + size] for start in range(0, len(values), size))
