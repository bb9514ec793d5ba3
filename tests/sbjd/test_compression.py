"""Pages on the wire: packed, the same page when unpacked, never the same length twice for sure."""

import gzip
import re

import pytest

from sbjd.compression import packed

PAGE = "创业创新示范基地工作方案".encode() * 500
# The site's pages carry no secret; a form's token is one.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/measures/", "/about/", "/admin/login/", "/nowhere/"])
def test_a_page_is_the_same_when_unpacked(client, address):
    plain = client.get(address)
    sent = client.get(address, headers={"accept-encoding": "gzip, deflate, br"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert int(sent.headers["Content-Length"]) == len(sent.content) < len(plain.content) / 2
    assert TOKEN.sub(b"", gzip.decompress(sent.content)) == TOKEN.sub(b"", plain.content)
    assert "Accept-Encoding" in sent.headers["Vary"]


@pytest.mark.django_db
def test_who_takes_no_gzip_gets_the_plain_page(client):
    plain = client.get("/measures/", headers={"accept-encoding": "br"})
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "</html>" in plain.content.decode()


def test_the_length_of_a_packed_page_tells_little():
    made = [packed(PAGE, 100) for _ in range(40)]
    assert {gzip.decompress(one) for one in made} == {PAGE}
    assert len({len(one) for one in made}) > 10
