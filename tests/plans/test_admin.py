"""The desk for what was printed."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from plans.models import DemonstrationBase, Erratum, LoadedRecord, Section, WorkPlan
from tests.measures.admin_forms import edit, errors, form_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", password="a-password-for-this-test")
    client.force_login(user)
    return client


def page_of(row, page="change"):
    return reverse(f"admin:plans_{row._meta.model_name}_{page}", args=[row.pk])


def test_a_plan_leads_to_its_sections_and_shows_its_errata(editor):
    plan = WorkPlan.objects.get(slug="liangjiang")
    page = editor.get(page_of(plan)).content.decode()
    chapter = plan.sections.filter(level=1).first()
    assert page_of(chapter) in page
    assert f"?plan__id__exact={plan.pk}" in page
    for erratum in plan.errata.all():
        assert page_of(erratum) in page


def test_a_plan_and_a_section_are_not_typed_in(editor):
    assert editor.get(reverse("admin:plans_workplan_add")).status_code == 403
    assert editor.get(reverse("admin:plans_section_add")).status_code == 403


def test_the_text_of_a_section_stays_as_printed(editor):
    section = Section.objects.filter(plan__slug="haidian", level=2).first()
    page = editor.get(page_of(section))
    assert "text" not in form_values(page)
    assert section.title in page.content.decode()
    edit(editor, page_of(section), title="改过的标题", text="x", key="9", start=0)
    again = Section.objects.get(pk=section.pk)
    assert again.title == "改过的标题"
    assert (again.text, again.key, again.start) == (section.text, section.key, section.start)


def test_edits_of_plans_survive_a_load(editor):
    plan, base = WorkPlan.objects.get(slug="nanshan"), DemonstrationBase.objects.get(slug="nanshan")
    erratum = plan.errata.first()
    assert not errors(edit(editor, page_of(plan), issuer="南山区人民政府", added="2026-11-23"))
    assert not errors(edit(editor, page_of(base), city="深圳市南山"))
    assert not errors(edit(editor, page_of(erratum), note="改过的说明"))
    call_command("load_plans", write=True, verbosity=0)
    plan.refresh_from_db()
    assert (plan.issuer, str(plan.added)) == ("南山区人民政府", "2026-11-23")
    assert DemonstrationBase.objects.get(slug="nanshan").city == "深圳市南山"
    assert Erratum.objects.get(pk=erratum.pk).note == "改过的说明"


def test_an_erratum_is_added_by_the_words_it_is_about(editor):
    plan = WorkPlan.objects.get(slug="nanshan")
    section = plan.sections.filter(level=2).first()
    quote = section.text.strip().splitlines()[-1][:25]
    add = reverse("admin:plans_erratum_add")
    values = {"plan": plan.pk, "kind": "name.differs", "quote": quote, "note": "与前文所用名称不同"}
    values["change_reason"] = "对照前文"
    assert "原文此处没有" in errors(editor.post(add, {**values, "quote": "没有这句话"}))
    assert not errors(editor.post(add, values))
    erratum = Erratum.objects.get(note="与前文所用名称不同")
    assert re.fullmatch(r"nanshan-e-[0-9a-f]{6}", erratum.code)
    assert (erratum.section, erratum.quote) == (section, quote)
    assert "这处原文已有同类校勘" in errors(editor.post(add, values))
    assert editor.get(erratum.get_absolute_url()).status_code == 200


def test_an_erratum_shows_its_words_in_their_sentence(editor):
    erratum = Erratum.objects.filter(kind="quote.unclosed").first()
    page = editor.get(page_of(erratum)).content.decode()
    assert f"原文第{erratum.line}行" in page
    assert "引号缺失" in page


def test_a_slug_is_typed_once(editor):
    base = DemonstrationBase.objects.get(slug="nanshan")
    edit(editor, page_of(base), slug="other", short_name="南山区")
    base.refresh_from_db()
    assert (base.slug, base.short_name) == ("nanshan", "南山区")


def test_what_a_load_remembers_can_be_read_only(editor):
    record = LoadedRecord.objects.first()
    page = editor.get(page_of(record)).content.decode()
    assert "载入值" in page and 'name="_save"' not in page
