"""Rows that come back to the site pointing at something that was merged while they were away: what they
point at comes back for a moment, and is merged again. Nothing is told of it: it is no edit."""

from collections import defaultdict

from django.apps import apps

from plans.merging.joining import join
from plans.merging.leading import Trails
from plans.merging.mergeable import Taking
from plans.merging.planning import Plan, moves_to
from plans.models import MergedRow
from plans.shelving import snapshot


def merged_numbers(model):
    """The database numbers of merged rows of `model` whose row that stayed is there."""
    ends = Trails(model).numbers
    there = model._base_manager.in_bulk(set(ends.values()))
    return {number for number, end in ends.items() if end in there}


def bring_in(model, numbers):
    """Write merged rows as they were, with their own numbers."""
    merged = MergedRow.objects.filter(model=model._meta.label_lower, number__in=numbers).order_by("pk")
    for row in merged:
        columns = [model._meta.pk.attname, *row.values]
        table = {"model": row.model, "columns": columns, "rows": [[row.number, *row.values.values()]]}
        snapshot.insert(snapshot.instances(table))


def bring_in_for(rows):
    """Write every merged row that one of `rows`, (model, {column: value}), points at."""
    rows = list(rows)
    for model in _merged_models():
        merged, wanted = merged_numbers(model), set()
        for other, values in rows if merged else ():
            for column in other._meta.concrete_fields:
                if column.is_relation and column.related_model._meta.concrete_model is model:
                    wanted.add(values.get(column.attname))
        bring_in(model, wanted & merged)


def join_again():
    """Merge every row again that was merged before and now stands beside the one that stayed."""
    for model in _merged_models():
        _join_again(model)


def _merged_models():
    labels = MergedRow.objects.order_by().values_list("model", flat=True).distinct()
    return [apps.get_model(label) for label in labels]


def _join_again(model):
    ends, goes = Trails(model).numbers, defaultdict(list)
    for number, row in sorted(model._base_manager.in_bulk(list(ends)).items()):
        goes[ends[number]].append(row)
    stays = model._base_manager.in_bulk(list(goes))
    for number, rows in goes.items():
        if number in stays:
            join(Plan(stays[number], rows, moves_to(stays[number], rows), Taking(), []))
