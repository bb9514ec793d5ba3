"""Who knocks at the desk: the address that failed log-ins are counted by.

django-axes counts failures for an account and an address together. So a colleague behind the same address is
never locked out by somebody else's typing, and nobody can lock an account by failing from elsewhere.
"""

from django.conf import settings


def client_address(request):
    """The visitor's address. Behind the reverse proxy that ends HTTPS it is the last one in X-Forwarded-For,
    the one the proxy itself added; whatever stands before it a visitor may have made up."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
