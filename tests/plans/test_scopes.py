"""An editor who is limited to some bases works on these alone, by whatever address."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from measures.groups import REVIEWER, set_up_groups
from measures.models import Entry, Measure
from plans.models import DemonstrationBase, EditorScope, Erratum, WorkPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def nanshan_editor(client):
    """The client of a reviewer who is limited to 南山."""
    set_up_groups()
    user = get_user_model().objects.create_user("of-nanshan", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWER))
    EditorScope.objects.create(user=user).bases.add(DemonstrationBase.objects.get(slug="nanshan"))
    client.force_login(user)
    return client


def test_lists_hold_the_own_base_only(nanshan_editor):
    page = nanshan_editor.get("/admin/measures/entry/?all=").text
    assert "nanshan-m01" in page and "haidian-" not in page
    assert "haidian" not in nanshan_editor.get("/admin/plans/demonstrationbase/").text
    assert "海淀区双创" not in nanshan_editor.get("/admin/plans/workplan/").text
    assert "海淀区双创" not in nanshan_editor.get("/admin/").text


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("model", [Measure, WorkPlan, Erratum])
def test_pages_of_other_bases_do_not_exist(nanshan_editor, model, page):
    path = "base__slug" if model is WorkPlan else "plan__base__slug"
    name = f"{model._meta.app_label}/{model._meta.model_name}"
    other, own = (model.objects.filter(**{path: slug}).first() for slug in ("haidian", "nanshan"))
    assert nanshan_editor.get(f"/admin/{name}/{own.pk}/{page}/").status_code == 200
    assert nanshan_editor.get(f"/admin/{name}/{other.pk}/{page}/").status_code in (302, 403, 404)


def test_nothing_is_saved_or_deleted_elsewhere(nanshan_editor):
    other = Entry.objects.filter(plan__base__slug="haidian").first()
    before = Entry.objects.filter(pk=other.pk).values().get()
    form = {"title": "改了", "change_reason": "越界"}
    nanshan_editor.post(f"/admin/measures/entry/{other.pk}/change/", form)
    nanshan_editor.post(f"/admin/measures/entry/{other.pk}/delete/", {"post": "yes", "change_reason": "越界"})
    assert Entry.objects.filter(pk=other.pk).values().get() == before


def test_choices_do_not_offer_other_bases(nanshan_editor):
    asked = {"app_label": "measures", "model_name": "measureitem", "field_name": "entry", "term": "海淀"}
    offered = nanshan_editor.get("/admin/autocomplete/", asked).json()["results"]
    assert all("haidian" not in one["text"] for one in offered)


def test_a_scope_without_bases_is_none_and_no_scope_is_all(nanshan_editor):
    scope = EditorScope.objects.get()
    scope.bases.clear()
    assert "nanshan-m01" not in nanshan_editor.get("/admin/measures/entry/").text
    scope.delete()
    assert "haidian" in nanshan_editor.get("/admin/plans/demonstrationbase/").text
