"""Addresses of the home page, the plans and bases, the search, and the pages about the site."""

from django.urls import path, re_path
from django.views.generic import TemplateView

from measures import overview_lists, overview_views, reading_views, search_views, styleguide
from sbjd.listing.views import list_paths

SLUG = r"(?P<slug>[-\w]+)"
# Whatever a section may be called, but nothing that a database refuses.
KEY = r"(?P<key>[^/\x00-\x1f\x7f]{1,60})"

urlpatterns = [
    path("", overview_views.home, name="home"),
    *list_paths("plans", overview_lists.Plans),
    path("plans/<slug:slug>/", reading_views.plan, name="plan"),
    re_path(rf"^plans/{SLUG}/s/{KEY}/$", reading_views.section, name="section"),
    re_path(rf"^c/{SLUG}/s/{KEY}$", reading_views.short_section, name="short_section"),
    *list_paths("bases", overview_lists.Bases),
    path("bases/<slug:slug>/", overview_views.base, name="base"),
    path("search/", search_views.search, name="search"),
    re_path(r"^search\.(?P<ending>csv|json|xlsx)$", search_views.search, name="search-export"),
    path("about/", overview_views.about, name="about"),
    path("help/", overview_views.help_page, name="help"),
    path("accessibility/", TemplateView.as_view(template_name="accessibility.html"), name="accessibility"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
