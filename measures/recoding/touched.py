"""Which words of a vocabulary differ, and in which entries they may speak.

Only an entry in which one of them stands can move, so one word costs what is found with it and not the whole
corpus. What is found is never too little; what is too much the rule sorts out.
"""

from pyroaring import BitMap

from measures import indexing
from measures.models import Entry, MeasureItem, Programme, Task
from sbjd import corpus
from sbjd.search.folding import fold
from sbjd.search.index import chunks
from sbjd.search.terms import Term
from sbjd.search.tokens import SINGLE


def changed_words(before, after):
    """The words that speak otherwise, or with another weight, in the terms `after` than in `before`."""
    old, new = _speaking(before), _speaking(after)
    return sorted(word for word in old.keys() | new.keys() if old.get(word) != new.get(word))


def _speaking(terms):
    speaking = {}
    for term in terms:
        for word, weight in term.words:
            speaking.setdefault(word, set()).add((term.slug, weight))
    return speaking


def entries_with(words):
    """The keys (a BitMap) of all entries in which one of `words` may stand where the rule reads: the title,
    the text, the titles of the items, that of the task or programme above. Whoever has written something in
    this transaction settles it first (see `corpus.settle`)."""
    if not indexing.is_current():  # made by another version, or being made anew
        return BitMap(Entry.objects.order_by().values_list("pk", flat=True))
    index, found, odd = indexing.indexes().entries, BitMap(), []
    for word in words:
        term = Term(word)
        if term and all(unit.kind == SINGLE for form in term.forms for unit in form.units):
            found |= index.ids(term)
        else:  # searches find letters and digits as words; the rule finds them anywhere
            odd.append(fold(word))
    if odd:
        found |= BitMap([key for key, *texts in index.documents() if _holds(texts, odd)])
    return found | _beside([fold(word) for word in words])


def entries_since(number):
    """The keys (a BitMap) of all entries of which something that the rule reads, or what they were given, was
    written after this revision."""
    changed = corpus.changes_since(number, ("entry", "task", "programme"))
    found = BitMap(changed.pop("entry", ()))
    for name, keys in changed.items():
        found |= _under(name, sorted(keys))
    return found


def _holds(texts, words):
    return any(word in text for text in texts for word in words)


def _beside(words):
    """The keys of the entries whose items' titles, or the title above them, hold one of `words`."""
    titles = MeasureItem.objects.exclude(title="").order_by().values_list("entry_id", "title")
    found = BitMap([key for key, title in titles.iterator() if _holds([fold(title)], words)])
    for model, name in ((Task, "task"), (Programme, "programme")):
        rows = model.objects.order_by().values_list("pk", "title")
        found |= _under(name, [key for key, title in rows if _holds([fold(title)], words)])
    return found


def _under(name, keys):
    """The keys of the entries whose `name`, a task or programme, is one of these."""
    found = BitMap()
    for part in chunks(keys):
        rows = Entry.objects.filter(**{f"{name}__in": part}).order_by()
        found |= BitMap(rows.values_list("pk", flat=True))
    return found
