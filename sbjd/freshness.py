"""A page that has not changed is not made again: ETags of the version of the corpus a page was made from.

The tag (ETag) of a public page is a digest of all it depends on:

    the version of the corpus      every write to what is shown raises it (sbjd.corpus)
    the build                      code, templates, names of static files, settings
    the address                    scheme, host, path and query
    htmx's headers                 a list answers them with a part of the page
    the date                       what is printed says when
    gzip or not

It depends on nothing else: no page shows who reads it. No tag is given all the same to a visitor who may be
signed in (there is a session cookie), to the admin's pages, to exports, which stream, and to whatever sets a
cookie or says itself how it may be kept.

Whoever has the tag is answered 304 before anything is made. The last pages made are kept, compressed, under
their tags. Browsers ask each time (no-cache), so nobody sees a stale page.

A page is made of several queries. If the corpus changes meanwhile the page is made again, and no page mixes
two versions.
"""

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import LazyObject
from django.utils.http import parse_etags

from sbjd import corpus

UNTAGGED = ("/admin/", "/healthz")
HTMX = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_HX_TARGET")
TRIES = 3
KEPT_BYTES = 4 << 20
LARGEST_KEPT = 256 << 10
VARY = ("HX-Request", "Accept-Encoding")
_CODE = ("sbjd", "plans", "measures", "templates")


class Freshness:
    """The middleware. Outside of all that costs time, inside of what must see every request."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.build = build()
        self.kept = KeptPages()

    def __call__(self, request):
        # What a transaction that is still open has written may be undone: it gets no tag.
        if request.method not in ("GET", "HEAD") or request.path.startswith(UNTAGGED):
            return self.get_response(request)
        if connection.in_atomic_block:
            return self.get_response(request)
        try:
            version = corpus.version()
        except DatabaseError:
            return self.get_response(request)  # where the failure is answered
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self._made(request, version)[0]
        # The date before the page is made: it may say yesterday's still.
        today = timezone.localdate()
        tag = self._tag(request, version, today)
        if tag in asked_tags(request):
            return not_modified(tag)
        kept = self.kept.get(version, tag)
        if kept is not None:
            return kept
        response, version = self._made(request, version)
        if may_be_tagged(response):
            response.headers["ETag"] = self._tag(request, version, today)
            response.headers["Cache-Control"] = "no-cache"
            patch_vary_headers(response, VARY)
            self.kept.keep(version, response)
        return response

    def _made(self, request, version):
        """The response, and the one version it was made from."""
        for _ in range(TRIES):
            with corpus.supposing(version):
                response = self.get_response(request)
            if response.streaming:
                return response, version
            before, version = version, corpus.version()
            if version == before:
                return response, version
        # Somebody writes without a pause. They wait for the moment it takes to make this page.
        with corpus.held() as version:
            return self.get_response(request), version

    def _tag(self, request, version, today):
        headers = request.META
        parts = (
            self.build,
            *version,
            request.scheme,
            request.get_host(),
            request.get_full_path(),
            *(headers.get(name, "") for name in HTMX),
            today,
            "gzip" in headers.get("HTTP_ACCEPT_ENCODING", ""),
        )
        digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()
        # Weak: the same page may be compressed into other bytes.
        return f'W/"{digest}"'


def asked_tags(request):
    """The tags of If-None-Match, as this module writes them."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    return parse_etags(asked) if asked and asked != "*" else ()


def may_be_tagged(response):
    """Whether a response is a public page that everybody gets alike."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("ETag")
    )


def not_modified(tag):
    """304: what the visitor has is what there is."""
    response = HttpResponseNotModified()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, VARY)
    return response


class KeptPages:
    """The pages made last, of one version, compressed as they were sent; at most KEPT_BYTES of them."""

    def __init__(self):
        self._lock = threading.Lock()
        self._version, self._pages, self._size = None, OrderedDict(), 0

    def get(self, version, tag):
        """The page with this tag as a new response, or None."""
        with self._lock:
            found = self._pages.get(tag) if version == self._version else None
            if found is None:
                return None
            self._pages.move_to_end(tag)
        content, headers = found
        return HttpResponse(content, headers=headers)

    def keep(self, version, response):
        """Keep a response that has its tag; pages of any other version go."""
        size = len(response.content)
        if size > LARGEST_KEPT:
            return
        with self._lock:
            if version != self._version:
                self._version, self._size = version, 0
                self._pages.clear()
            tag = response.headers["ETag"]
            if tag not in self._pages:
                self._pages[tag] = response.content, dict(response.headers)
                self._size += size
            while self._size > KEPT_BYTES:
                _, (content, _) = self._pages.popitem(last=False)
                self._size -= len(content)


def build():
    """A digest of the code, the templates, the names of static files and the settings: what makes pages."""
    digest = hashlib.blake2b(digest_size=16)
    files = [file for folder in _CODE for file in Path(settings.BASE_DIR, folder).rglob("*")]
    files.append(Path(settings.STATIC_ROOT, "staticfiles.json"))
    for file in sorted(files):
        if file.suffix in (".py", ".html", ".json") and file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for name in sorted(filter(str.isupper, dir(settings))):
        if name not in ("SECRET_KEY", "DATABASES"):
            value = getattr(settings, name)
            # Until somebody looks into it, a lazy one names a place in the memory of this very process.
            value = str(value) if isinstance(value, LazyObject) else value
            digest.update(f"{name}={value!r}\n".encode())
    return digest.hexdigest()
