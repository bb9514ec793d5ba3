"""Every table whose rows the site shows has its triggers."""

import pytest
from django.apps import apps
from django.db import connection

from sbjd.corpus import triggers
from sbjd.corpus.watching import own_subject, watched

# Tables that no public page is made from, or that are written together with one that is watched.
NOT_SHOWN_APPS = {"admin", "auth", "axes", "contenttypes", "corpus", "desk", "search", "sessions"}
NOT_SHOWN = {
    "plans.benchstep": "what was decided about a document nobody is shown",
    "plans.editorscope": "who may edit what",
    "plans.formerkey": "what a row was called before",
    "plans.intake": "a document nobody is shown",
    "plans.intakeevent": "what was done with it",
    "plans.intakeplan": "a plan in it",
    "plans.loadedrecord": "what a load remembers",
    "plans.mergedrow": "written with the rows that move, which are watched",
    "plans.shelvedplan": "a plan that was taken down",
    "plans.shelvedrow": "what went down with it",
    "plans.textsketch": "what stays of a text to recognise another by",
    "measures.entrytext": "made from the entries",
    "measures.paragraphtext": "made from the sections",
}


def is_history(model):
    """A row of a history is written in the transaction that changed what it is the history of."""
    return hasattr(model, "history_type")


def test_every_table_is_watched_or_not_shown():
    """A new model is either declared in its app's watched.py or named here with its reason."""
    unwatched = {
        model._meta.label_lower
        for model in apps.get_models()
        if not model._meta.proxy
        and model not in watched()
        and model._meta.app_label not in NOT_SHOWN_APPS
        and not is_history(model)
    }
    assert unwatched - NOT_SHOWN.keys() == set()


@pytest.mark.django_db
def test_triggers_installed():
    """A migration that altered a watched table has to end with WatchTable: SQLite loses its triggers."""
    wanted = {name for one in watched().values() for name in triggers.names(connection.vendor, one.table)}
    assert found_triggers().keys() == wanted


@pytest.mark.django_db
def test_triggers_say_what_is_declared():
    found = found_triggers()
    for one in watched().values():
        if connection.vendor == "sqlite":
            statements = triggers.create("sqlite", one.table, one.subjects)
            names = triggers.names("sqlite", one.table)
            assert [found[name] for name in names] == statements, one.table
            continue
        pairs = ", ".join(f"'{part}'" for pair in one.subjects for part in pair)
        for name in triggers.names("postgresql", one.table)[1:]:
            assert found[name].endswith(f"corpus_note({pairs})"), name


def found_triggers():
    """{name: definition} of all triggers of this kit that the database has."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'corpus_*'",
        "postgresql": (
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE starts_with(tgname, 'corpus_')"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def test_a_subject_is_what_a_row_is_by_itself():
    entry, link = apps.get_model("measures.Entry"), apps.get_model("measures.EntryTheme")
    assert own_subject(entry) == own_subject(apps.get_model("measures.Measure")) == "entry"
    assert own_subject(link) == ""
    assert own_subject(apps.get_model("auth.User")) == ""
