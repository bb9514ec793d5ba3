"""Full-text search over the plans, and its export; a code in the box opens the page it stands for."""

from dataclasses import replace

from django.shortcuts import redirect, render
from django.urls import reverse

from measures.codes import find_coded
from measures.names import named
from measures.search_export import TITLE, export_search
from measures.search_options import MODES, SearchOptions
from measures.search_page import SearchPage
from plans.models import DemonstrationBase
from sbjd.listing.exports import export_links
from sbjd.listing.pages import SIZES


def search(request, ending=""):
    """What holds the words, the best first, each with its place. With an `ending` the export of all hits."""
    bases = list(DemonstrationBase.objects.filter(plans__isnull=False).distinct().order_by("order", "slug"))
    options = SearchOptions.of(request, {base.slug for base in bases})
    if ending:
        page = SearchPage(replace(options, path=reverse("search"), size=SIZES[0], page=1), bases)
        return export_search(page, ending, request)
    page = SearchPage(options, bases)
    query = page.seeking.query
    if query.code and (found := find_coded(query.code)):
        return redirect(found)
    context = {
        "options": options,
        "search": page,
        "named": named(query) if options.page == 1 else [],
        "modes": MODES.items(),
        "exports": export_links(options.url(size=SIZES[0])),
        "here": TITLE,
    }
    return render(request, "search.html", context)
