"""The vocabulary as the desk keeps it now, for reading a document that is brought in.

The committed fixtures are made with `fixtures/vocabulary.json`, so that they are the same everywhere. A
document that comes in at the desk is read with the words of this very database instead: a theme, metric
or other name that an editor added counts at once, and what is read never names a theme that is not there.
"""

from plans.loading.planner import record_key
from plans.loading.schema import chunks, shapes
from plans.models import LoadedRecord
from plans.parsing.vocabulary import Vocabulary

_ORGANIZATION = "measures.organization"
_LABELS = (
    "plans.demonstrationbase",
    "measures.theme",
    "measures.themeword",
    "measures.instrument",
    "measures.instrumentword",
    "measures.metric",
    "measures.synonymgroup",
)


def database_vocabulary():
    """The `Vocabulary` in the database."""
    rows = []
    for label in _LABELS:
        shape = shapes()[label]
        read = shape.read(shape.model._base_manager.all()).values()
        rows += [{"model": label, "fields": values} for _, values in read]
    rows += [{"model": _ORGANIZATION, "fields": values} for values in _organizations_kept_by_hand()]
    return Vocabulary.of(rows)


def kept_by_hand(numbers):
    """Which of the organizations with these database numbers belong to the vocabulary: those of the
    committed one, those somebody added, and those with other names. The rest were read in plans and
    are as good as the reading was, so no other plan is read with them."""
    known = {organization.name for organization in Vocabulary.read().organizations}
    shape, kept = shapes()[_ORGANIZATION], set()
    for part in chunks(sorted(numbers)):
        rows = dict(shape.read(shape.model._base_manager.filter(pk__in=part)).values())
        texts = {record_key([values["name"]]): pk for pk, values in rows.items()}
        records = LoadedRecord.objects.filter(model=_ORGANIZATION, key__in=list(texts))
        loaded = {texts[text] for text in records.values_list("key", flat=True)}
        kept |= {
            pk for pk, row in rows.items() if row["aliases"] or row["name"] in known or pk not in loaded
        }
    return kept


def _organizations_kept_by_hand():
    shape = shapes()[_ORGANIZATION]
    rows = dict(shape.read(shape.model._base_manager.all()).values())
    kept = kept_by_hand(rows)
    return [values for pk, values in rows.items() if pk in kept]
