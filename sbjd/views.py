"""Pages that belong to no part of the site: its health and its refusals.

Not found and a failure are Django's own views with 404.html and 500.html.
"""

import logging

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request):
    """200 "ok" when the site can ask its database, 503 otherwise; for a proxy or a monitor."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("healthz: the database does not answer")
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request, exception=None):
    """400 in Chinese: an address or a header that no page of this site sends."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """403 in Chinese: a page the visitor may not see."""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """403 for a form without a valid token: too old, or sent from another site."""
    return render(request, "403.html", {"stale_form": True}, status=403)
