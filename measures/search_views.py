"""Full-text search over the plans; a code in the box opens the page it stands for."""

from django.shortcuts import redirect, render

from measures.codes import find_coded
from measures.names import named
from measures.search_options import MODES, SearchOptions
from measures.search_page import SearchPage
from plans.models import DemonstrationBase


def search(request):
    """What holds the words, the best first, each with its place."""
    bases = list(DemonstrationBase.objects.filter(plans__isnull=False).distinct().order_by("order", "slug"))
    options = SearchOptions.of(request, {base.slug for base in bases})
    page = SearchPage(options, bases)
    query = page.seeking.query
    if query.code and (found := find_coded(query.code)):
        return redirect(found)
    context = {
        "options": options,
        "search": page,
        "named": named(query) if options.page == 1 else [],
        "modes": MODES.items(),
        "here": "全文检索",
    }
    return render(request, "search.html", context)
