"""Taking a publication back: exactly, and never over somebody's later edit without a word."""

import pytest

from measures.models import Entry, EntryTheme, MeasureItem, Theme
from plans.intake.publishing import preview, publish, put_back, take_down
from plans.intake.undoing import UndoError, plan_undo, undo
from plans.models import DemonstrationBase, IntakeEvent, IntakePlan, Section, WorkPlan
from tests.plans.intake.making import MEASURES, published, receive, text_of
from tests.plans.loading.contents import everything

pytestmark = pytest.mark.django_db

REVISED = text_of(
    [
        ("加大财税金融支持力度", "设立双创专项资金，对初创企业给予最高不超过30万元的补贴，由区财政局牵头。"),
        MEASURES[1],
        ("引进高层次人才", "实施双创人才计划，引进高层次人才，与北京石油化工学院合作。"),
        ("扩大开放合作", "建设海外孵化中心，到2019年引进国际创客团队50个。"),
    ],
    goal="到2019年，高新技术企业达到400家。",
)


def revised(given_up=()):
    """A published plan and the event of its revision."""
    published()
    part = receive(REVISED, "修订稿.txt")
    return publish(part, given_up=given_up)


def test_a_first_publication_is_undone_to_nothing():
    before = everything()
    part = published()
    undo(IntakeEvent.objects.get(what="published"), reason="发错了")
    assert everything() == before
    part.refresh_from_db()
    assert part.state == "draft"
    publish(part)
    assert WorkPlan.objects.filter(slug="daxing").exists()


def test_a_first_publication_that_was_edited_is_not_thrown_away():
    published()
    Entry.objects.filter(plan__slug="daxing").update(title="改过")
    with pytest.raises(UndoError, match="可以改用“下架”"):
        undo(IntakeEvent.objects.get(what="published"))
    assert Entry.objects.filter(plan__slug="daxing").exists()


def test_a_revision_is_undone_exactly():
    published()
    before = everything()
    event = publish(receive(REVISED, "修订稿.txt"))
    assert everything() != before
    undo(event, reason="修订稿有误")
    assert everything() == before
    assert dict(IntakePlan.objects.values_list("intake__name", "state")) == {
        "大兴区工作方案.txt": "published",
        "修订稿.txt": "draft",
    }
    assert IntakeEvent.objects.filter(what="undone").exists()
    with pytest.raises(UndoError):
        undo(event)


def test_edits_that_were_given_up_come_back():
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[0][0])
    Entry.objects.filter(pk=entry.pk).update(title="人工改的标题")
    EntryTheme.objects.filter(entry=entry).delete()
    EntryTheme.objects.create(entry=entry, theme=Theme.objects.get(slug="space"), rank=1)
    before = everything()
    part = receive(REVISED, "修订稿.txt")
    event = publish(part, given_up={claim for row in preview(part).unit.kept for claim in row.claims})
    entry.refresh_from_db()
    assert entry.title == "加大财税金融支持力度"
    undo(event)
    assert everything() == before


def test_later_edits_elsewhere_do_not_hinder():
    event = revised()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[1][0])
    Entry.objects.filter(pk=entry.pk).update(title="与修订无关的修改")
    assert not plan_undo(event).conflicts
    undo(event)
    entry.refresh_from_db()
    assert entry.title == "与修订无关的修改"
    assert Entry.objects.filter(plan__slug="daxing", title=MEASURES[0][0]).exists()


def test_later_edits_of_the_same_are_named_and_kept():
    event = revised()
    entry = Entry.objects.get(plan__slug="daxing", title="加大财税金融支持力度")
    Entry.objects.filter(pk=entry.pk).update(title="此后改的标题")
    with pytest.raises(UndoError) as refusal:
        undo(event)
    assert any("此后改的标题" in said and "标题" in said for said in refusal.value.conflicts)
    entry.refresh_from_db()
    assert "30万元" in entry.text
    done = undo(event, partly=True)
    assert "保留此后改动过的1处" in done.said
    entry.refresh_from_db()
    assert entry.title == "此后改的标题"
    assert Section.objects.filter(plan__slug="daxing", text__contains="300家").exists()


def test_an_addition_somebody_worked_on_stays():
    event = revised()
    added = Entry.objects.get(plan__slug="daxing", title="扩大开放合作")
    MeasureItem.objects.create(code="own-item", entry=added, text="自己写的", line=1, start=1, end=2)
    conflicts = plan_undo(event).conflicts
    assert any("此后有人添加了分项" in said for said in conflicts)
    undo(event, partly=True)
    assert MeasureItem.objects.get(code="own-item").entry == added


def test_a_group_of_themes_goes_back_whole_or_not_at_all():
    published()
    links = EntryTheme.objects.filter(entry__plan__slug="daxing")
    before = set(links.values_list("entry__code", "theme__slug"))
    event = publish(receive(REVISED, "修订稿.txt"))
    entry = Entry.objects.get(plan__slug="daxing", title="引进高层次人才")
    others = Theme.objects.exclude(entry_links__entry=entry)
    rank = entry.theme_links.count() + 1
    EntryTheme.objects.create(entry=entry, theme=others.first(), rank=rank)
    plan = plan_undo(event)
    assert plan.conflicts
    undo(event, partly=True)
    assert EntryTheme.objects.filter(entry=entry).count() == rank
    assert set(links.exclude(entry=entry).values_list("entry__code", "theme__slug")) <= before


def test_only_the_latest_is_undone():
    revised()
    with pytest.raises(UndoError, match="先撤销较晚"):
        undo(IntakeEvent.objects.filter(what="published").earliest("pk"))


def test_a_plan_that_is_down_is_not_undone():
    event = revised()
    shelf = take_down("daxing")
    with pytest.raises(UndoError, match="先恢复上架"):
        undo(event)
    put_back(shelf)
    undo(event)


def test_shared_rows_that_something_else_needs_stay():
    published(text_of([("合作", "依托北京印刷学院建设众创空间。")]))
    event = IntakeEvent.objects.get(what="published")
    other = "北京市通州区双创示范基地工作方案\n一、主要任务\n(一)合作\n举措1:共建\n与北京印刷学院合作。\n"
    publish(receive(other, "通州.txt"))
    undo(event)
    assert not DemonstrationBase.objects.filter(slug="daxing").exists()
    assert Entry.objects.get(plan__slug="tongzhou").organizations.filter(name="北京印刷学院").exists()
