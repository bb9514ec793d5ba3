"""Addresses of the register and of everything the plans commit to."""

from django.urls import include, path, re_path

from measures import (
    matrix_views,
    organization_views,
    outline_views,
    quantity_views,
    register_views,
    vocabulary_views,
)
from measures.codes import CODE
from sbjd.listing.views import list_paths

urlpatterns = [
    path("", include("measures.reading_urls")),
    path("", include("measures.tool_urls")),
    *list_paths("measures", register_views.Register),
    re_path(rf"^measures/{CODE}/$", register_views.entry, {"kind": "measure"}, name="measure"),
    re_path(rf"^projects/{CODE}/$", register_views.entry, {"kind": "project"}, name="project"),
    *list_paths("tasks", outline_views.Tasks),
    re_path(rf"^tasks/{CODE}/$", outline_views.task, name="task"),
    *list_paths("programmes", outline_views.Programmes),
    re_path(rf"^programmes/{CODE}/$", outline_views.programme, name="programme"),
    *list_paths("themes", vocabulary_views.Themes),
    path("themes/<slug:slug>/", vocabulary_views.theme, name="theme"),
    *list_paths("instruments", vocabulary_views.Instruments),
    path("instruments/<slug:slug>/", vocabulary_views.instrument, name="instrument"),
    *list_paths("targets", quantity_views.Targets),
    re_path(rf"^targets/{CODE}/$", quantity_views.quantity, name="quantity"),
    *list_paths("metrics", quantity_views.Metrics),
    path("metrics/<slug:slug>/", quantity_views.metric, name="metric"),
    *list_paths("orgs", organization_views.Organizations),
    re_path(
        r"^orgs/(?P<slug>[^/\x00-\x1f\x7f]{1,100})/$", organization_views.organization, name="organization"
    ),
    path("matrix/", matrix_views.matrix, name="matrix"),
    re_path(r"^matrix\.(?P<ending>csv|json|xlsx)$", matrix_views.matrix, name="matrix-export"),
    re_path(rf"^c/{CODE}$", register_views.short_link, name="short_link"),
]
