"""Every answer tells the browser what the page may do, whoever made it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/healthz", "/admin/login/", "/admin/", "/no/such/page/", "static"])
def test_every_answer_carries_the_policy(client, address):
    if address == "static":
        address = staticfiles_storage.url("admin/css/base.css")
    response = client.get(address)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.django_db
def test_pages_are_compressed(client):
    plain, packed = client.get("/"), client.get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content)


def test_static_files_may_be_kept_for_ever(client, static_files):
    response = client.get(staticfiles_storage.url("admin/css/base.css"))
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_health_is_said_in_a_word(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_refusals_are_in_chinese(client):
    client.handler.enforce_csrf_checks = True
    refused = client.post("/admin/login/", {"username": "admin", "password": "?"})
    assert refused.status_code == 403
    assert 'lang="zh-CN"' in refused.content.decode()
    elsewhere = client.get("/", headers={"host": "elsewhere.example"})
    assert elsewhere.status_code == 400
    assert 'lang="zh-CN"' in elsewhere.content.decode()


def test_the_admin_works_under_the_policy(live_site, page):
    """`page` fails if the browser refused anything."""
    get_user_model().objects.create_superuser("admin", password="a-password-for-this-test")
    page.goto(live_site + "/admin/")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill("a-password-for-this-test")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(live_site + "/admin/")
    page.goto(live_site + "/admin/auth/user/add/")
    assert page.get_by_label("用户名", exact=False).first.is_visible()
