"""Every address of the site, and an empty view behind the same middleware."""

from django.http import HttpResponse
from django.urls import path

from sbjd.urls import *  # noqa: F403
from sbjd.urls import urlpatterns as site
from tests.bench.finding.web import EMPTY


def empty(request):
    """Nothing at all."""
    return HttpResponse("", content_type="text/plain")


urlpatterns = [path(EMPTY, empty), *site]
