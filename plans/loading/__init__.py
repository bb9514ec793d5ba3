"""Bringing a database up to the fixtures, without losing what a person edited.

    changes = plan_changes(default_documents())    what would happen; nothing is written
    print(changes.report())
    apply(changes)                                 one transaction, all or nothing

Three states meet, field by field: what the fixtures say now, what the last load wrote (`LoadedRecord`),
and what the database holds. Where the last two differ a person edited, and the edit stays.
"""

from plans.loading.changes import Changes, Keeper, Terms
from plans.loading.documents import Document, LoadError, default_documents
from plans.loading.load import OutOfDate, apply, hold_back_others, load, plan_changes

__all__ = [
    "Changes",
    "Document",
    "Keeper",
    "LoadError",
    "OutOfDate",
    "Terms",
    "apply",
    "default_documents",
    "hold_back_others",
    "load",
    "plan_changes",
]
