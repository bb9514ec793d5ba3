"""Many entries at once: what would change is shown first, and kept for each row."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from measures.models import Entry, EntryTheme, OrganizationMention, Responsibility
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, form_values, page_of
from tests.measures.factory import (
    make_instrument,
    make_measure,
    make_organization,
    make_responsibility,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
URL = "/admin/measures/entry/"


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


def tick(desk, name, rows, url=URL, **more):
    """Choose an action for ticked rows; the page that asks."""
    return desk.post(url, {"action": name, "_selected_action": [row.pk for row in rows], **more})


def preview(desk, name, rows, url=URL, **values):
    page = tick(desk, name, rows, url)
    ticked = {"_selected_action": [row.pk for row in rows]}
    return desk.post(url, {**form_values(page), **ticked, **values, "_preview": "预览"})


def write(desk, page, rows, url=URL, reason="核对", **values):
    ticked = {"_selected_action": [row.pk for row in rows]}
    sent = {**form_values(page), **ticked, **values, "change_reason": reason, "_write": "写入"}
    return desk.post(url, sent)


def themes(entry):
    return [link.theme.slug for link in entry.theme_links.order_by("rank")]


def planned(page):
    return [(one.old, one.new, one.left) for one in page.context["planned"]]


def test_a_theme_only_where_there_is_none(desk):
    rows = [make_measure("甲"), make_measure("乙", themes=("fiscal",))]
    talent = make_theme("talent")
    page = preview(desk, "set_theme", rows, term=talent.pk)
    assert planned(page) == [("", "talent", ""), ("fiscal", "fiscal", "已有主题")]
    assert not Change.objects.exists()
    assert write(desk, page, rows, term=talent.pk, reason="按标题").status_code == 302
    assert [themes(row) for row in rows] == [["talent"], ["fiscal"]]
    link = rows[0].theme_links.get()
    assert (link.origin, link.reason) == ("person", "按标题")
    change = Change.objects.get()
    assert (change.action, change.what, change.why) == ("bulk", "为1条设置主题“talent”", "按标题")
    assert link.history.get().change == change
    assert "按标题" in desk.get(page_of(rows[0], "history")).content.decode()


def test_a_theme_after_the_others_or_before_them(desk):
    rows = [make_measure("甲", themes=("fiscal",)), make_measure("乙", themes=("fiscal", "space", "ip"))]
    talent = make_theme("talent").pk
    page = preview(desk, "set_theme", rows, term=talent, place="add")
    assert [left for *_, left in planned(page)] == ["", "已有3个主题"]
    write(desk, page, rows, term=talent, place="add")
    assert [themes(row) for row in rows] == [["fiscal", "talent"], ["fiscal", "space", "ip"]]
    page = preview(desk, "set_theme", rows, term=talent, place="primary")
    write(desk, page, rows, term=talent, place="primary")
    assert [themes(row) for row in rows] == [["talent", "fiscal"], ["talent", "fiscal", "space"]]


def test_an_instrument(desk):
    rows = [make_measure("甲", instrument="funding"), make_measure("乙")]
    tax = make_instrument("tax").pk
    write(desk, preview(desk, "set_instrument", rows, term=tax), rows, term=tax)
    assert [[link.instrument.slug for link in row.instrument_links.all()] for row in rows] == [
        ["funding"], ["tax"]
    ]  # fmt: skip


def test_who_is_responsible(desk):
    rows = [make_measure("甲"), make_measure("乙")]
    make_responsibility(rows[1], "区财政局")
    values = {"organization": make_organization("区科技局").pk, "role": "lead"}
    page = preview(desk, "add_responsibility", rows, **values)
    assert [left for *_, left in planned(page)] == ["", "已有责任单位"]
    write(desk, page, rows, **values)
    row = Responsibility.objects.get(organization__name="区科技局")
    assert (row.entry, row.code) == (rows[0], f"{rows[0].code}-lead-区科技局")


def test_who_is_named_is_found_in_the_words(desk):
    rows = [make_measure("甲", "联合深大建设平台。"), make_measure("乙", "无。")]
    organization = make_organization("深圳大学", aliases="深大")
    page = preview(desk, "add_organization", rows, organization=organization.pk)
    assert [left for *_, left in planned(page)] == ["", "原文中没有它的名称"]
    write(desk, page, rows, organization=organization.pk)
    mention = OrganizationMention.objects.get()
    assert (mention.entry, mention.quote, mention.origin) == (rows[0], "深大", "person")
    section = mention.section
    assert section.text[mention.start - section.start : mention.end - section.start] == "深大"


def test_reviewed_and_not(desk):
    rows = [make_measure("甲"), make_measure("乙")]
    page = tick(desk, "mark_reviewed", rows)
    assert planned(page) == [("未审阅", "已审阅", "")] * 2
    write(desk, page, rows)
    assert Entry.objects.filter(reviewed_at__isnull=False, reviewed_by__username="lin").count() == 2
    page = tick(desk, "unmark_reviewed", rows[:1])
    write(desk, page, rows[:1], reason="再看一遍")
    assert [bool(row.reviewed_at) for row in Entry.objects.order_by("pk")] == [False, True]
    assert [change.action for change in Change.objects.all()] == ["review", "review"]


def test_asks_why(desk):
    rows = [make_measure("甲")]
    talent = make_theme("talent").pk
    page = preview(desk, "set_theme", rows, term=talent)
    refused = write(desk, page, rows, term=talent, reason="")
    assert "请填写修改理由。" in refused.content.decode() and not EntryTheme.objects.exists()


def test_what_changed_since_the_preview_is_shown_again(desk):
    rows = [make_measure("甲"), make_measure("乙")]
    talent = make_theme("talent").pk
    page = preview(desk, "set_theme", rows, term=talent)
    EntryTheme.objects.create(entry=rows[0], theme=make_theme("fiscal"), rank=1)
    again = write(desk, page, rows, term=talent)
    assert "又有改动" in again.content.decode() and EntryTheme.objects.count() == 1
    write(desk, again, rows, term=talent)
    assert [themes(row) for row in rows] == [["fiscal"], ["talent"]]


def test_all_rows_of_a_narrowed_list(desk):
    rows = [make_measure(f"第{number}条") for number in range(3)] + [make_measure("乙", themes=("ip",))]
    url = f"{URL}?themed=no"
    page = tick(desk, "mark_reviewed", rows[:1], url, select_across=1)
    assert len(page.context["planned"]) == 3
    write(desk, page, rows[:1], url)
    assert Entry.objects.filter(reviewed_at__isnull=False).count() == 3


def test_not_without_the_right(client):
    rows = [make_measure("甲")]
    user = get_user_model().objects.create_user("half", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_entry", "change_entry")))
    client.force_login(user)
    offered = client.get(URL).content.decode()
    assert "标为已审阅" in offered and "设置主题" not in offered and "删除…" not in offered
    tick(client, "set_theme", rows)
    talent = make_theme("talent").pk
    sent = {"action": "set_theme", "_selected_action": rows[0].pk, "term": talent, "place": "empty"}
    client.post(URL, {**sent, "change_reason": "x", "_write": "1"})
    assert not EntryTheme.objects.exists()


def test_reviewing_one_after_another(desk):
    rows = [make_measure("甲"), make_measure("乙"), make_measure("丙")]
    Entry.objects.filter(pk=rows[1].pk).update(reviewed_at="2026-01-01T00:00Z")
    page = edit(desk, page_of(rows[0]), reason="", _reviewed="审阅无误")
    assert page.url == page_of(rows[2])
    assert Entry.objects.get(pk=rows[0].pk).reviewed_by.username == "lin"
    change = Change.objects.get()
    assert (change.action, change.why) == ("review", "审阅无误")
    page = edit(desk, page_of(rows[2]), reason="", _reviewed="审阅无误")
    assert page.url.startswith(reverse("admin:measures_entry_changelist"))
    edit(desk, page_of(rows[2]), reason="", _unreviewed="撤回审阅")
    assert Entry.objects.get(pk=rows[2].pk).reviewed_at is None


def test_reviewing_is_not_told_to_readers(desk, client):
    row = make_measure("甲")
    edit(desk, page_of(row), reason="", _reviewed="审阅无误")
    assert "尚无编辑" in client.get(row.get_absolute_url()).content.decode()
