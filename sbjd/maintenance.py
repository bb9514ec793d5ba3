"""系统维护中: the answer while the site cannot or should not serve its pages.

Two things lead here: an administrator put a file `maintenance` into the data folder (before a backup or a
load), or the database does not answer. Both end by themselves, so the page says to come back.
"""

import logging

from django.conf import settings
from django.db import OperationalError
from django.shortcuts import render

FILE_NAME = "maintenance"
RETRY_AFTER_SECONDS = 300
# What goes on all the same: the health of the site, and the style of this very page.
OPEN = ("/healthz", settings.STATIC_URL)
log = logging.getLogger(__name__)


class Maintenance:
    """Answers 503 while the file is there, and in place of 500 where the database is out of reach."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (settings.DATA_DIR / FILE_NAME).exists() and not request.path.startswith(OPEN):
            return unavailable(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError):
            return None
        log.error("the database does not answer", exc_info=exception)
        return unavailable(request)


def unavailable(request):
    """The page 系统维护中 with status 503. It asks the database nothing."""
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
