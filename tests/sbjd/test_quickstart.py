"""`manage.py quickstart` for real, as a program of its own on a data folder of its own."""

import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"管理员：admin  口令：(\S+)")


def environ(folder, **variables):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SBJD_", "DJANGO_"))}
    return {**kept, "SBJD_DATA_DIR": str(folder), **variables}


def quickstart(*arguments, folder, **variables):
    """Run to its end: the finished process with what it said."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "quickstart", *arguments],
        env=environ(folder, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )


@contextlib.contextmanager
def started(*arguments, folder, **variables):
    """Run in the background, ended afterwards: the process, its output readable line by line."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "quickstart", *arguments],
        env=environ(folder, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        with process.stdout:
            process.wait(timeout=30)


def until_served(process):
    """What a starting site said up to the line with its address."""
    said = []
    for line in process.stdout:
        said.append(line)
        if "网站已启动" in line:
            return "".join(said)
    raise AssertionError("the site did not start: " + "".join(said))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(port, path, opener=urllib.request.build_opener(), data=None):  # noqa: B008
    with opener.open(f"http://127.0.0.1:{port}{path}", data=data, timeout=30) as response:
        return response.status, response.headers, response.read().decode()


def log_in(port, password):
    """The heading of the admin's first page after logging in with this password."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = fetch(port, "/admin/login/?next=/admin/", browser)[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = {"username": "admin", "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    return fetch(port, "/admin/login/", browser, urllib.parse.urlencode(fields).encode())[2]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder that quickstart has prepared once, and what it said."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    run = quickstart("--no-serve", folder=folder)
    assert run.returncode == 0, run.stderr
    return folder, run.stdout


@pytest.fixture
def folder(prepared, tmp_path):
    """A copy of the prepared folder, where it may be spoiled."""
    return shutil.copytree(prepared[0], tmp_path / "data")


def plans_in(folder):
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return {slug for (slug,) in database.execute("SELECT slug FROM plans_demonstrationbase")}


def test_the_first_start_prepares_everything_and_serves(tmp_path):
    port = free_port()
    with started("--port", str(port), folder=tmp_path / "data") as process:
        said = until_served(process)
        assert f"http://127.0.0.1:{port}/" in said
        status, headers, home = fetch(port, "/")
        assert status == 200
        assert 'lang="zh-CN"' in home
        assert "Content-Security-Policy" in headers
        stylesheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', home)[1]
        assert "immutable" in fetch(port, stylesheet)[1]["Cache-Control"]
        password = SHOWN.search(said)[1]
        assert "/admin/logout/" in log_in(port, password)
    assert process.returncode == 0


def test_what_it_leaves_behind_is_its_owners_alone(prepared):
    folder, _ = prepared
    for path in (folder, folder / "secret_key", folder / "db.sqlite3"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert plans_in(folder) == {"nanshan", "liangjiang", "haidian"}


def test_a_second_start_skips_what_is_done(folder):
    key = (folder / "secret_key").read_bytes()
    port = free_port()
    with started("--port", str(port), folder=folder) as process:
        said = until_served(process)
        assert fetch(port, "/healthz")[0] == 200
    assert "……" not in said
    assert SHOWN.search(said) is None
    assert (folder / "secret_key").read_bytes() == key


@pytest.mark.parametrize("step", ["建立数据库表", "载入工作方案", "收集静态文件", "建立管理员"])
def test_killed_half_way_the_next_start_completes(tmp_path, step):
    folder = tmp_path / "data"
    with started("--no-serve", folder=folder) as process:
        for line in process.stdout:
            if step in line:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    port = free_port()
    with started("--port", str(port), folder=folder) as process:
        said = until_served(process)
        assert fetch(port, "/")[0] == 200
        shown = SHOWN.search(said)
        # Shown by the start that was killed, or by this one.
        assert shown or step == "建立管理员"
        if shown:
            assert "/admin/logout/" in log_in(port, shown[1])
    assert plans_in(folder) == {"nanshan", "liangjiang", "haidian"}


def test_a_port_in_use(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = quickstart("--port", str(port), folder=tmp_path / "data")
    assert run.returncode != 0
    assert len(run.stderr.splitlines()) == 1
    assert f"端口 {port} 已被占用" in run.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("address", ["--port=70000", "--port=http", "--host=no such"])
def test_an_address_that_is_none(tmp_path, address):
    run = quickstart(address, folder=tmp_path / "data")
    assert run.returncode != 0
    assert "Traceback" not in run.stderr


def test_a_folder_that_cannot_be_written(tmp_path):
    """A file stands where the folder should be: this stops the superuser too, whom no mode stops."""
    (tmp_path / "taken").write_text("")
    run = quickstart("--no-serve", folder=tmp_path / "taken" / "data")
    assert run.returncode != 0
    assert len(run.stderr.splitlines()) == 1
    assert "无法写入" in run.stderr
    assert "SBJD_DATA_DIR" in run.stderr


def test_a_database_newer_than_the_code(folder):
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('measures', '9999_later', '2027-1-1')"
        )
    run = quickstart("--no-serve", folder=folder)
    assert run.returncode != 0
    assert len(run.stderr.splitlines()) == 1
    assert "数据库比程序新" in run.stderr
    assert "measures.9999_later" in run.stderr


def test_a_database_that_is_none(folder):
    (folder / "db.sqlite3").write_bytes(b"this is no database" * 400)
    run = quickstart("--no-serve", folder=folder)
    assert run.returncode != 0
    assert len(run.stderr.splitlines()) == 1
    assert "无法连接数据库" in run.stderr


def test_a_lost_database_is_made_again(folder):
    for file in folder.glob("db.sqlite3*"):
        file.unlink()
    run = quickstart("--no-serve", folder=folder)
    assert run.returncode == 0, run.stderr
    assert plans_in(folder) == {"nanshan", "liangjiang", "haidian"}
    assert SHOWN.search(run.stdout)


def test_notes_that_cannot_be_read_only_cost_time(folder):
    (folder / "quickstart.json").write_text("{")
    run = quickstart("--no-serve", folder=folder)
    assert run.returncode == 0, run.stderr
    assert "fixtures" in json.loads((folder / "quickstart.json").read_text())


def test_two_at_once_do_not_meet(folder):
    import fcntl

    with (folder / "quickstart.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = quickstart("--no-serve", folder=folder)
    assert run.returncode != 0
    assert "另一个 quickstart" in run.stderr


def test_the_password_may_go_to_a_file(folder, tmp_path):
    for file in folder.glob("db.sqlite3*"):
        file.unlink()
    kept = tmp_path / "password"
    run = quickstart("--no-serve", "--admin-password-file", str(kept), folder=folder)
    assert run.returncode == 0, run.stderr
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    password = kept.read_text().strip()
    assert len(password) >= 16
    assert password not in run.stdout + run.stderr


def test_postgresql_is_prepared_and_served_too(databases, django_db_blocker, tmp_path):
    """The server of this test run, by DATABASE_URL, with pooled connections."""
    with django_db_blocker.unblock():
        databases["postgres"].run('CREATE DATABASE "sbjd_quickstart"')
        url = databases["postgres"].url("quickstart")
    port = free_port()
    with started("--port", str(port), folder=tmp_path / "data", DATABASE_URL=url) as process:
        until_served(process)
        assert fetch(port, "/")[0] == 200
        assert fetch(port, "/healthz")[0] == 200
    assert not (tmp_path / "data" / "db.sqlite3").exists()
    again = quickstart("--no-serve", folder=tmp_path / "data", DATABASE_URL=url)
    assert again.returncode == 0, again.stderr
    assert "……" not in again.stdout


def test_a_postgresql_that_does_not_answer(tmp_path):
    url = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    run = quickstart("--no-serve", folder=tmp_path / "data", DATABASE_URL=url)
    assert run.returncode != 0
    assert "无法连接数据库" in run.stderr
    assert "Traceback" not in run.stderr
