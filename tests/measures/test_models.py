"""What the database itself refuses, and what rows say of themselves."""

import pytest
from django.db import IntegrityError, transaction

from measures.models import (
    Entry,
    EntryTheme,
    Measure,
    MeasureItem,
    Organization,
    OrganizationMention,
    Programme,
    Project,
    Quantity,
    QuantityMention,
    Responsibility,
    Target,
    Task,
    Theme,
)
from plans.models import DemonstrationBase, Section, WorkPlan

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def plan():
    base = DemonstrationBase.objects.create(slug="nanshan", name="深圳市南山区", short_name="南山")
    return WorkPlan.objects.create(
        slug="nanshan", base=base, title="工作方案", source_name="a.txt", start=0, end=100, first_line=1
    )


@pytest.fixture
def section(plan):
    return Section.objects.create(
        plan=plan, key="1", level=1, title="任务", text="", line=1, start=0, heading_end=4, end=100
    )


@pytest.fixture
def place(plan, section):
    return {"plan": plan, "section": section, "line": 1, "start": 0, "end": 50}


@pytest.fixture
def entry(place):
    return Entry.objects.create(
        code="nanshan-m01", title="加大ＩＰ支持", kind="measure", text="正文②", body_start=5, **place
    )


@pytest.fixture
def quantity(plan):
    return Quantity.objects.create(
        code="nanshan-t-1", plan=plan, kind="target", metric_text="孵化器", bound=">=", value="10", number=10
    )


def refused(make, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


def test_codes_are_unique(entry, place, quantity, plan):
    refused(Entry.objects.create, code="nanshan-m01", title="a", kind="project", body_start=0, **place)
    refused(Quantity.objects.create, code="nanshan-t-1", plan=plan, kind="target", metric_text="a", value="1")


def test_a_section_key_stands_once_in_a_plan(section, plan):
    refused(Section.objects.create, plan=plan, key="1", level=1, line=1, start=0, heading_end=0, end=0)


@pytest.mark.parametrize("model", [Task, Programme])
def test_the_end_comes_after_the_start(model, place):
    refused(model.objects.create, code="x", title="a", **place | {"end": 0})


def test_an_entrys_place_makes_sense(place):
    refused(Entry.objects.create, code="x", kind="measure", body_start=5, **place | {"end": 0})
    refused(Entry.objects.create, code="x", kind="measure", body_start=51, **place)


def test_a_heading_ends_inside_its_section(plan):
    refused(Section.objects.create, plan=plan, key="2", level=1, line=1, start=5, heading_end=20, end=10)
    refused(Section.objects.create, plan=plan, key="2", level=1, line=1, start=5, heading_end=4, end=4)


def test_only_a_measure_has_a_task_and_only_a_project_a_programme(place):
    task = Task.objects.create(code="t1", title="a", **place)
    programme = Programme.objects.create(code="g1", title="a", **place)
    values = {"title": "a", "body_start": 0} | place
    refused(Entry.objects.create, code="x", kind="project", task=task, **values)
    refused(Entry.objects.create, code="x", kind="measure", programme=programme, **values)
    Entry.objects.create(code="x", kind="measure", task=task, **values)
    Entry.objects.create(code="y", kind="project", programme=programme, **values)


def test_an_entry_has_a_theme_once_and_a_rank_once(entry):
    themes = [Theme.objects.create(slug=slug, name=slug) for slug in "ab"]
    EntryTheme.objects.create(entry=entry, theme=themes[0], rank=1)
    refused(EntryTheme.objects.create, entry=entry, theme=themes[0], rank=2)
    refused(EntryTheme.objects.create, entry=entry, theme=themes[1], rank=1)
    refused(EntryTheme.objects.create, entry=entry, theme=themes[1], rank=4)


def test_a_masked_number_needs_its_source(plan):
    values = {"plan": plan, "kind": "target", "metric_text": "企业", "value": "20XX", "masked": True}
    refused(Quantity.objects.create, code="x", number=2016, **values)
    Quantity.objects.create(code="x", **values)
    Quantity.objects.create(code="y", number=2016, filled_source="年报", **values)


def test_a_range_is_in_order(plan):
    values = {"plan": plan, "kind": "support", "metric_text": "比例", "value": "3-5"}
    refused(Quantity.objects.create, code="x", number=5, number_to=3, **values)
    Quantity.objects.create(code="x", number=3, number_to=5, **values)


def test_a_place_names_a_quantity_or_an_organization_once(section, quantity):
    place = {"section": section, "quote": "a", "line": 1, "start": 3, "end": 4}
    organization = Organization.objects.create(slug="腾讯", name="腾讯")
    QuantityMention.objects.create(quantity=quantity, **place)
    refused(QuantityMention.objects.create, quantity=quantity, **place)
    OrganizationMention.objects.create(organization=organization, **place)
    refused(OrganizationMention.objects.create, organization=organization, **place)
    refused(QuantityMention.objects.create, quantity=quantity, **place | {"start": 4})


def test_a_responsibility_is_of_an_entry_or_of_a_task(entry, place):
    task = Task.objects.create(code="nanshan-t1", title="a", **place)
    organization = Organization.objects.create(slug="科技局", name="科技局")
    refused(Responsibility.objects.create, code="x", organization=organization)
    refused(Responsibility.objects.create, code="x", organization=organization, entry=entry, task=task)
    made = Responsibility.objects.create(organization=organization, task=task)
    assert made.code == "nanshan-t1-lead-科技局"


def test_the_faces_of_a_table_show_their_kind_and_make_it(entry, quantity, place):
    Project.objects.create(code="nanshan-p01", title="b", body_start=0, **place)
    assert [row.code for row in Measure.objects.all()] == ["nanshan-m01"]
    assert [row.code for row in Project.objects.all()] == ["nanshan-p01"]
    assert Target.objects.get().get_absolute_url() == quantity.get_absolute_url()


def test_rows_can_be_recognised(entry, quantity, section, plan):
    item = MeasureItem(code="nanshan-m01.1", entry=entry, label="(1)", text="建设孵化器", start=0, end=1)
    assert [str(row) for row in (plan, section, entry, quantity, item)] == [
        "工作方案",
        "任务",
        "nanshan-m01 加大ＩＰ支持",
        "孵化器 ≥10",
        "nanshan-m01.1 建设孵化器",
    ]


def test_a_row_is_found_by_its_natural_key(entry, section, quantity):
    for row in (entry, section, quantity, section.plan):
        assert type(row).objects.get_by_natural_key(*row.natural_key()) == row
