"""Pages compressed about as quickly as they are made.

With the standard library's zlib, packing is a fifth to a third of the time that a list page takes to make.
ISA-L packs it in a fifth of the time of zlib's level 4 and leaves a tenth more bytes: here most visitors sit
in the server's own building.
"""

import io
import re
import secrets

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal.igzip import IGzipFile

LEVEL = 2
# Bytes of a page that surely packs into fewer.
LONG = 2000
_GZIP = re.compile(r"\bgzip\b")


class Compression(GZipMiddleware):
    """Django's middleware, which keeps all but pages: streams, files, short answers, what is packed or
    tagged already."""

    def process_response(self, request, response):
        """The response, packed if it is worth it and the visitor takes it."""
        if not (_is_page(response) and _takes_gzip(request)):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = packed(response.content, self.max_random_bytes)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
        return response


def packed(content, most_random):
    """`content` (bytes) as gzip. A file name of random length up to `most_random`, which no reader looks at,
    hides how well it packed, from which secrets in a page could be guessed (BREACH)."""
    name = secrets.token_hex(most_random)[: 1 + secrets.randbelow(most_random)]
    made = io.BytesIO()
    with IGzipFile(name, "wb", LEVEL, made, mtime=0) as file:
        file.write(content)
    return made.getvalue()


def _is_page(response):
    return (
        not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) >= LONG
        and not response.has_header("Content-Encoding")
        and not response.has_header("ETag")
    )


def _takes_gzip(request):
    return _GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
