"""The site as gunicorn serves it. A bad deployment ends here with its hints, before a visitor meets it."""

import gc
import logging
import os
import sys

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbjd.settings")

log = logging.getLogger(__name__)
application = get_wsgi_application()

if mistakes := run_checks(tags=["sbjd"], include_deployment_checks=True):
    sys.exit("\n".join(["网站没有启动：", *map(str, mistakes)]))


def prepare_to_fork():
    """Read, before the workers fork, what they then share in memory and no visitor waits for. A database that
    does not answer now will be asked again by the first visitor."""
    from measures.warming import warm_up

    try:
        warm_up()
    except DatabaseError as error:
        log.warning("the database does not answer yet: %s", error)
    _disconnect()
    # Python's collector writes a mark into every object it looks at, and would copy the shared memory.
    gc.collect()
    gc.freeze()


def _disconnect():
    """A connection, and the threads of a pool of them, belong to the process that opened it."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()


prepare_to_fork()
