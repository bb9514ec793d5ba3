"""The committed fixtures in a database: by loaddata, and as every other test finds them."""

import pytest
from django.conf import settings
from django.core.management import call_command

from measures.models import Entry, Instrument, Programme, Task, Theme
from plans.loading import apply, default_documents, plan_changes
from plans.models import WorkPlan

FIXTURES = settings.BASE_DIR / "fixtures"


@pytest.mark.django_db
@pytest.mark.empty_database
def test_loaddata_takes_them_and_a_load_adopts_them():
    plans = sorted((FIXTURES / "plans").glob("*.json"))
    call_command("loaddata", FIXTURES / "vocabulary.json", *plans, verbosity=0)
    assert WorkPlan.objects.count() == 3
    changes = plan_changes(default_documents())
    assert changes.report() == "合计：没有变化。"
    apply(changes)
    assert not any(unit.records for unit in plan_changes(default_documents()).units)


@pytest.mark.django_db
def test_definitions_are_sentences_in_full_width_punctuation():
    for model in (Theme, Instrument):
        for definition in model.objects.values_list("definition", flat=True):
            assert definition.endswith("。") and not set(definition) & set(",:;()"), definition


@pytest.mark.django_db
def test_the_loaded_database_has_the_counts():
    assert Task.objects.count() == 18
    assert Programme.objects.count() == 21
    assert Entry.objects.filter(kind="measure").count() == 61
    assert Entry.objects.filter(kind="project").count() == 64
    assert not plan_changes(default_documents())
