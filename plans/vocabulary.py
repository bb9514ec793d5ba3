"""The vocabulary as the desk keeps it now, for reading a document that is brought in.

The committed fixtures are made with `fixtures/vocabulary.json`, so that they are the same everywhere. A
document that comes in at the desk is read with the words of this very database instead: a theme, metric
or other name that an editor added counts at once, and what is read never names a theme that is not there.
"""

from plans.loading.planner import record_key
from plans.loading.schema import chunks, shapes
from plans.merging.leading import Trails
from plans.models import LoadedRecord, MergedRow
from plans.parsing.vocabulary import Vocabulary

_ORGANIZATION, _METRIC = "measures.organization", "measures.metric"
_TERMS = ("measures.theme", "measures.themeword", "measures.instrument", "measures.instrumentword")
_LABELS = ("plans.demonstrationbase", *_TERMS, "measures.metric", "measures.synonymgroup")


def database_terms():
    """The `Vocabulary` in the database, its themes and instruments alone: what entries are sorted by."""
    return Vocabulary.of(_rows(_TERMS))


def database_vocabulary():
    """The `Vocabulary` in the database."""
    rows = _rows(_LABELS)
    rows += [{"model": _ORGANIZATION, "fields": values} for values in _organizations_kept_by_hand()]
    return Vocabulary.of(rows)


def kept_by_hand(numbers):
    """Which of the organizations with these database numbers belong to the vocabulary: those of the
    committed one, those somebody added, those with other names, and those into which somebody merged
    others. The rest were read in plans and are as good as the reading was, so no other plan is read with
    them."""
    known = {organization.name for organization in Vocabulary.read().organizations}
    shape = shapes()[_ORGANIZATION]
    kept = set(MergedRow.objects.filter(model=_ORGANIZATION).values_list("into", flat=True)) & set(numbers)
    for part in chunks(sorted(numbers)):
        rows = dict(shape.read(shape.model._base_manager.filter(pk__in=part)).values())
        texts = {record_key([values["name"]]): pk for pk, values in rows.items()}
        records = LoadedRecord.objects.filter(model=_ORGANIZATION, key__in=list(texts))
        loaded = {texts[text] for text in records.values_list("key", flat=True)}
        kept |= {
            pk for pk, row in rows.items() if row["aliases"] or row["name"] in known or pk not in loaded
        }
    return kept


def _rows(labels):
    rows = []
    for label in labels:
        shape = shapes()[label]
        read = dict(shape.read(shape.model._base_manager.all()).values())
        if label == _METRIC:
            read = _metrics_as_read(read)
        rows += [{"model": label, "fields": values} for values in read.values()]
    return rows


def _organizations_kept_by_hand():
    shape = shapes()[_ORGANIZATION]
    rows = dict(shape.read(shape.model._base_manager.all()).values())
    kept = kept_by_hand(rows)
    return [values for pk, values in rows.items() if pk in kept]


def _metrics_as_read(rows):
    """{number: values} of the metrics, `rows` and those that were merged: these go on reading what they read,
    so that the codes of quantities, which are made of what was read, stay the same; what names one of them
    leads to the metric that stays (plans/loading/following.py). A wording counts while the metric that
    stays has it."""
    merged = {row.number: row for row in MergedRow.objects.filter(model=_METRIC)}
    if not merged:
        return rows
    came, ends = {}, Trails(shapes()[_METRIC].model).numbers
    for row in merged.values():
        own = row.values["patterns"].splitlines()
        came.setdefault(row.into, set()).update(line for line in row.taken["patterns"] if line in own)
    read = rows | {pk: row.values for pk, row in merged.items() if ends[pk] in rows}
    made = {}
    for pk, values in sorted(read.items()):
        standing = set(rows[ends.get(pk, pk)]["patterns"].splitlines())
        own = [line for line in values["patterns"].splitlines() if line not in came.get(pk, ())]
        made[pk] = values | {"patterns": "\n".join(line for line in own if line in standing)}
    return made
