"""The site as a whole: shades of grey, closed for maintenance, a database that does not answer."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_shades_of_grey_on_request(client, settings):
    assert 'class="greyscale' not in client.get("/help/").content.decode()
    settings.GREYSCALE = True
    for address in ("/help/", "/nowhere/"):
        assert '<html lang="zh-CN" class="greyscale ">' in client.get(address).content.decode()


def test_a_file_closes_the_site_and_its_removal_opens_it(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    response = client.get("/plans/")
    assert response.status_code == 503
    assert response["Retry-After"] == "300"
    html = response.content.decode()
    assert "系统维护中" in html and 'action="/search/"' in html and 'href="/"' in html
    assert client.get("/healthz").status_code == 200
    (tmp_path / "maintenance").unlink()
    assert client.get("/plans/").status_code == 200


def test_a_database_out_of_reach_is_maintenance_and_no_failure(client):
    def unreachable(*asked):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(unreachable):
        response = client.get("/plans/")
    assert response.status_code == 503
    assert "系统维护中" in response.content.decode()
