"""Addresses of what visitors do with entries: compare, collect, take away, correct."""

from django.urls import path, re_path

from measures import compare_views, selection_views, service_views

urlpatterns = [
    path("compare/", compare_views.compare, name="compare"),
    re_path(r"^compare\.(?P<ending>csv|json|xlsx)$", compare_views.compare, name="compare-export"),
    path("list/", selection_views.selection, name="list"),
    re_path(r"^list\.(?P<ending>csv|json|xlsx)$", selection_views.selection, name="list-export"),
    path("data/", service_views.data, name="data"),
    path("feedback/", service_views.feedback, name="feedback"),
]
