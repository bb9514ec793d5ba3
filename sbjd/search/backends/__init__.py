"""The index of one table of texts, in the database it stands in.

A backend has `create`, `drop`, `rename`, `add`, `take_out`, `find`, `settle` and `tidy`; each names the
table of texts, whose name its own tables carry. All of them run in the caller's transaction.
"""

from django.db import connection

from sbjd.search.backends import postgres, sqlite

_BACKENDS = {"sqlite": sqlite, "postgresql": postgres}


def backend():
    """The module that speaks to the database in use."""
    return _BACKENDS[connection.vendor]
