"""Each mistake of a deployment is named, with what to do about it."""

import pytest
from django.core.checks import run_checks


def mistakes(deploy=False):
    return {found.id: found for found in run_checks(tags=["sbjd"], include_deployment_checks=deploy)}


def test_the_defaults_are_in_order(static_files):
    assert mistakes() == {}


def test_a_key_that_others_can_read(settings, tmp_path):
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"
    settings.SECRET_KEY_FILE.write_text("k" * 60)
    settings.SECRET_KEY_FILE.chmod(0o644)
    assert "chmod 600" in mistakes()["sbjd.E002"].hint
    settings.SECRET_KEY_FILE.chmod(0o600)
    assert mistakes() == {}


def test_debug_on_a_site_with_a_name(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert mistakes() == {}
    settings.ALLOWED_HOSTS = ["localhost", "www.example.cn"]
    assert "www.example.cn" in mistakes()["sbjd.E003"].msg


def test_https_without_a_name(settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.HTTPS = True
    assert "SBJD_HOSTS" in mistakes()["sbjd.E004"].hint


def test_an_old_sqlite(monkeypatch):
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 31, 1))
    assert "PostgreSQL" in mistakes()["sbjd.E005"].hint


@pytest.mark.parametrize(("name", "value"), [("SBJD_WORKER", "3"), ("SBJD_SECRETKEY", "x")])
def test_a_mistyped_variable(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    found = mistakes()["sbjd.E001"]
    assert name in found.msg
    assert "是不是想写" in found.hint


@pytest.mark.django_db
def test_serving_wants_a_kept_key_and_static_files(settings, tmp_path):
    settings.SECRET_KEY_IS_TEMPORARY = True
    settings.STATIC_ROOT = tmp_path
    assert mistakes() == {}
    assert {"sbjd.E006", "sbjd.E007"} <= mistakes(deploy=True).keys()
