"""Addresses that name nothing: made up, cut off or harmful, each answers with a page that says so."""

import pytest

HARMFUL = ("%00", "a%00b", "nanshan%00", "%0A", "%FF%FE", "%27%22", "..", "x" * 3000, "%F0%9F%98%80")
PLACES = (
    "/measures/{}/",
    "/projects/{}/",
    "/tasks/{}/",
    "/programmes/{}/",
    "/themes/{}/",
    "/instruments/{}/",
    "/targets/{}/",
    "/metrics/{}/",
    "/orgs/{}/",
    "/c/{}",
    "/c/nanshan/s/{}",
    "/c/{}/s/3-2",
    "/plans/{}/",
    "/plans/{}/source/",
    "/plans/{}/errata/",
    "/plans/{}/errata.csv",
    "/plans/{}/s/3-2/",
    "/plans/nanshan/s/{}/",
    "/errata/{}/",
    "/bases/{}/",
    "/{}/",
)


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_a_name_of_nothing_is_not_found(client, place):
    answers = {name: client.get(place.format(name)).status_code for name in HARMFUL}
    assert set(answers.values()) <= {404}, answers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/measures/", "/targets/", "/orgs/", "/metrics/", "/tasks/", "/measures.csv", "/measures.json"),
        *("/search.csv", "/search.json"),
    ],
)
def test_a_query_of_nothing_is_answered(client, address):
    for name in HARMFUL:
        for key in ("q", "base", "theme", "period", "org", "sort", "page", name):
            assert client.get(f"{address}?{key}={name}").status_code == 200, (key, name)
