"""HEAD, as a monitor asks: the headers of the page, and no body for the server to warn about."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


def answer(method, address):
    """(status, headers, body) as the WSGI server gets them."""
    started = {}
    environ = RequestFactory().generic(method, address).environ
    body = WSGIHandler()(environ, lambda status, headers: started.update(status=status, headers=headers))
    content = b"".join(body)
    body.close()
    return started["status"], dict(started["headers"]), content


@pytest.mark.parametrize(
    "address", ["/", "/measures/", "/measures.csv", "/measures.xlsx", "/nowhere/", "/healthz"]
)
def test_head_has_the_headers_and_no_body(address):
    status, headers, body = answer("GET", address)
    assert body
    head_status, head_headers, head_body = answer("HEAD", address)
    assert (head_status, head_body) == (status, b"")
    assert head_headers.keys() >= headers.keys()
    assert head_headers["Content-Type"] == headers["Content-Type"]
    if "Content-Length" in headers and not address.endswith("xlsx"):
        assert head_headers["Content-Length"] == str(len(body))
