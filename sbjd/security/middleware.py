"""Headers that tell the browser what a page of this site may do.

Django 5.2 has no Content-Security-Policy of its own, and django-csp brings nonces, reports and
per-view rules that a site with one fixed policy does not use: ten lines here are easier to trust.
"""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PolicyHeaders:
    """Sets the policies on every response: pages, the admin, exports, static files, errors.

    There is no nonce, so a page may be cached as it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
