"""Logging in: wrong passwords are slowed down for one account at one address, and for nobody else."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/?next=/admin/"


@pytest.fixture
def colleagues():
    for name in ("editor1", "editor2"):
        get_user_model().objects.create_user(name, password="a-long-password", is_staff=True)


def try_in(client, name, password, address="10.0.0.1", **headers):
    form = {"username": name, "password": password, "next": "/admin/"}
    return client.post(LOGIN, form, REMOTE_ADDR=address, **headers)


def fail(client, times, **options):
    for _ in range(times):
        answer = try_in(client, "editor1", "wrong", **options)
    return answer


def test_the_tenth_wrong_password_is_told_in_chinese_what_happens_now(client, colleagues):
    assert fail(client, 9).status_code == 200
    refused = fail(client, 1)
    assert refused.status_code == 429
    assert "登录尝试过多" in refused.text and "15分钟" in refused.text and "editor1" in refused.text
    assert try_in(client, "editor1", "a-long-password").status_code == 429


def test_a_colleague_behind_the_same_address_gets_in(client, colleagues):
    fail(client, 12)
    assert try_in(client, "editor2", "a-long-password").status_code == 302


def test_nobody_locks_an_account_from_elsewhere(client, colleagues):
    fail(client, 12, address="10.9.9.9")
    assert try_in(client, "editor1", "a-long-password").status_code == 302


def test_a_good_password_starts_the_count_anew(client, colleagues):
    fail(client, 9)
    assert try_in(client, "editor1", "a-long-password").status_code == 302
    client.post("/admin/logout/")
    assert fail(client, 9).status_code == 200


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(client, colleagues, settings):
    settings.HTTPS = True
    for number in range(12):  # a made-up address in front changes nothing
        answer = try_in(
            client, "editor1", "wrong", "127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}, 10.0.0.7"
        )
    assert answer.status_code == 429
    home = try_in(client, "editor1", "a-long-password", "127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.8")
    assert home.status_code == 302


def test_a_short_password_is_refused(admin_client):
    form = {"username": "editor3", "password1": "short-1", "password2": "short-1", "usable_password": "true"}
    refused = admin_client.post("/admin/auth/user/add/", form)
    assert refused.status_code == 200 and "10" in refused.text
    assert not get_user_model().objects.filter(username="editor3").exists()


def test_a_form_sent_after_the_log_in_ran_out_is_said_not_to_be_saved(client):
    form = "/admin/plans/demonstrationbase/add/"
    said = "登录已过期，刚才提交的内容没有保存。"
    assert said in client.post(form, {"name": "x"}, follow=True).text
    assert said not in client.get(form, follow=True).text
    assert said not in client.post("/admin/logout/", follow=True).text


def test_who_is_logged_in_already_goes_on_to_the_page_but_never_to_another_site(client, colleagues):
    client.force_login(get_user_model().objects.get(username="editor1"))
    for following, leads_to in (("/admin/jsi18n/", "/admin/jsi18n/"), ("//evil.example/", "/admin/")):
        answer = client.get("/admin/login/", {"next": following})
        assert (answer.status_code, answer.url) == (302, leads_to)
