"""What an address answers that names something that is not there: what is near it, or what it has become."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render


def not_found(request, missing, suggestions=()):
    """A 404 page that says what is `missing` (a sentence) and offers `suggestions`: (name, url) pairs."""
    return render(request, "404.html", {"missing": missing, "suggestions": list(suggestions)}, status=404)


def moved_for_good(request, url):
    """301 to `url`, with the query that was asked. A browser asks again each time: what was merged may be
    two again one day."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    response.headers["Cache-Control"] = "no-cache"
    return response
