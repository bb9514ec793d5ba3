"""What was edited since a publication, and so stands in the way of taking it back."""

from collections import defaultdict

from django.apps import apps
from django.db.models import ForeignKey

from plans.intake.inverse import Step, owner_of, rows_of
from plans.loading.planner import record_key
from plans.loading.schema import chunks, relations, shapes
from plans.models import LoadedRecord
from plans.shelving import snapshot


def steps_of(tables):
    """The `Step`s that undo what `tables` (see inverse.py) say, with the rows as they are now."""
    steps = []
    for table in tables:
        model = apps.get_model(table["model"])
        name = model._meta.pk.attname
        numbers = [(before or after)[name] for before, after in table["rows"]]
        now = rows_of(snapshot.take({model: set(numbers)})).get(table["model"], {})
        steps += [
            Step(model, pk, before, after, now.get(pk))
            for pk, (before, after) in zip(numbers, table["rows"], strict=True)
        ]
    return steps


def conflicts_of(steps):
    """(words, blocked): what somebody has edited since, as sentences, and the (model, number) of all steps
    that cannot be taken because of it."""
    blocked = {(step.model, step.pk) for step in steps if step.touched}
    said = {place: _words(step) for step in steps if (place := (step.model, step.pk)) in blocked}
    new_links = _new_links(steps)
    said |= new_links
    blocked |= set(new_links)
    for place, words in _hanging_on_additions(steps).items():
        said.setdefault(place, words)
        blocked.add(place)
    _spread(steps, blocked)
    return sorted(set(said.values())), blocked


def _words(step):
    row = step.now or step.after or step.before
    name = row.get("title") or row.get("code") or row.get("key") or row.get("name") or f"第{step.pk}号"
    if step.now is None:
        return f"{step.model._meta.verbose_name}“{name}”已被删除"
    if step.after is None:
        return f"{step.model._meta.verbose_name}“{name}”已重新加入"
    base = step.before or step.after
    names = [c for c in step.after if step.now.get(c) not in (step.after[c], base.get(c))]
    columns = {c.attname: c.verbose_name for c in step.model._meta.concrete_fields}
    return f"{step.model._meta.verbose_name}“{name}”的{'、'.join(str(columns[c]) for c in names)}此后有人改过"


def _new_links(steps):
    """{(model, number): words} of the steps whose group of links has got a row since."""
    groups = defaultdict(list)
    for step in steps:
        owner = owner_of(step.model._meta.label_lower, step.after or step.before)
        if owner:
            groups[step.model, owner].append(step)
    found = {}
    for (model, (name, number)), members in groups.items():
        known = {step.pk for step in members}
        if model._base_manager.filter(**{f"{name}_id": number}).exclude(pk__in=known).exists():
            owner = model._meta.get_field(name).verbose_name
            words = f"{model._meta.verbose_name}（{owner}第{number}号）此后有人添加"
            found |= {(step.model, step.pk): words for step in members}
    return found


def _hanging_on_additions(steps):
    """The same of rows the publication added and on which somebody has hung something since."""
    added, known = defaultdict(set), defaultdict(set)
    for step in steps:
        known[step.model].add(step.pk)
        if step.before is None and step.now is not None:
            added[step.model].add(step.pk)
    found = {}
    for model, numbers in added.items():
        for relation in relations(model):
            other, column = relation.related_model._meta.concrete_model, relation.field
            for part in chunks(sorted(numbers)):
                rows = other._base_manager.filter(**{f"{column.name}__in": part})
                for pk, target in rows.values_list("pk", column.attname):
                    if pk not in known[other]:
                        names = model._meta.verbose_name, other._meta.verbose_name
                        found[model, target] = f"{names[0]}（第{target}号）此后有人添加了{names[1]}"
    return found


def _spread(steps, blocked):
    """Add to `blocked` what cannot go back without the steps in it: the rest of a group of links, what a
    row that stays points at, what would point at a row that does not come back, and the records."""
    groups, by_place = defaultdict(set), {}
    for step in steps:
        by_place[step.model, step.pk] = step
        owner = owner_of(step.model._meta.label_lower, step.after or step.before)
        if owner:
            groups[step.model, owner].add((step.model, step.pk))
    of_group = {place: members for members in groups.values() for place in members}
    changed = True
    while changed:
        more = set()
        for place in blocked:
            more |= of_group.get(place, set())
            step = by_place[place]
            if step.before is None:
                more |= {p for p in _points_at(step.model, step.after) if p in by_place}
        for place, step in by_place.items():
            if place not in blocked and step.before is not None:
                targets = (by_place[p] for p in _points_at(step.model, step.before) if p in by_place)
                if any(t.after is None and (t.model, t.pk) in blocked and t.now is None for t in targets):
                    more.add(place)
        changed = bool(more - blocked)
        blocked |= more
    keys = {_natural(by_place[place]) for place in blocked} - {None}
    for place, step in by_place.items():
        if step.model is LoadedRecord and place not in blocked:
            row = step.after or step.before
            if (row["model"], row["key"]) in keys:
                blocked.add(place)


def _points_at(model, row):
    """(model, number) of the rows that a row points at."""
    return [
        (column.related_model._meta.concrete_model, row[column.attname])
        for column in model._meta.concrete_fields
        if isinstance(column, ForeignKey) and row.get(column.attname) is not None
    ]


def _natural(step):
    """(label, key as records hold it) of a row with a code of its own."""
    row, shape = step.after or step.before, shapes().get(step.model._meta.label_lower)
    if shape and shape.model.natural_fields in (("code",), ("slug",), ("name",)):
        return shape.label, record_key((row[shape.model.natural_fields[0]],))
    return None
