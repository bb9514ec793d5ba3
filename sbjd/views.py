"""Pages that belong to no part of the site: its health and its refusals.

Not found and a failure are Django's own views with 404.html and 500.html.
"""

import logging

from django.contrib import admin
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
    return _refused(request, "无权访问")


def csrf_failure(request, reason=""):
    """403 for a form without a valid token: too old, or sent from another site."""
    return _refused(request, "表单已失效", stale_form=True)


def _refused(request, title, stale_form=False):
    """A refusal where the visitor is: at the desk it says as whom, and leads back there."""
    user = getattr(request, "user", None)
    if user is None or not (request.path.startswith(reverse("admin:index")) and user.is_staff):
        return render(request, "403.html", {"stale_form": stale_form}, status=403)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "stale_form": stale_form,
        "groups": list(user.groups.values_list("name", flat=True)),
        "scope": getattr(user, "editor_scope", None),
    }
    return render(request, "admin/desk/refused.html", context, status=403)
