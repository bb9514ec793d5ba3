"""All rows of a plan, out of the tables and into plain JSON values, and back.

A snapshot is a list of tables, those that others point at first: {"model": label, "columns": [names of
columns], "rows": [[values]]}, values as JSON has them. Database numbers are kept, so the histories of the
rows (simple-history, the desk's log) go on naming the right ones. Rows leave and come back without
anything being told of it: neither is an edit.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CASCADE, ForeignKey, JSONField

from plans.loading.planner import record_key
from plans.loading.schema import chunks, relations
from plans.models import LoadedRecord, WorkPlan

BATCH = 1000
_RECORD = LoadedRecord._meta.label_lower


@dataclass(slots=True)
class Belongings:
    """The rows of one plan: `owned` {model: set of database numbers} goes with it; `holding` are
    (model, number, what it points at) of rows that are no part of it and keep it from going."""

    owned: dict
    holding: list


def belongings(plan_pk):
    """Everything that hangs on the plan with this database number, through every model of the site."""
    owned, pointing = {WorkPlan: {plan_pk}}, []
    waiting = [(WorkPlan, {plan_pk})]
    while waiting:
        model, numbers = waiting.pop()
        for relation in relations(model):
            other, column = relation.related_model._meta.concrete_model, relation.field
            found = set()
            for part in chunks(sorted(numbers)):
                rows = other._base_manager.filter(**{f"{column.name}__in": part})
                found.update(rows.values_list("pk", flat=True))
            if relation.on_delete is not CASCADE:
                pointing += [(other, number, model) for number in sorted(found)]
                continue
            new = found - owned.get(other, set())
            if new:
                owned.setdefault(other, set()).update(new)
                waiting.append((other, new))
    return Belongings(owned, [row for row in pointing if row[1] not in owned.get(row[0], ())])


def take(owned):
    """The snapshot of the rows in `owned`, {model: database numbers}."""
    tables = []
    for model in _in_order(owned):
        columns = model._meta.concrete_fields
        names = [column.attname for column in columns]
        rows = []
        for part in chunks(sorted(owned[model])):
            found = model._base_manager.filter(pk__in=part).order_by("pk").values_list(*names)
            rows += [[_plain(value) for value in row] for row in found]
        tables.append({"model": model._meta.label_lower, "columns": names, "rows": rows})
    return tables


def records_of(slug, shared=()):
    """The database numbers of what loads remember of a plan, and of the `shared` rows, (label, key)."""
    numbers = set(LoadedRecord.objects.filter(plan=slug).values_list("pk", flat=True))
    for label, key in shared:
        found = LoadedRecord.objects.filter(model=label, key=record_key(key))
        numbers.update(found.values_list("pk", flat=True))
    return numbers


def _in_order(models):
    """`models`, those that others point at first."""
    waiting, ordered = sorted(models, key=lambda model: model._meta.label_lower), []
    while waiting:
        for model in waiting:
            targets = {
                column.related_model._meta.concrete_model
                for column in model._meta.concrete_fields
                if isinstance(column, ForeignKey)
            }
            if all(target is model or target not in waiting for target in targets):
                break
        waiting.remove(model)
        ordered.append(model)
    return ordered


def _plain(value):
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def remove(tables):
    """Delete the rows of a snapshot, without asking and without telling anybody."""
    for table in reversed(tables):
        delete(apps.get_model(table["model"]), numbers_of(table))


def delete(model, numbers):
    """Delete rows by their database numbers; no signal, no cascade: what hung on them is gone already."""
    for part in chunks(sorted(numbers)):
        rows = model._base_manager.filter(pk__in=part).order_by()
        rows._raw_delete(rows.db)


def numbers_of(table):
    """The database numbers of the rows of one table of a snapshot."""
    model = apps.get_model(table["model"])
    place = table["columns"].index(model._meta.pk.attname)
    return [row[place] for row in table["rows"]]


def instances(table, numbers=None):
    """The rows of one table as instances that can be written, columns that are newer than the snapshot at
    their default; `numbers` {target model: {old number: new number}} for what they point at."""
    model = apps.get_model(table["model"])
    columns = {column.attname: column for column in model._meta.concrete_fields}
    known = [(place, name) for place, name in enumerate(table["columns"]) if name in columns]
    made = []
    for row in table["rows"]:
        values = {}
        for place, name in known:
            column, value = columns[name], row[place]
            if numbers and isinstance(column, ForeignKey):
                value = numbers.get(column.related_model._meta.concrete_model, {}).get(value, value)
            values[name] = value if isinstance(column, JSONField) else column.to_python(value)
        made.append(model(**values))
    return made


def insert(rows):
    """Write instances of one model with their own database numbers."""
    if rows:
        _forget_gone_people(rows)
        type(rows[0])._base_manager.bulk_create(rows, BATCH)


def _forget_gone_people(rows):
    """Say nobody where rows of one model say who did something and that account was deleted meanwhile."""
    for column in type(rows[0])._meta.concrete_fields:
        if not isinstance(column, ForeignKey) or column.related_model is not get_user_model():
            continue
        numbers = {getattr(row, column.attname) for row in rows} - {None}
        gone = numbers - set(get_user_model().objects.filter(pk__in=numbers).values_list("pk", flat=True))
        for row in rows:
            if column.null and getattr(row, column.attname) in gone:
                setattr(row, column.attname, None)


def targets_of(tables):
    """{model: set of database numbers} that the rows of a snapshot point at."""
    found = {}
    for table in tables:
        model = apps.get_model(table["model"])
        for column in model._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.attname in table["columns"]:
                place = table["columns"].index(column.attname)
                target = found.setdefault(column.related_model._meta.concrete_model, set())
                target.update(row[place] for row in table["rows"] if row[place] is not None)
    return found
