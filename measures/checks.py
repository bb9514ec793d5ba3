"""A search index that this version cannot read stops the site here, with a hint."""

from django.core.checks import Error, register
from django.db import DatabaseError, connection

from measures.indexing import needs_rebuild
from sbjd.checks import TAG


@register(TAG, deploy=True)
def index_is_of_this_version(app_configs, **kwargs):
    """Words cut in another way are looked for in vain: searches would find less than there is."""
    try:
        outdated = needs_rebuild()
    except DatabaseError:
        # Not reachable or not migrated yet: that is said elsewhere.
        return []
    finally:
        # Run before the workers fork: they must not share a connection.
        if not connection.in_atomic_block:
            connection.close()
    if outdated:
        return [
            Error(
                "检索索引还没有建立，或是由另一版本的程序建立的。",
                hint="请运行 manage.py rebuild_index（或 manage.py quickstart）。",
                id="sbjd.E008",
            )
        ]
    return []
