"""What all tests share.

Every test that uses the database runs twice in one `pytest`, as `[sqlite]` and as `[postgres]`, and finds
the three plans loaded; `@pytest.mark.empty_database` asks for migrated tables without any plan. What a
test commits is gone before the next one. `--db sqlite` or `--db postgres` runs one half while developing.

A browser test takes `live_site` (a running site on the test's own database; `live_site + "/plans/"` is an
address) and `page`, or `new_page(...)` for another kind of browser window.
"""

import os
import shutil

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests.chromium import CHROMIUM, CHROMIUM_FLAGS
from tests.databases import EMPTY, LOADED, Databases

BACKENDS = ("sqlite", "postgres")
COMMITTING_FIXTURES = {"transactional_db", "live_server", "live_site"}
DATABASE_FIXTURES = {"db", *COMMITTING_FIXTURES}
DATABASES = pytest.StashKey[Databases]()

DESKTOP = {"width": 1366, "height": 600}

# How long an example takes says more about what else the machine does than about the code.
hypothesis.settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any_machine")


def pytest_addoption(parser):
    parser.addoption("--db", choices=BACKENDS, help="run the database tests on this database only")


# Which test runs on which database -----------------------------------------------------------------------


def uses_database(test):
    """True for a test, or a test function about to be multiplied, that asks for the database."""
    marked = getattr(test, "definition", test).get_closest_marker("django_db")
    return marked is not None or not DATABASE_FIXTURES.isdisjoint(test.fixturenames)


def commits(item):
    """True for a test whose writes are not simply rolled back."""
    marker = item.get_closest_marker("django_db")
    transaction = marker is not None and marker.kwargs.get("transaction", False)
    return transaction or not COMMITTING_FIXTURES.isdisjoint(item.fixturenames)


def pytest_generate_tests(metafunc):
    if not uses_database(metafunc):
        return
    content = EMPTY if metafunc.definition.get_closest_marker("empty_database") else LOADED
    only = metafunc.definition.get_closest_marker("backend")
    chosen = metafunc.config.getoption("--db")
    names = [name for name in (only.args if only else BACKENDS) if chosen in (None, name)]
    params = [pytest.param((name, content), id=name) for name in names]
    metafunc.parametrize("database", params, indirect=True, scope="session")


def wanted(item):
    """The (database, content) an item runs on, () for none, None if --db leaves it without one."""
    if not uses_database(item):
        return ()
    param = item.callspec.params["database"] if hasattr(item, "callspec") else None
    return param if isinstance(param, tuple) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """First the tests without a database, then all on SQLite, then all on PostgreSQL, and of each first
    those with the plans loaded: databases are exchanged three times, not for every test."""
    left_out = [item for item in items if wanted(item) is None]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if wanted(item) is not None]
    order = [(), *((name, content) for name in BACKENDS for content in (LOADED, EMPTY))]
    items.sort(key=lambda item: order.index(wanted(item)))


@pytest.fixture(scope="session")
def databases(request, django_test_environment, django_db_blocker):
    """The databases of this run, thrown away in the end (see databases.py)."""
    with Databases(django_db_blocker) as databases:
        request.config.stash[DATABASES] = databases
        yield databases
        # The teardown of the run's last test comes after this one: nothing is left to undo then.
        del request.config.stash[DATABASES]


@pytest.fixture(scope="session", autouse=True)
def database(request):
    """The name of the database that the test runs on, "sqlite" or "postgres"; None for one without."""
    if not hasattr(request, "param"):
        return None
    request.getfixturevalue("static_files")
    name, content = request.param
    request.getfixturevalue("databases").switch(name, content)
    return name


@pytest.fixture(scope="session")
def django_db_setup():
    """In place of pytest-django's own: `database` has made the database ready."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After the test's fixtures are gone, undo what it committed."""
    try:
        return (yield)
    finally:
        if DATABASES in item.config.stash and commits(item):
            item.config.stash[DATABASES].restore()


@pytest.fixture(scope="session")
def static_files(django_test_environment):
    """The folder of static files, collected as in production: pages name them by their digests."""
    call_command("collectstatic", interactive=False, verbosity=0)
    yield settings.STATIC_ROOT
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)


# A running site and a browser ----------------------------------------------------------------------------


class RunningSite(LiveServer):
    """pytest-django's server, but static files come from WhiteNoise as in production."""

    def __init__(self):
        super().__init__("localhost", start=False)
        self.thread.static_handler = lambda application: application
        self.start()


@pytest.fixture(scope="session")
def running_site(database, static_files):
    """One server for each database."""
    server = RunningSite()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def live_server(running_site):
    """In place of pytest-django's own."""
    return running_site


@pytest.fixture
def live_site(request, running_site, django_db_blocker):
    """A running site on the test's database, with the plans in it. Unlike `live_server` it does not empty
    every table after a test that only looked; what a test wrote is undone all the same. The test may use
    the database itself, but not by `db`, its mark or a fixture built on it (admin_user,
    django_user_model): what is written in their transaction the site would not see."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail("live_site gives the database to the test already: take `db` and its mark away")
    with django_db_blocker.unblock():
        yield running_site


@pytest.fixture(scope="session")
def chromium():
    """One browser for the run. It keeps an event loop in this thread, which Django must not mind."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chromium):
    """Opens a window: `new_page(viewport=…, java_script_enabled=False, …)` takes what Playwright's
    new_context takes. Afterwards the test fails if a page ran into a script error or into the
    Content-Security-Policy."""
    contexts, complaints = [], []

    def note(message):
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(**options):
        context = chromium.new_context(**{"viewport": DESKTOP, "locale": "zh-CN", **options})
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("console", note)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    """A browser window of an office PC."""
    return new_page()
