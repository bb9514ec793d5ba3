"""Which tables are watched, and what a change of one of their rows is a change of."""

from dataclasses import dataclass

_watched = {}


@dataclass(frozen=True)
class Watched:
    """A table: `subjects` are (subject, column) pairs, the column holding the subject's id. A row of a
    link table changes what it joins (`("entry", "entry_id")`), any other row itself (`("entry", "id")`)."""

    table: str
    subjects: tuple[tuple[str, str], ...]


def watch(model, **subjects):
    """Declare that rows of `model` are shown: `watch(EntryTheme, entry="entry_id")`. An app does this in
    its AppConfig.ready; a migration of the app installs the triggers (operations.WatchTable).

    A link that belongs to one side and is only counted on the other names the other by its use
    (`metric_use="metric_id"`): an edit of one quantity is no change of all that state this metric."""
    model = model._meta.concrete_model
    _watched[model] = Watched(model._meta.db_table, tuple(sorted(subjects.items())))


def watched():
    """{model: Watched} of all declared models."""
    return dict(_watched)


def use_of(subject):
    """The subject of links to `subject`: `theme` names the row, `theme_use` whatever hangs on it."""
    return f"{subject}_use"


def own_subject(model):
    """The subject a row of `model` is by its own number, "" for a link or a table nobody watches."""
    one = _watched.get(model._meta.concrete_model)
    own = model._meta.pk.column
    return next((subject for subject, column in one.subjects if column == own), "") if one else ""
