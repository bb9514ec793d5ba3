"""A page that has not changed is answered 304; one that has is never answered stale."""

import datetime
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from measures.models import Entry, Theme
from sbjd import corpus, freshness
from sbjd.freshness import Freshness, KeptPages

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "/",
    "/measures/",
    "/measures/?theme=ip&page=2",
    "/plans/nanshan/",
    "/targets/",
    "/matrix/",
    "/about/",
)


def tag_of(client, address, **headers):
    return client.get(address, **headers).headers.get("ETag")


def rename_a_theme():
    Theme.objects.filter(slug="ip").update(name="知识产权（新）")


class TestUnchanged:
    @pytest.mark.parametrize("address", PAGES)
    def test_is_304_without_a_body(self, client, address):
        first = client.get(address)
        again = client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert first.headers["Cache-Control"] == "no-cache"
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "no-cache"
        assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]

    def test_costs_one_query(self, client):
        tag = tag_of(client, "/measures/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/measures/", HTTP_IF_NONE_MATCH=tag)
        assert len(asked) == 1

    @pytest.mark.parametrize("address", ["/measures/?theme=ip", "/measures/?q={}", "/search/?q={}"])
    def test_a_page_made_anew_asks_for_the_version_before_and_after(self, client, address):
        client.get(address.format("质押"))  # what a process makes once for each version
        address = address.format("知识产权") + "&page=1"
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        asked_for = ["corpus_revision" in query["sql"] for query in asked]
        assert asked_for == [True, *[False] * (len(asked) - 2), True]

    @pytest.mark.parametrize("form", ["{}", '"other", {}', '{}, W/"more"'])
    def test_any_of_several_tags_will_do(self, client, form):
        tag = tag_of(client, "/")
        assert client.get("/", HTTP_IF_NONE_MATCH=form.format(tag)).status_code == 304

    @pytest.mark.parametrize("asked", ["", "*", '"other"', "nonsense", 'W/"'])
    def test_any_other_tag_gets_the_page(self, client, asked):
        client.get("/")
        assert client.get("/", HTTP_IF_NONE_MATCH=asked).status_code == 200

    def test_is_kept_and_sent_again_byte_for_byte(self, client):
        first = client.get("/measures/?theme=ip", HTTP_ACCEPT_ENCODING="gzip")
        with CaptureQueriesContext(connection) as asked:
            again = client.get("/measures/?theme=ip", HTTP_ACCEPT_ENCODING="gzip")
        assert len(asked) == 1
        assert again.content == first.content
        assert dict(again.headers) == dict(first.headers)

    def test_head_is_answered_alike(self, client):
        tag = tag_of(client, "/measures/")
        assert client.head("/measures/").headers["ETag"] == tag
        assert client.head("/measures/", HTTP_IF_NONE_MATCH=tag).status_code == 304


class TestWhatATagDependsOn:
    """Two pages that may differ never have the same tag."""

    def test_every_write_to_what_is_shown(self, client):
        tag = tag_of(client, "/themes/ip/")
        rename_a_theme()
        changed = client.get("/themes/ip/", HTTP_IF_NONE_MATCH=tag)
        assert changed.status_code == 200
        assert "知识产权（新）" in changed.content.decode()

    def test_a_card_shows_what_was_renamed_elsewhere(self, client):
        before = client.get("/measures/?theme=ip")
        rename_a_theme()
        after = client.get("/measures/?theme=ip").content.decode()
        assert after.count("知识产权（新）</a>") == before.content.decode().count("知识产权</a>") > 5

    def test_raw_sql(self, client):
        tag = tag_of(client, "/measures/")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE measures_entry SET title = 'X' WHERE code = 'nanshan-m01'")
        assert client.get("/measures/", HTTP_IF_NONE_MATCH=tag).status_code == 200

    def test_address_headers_and_host(self, client):
        asked = [
            ("/measures/", {}),
            ("/measures/?theme=ip", {}),
            ("/measures/?theme=ip&page=2", {}),
            ("/targets/", {}),
            ("/measures/", {"HTTP_HX_REQUEST": "true"}),
            ("/measures/", {"HTTP_HX_REQUEST": "true", "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}),
            ("/measures/", {"HTTP_ACCEPT_ENCODING": "gzip, br"}),
            ("/measures/", {"HTTP_HOST": "localhost"}),
        ]
        tags = [tag_of(client, address, **headers) for address, headers in asked]
        assert None not in tags
        assert len(set(tags)) == len(asked)

    def test_the_date(self, client, monkeypatch):
        tag = tag_of(client, "/")
        monkeypatch.setattr(freshness.timezone, "localdate", lambda: datetime.date(2031, 1, 1))
        assert client.get("/", HTTP_IF_NONE_MATCH=tag).status_code == 200

    def test_the_date_at_which_the_page_was_begun(self, monkeypatch):
        today = [datetime.date(2031, 1, 1)]
        monkeypatch.setattr(freshness.timezone, "localdate", lambda: today[0])

        def page(request):
            today[0] = datetime.date(2031, 1, 2)
            return HttpResponse("1月1日")

        site = Freshness(page)
        tag = site(RequestFactory().get("/")).headers["ETag"]
        assert site(RequestFactory().get("/", HTTP_IF_NONE_MATCH=tag)).status_code == 200

    def test_settings(self, settings):
        before = freshness.build()
        settings.SOMETHING = SimpleLazyObject(lambda: "known when asked for")
        with_something = freshness.build()
        bool(settings.SOMETHING)
        assert freshness.build() == with_something != before
        settings.GREYSCALE = True
        assert freshness.build() != before

    def test_pages_say_which_headers_they_depend_on(self, client):
        vary = client.get("/measures/").headers["Vary"]
        assert "HX-Request" in vary and "Accept-Encoding" in vary

    def test_a_part_of_the_page_is_never_sent_for_the_page(self, client):
        part = client.get("/measures/", HTTP_HX_REQUEST="true")
        page = client.get("/measures/")
        assert b"<!doctype html>" in page.content and b"<!doctype html>" not in part.content
        assert b"<!doctype html>" not in client.get("/measures/", HTTP_HX_REQUEST="true").content


class TestUntagged:
    @pytest.mark.parametrize(
        "address",
        ["/measures.csv", "/measures.xlsx", "/measures.json", "/healthz", "/admin/login/", "/none/"],
    )
    def test_exports_admin_and_what_is_not_there(self, client, address):
        assert tag_of(client, address) is None

    def test_a_visitor_who_is_signed_in(self, admin_user):
        visitor, editor = Client(), Client()
        tag = tag_of(visitor, "/measures/")
        editor.force_login(admin_user)
        page = editor.get("/measures/", HTTP_IF_NONE_MATCH=tag)
        assert page.status_code == 200
        assert "ETag" not in page.headers

    def test_a_host_that_is_not_the_sites(self, client):
        assert client.get("/", HTTP_HOST="example.org").status_code == 400

    def test_maintenance_comes_first(self, client):
        tag = tag_of(client, "/")
        file = settings.DATA_DIR / "maintenance"
        file.touch()
        try:
            assert client.get("/", HTTP_IF_NONE_MATCH=tag).status_code == 503
            assert client.get("/").status_code == 503
        finally:
            file.unlink()
        assert client.get("/", HTTP_IF_NONE_MATCH=tag).status_code == 304


@pytest.mark.django_db(transaction=False)
def test_what_may_be_undone_gets_no_tag(client):
    assert tag_of(client, "/") is None


class TestOneVersion:
    """A page made while somebody writes is made again."""

    @staticmethod
    def made_by(writes, request=None):
        """What the middleware answers around a page that reads the corpus twice, `writes` times changed in
        between; and how often the page was made."""
        seen = []

        def page(request):
            before = Entry.objects.filter(line=7).count()
            if len(seen) < writes:
                in_another_thread(lambda: Entry.objects.filter(code="nanshan-m01").update(line=7 - before))
            after = Entry.objects.filter(line=7).count()
            seen.append((before, after))
            return HttpResponse(f"{before} {after}")

        response = Freshness(page)(request or RequestFactory().get("/x/"))
        return response, seen

    def test_a_quiet_page_is_made_once(self):
        response, seen = self.made_by(0)
        assert len(seen) == 1
        assert response.content == b"0 0"

    def test_a_page_that_mixed_two_versions_is_not_sent(self):
        response, seen = self.made_by(1)
        assert seen == [(0, 1), (1, 1)]
        assert response.content == b"1 1"
        assert response.headers["ETag"]

    def test_its_tag_is_that_of_the_version_it_was_made_from(self):
        request = RequestFactory().get("/x/")
        response, _ = self.made_by(1, request)
        assert response.headers["ETag"] == Freshness(None)._tag(
            request, corpus.version(), timezone.localdate()
        )

    def test_writers_without_a_pause_wait_in_the_end(self, monkeypatch):
        monkeypatch.setattr(freshness, "TRIES", 2)
        _, seen = self.made_by(2)
        assert len(seen) == 3
        assert seen[-1][0] == seen[-1][1]


def in_another_thread(write):
    def run():
        try:
            write()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_nobody_writes_while_the_corpus_is_held():
    written = threading.Event()

    def write():
        try:
            rename_a_theme()
            written.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    with corpus.held() as version:
        writer.start()
        assert not written.wait(0.5)
        assert corpus.version() == version
    assert written.wait(20)
    writer.join()
    assert corpus.version() != version


def test_kept_pages_stay_few(monkeypatch):
    monkeypatch.setattr(freshness, "KEPT_BYTES", 250)
    kept = KeptPages()
    for number in range(4):
        kept.keep("v1", HttpResponse(b"x" * 100, headers={"ETag": str(number)}))
    assert [kept.get("v1", str(number)) is not None for number in range(4)] == [False, False, True, True]
    assert kept.get("v2", "3") is None
    kept.keep("v2", HttpResponse(b"x", headers={"ETag": "5"}))
    assert kept.get("v1", "3") is None


# Several processes ---------------------------------------------------------------------------------------

WORKER = """
import json, sys
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from tests.databases import use
use(json.loads(sys.argv[1]))
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
client = Client()
tag = ""
for line in sys.stdin:
    page = client.get(line.strip(), HTTP_IF_NONE_MATCH=tag)
    if page.status_code == 304:
        answer = {"status": 304}
    else:
        tag = page.headers["ETag"]
        listing = page.context["listing"]
        facets = {one.name: {o.value: o.count for o in one.first + one.rest} for one in listing.facets}
        answer = {"status": page.status_code, "total": listing.total, "facets": facets}
    print(json.dumps(answer), flush=True)
"""


class Worker:
    """Another process that serves the site from the test's database."""

    def __init__(self):
        database = {k: v for k, v in settings.DATABASES["default"].items() if k != "TEST"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, json.dumps(database, default=str)],
            cwd=ROOT,
            env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def get(self, address):
        self.process.stdin.write(address + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def test_an_edit_is_seen_in_the_next_request_of_every_worker():
    workers = [Worker(), Worker()]
    try:
        entry = Entry.objects.get(code="nanshan-m01")
        address = "/measures/?base=nanshan"
        for worker in workers:
            before = worker.get(address)
            assert worker.get(address) == {"status": 304}
        theme = entry.theme_links.get(rank=1).theme.slug
        entry.theme_links.all().delete()
        for worker in workers:
            after = worker.get(address)
            assert after["total"] == before["total"]
            assert after["facets"]["theme"][theme] == before["facets"]["theme"][theme] - 1
            assert after["facets"]["theme"]["none"] == before["facets"]["theme"]["none"] + 1
        Entry.objects.filter(pk=entry.pk).delete()
        for worker in workers:
            assert worker.get(address)["total"] == before["total"] - 1
            assert worker.get(address) == {"status": 304}
    finally:
        for worker in workers:
            worker.close()
