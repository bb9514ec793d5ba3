"""Addresses of the pages about what was printed."""

from django.urls import path, re_path

from plans import views

urlpatterns = [
    path("plans/<slug:slug>/source/", views.plan_source, name="plan_source"),
    path("plans/<slug:slug>/errata/", views.plan_errata, name="plan_errata"),
    re_path(
        r"^plans/(?P<slug>[-\w]+)/errata\.(?P<ending>csv|json|xlsx)$",
        views.plan_errata,
        name="plan_errata-export",
    ),
    re_path(r"^errata/(?P<code>[A-Za-z0-9._-]{1,60})/$", views.erratum, name="erratum"),
]
