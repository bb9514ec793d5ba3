"""Settings run with no environment, take what README names, and refuse the rest with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sbjd import environment
from sbjd.settings import postgres

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments, folder, **variables):
    """Run manage.py with these variables and no others of the site's."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SBJD_")}
    inherited.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={**inherited, "SBJD_DATA_DIR": str(folder), **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SBJD_DEBUG", "yes", "SBJD_DEBUG 只能是 0 或 1，现在是“yes”"),
        ("SBJD_DB_POOL", "0", "SBJD_DB_POOL 须是 1 到 100 之间的整数，现在是“0”"),
        ("SBJD_HOSTS", "https://www.example.cn", "不带协议、端口和通配符"),
        ("SBJD_HOSTS", "*", "不带协议、端口和通配符"),
        ("SBJD_LOG_LEVEL", "loud", "SBJD_LOG_LEVEL 须是 DEBUG、INFO、WARNING、ERROR 之一"),
        ("SBJD_SECRET_KEY", "short", "SBJD_SECRET_KEY 至少要有 50 个字符"),
        ("DATABASE_URL", "mysql://user@host/name", "DATABASE_URL 须以 postgres:// 或 postgresql:// 开头"),
        ("DATABASE_URL", "postgres://user@host/", "DATABASE_URL 缺少数据库名"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL 无法解析"),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence(tmp_path, name, value, said):
    run = manage("check", folder=tmp_path, **{name: value})
    assert run.returncode != 0
    assert said in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_mistyped_name_is_found(tmp_path):
    run = manage("check", folder=tmp_path, SBJD_HOST="www.example.cn")
    assert run.returncode != 0
    assert "不认识的环境变量 SBJD_HOST" in run.stderr
    assert "SBJD_HOSTS" in run.stderr


def test_every_variable_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in environment.known if f"`{name}`" not in readme} == set()


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("SBJD_DEBUG", " ")
    assert environment.switch("SBJD_DEBUG") is False


def test_hosts_may_be_names_and_addresses(monkeypatch):
    monkeypatch.setenv("SBJD_HOSTS", "www.example.cn, 10.0.0.8,[::1],.example.cn")
    assert environment.hosts("SBJD_HOSTS", []) == ["www.example.cn", "10.0.0.8", "[::1]", ".example.cn"]


def test_database_url_is_a_pooled_postgres():
    database = postgres("postgres://user:p%40ss@db.example.cn:5433/sbjd?sslmode=require", 6)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.cn", 5433, "sbjd")
    assert (database["USER"], database["PASSWORD"]) == ("user", "p@ss")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["server_side_binding"] and database["OPTIONS"]["prepare_threshold"]
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 6, "timeout": 10}
    with pytest.raises(ImproperlyConfigured):
        postgres("sqlite:///file", 6)


def test_check_deploy_is_content_with_the_production_settings(tmp_path):
    """The environment of README, "Behind HTTPS"."""
    variables = {"SBJD_HTTPS": "1", "SBJD_HOSTS": "www.example.cn", "SBJD_HSTS_PRELOAD": "1"}
    prepared = manage("quickstart", "--no-serve", folder=tmp_path, **variables)
    assert prepared.returncode == 0, prepared.stderr
    run = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **variables)
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout + run.stderr or "0 silenced" in run.stdout + run.stderr
    assert "?:" not in run.stderr


def test_a_deployment_that_was_never_prepared_does_not_serve(tmp_path):
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SBJD_")}
    run = subprocess.run(
        [sys.executable, "-c", "import sbjd.wsgi"],
        cwd=ROOT,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "sbjd.settings", "SBJD_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "网站没有启动" in run.stderr
    assert "quickstart" in run.stderr
