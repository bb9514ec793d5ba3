"""What the desk keeps of every change, how it reads, and putting a version back."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.test import override_settings
from django.urls import reverse

from measures.models import (
    Entry,
    EntryTheme,
    Measure,
    MeasureItem,
    Organization,
    Quantity,
    QuantityMention,
    Responsibility,
    Theme,
)
from sbjd.desk.changes import change, rows_of
from sbjd.desk.history import set_on, versions
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, errors, form_values, page_of
from tests.measures.factory import (
    make_measure,
    make_metric,
    make_organization,
    make_quantity,
    make_responsibility,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def user():
    name = {"first_name": "秋", "last_name": "林"}
    return get_user_model().objects.create_superuser("lin", password="a-password-for-this-test", **name)


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def entry():
    return make_measure("加大财税支持", "给予企业补贴。\n支持创业。", themes=("fiscal", "ip"))


def history(desk, row, model=None):
    return desk.get(page_of(row, "history", model)).content.decode()


def restore(desk, row, change_id, reason="改错了"):
    """Open the page that puts a version back, and confirm it."""
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_restore", args=[row.pk, change_id])
    page = desk.get(url)
    return desk.post(url, {**form_values(page), "change_reason": reason})


def kept_models():
    return [model for model in apps.get_models() if "kept" in vars(model)]


def told(row):
    """[(title, field, old, new)] of the latest version of a row."""
    return [
        (one.title, field.label, field.old, field.new)
        for one in versions(type(row), row.pk)[0].rows
        for field in one.fields
    ]


class TestKeeping:
    def test_making_rows_is_no_edit(self, entry):
        make_quantity(entry=entry)
        entry.save()
        assert not Change.objects.exists()
        assert all(not model.history.exists() for model in kept_models())

    @pytest.mark.parametrize("model", ["entry", "quantity", "theme", "organization", "metric", "task"])
    def test_what_the_desk_edits_has_a_history(self, model):
        assert "kept" in vars(apps.get_model("measures", model))

    def test_who_when_what_why(self, desk, user, entry):
        edit(desk, page_of(entry), reason="按原件", title="新标题")
        row = entry.history.get(history_type="~")
        assert (row.history_user, row.history_change_reason) == (user, "按原件")
        assert row.change.name == user.get_full_name()
        before = entry.history.get(history_type="+")
        assert (before.title, before.change, before.history_user) == ("加大财税支持", None, None)

    def test_rows_that_did_not_change_have_no_history(self, desk, entry):
        other = make_measure("另一条", themes=("ip",))
        edit(desk, page_of(entry), title="新标题")
        assert not EntryTheme.history.exists() and not other.history.exists()

    def test_what_a_load_did_between_two_edits_is_told(self, desk, entry):
        edit(desk, page_of(entry), title="新标题")
        Entry.objects.filter(pk=entry.pk).update(number="（九）")
        edit(desk, page_of(entry), title="更新的标题")
        page = history(desk, entry)
        assert "此前随方案载入而变" in page and "（九）" in page
        assert told(entry) == [("", "编号", "1", "（九）"), ("", "标题", "新标题", "更新的标题")]

    def test_all_faces_share_one_history(self, desk, entry):
        edit(desk, page_of(entry, model=Measure), title="新标题")
        edit(desk, page_of(entry, model=Entry), title="更新的标题")
        for model in (Measure, Entry):
            page = history(desk, entry, model)
            assert "加大财税支持" in page and "新标题" in page and "更新的标题" in page

    def test_a_link_edited_on_its_own_page_is_in_the_entrys_history(self, desk, entry):
        link = entry.theme_links.get(rank=1)
        make_theme("talent")
        edit(desk, page_of(link), theme=make_theme("talent").pk)
        assert ("主题“fiscal”", "主题", "fiscal", "talent") in told(entry)

    def test_killed_in_the_middle_nothing_is_half_written(self, user, entry):
        with pytest.raises(IntegrityError), change(user, "x", subject=entry) as kept:
            kept.watch(rows_of(entry))
            Entry.objects.filter(pk=entry.pk).update(title="新标题")
            EntryTheme.objects.create(entry=entry, theme=make_theme("talent"), rank=1)
        assert Entry.objects.get().title == "加大财税支持"
        assert not Change.objects.exists() and not Entry.history.exists()


class TestReading:
    def test_words_not_numbers(self, desk, entry):
        quantity = make_quantity(entry=entry, basis="level")
        metric = make_metric("income")
        edit(desk, page_of(quantity), basis="increment", metric=metric.pk)
        assert ("", "口径", "达到", "新增") in told(quantity)
        assert ("", "指标", "高新技术企业数量", "income") in told(quantity)

    def test_the_name_of_what_is_gone(self, desk, entry):
        organization = make_organization("区科技局")
        row = make_responsibility(entry, "区科技局")
        edit(desk, page_of(entry), **{"responsibilities-0-DELETE": "on"})
        delete = page_of(organization, "delete")
        desk.post(delete, {**form_values(desk.get(delete)), "change_reason": "撤销"})
        assert not Responsibility.objects.filter(pk=row.pk).exists()
        assert "删除责任单位“区科技局（已删除）”" in history(desk, entry)

    def test_ranks_by_their_words(self, desk, entry):
        edit(desk, page_of(entry), **{"theme_links-0-rank": 2, "theme_links-1-rank": 1})
        assert ("主题“fiscal”", "次序", "首要", "第二") in told(entry)
        assert ("主题“知识产权”", "次序", "第二", "首要") in told(entry)

    def test_a_long_text_shows_what_differs(self, desk, entry):
        text = "甲" * 300 + "。\n乙。"
        edit(desk, page_of(entry), text=text)
        edit(desk, page_of(entry), text=text.replace("乙", "丙"))
        field = versions(Entry, entry.pk)[0].rows[0].fields[0]
        assert field.old_pieces[1] == "乙" and field.new_pieces[1] == "丙"
        assert len(field.old_short) < 40

    def test_text_is_never_markup(self, desk, entry):
        edit(desk, page_of(entry), reason="<i>x</i>", title="<script>alert(1)</script>")
        for page in (history(desk, entry), desk.get(entry.get_absolute_url()).content.decode()):
            assert "<script>alert" not in page and "<i>x" not in page

    def test_readers_see_when_what_and_why_but_no_names(self, desk, client, user, entry):
        edit(desk, page_of(entry), reason="按原件", title="新标题", **{"theme_links-1-DELETE": "on"})
        page = client.get(Entry.objects.get().get_absolute_url()).content.decode()
        said = page.partition('id="edits"')[2]
        assert "标题：加大财税支持 → 新标题" in said and "删除主题“知识产权”" in said
        assert "修改理由：按原件" in said
        assert user.get_full_name() not in said and "依据" not in said
        with override_settings(EDIT_NAMES=True):
            page = client.get(Entry.objects.get().get_absolute_url()).content.decode()
        assert user.get_full_name() in page

    def test_when_a_value_was_filled_in(self, desk):
        quantity = make_quantity(masked=True)
        edit(desk, page_of(quantity), number="16", filled_source="年报")
        edit(desk, page_of(quantity), period="每年")
        row = Quantity.objects.annotate(on=set_on(Quantity, "number", "filled_source")).get()
        assert row.on == Quantity.history.filter(number=16).earliest("history_id").history_date

    def test_everything_is_in_the_desks_log(self, desk, entry):
        edit(desk, page_of(entry), reason="按原件", title="新标题")
        page = desk.get(reverse("admin:desk_change_changelist")).content.decode()
        assert "按原件" in page and "新标题" in page and page_of(entry, "history", Entry) in page


class TestPuttingBack:
    def test_a_field(self, desk, entry):
        edit(desk, page_of(entry), title="新标题")
        first = Change.objects.get()
        edit(desk, page_of(entry), title="更新的标题", text="另一段")
        assert not errors(restore(desk, entry, first.pk))
        row = Entry.objects.get()
        assert (row.title, row.text) == ("新标题", entry.text)
        assert Change.objects.first().why == "改错了" and Change.objects.count() == 3
        assert restore(desk, entry, 0).status_code == 302
        assert Entry.objects.get().title == "加大财税支持"

    def test_its_links_come_back_in_their_ranks(self, desk, entry):
        make_theme("talent")
        before = list(entry.theme_links.order_by("rank").values_list("pk", "theme__slug", "rank"))
        swapped = {"theme_links-0-rank": 2, "theme_links-1-rank": 1}
        assert not errors(edit(desk, page_of(entry), **swapped))
        assert not errors(edit(desk, page_of(entry), **{"theme_links-1-DELETE": "on"}))
        assert restore(desk, entry, 0).status_code == 302
        assert list(entry.theme_links.order_by("rank").values_list("pk", "theme__slug", "rank")) == before

    def test_the_page_says_first_what_it_would_do(self, desk, entry):
        edit(desk, page_of(entry), title="新标题")
        url = reverse("admin:measures_entry_restore", args=[entry.pk, 0])
        page = desk.get(url).content.decode()
        assert "加大财税支持" in page and "新标题" in page
        assert "请填写修改理由。" in desk.post(url, {"standing_as": ""}).content.decode()
        assert Entry.objects.get().title == "新标题"

    def test_nothing_is_put_back_over_a_change_meanwhile(self, desk, entry):
        edit(desk, page_of(entry), title="新标题")
        url = reverse("admin:measures_entry_restore", args=[entry.pk, 0])
        sent = {**form_values(desk.get(url)), "change_reason": "改错了"}
        edit(desk, page_of(entry), title="更新的标题")
        page = desk.post(url, sent)
        assert "又有改动" in page.content.decode() and Entry.objects.get().title == "更新的标题"

    def test_what_was_deleted_with_all_that_went_along(self, desk, entry):
        make_responsibility(entry)
        quantity = make_quantity(entry=entry)
        MeasureItem.objects.create(
            code=f"{entry.code}.1", entry=entry, text="补贴", line=1, start=entry.start, end=entry.end
        )
        models = (Entry, EntryTheme, MeasureItem, Responsibility, QuantityMention)
        before = {model: list(model.objects.order_by("pk").values()) for model in models}
        delete = page_of(entry, "delete")
        desk.post(delete, {**form_values(desk.get(delete)), "change_reason": "误收"})
        assert not Entry.objects.exists() and not quantity.mentions.exists()
        page = history(desk, entry)
        assert "误收" in page and "恢复到这一版" in page
        assert restore(desk, entry, 0).status_code == 302
        assert {model: list(model.objects.order_by("pk").values()) for model in models} == before

    def test_what_points_at_nothing_is_refused_with_a_sentence(self, desk, entry):
        link = entry.theme_links.get(rank=2)
        edit(desk, page_of(entry), **{"theme_links-1-DELETE": "on"})
        Theme.objects.filter(pk=link.theme_id).delete()
        page = restore(desk, entry, 0).content.decode()
        assert "不能恢复：主题“已删除的主题”已不在库中，请先恢复它。" in page
        assert entry.theme_links.count() == 1

    def test_a_code_taken_meanwhile_is_refused_with_a_sentence(self, desk):
        organization = make_organization("区科技局")
        edit(desk, page_of(organization), name="区科技创新局")
        make_organization("区科技局", slug="another")
        page = restore(desk, organization, 0).content.decode()
        assert "不能恢复" in page and "名称" in page
        assert Organization.objects.get(pk=organization.pk).name == "区科技创新局"

    def test_the_same_version_has_nothing_to_put_back(self, desk, entry):
        edit(desk, page_of(entry), title="新标题")
        url = reverse("admin:measures_entry_restore", args=[entry.pk, Change.objects.get().pk])
        assert "不需要恢复" in desk.get(url).content.decode()

    def test_not_without_the_right(self, client, entry, user):
        client.force_login(user)
        edit(client, page_of(entry), title="新标题")
        reader = get_user_model().objects.create_user("reader", is_staff=True)
        client.force_login(reader)
        url = reverse("admin:measures_entry_restore", args=[entry.pk, 0])
        assert client.get(url).status_code == 403
        assert client.post(url, {"change_reason": "x"}).status_code == 403
        assert client.get(page_of(entry, "history")).status_code == 403
        assert client.get(reverse("admin:desk_change_changelist")).status_code == 403


class TestDeletingMany:
    def test_asks_why_and_keeps_every_row(self, desk):
        rows = [make_organization(name) for name in ("甲局", "乙局", "丙局")]
        url = reverse("admin:measures_organization_changelist")
        ticked = [rows[0].pk, rows[1].pk]
        page = desk.post(url, {"action": "delete_selected", "_selected_action": ticked})
        assert "甲局" in page.content.decode()
        sent = {**form_values(page), "_selected_action": ticked}
        assert "请填写修改理由。" in desk.post(url, sent).content.decode()
        assert Organization.objects.count() == 3
        assert desk.post(url, {**sent, "change_reason": "误读"}).status_code == 302
        assert [one.name for one in Organization.objects.all()] == ["丙局"]
        assert Change.objects.get().what == "2条机构"
        assert Organization.history.filter(history_type="-").count() == 2
