"""Which state of the corpus this is, and what has changed since an earlier one.

Triggers in the database raise the revision and note what changed, in the writer's own transaction
(triggers.py), so nothing written in Python, by the admin or by raw SQL, can forget to. What a page, an index
or a bitmap was made from is named by the `Version` it was made at. The kit knows no app: each app declares
which of its tables are watched.
"""

from sbjd.corpus.followers import follow, settle
from sbjd.corpus.keeping import Keeper
from sbjd.corpus.versions import (
    Version,
    changes_since,
    held,
    number_of_changes_since,
    present,
    renew,
    revision,
    supposing,
    version,
)
from sbjd.corpus.watching import watch

__all__ = [
    "Keeper",
    "Version",
    "changes_since",
    "follow",
    "held",
    "number_of_changes_since",
    "present",
    "renew",
    "revision",
    "settle",
    "supposing",
    "version",
    "watch",
]
