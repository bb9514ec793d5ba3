"""While the impact of a changed word is weighed, everybody else goes on saving; what they save counts."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client

from measures.admin import recoding
from measures.models import Entry, MeasureItem, ThemeWord
from measures.recoding.kinds import THEMES
from measures.recoding.planning import impact
from plans.vocabulary import database_terms
from sbjd import corpus
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, page_of
from tests.measures.factory import make_task, make_theme
from tests.measures.recoding.making import answer, code, given, is_preview, ruled, typed

pytestmark = pytest.mark.empty_database
# Less than a writer waits for another one before it gives up.
SOON = 10


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(do): call `do` on a connection of its own, once, when weighing begins, and go on only when it
    has come back. Gives a list that says so."""

    def arrange(do):
        waiting, done, real = [do], [], recoding.impact

        def run():
            waiting.pop()()
            connections.close_all()
            done.append(True)

        def weigh(*arguments):
            if waiting:
                other = threading.Thread(target=run)
                other.start()
                other.join(timeout=SOON)
                assert done, "the other writer waits"
            return real(*arguments)

        monkeypatch.setattr(recoding, "impact", weigh)
        return done

    return arrange


@pytest.fixture
def retitle():
    """retitle(entry, title): what another editor's browser sends to give an entry another title."""
    user = get_user_model().objects.create_superuser("chen", password="a-password-for-this-test")

    def arrange(entry, title):
        client = Client()
        client.force_login(user)
        return lambda: edit(client, page_of(entry), title=title)

    return arrange


@pytest.mark.django_db(transaction=True)
class TestWriting:
    def test_another_editor_saves_while_a_preview_is_made(self, desk, words, meanwhile, retitle):
        entry, other = ruled("发放补贴", "设立基金。"), ruled("质押")
        theme = make_theme("fund")
        done = meanwhile(retitle(other, "别的标题"))
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        assert is_preview(page) and done == [True]
        assert Entry.objects.get(pk=other.pk).title == "别的标题" and given(entry) == ["fiscal"]
        assert [change.object_id for change in Change.objects.all()] == [str(other.pk)]

    def test_and_while_what_was_seen_is_weighed_again(self, desk, words, meanwhile, retitle):
        entry, other = ruled("发放补贴", "设立基金。"), ruled("质押")
        theme = make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        done = meanwhile(retitle(other, "质押融资"))
        assert "1条已改归类" in answer(desk, page, "apply").content.decode()
        assert done == [True] and given(entry) == ["fund"] and given(other) == ["ip"]

    def test_what_they_saved_is_shown_before_anything_moves(self, desk, words, meanwhile, retitle):
        entry, other = ruled("发放补贴", "设立基金。"), ruled("再发补贴")
        theme = make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        done = meanwhile(retitle(other, "再发基金补贴"))
        again = answer(desk, page, "apply")
        text = again.content.decode()
        assert is_preview(again) and "又有改动" in text and other.get_absolute_url() in text and done
        assert (given(entry), given(other)) == (["fiscal"], ["fiscal"]) and not theme.words.exists()
        answer(desk, again, "apply")
        assert (given(entry), given(other)) == (["fund"], ["fund"])

    def test_the_vocabulary_itself_may_change_meanwhile(self, desk, words, meanwhile):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        talent = make_theme("talent")
        done = meanwhile(lambda: ThemeWord.objects.create(theme=talent, word="设立", weight=90))
        again = answer(desk, page, "apply")
        assert is_preview(again) and "又有改动" in again.content.decode() and done
        assert given(entry) == ["fiscal"] and not theme.words.exists()


@pytest.mark.django_db
def test_what_was_written_since_is_weighed_as_all_is(words):
    """An impact brought up to date is the one that is made anew, whatever was written in between."""
    entries = [ruled(f"发放补贴{number}", "设立基金。") for number in range(8)]
    title, item, reviewed, chosen, gone, recoded, above, _ = entries
    before = database_terms()
    ThemeWord.objects.create(theme=make_theme("fund"), word="基金", weight=40)
    corpus.settle()
    known = impact(THEMES, before, database_terms())
    assert len(known.moves) == 8
    Entry.objects.filter(pk=title.pk).update(text=title.text.replace("基金", "平台"))
    MeasureItem.objects.create(
        entry=item, code="x.1", title="基金", text="分项", line=1, start=item.start, end=item.end
    )
    Entry.objects.filter(pk=reviewed.pk).update(reviewed_at="2026-01-01T00:00Z")
    chosen.theme_links.update(origin="curated")
    code(recoded)
    Entry.objects.filter(pk=above.pk).update(task=make_task(title="质押质押"))
    new = ruled("另发补贴", "知识产权。")
    gone.delete()
    corpus.settle()
    found, anew = impact(THEMES, before, database_terms(), known), impact(THEMES, before, database_terms())
    assert found.digest == anew.digest != known.digest
    for name in ("moves", "held", "refreshed"):
        assert [m.entry.pk for m in getattr(found, name)] == [m.entry.pk for m in getattr(anew, name)]
    assert {m.entry.pk for m in found.held} == {reviewed.pk, chosen.pk}
    assert not {gone.pk, recoded.pk, new.pk} & {m.entry.pk for m in found.moves}
