"""Changing the words of the vocabulary at the desk: what would move is shown, what moves is
told, what a person decided stays."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from measures.groups import EDITOR, REVIEWER, set_up_groups
from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    InstrumentWord,
    Metric,
    Organization,
    Theme,
    ThemeWord,
)
from measures.recoding.kinds import INSTRUMENTS, THEMES
from measures.recoding.reading import coded
from plans.models import EditorScope
from sbjd.desk.history import edits_of, versions
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, form_values, list_of, page_of
from tests.measures.factory import make_base, make_instrument, make_measure, make_theme
from tests.measures.recoding.making import answer, given, is_preview, ruled, typed

pytestmark = pytest.mark.django_db
empty = pytest.mark.empty_database


@empty
class TestPreview:
    def test_a_word_is_added_seen_and_applied(self, desk, words):
        entry, other = ruled("发放补贴", "设立基金。"), ruled("质押")
        theme = make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        assert is_preview(page)
        text = page.content.decode()
        assert "首要主题改变（1条）" in text and entry.get_absolute_url() in text
        assert other.code not in text and "补充用语" in text and "<mark>基金</mark>" in text
        assert not ThemeWord.objects.filter(word="基金").exists() and not Change.objects.exists()
        done = answer(desk, page, "apply")
        assert "1条已改归类" in done.content.decode()
        assert (given(entry), given(other)) == (["fund"], ["ip"])
        link = entry.theme_links.get()
        assert (link.origin, link.words, link.score) == ("rule", "基金", 80)
        assert ThemeWord.objects.get(word="基金").weight == 40

    def test_the_history_tells_it(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        answer(desk, desk.post(page_of(theme), typed(desk, theme, ("基金", 40))), "apply")
        (version,) = versions(Entry, entry.pk)
        assert version.change.why == "主题词“基金”改动：补充用语"
        assert version.change.get_action_display() == "改归类"
        assert [edit.why for edit in edits_of(entry)] == ["主题词“基金”改动：补充用语"]
        assert [one.change.why for one in versions(Theme, theme.pk)] == ["补充用语"]
        assert "改归类" in desk.get(list_of(Change)).content.decode()

    def test_an_entry_can_be_put_back_and_then_stays(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        answer(desk, desk.post(page_of(theme), typed(desk, theme, ("基金", 40))), "apply")
        url = reverse("admin:measures_entry_restore", args=[entry.pk, 0])
        desk.post(url, {**form_values(desk.get(url)), "change_reason": "原来的对"})
        assert given(entry) == ["fiscal"]
        page = desk.post(page_of(theme), typed(desk, theme, ("设立", 40)))
        assert given(entry) == ["fiscal"] and not is_preview(page)

    def test_the_words_can_be_put_back_and_the_entries_with_them(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        answer(desk, desk.post(page_of(theme), typed(desk, theme, ("基金", 40))), "apply")
        url = reverse("admin:measures_theme_restore", args=[theme.pk, 0])
        page = desk.post(url, {**form_values(desk.get(url)), "change_reason": "不该加"})
        assert is_preview(page) and given(entry) == ["fund"]
        answer(desk, page, "apply", url)
        assert given(entry) == ["fiscal"] and not theme.words.exists()

    def test_words_only(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        done = answer(desk, desk.post(page_of(theme), typed(desk, theme, ("基金", 40))), "words")
        assert "只保存了词表，1条仍是原来的归类" in done.content.decode()
        assert given(entry) == ["fiscal"] and theme.words.get().word == "基金"

    def test_back_to_the_form_with_what_was_typed(self, desk, words):
        ruled("发放补贴", "设立基金。")
        theme = make_theme("fund")
        form = answer(desk, desk.post(page_of(theme), typed(desk, theme, ("基金", 40))), "back")
        values = form_values(form)
        assert (values["words-0-word"], values["change_reason"]) == ("基金", "补充用语")
        assert "还没有保存" in form.content.decode() and "errornote" not in form.content.decode()
        assert not theme.words.exists()
        again = desk.post(page_of(theme), {**values, "words-0-weight": "50"})
        assert is_preview(again)
        answer(desk, again, "apply")
        assert theme.words.get().weight == 50

    def test_where_nothing_moves_it_is_saved_at_once(self, desk, words):
        entry, theme = ruled("发放补贴"), make_theme("fiscal")
        response = desk.post(page_of(theme), typed(desk, theme, ("发放", 1)), follow=True)
        assert "没有条目因此改归类" in response.content.decode() and theme.words.count() == 2
        link = entry.theme_links.get()
        assert link.words == "补贴、发放" and link.score == 20

    def test_other_fields_ask_nothing(self, desk, words):
        ruled("发放补贴")
        response = edit(desk, page_of(make_theme("fiscal")), definition="财政支持")
        assert response.status_code == 302 and "改归类" not in desk.get(list_of(Theme)).content.decode()

    def test_a_word_by_itself_changed_deleted_and_added(self, desk, words):
        entry = ruled("发放补贴")
        word = words["补贴"]
        page = edit(desk, page_of(word), theme=make_theme("ip").pk)
        assert is_preview(page)
        answer(desk, page, "apply")
        assert given(entry) == ["ip"]
        url = page_of(word, "delete")
        page = desk.post(url, {**form_values(desk.get(url)), "change_reason": "不准"})
        assert is_preview(page) and "失去全部主题（1条）" in page.content.decode()
        answer(desk, page, "apply", url)
        assert given(entry) == [] and not ThemeWord.objects.filter(word="补贴").exists()
        url = reverse("admin:measures_themeword_add")
        page = edit(desk, url, word="补贴", weight="3", theme=make_theme("fiscal").pk)
        assert is_preview(page) and "得到第一个主题（1条）" in page.content.decode()
        answer(desk, page, "apply", url)
        assert given(entry) == ["fiscal"]

    def test_ticked_words_deleted(self, desk, words):
        entry = ruled("发放补贴")
        url = list_of(ThemeWord)
        ticked = {"action": "delete_selected", "_selected_action": [w.pk for w in words.values()]}
        sent = {**form_values(desk.post(url, ticked)), **ticked, "change_reason": "不准"}
        page = desk.post(url, sent)
        assert is_preview(page) and ThemeWord.objects.count() == 2
        sent = {**form_values(page), **ticked, "recode": "apply"}
        desk.post(url, sent)
        assert given(entry) == [] and not ThemeWord.objects.exists()

    def test_instruments_too(self, desk):
        entry, funding = make_measure("发放补贴"), make_instrument("funding")
        page = edit(
            desk, reverse("admin:measures_instrumentword_add"), word="补贴", weight="3", instrument=funding.pk
        )
        assert is_preview(page) and "得到第一个政策工具" in page.content.decode()
        answer(desk, page, "apply")
        assert given(entry, "instrument_links", "instrument") == ["funding"]
        assert EntryInstrument.objects.get().origin == "rule" and InstrumentWord.objects.exists()
        assert INSTRUMENTS.word in Change.objects.get(action="recode").why


@empty
class TestStaying:
    def test_reviewed_and_chosen_entries_stay_and_are_counted(self, desk, words):
        reviewed, chosen, free = (ruled(f"发放补贴{n}", "设立基金。") for n in "甲乙丙")
        Entry.objects.filter(pk=reviewed.pk).update(reviewed_at=timezone.now())
        chosen.theme_links.update(origin="curated")
        theme = make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        assert "已审阅或由人指定，不动：2条" in page.content.decode()
        answer(desk, page, "apply")
        assert (given(reviewed), given(chosen), given(free)) == (["fiscal"], ["fiscal"], ["fund"])

    def test_a_theme_that_a_person_took_away_does_not_come_back(self, desk, words):
        entry, theme = ruled("发放补贴"), make_theme("fiscal")
        link = entry.theme_links.get()
        url = page_of(link, "delete")
        desk.post(url, {**form_values(desk.get(url)), "change_reason": "不算财税"})
        assert given(entry) == []
        desk.post(page_of(theme), typed(desk, theme, ("发放", 9)))
        assert given(entry) == [] and theme.words.count() == 2


@empty
class TestTogether:
    def test_entries_that_changed_meanwhile_are_shown_anew(self, desk, words):
        ruled("发放补贴", "设立基金。")
        theme = make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        late = ruled("另发补贴", "再设基金。")
        again = answer(desk, page, "apply")
        assert is_preview(again) and "又有改动" in again.content.decode()
        assert late.get_absolute_url() in again.content.decode() and given(late) == ["fiscal"]
        answer(desk, again, "apply")
        assert given(late) == ["fund"]

    def test_words_that_changed_meanwhile_too(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40)))
        ThemeWord.objects.create(theme=make_theme("ip"), word="设立", weight=90)
        assert is_preview(answer(desk, page, "apply")) and given(entry) == ["fiscal"]

    def test_another_editor_of_the_same_word_is_asked_about(self, desk, words):
        ruled("发放补贴", "知识产权。")
        word = words["补贴"]
        page = edit(desk, page_of(word), weight="0.01", theme=make_theme("ip").pk)
        ThemeWord.objects.filter(pk=word.pk).update(weight=8)
        assert answer(desk, page, "apply").status_code == 409

    def test_an_answer_without_a_preview_moves_nothing(self, desk, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        page = desk.post(page_of(theme), typed(desk, theme, ("基金", 40), recode="apply"))
        assert is_preview(page) and given(entry) == ["fiscal"]


@empty
class TestRights:
    def member(self, client, group, *bases):
        set_up_groups()
        user = get_user_model().objects.create_user("one", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        if bases:
            EditorScope.objects.create(user=user).bases.add(*bases)
        client.force_login(user)
        return user

    def test_a_reviewer_may(self, client, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        self.member(client, REVIEWER)
        answer(client, client.post(page_of(theme), typed(client, theme, ("基金", 40))), "apply")
        assert given(entry) == ["fund"]

    @pytest.mark.parametrize("group", [EDITOR, REVIEWER])
    def test_an_editor_and_whoever_is_limited_to_bases_may_not(self, client, words, group):
        ruled("发放补贴")
        self.member(client, group, *([make_base()] if group == REVIEWER else []))
        word = words["补贴"]
        for url in (page_of(word), page_of(word.theme)):
            page = client.get(url)
            assert 'name="word"' not in page.content.decode() and 'name="_save"' not in page.content.decode()
            if group == REVIEWER:
                assert "限定基地的账号只能查看" in page.content.decode()
            refused = client.post(url, {"word": "x", "change_reason": "越权", "recode": "apply"})
            assert refused.status_code == 403 and "无权访问" in refused.content.decode()
        for url in (page_of(word, "delete"), reverse("admin:measures_themeword_add")):
            assert client.post(url, {"change_reason": "越权"}).status_code == 403
        assert ThemeWord.objects.get(pk=word.pk).word == "补贴"

    def test_without_the_right_to_move_entries_only_words_are_saved(self, client, words):
        entry, theme = ruled("发放补贴", "设立基金。"), make_theme("fund")
        user = get_user_model().objects.create_user("one", is_staff=True)
        names = [f"{do}_{what}" for do in ("view", "add", "change") for what in ("theme", "themeword")]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        page = client.post(page_of(theme), typed(client, theme, ("基金", 40)))
        assert is_preview(page) and "保存并改归类</button>" not in page.content.decode()
        assert is_preview(answer(client, page, "apply")) and given(entry) == ["fiscal"]
        answer(client, page, "words")
        assert given(entry) == ["fiscal"] and theme.words.exists()


@empty
class TestCatchingUp:
    """Ticked entries are given what the words say now."""

    def test_after_words_were_saved_alone(self, desk, words):
        lagging, chosen = (ruled(title, "设立基金。") for title in ("发放补贴", "另发补贴"))
        same = ruled("质押")
        chosen.theme_links.update(origin="person")
        ThemeWord.objects.create(theme=make_theme("fund"), word="基金", weight=40)
        url, ticked = list_of(Entry), [entry.pk for entry in (lagging, chosen, same)]
        sent = {"action": "recode_themes", "_selected_action": ticked, "select_across": "0"}
        page = desk.post(url, sent)
        text = page.content.decode()
        assert "将修改1条，其余2条不动" in text and "人工指定" in text and "与词表一致" in text
        desk.post(url, {**form_values(page), **sent, "change_reason": "补上", "_write": "1"})
        assert [given(entry) for entry in (lagging, chosen, same)] == [["fund"], ["fiscal"], ["ip"]]
        assert versions(Entry, lagging.pk)[0].change.why == "补上"
        assert EntryTheme.objects.get(entry=lagging).origin == "rule"


class TestOtherVocabularies:
    """Wordings of metrics and names of organizations count for what is read from now on, and say so."""

    def test_a_metric_leads_to_its_quantities(self, desk):
        metric = Metric.objects.filter(quantities__kind="target").first()
        text = desk.get(page_of(metric)).content.decode()
        assert "改动它不会移动已有的数值" in text
        assert f"/admin/measures/target/?metric__id__exact={metric.pk}" in text

    def test_an_organization_leads_to_its_mentions(self, desk):
        organization = Organization.objects.filter(mentions__isnull=False).first()
        text = desk.get(page_of(organization)).content.decode()
        link = f"/admin/measures/organizationmention/?organization__id__exact={organization.pk}"
        assert "已收录的方案里不会自动补标" in text and link in text
        assert desk.get(link).status_code == 200


class TestLoading:
    def test_a_load_does_not_undo_it(self, desk):
        entry = next(
            one for one in coded(list(Entry.objects.values_list("pk", flat=True)), THEMES) if one.is_ruled
        )
        theme = Theme.objects.exclude(pk__in=[link.theme_id for link in entry.links]).first()
        word = entry.title[:4]
        page = desk.post(page_of(theme), typed(desk, theme, (word, 99)))
        assert is_preview(page)
        answer(desk, page, "apply")
        before = self.rows()
        assert EntryTheme.objects.get(entry=entry.pk, rank=1).theme == theme
        call_command("load_plans", write=True, verbosity=0)
        assert self.rows() == before and theme.words.filter(word=word).exists()

    def rows(self):
        return list(EntryTheme.objects.order_by("pk").values("entry", "theme", "rank", "words"))
