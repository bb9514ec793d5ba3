"""Rows that got another natural key at the desk: each is still the same one.

What is read under the old key means the row from then on (`FormerKey`, followed by leading.py). What loads
remember of rows that name it, and codes that say its key, are brought to the new one at once: a load takes a
rename neither for a deletion nor for somebody's edit of everything that names the row.
"""

from plans.loading.following import Following
from plans.loading.planner import record_key
from plans.loading.schema import relations, shapes
from plans.merging.records import follow_records, follow_records_of_plan
from plans.models import FormerKey

_BATCH = 500


def _nobody(*record):
    """Nothing is kept of what becomes of records: a rename that is taken back is one more rename."""


def follow_renames(model, kept):
    """Do so for every row of `model` that the change `kept` watched and gave another key, inside it."""
    shape = shapes()[model._meta.label_lower]
    for row in shape.model._base_manager.filter(pk__in=kept.before[shape.model]).order_by("pk"):
        old = tuple(kept.before[shape.model][row.pk][name] for name in shape.model.natural_fields)
        new = row.natural_key()
        if old != new:
            former = FormerKey.objects.filter(model=shape.label)
            former.filter(key__in=[record_key(old), record_key(new)]).delete()
            FormerKey.objects.create(model=shape.label, key=record_key(old), number=row.pk)
            follow_records(shape, {old: row.pk}, new, _nobody)
            for other, rows in _coded(shape, {row.pk}):
                kept.watch([rows])
                _recode(other, rows)


def come_back(plan):
    """Do so for the rows of a plan, by its slug, that has come back as it was some time ago: what it names
    may have been renamed meanwhile."""
    follow_records_of_plan(plan, Following().moved)
    numbers = {}
    for label, number in FormerKey.objects.order_by().values_list("model", "number"):
        numbers.setdefault(label, set()).add(number)
    for label, named in numbers.items():
        for other, rows in _coded(shapes()[label], named):
            _recode(other, rows & other.of_plan(plan))


def _coded(shape, numbers):
    """(shape, queryset) of the rows that name one of these rows of `shape` and whose code says so."""
    for relation in relations(shape.model):
        column = relation.field
        other = shapes().get(column.model._meta.label_lower)
        if other is not None and other.model.code_of:
            yield other, other.model._base_manager.filter(**{f"{column.name}__in": numbers})


def _recode(shape, rows):
    """Let the codes of `rows` say what they link; a code that another row bears is left to it."""
    read = shape.read(rows)
    codes = {pk: shape.model.code_of(values) for (code,), (pk, values) in read.items()}
    codes = {pk: codes[pk] for (code,), (pk, _) in read.items() if codes[pk] != code}
    borne = shape.pks([(code,) for code in codes.values()])
    changed = [shape.model(pk=pk, code=code) for pk, code in codes.items() if (code,) not in borne]
    shape.model._base_manager.bulk_update(changed, ["code"], batch_size=_BATCH)
