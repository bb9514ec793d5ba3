"""The page for an address that names something that is not there, with what is near it."""

from django.shortcuts import render


def not_found(request, missing, suggestions=()):
    """A 404 page that says what is `missing` (a sentence) and offers `suggestions`: (name, url) pairs."""
    return render(request, "404.html", {"missing": missing, "suggestions": list(suggestions)}, status=404)
