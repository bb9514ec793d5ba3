"""Two who write at the same moment, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client

from measures.models import Entry
from sbjd.desk.changes import change, hold_others_back, rows_of
from sbjd.desk.models import Change
from tests.measures.admin_forms import form_values, page_of
from tests.measures.factory import make_measure

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_database]

KILLED = """
import os, signal, django
from django.conf import settings
settings.configure(
    DATABASES={{"default": {database!r}}}, INSTALLED_APPS={apps!r}, EDIT_NAMES=False, USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()
from django.contrib.auth import get_user_model
from measures.models import Entry
from sbjd.desk import changes
keep = changes._keep
def die(*arguments):
    keep(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
changes._keep = die
entry = Entry.objects.get()
with changes.change(get_user_model().objects.get(), "x", subject=entry) as kept:
    kept.watch(changes.rows_of(entry))
    Entry.objects.update(title="新标题")
"""


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")


def test_killed_between_the_row_and_its_history(user, tmp_path):
    entry = make_measure("甲")
    script = tmp_path / "killed.py"
    database = {key: value for key, value in connection.settings_dict.items() if key != "TEST"}
    script.write_text(KILLED.format(database=database, apps=settings.INSTALLED_APPS))
    run = subprocess.run([sys.executable, str(script)], cwd=settings.BASE_DIR, env=os.environ, check=False)
    assert run.returncode == -signal.SIGKILL
    assert Entry.objects.get().title == entry.title
    assert not Change.objects.exists() and not Entry.history.exists()


def test_the_second_of_two_at_the_same_moment_is_asked(user):
    """Both have the form open; one is in the middle of saving when the other sends his."""
    entry = make_measure("甲")
    client = Client()
    client.force_login(user)
    mine = {**form_values(client.get(page_of(entry))), "title": "我的标题", "change_reason": "x"}
    answers = []

    def send():
        answers.append(client.post(page_of(entry), mine))
        connections.close_all()

    other = threading.Thread(target=send)
    with change(user, "按原件", subject=entry) as kept:
        hold_others_back()
        kept.watch(rows_of(entry))
        Entry.objects.filter(pk=entry.pk).update(title="她的标题")
        other.start()
        other.join(timeout=1)
        assert other.is_alive()
    other.join(timeout=20)
    assert [answer.status_code for answer in answers] == [409]
    assert Entry.objects.get().title == "她的标题"
