"""A walk over the register as it is loaded: every list, a page of each kind, every eighth link of these."""

import html
import re

import pytest

LISTS = (
    "/measures/",
    "/tasks/",
    "/programmes/",
    "/themes/",
    "/instruments/",
    "/targets/",
    "/metrics/",
    "/orgs/",
    "/matrix/",
)
DETAILS = re.compile(r"/(measures|projects|tasks|programmes|themes|instruments|targets|metrics|orgs)/[^/]+/")
EVERY = 8  # of the hundreds of links; all of them would cost a minute


def links(page):
    """The addresses a page links to, without fragments."""
    found = re.findall(r'href="(/[^"#]*)', page.content.decode())
    return {html.unescape(address) for address in found} - {""}


@pytest.mark.django_db
def test_no_link_of_the_register_is_dead(client):
    pages = {address: client.get(address) for address in LISTS}
    for address in sorted(set().union(*map(links, pages.values()))):
        kind = DETAILS.fullmatch(address)
        if kind and kind.group(1) not in {page.split("/")[1] for page in pages if DETAILS.fullmatch(page)}:
            pages[address] = client.get(address)
    assert len([address for address in pages if DETAILS.fullmatch(address)]) >= 8
    skipped = ("/static/", "/admin/")
    targets = {one for page in pages.values() for one in links(page) if not one.startswith(skipped)}
    plain = {one for one in targets if "?" not in one and one not in pages}
    some = sorted(plain)[::EVERY]
    dead = [one for one in some if client.get(one).status_code not in (200, 301, 302)]
    assert not dead


@pytest.mark.django_db
def test_counts_of_the_three_plans(client):
    for address, total in {
        "/measures/?kind=measure": 61,
        "/measures/?kind=project": 64,
        "/tasks/": 18,
        "/programmes/": 21,
        "/measures/?theme=none": 0,
        "/measures/?instrument=none": 0,
    }.items():
        assert client.get(address).context["listing"].total == total, address
