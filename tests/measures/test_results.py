"""Hits of a list: read without models, they say what the models say."""

import pytest
from django.template import Context, Template

from measures.models import Entry
from measures.results import badges_of, listed, meta_of, result_of
from measures.templatetags.results import result
from tests.measures.factory import make_instrument, make_measure, make_plan, make_section, make_task

pytestmark = pytest.mark.django_db


def test_every_entry_of_the_three_plans_reads_as_its_model_does():
    entries = list(Entry.objects.in_plan_order().for_list())
    shown = listed([entry.pk for entry in entries])
    assert [one.pk for one in shown] == [entry.pk for entry in entries]
    for one, entry in zip(shown, entries, strict=True):
        assert one.meta == meta_of(entry), entry
        assert one.badges == badges_of(entry), entry
        own = (entry.code, entry.title, entry.text, entry.get_absolute_url())
        assert (one.code, one.title, one.text, one.url) == own


@pytest.mark.empty_database
def test_they_come_in_the_order_asked_for_and_what_is_gone_is_left_out():
    first, second = make_measure("甲"), make_measure("乙", theme="ip")
    gone = make_measure("丙")
    keys = [second.pk, gone.pk, first.pk]
    gone.delete()
    assert [one.title for one in listed(keys)] == ["乙", "甲"]
    assert listed([]) == []


@pytest.mark.empty_database
def test_the_place_of_a_very_deep_section_begins_with_its_chapter():
    section = make_task().section
    for number, label in enumerate(("1.", "(1)", "①", "a.")):
        section = make_section(make_plan(), f"3-9-{number}", label, "一节", parent=section)
    entry = make_measure()
    entry.section = section
    entry.save()
    assert listed([entry.pk])[0].meta[3].text == "三(一)1(1)①a"


@pytest.mark.empty_database
def test_what_is_printed_stays_text_in_a_card():
    entry = make_measure("<b>“甲”&乙</b>", "正文<script>一</script>。", theme="ip")
    make_instrument("funding")
    card = result(result_of(listed([entry.pk])[0]), ticked=())
    assert "&lt;b&gt;“甲”&amp;乙&lt;/b&gt;" in card and "&lt;script&gt;一" in card
    assert "<b>" not in card and "<script>" not in card


@pytest.mark.empty_database
def test_only_where_it_can_be_chosen_a_card_has_a_box():
    entry = make_measure("甲")
    hit = result_of(listed([entry.pk])[0])
    drawn = Template("{% load results %}{% result hit level=3 ticked=ticked %}")
    plain = Template("{% load results %}{% result hit level=3 %}").render(Context({"hit": hit}))
    assert "<h3 " in plain and "checkbox" not in plain
    unticked, ticked = (drawn.render(Context({"hit": hit, "ticked": codes})) for codes in ([], [entry.code]))
    assert "checkbox" in unticked and " checked" not in unticked
    assert f'value="{entry.code}" checked>' in ticked
