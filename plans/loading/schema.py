"""What a load knows of each model, all of it read from the model itself.

A row is `label` (`measures.entry`), `key` (its natural key, a tuple) and `values`: a dictionary with one
plain JSON value a field, a foreign key as the list of the natural key it points at. The same form serves
fixtures, records and the database, so that two values are equal exactly when they mean the same.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DO_NOTHING, DecimalField, ForeignKey

from plans.models import NaturalKeyModel

CHUNK = 500


class BadValue(ValueError):
    """A value its column cannot hold; the message is a sentence without its place."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One model as a load sees it."""

    label: str
    model: type
    fields: dict = field(repr=False)
    foreign: dict = field(repr=False)

    @property
    def name(self):
        """What a person calls the model."""
        return str(self.model._meta.verbose_name)

    @property
    def is_link(self):
        """True for rows that are merged as a group with what they hang on."""
        return bool(self.model.group_fields)

    @property
    def is_shared(self):
        """True for rows that belong to no single plan."""
        return not self.model.plan_paths

    @property
    def unique_fields(self):
        """Fields that must be unique on their own and are not the natural key."""
        return [
            name
            for name, field in self.fields.items()
            if field.unique and self.model.natural_fields != (name,)
        ]

    def key_of(self, values):
        """The natural key of a row with these values."""
        key = []
        for path in self.model.natural_fields:
            name, _, rest = path.partition("__")
            value = values[name]
            if rest:
                value = value[self.foreign[name].model.natural_fields.index(rest)] if value else None
            key.append(value)
        return tuple(key)

    def owner_of(self, values):
        """(field, key) of what a link row hangs on: the first of its group fields that is set."""
        for name in self.model.group_fields:
            if values.get(name):
                return name, tuple(values[name])
        return None

    def of_plan(self, slug):
        """The rows of one plan."""
        rows = self.model._base_manager.order_by()
        first, *others = (rows.filter(**{path: slug}) for path in self.model.plan_paths)
        if not others:
            return first
        # Each way by its own indexes: one condition with an OR over several tables reads all rows there are.
        pks = first.values("pk").union(*(one.values("pk") for one in others))
        return self.model._base_manager.filter(pk__in=pks)

    def read(self, queryset):
        """{key: (pk, values)} of the rows of `queryset`, in one query."""
        columns, paths = [], ["pk"]
        for name in self.fields:
            target = self.foreign.get(name)
            own = [f"{name}__{part}" for part in target.model.natural_fields] if target else [name]
            columns.append((name, len(paths), len(paths) + len(own), target is not None))
            paths += own
        rows = {}
        for row in queryset.order_by("pk").values_list(*paths).iterator(chunk_size=2000):
            values = {}
            for name, first, last, is_foreign in columns:
                if is_foreign:
                    values[name] = None if row[first] is None else list(row[first:last])
                else:
                    values[name] = plain(row[first], self.fields[name])
            rows[self.key_of(values)] = (row[0], values)
        return rows

    def by_key(self, keys):
        """The rows with these natural keys, in as few queries as their number asks for."""
        first, *others = self.model.natural_fields
        found = self.model._base_manager.none()
        for part in chunks(sorted({key[0] for key in keys})):
            found = self.model._base_manager.filter(**{f"{first}__in": part})
            if not others:
                yield from self.read(found).items()
            else:
                wanted = set(keys)
                yield from ((k, row) for k, row in self.read(found).items() if k in wanted)

    def pks(self, keys):
        """{key: pk} of the rows with these natural keys that the database holds."""
        fields, wanted, found = self.model.natural_fields, set(keys), {}
        for part in chunks(sorted({key[0] for key in keys})):
            rows = self.model._base_manager.filter(**{f"{fields[0]}__in": part}).values_list(*fields, "pk")
            found.update((row[:-1], row[-1]) for row in rows.iterator() if row[:-1] in wanted)
        return found

    def default(self, name):
        """What a column holds that no load ever wrote."""
        return plain(self.fields[name].get_default(), self.fields[name])

    def clean(self, name, value):
        """A fixture's value in its plain form. Raises BadValue."""
        if name not in self.fields:
            raise BadValue(f"没有字段 {name}")
        column = self.fields[name]
        verbose = column.verbose_name
        if value is None:
            if not column.null:
                raise BadValue(f"{verbose}（{name}）不能为空")
            return None
        if name in self.foreign:
            length = len(self.foreign[name].model.natural_fields)
            if not isinstance(value, list) or len(value) != length:
                raise BadValue(f"{verbose}（{name}）应是{length}项的自然键")
            return list(value)
        try:
            value = plain(column.to_python(value), column)
        except (ValidationError, ArithmeticError) as error:
            raise BadValue(f"{verbose}（{name}）的值“{value}”不合要求") from error
        if isinstance(value, str):
            if column.max_length and len(value) > column.max_length:
                raise BadValue(f"{verbose}（{name}）长于{column.max_length}字")
            if "\x00" in value:
                raise BadValue(f"{verbose}（{name}）含有空字符")
        if column.choices and value not in column.empty_values and value not in dict(column.flatchoices):
            raise BadValue(f"{verbose}（{name}）的值“{value}”不在可选值之内")
        return value


def plain(value, column=None):
    """A Python value of `column` as JSON holds it; equal numbers and dates are equal texts."""
    if isinstance(value, Decimal):
        if isinstance(column, DecimalField):
            value = value.quantize(Decimal(1).scaleb(-column.decimal_places))
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    return value.isoformat() if isinstance(value, date | datetime) else value


@cache
def shapes():
    """{label: Shape} of every model fixtures may hold, parents before children."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, NaturalKeyModel) and not model._meta.proxy and not model._meta.abstract
    ]
    waiting, ordered = list(models), {}
    while waiting:
        for model in waiting:
            targets = {
                field.related_model._meta.concrete_model
                for field in model._meta.concrete_fields
                if isinstance(field, ForeignKey)
            }
            if all(target is model or target not in waiting for target in targets):
                break
        waiting.remove(model)
        ordered[model._meta.label_lower] = _shape(model, ordered)
    return ordered


def relations(model):
    """The foreign keys by which rows of other tables hold on to rows of `model`; those of histories and of
    search texts only remember a number."""
    seen = set()
    for relation in model._meta.get_fields(include_hidden=True):
        column = getattr(relation, "field", None)
        is_key = relation.auto_created and not relation.concrete and isinstance(column, ForeignKey)
        if is_key and relation.on_delete is not DO_NOTHING and column not in seen:
            seen.add(column)
            yield relation


def _shape(model, before):
    fields, foreign = {}, {}
    shape = Shape(model._meta.label_lower, model, fields, foreign)
    for column in model._meta.concrete_fields:
        if column.primary_key:
            continue
        if isinstance(column, ForeignKey):
            label = column.related_model._meta.concrete_model._meta.label_lower
            if label != shape.label and label not in before:
                continue
            foreign[column.name] = shape if label == shape.label else before[label]
        fields[column.name] = column
    return shape


def chunks(values, size=CHUNK):
    """`values`, a list, in pieces of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))
