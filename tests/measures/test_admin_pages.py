"""Lists, quotes and rights of the desk, on the three plans."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import (
    Entry,
    EntryTheme,
    Measure,
    MeasureItem,
    Organization,
    OrganizationMention,
    Quantity,
    QuantityMention,
    Responsibility,
    Task,
    Theme,
)
from plans.models import Section
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, errors, list_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", password="a-password-for-this-test")
    client.force_login(user)
    return client


class TestEveryPage:
    def test_opens_in_chinese(self, editor):
        for model, desk in admin.site._registry.items():
            listed = editor.get(list_of(model), {"q": "产业"} if desk.search_fields else {})
            assert listed.status_code == 200, model
            row = model._default_manager.first()
            if row is not None:
                assert editor.get(page_of(row, model=model)).status_code == 200, model
                assert editor.get(page_of(row, "history", model)).status_code == 200, model
            assert re.search("[\u4e00-\u9fff]", str(model._meta.verbose_name)), model

    def test_index_names_what_an_editor_looks_for(self, editor):
        page = editor.get(reverse("admin:index"))
        assert "双创示范基地工作方案知识库" in page.content.decode()
        listed = {app["name"]: [row["name"] for row in app["models"]] for app in page.context["app_list"]}
        kept = ["示范基地", "工作方案", "章节", "校勘"]
        assert [name for name in listed["工作方案"] if name in kept] == kept
        assert listed["举措与指标"][:2] == ["举措", "项目"]
        assert {"目标", "现状", "支持标准", "主题", "政策工具", "机构"} <= set(listed["举措与指标"])

    def test_every_filter_answers(self, editor):
        for model in (Entry, Measure, Quantity, Organization, OrganizationMention, Responsibility, Section):
            page = editor.get(list_of(model)).content.decode()
            kinds = {query.partition("=")[0]: query for query in re.findall(r'href="(\?[^"]+)"', page)}
            for query in kinds.values():
                assert editor.get(list_of(model) + query.replace("&amp;", "&")).status_code == 200, query

    def test_lists_cost_the_same_whatever_their_length(self, editor, django_assert_num_queries):
        for model in admin.site._registry:
            if model._default_manager.count() < 3:
                continue
            one = f"?id__exact={model._default_manager.first().pk}"
            with CaptureQueriesContext(connection) as short:
                assert editor.get(list_of(model) + one).context["cl"].result_count == 1
            with django_assert_num_queries(len(short)):
                editor.get(list_of(model))
            assert len(short) <= 14, model

    def test_links_to_the_site_lead_there(self, editor):
        for row in (
            Measure.objects.first(), Quantity.objects.first(), QuantityMention.objects.first(),
            EntryTheme.objects.first(), OrganizationMention.objects.first(), Theme.objects.first(),
            Task.objects.first(), MeasureItem.objects.first(), Section.objects.filter(level=2).first(),
        ):  # fmt: skip
            page = editor.get(page_of(row)).content.decode()
            url = re.search(r'<a href="([^"]+)" class="viewsitelink">在网站查看', page).group(1)
            assert editor.get(url.partition("#")[0]).status_code == 200, url

    def test_related_rows_are_found_by_typing(self, editor):
        found = editor.get(
            reverse("admin:autocomplete"),
            {"app_label": "measures", "model_name": "entrytheme", "field_name": "entry", "term": "知识产权"},
        ).json()["results"]
        assert found and all("-" in one["text"] for one in found)
        sections = editor.get(
            reverse("admin:autocomplete"),
            {"app_label": "measures", "model_name": "entry", "field_name": "section", "term": "保障"},
        ).json()["results"]
        assert {one["text"].partition(" › ")[0] for one in sections} >= {"南山", "海淀"}

    def test_search_folds_as_the_site_does(self, editor):
        page = editor.get(list_of(Entry), {"q": "ＧＤＰ"})
        plain = editor.get(list_of(Entry), {"q": "gdp"})
        assert page.context["cl"].result_count == plain.context["cl"].result_count


class TestQuotes:
    def test_an_entry_shows_its_words_its_place_and_its_rules(self, editor):
        entry = Measure.objects.get(code="nanshan-m05")
        page = editor.get(page_of(entry)).content.decode()
        assert "三(二)举措5" in page and f"原文第{entry.line}" in page
        assert f"{entry.plan.get_absolute_url()}#nanshan-m05" in page
        for link in entry.theme_links.all():
            assert link.words in page and link.get_origin_display() in page

    def test_a_quantity_marks_its_value_and_unit(self, editor):
        quantity = Quantity.objects.filter(masked=False, value="1641").first()
        page = editor.get(page_of(quantity)).content.decode()
        assert f"<mark>{quantity.value}{quantity.unit}</mark>" in page
        assert quantity.rule in page

    def test_a_masked_value_is_marked_as_such(self, editor):
        page = editor.get(page_of(Quantity.objects.filter(masked=True).first())).content.decode()
        assert '<mark class="masked" title="原文如此，数字已遮蔽">20XX</mark>' in page

    def test_printed_text_is_never_markup(self, editor):
        mention = QuantityMention.objects.filter(quantity__masked=False).first()
        section = mention.section
        section.text = section.text.replace(mention.quote, "<script>" + mention.quote[8:], 1)
        section.save()
        QuantityMention.objects.filter(pk=mention.pk).update(quote="<script>" + mention.quote[8:])
        page = editor.get(page_of(mention.quantity)).content.decode()
        assert "<script>" + mention.quote[8:10] not in page
        assert "&lt;script&gt;" in page

    def test_every_value_is_found_in_its_quote(self):
        from measures.admin.quotes import value_spans

        mentions = QuantityMention.objects.select_related("quantity")
        found = [bool(value_spans(m.quantity)(m.quote)) for m in mentions if m.quantity.value.isdecimal()]
        assert sum(found) >= 0.97 * len(found)


class TestRights:
    @pytest.fixture
    def reader(self, client):
        group = Group.objects.create(name="只读")
        view = Permission.objects.filter(codename__startswith="view_")
        group.permissions.set(view.filter(content_type__app_label__in=("plans", "measures")))
        user = get_user_model().objects.create_user("reader", is_staff=True)
        user.groups.add(group)
        client.force_login(user)
        return client

    def test_who_may_look_sees_and_cannot_edit(self, reader):
        entry = Measure.objects.get(code="nanshan-m05")
        page = reader.get(page_of(entry)).content.decode()
        assert "固定资产加速折旧" in page and "change_reason" not in page
        assert 'name="_save"' not in page
        assert reader.post(page_of(entry), {"title": "x", "change_reason": "x"}).status_code == 403
        assert reader.get(reverse("admin:measures_measure_add")).status_code == 403
        for model in (Measure, Quantity, Theme, Section, Organization):
            row = model.objects.first()
            assert reader.get(list_of(model)).status_code == 200
            assert reader.get(page_of(row)).status_code == 200
            assert reader.get(page_of(row, "history")).status_code == 200

    def test_a_right_to_measures_is_none_to_projects(self, client):
        user = get_user_model().objects.create_user("half", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=("view_measure", "change_measure")))
        client.force_login(user)
        entry = Measure.objects.first()
        assert not errors(edit(client, page_of(entry), title="改"))
        assert client.get(page_of(entry, "history")).status_code == 200
        assert client.get(reverse("admin:measures_project_changelist")).status_code == 403

    def test_nobody_edits_the_history(self, editor):
        edit(editor, page_of(Measure.objects.first()), title="改")
        row = Change.objects.latest("pk")
        page = editor.get(page_of(row)).content.decode()
        assert "核对原文后改正" in page and 'name="_save"' not in page
        assert editor.post(page_of(row, "delete"), {"post": "yes"}).status_code == 403
