"""What a load adds, changes, removes and leaves alone, on both databases."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from measures.models import (
    Entry,
    EntryTheme,
    MeasureItem,
    Organization,
    OrganizationMention,
    Quantity,
    Responsibility,
    Theme,
)
from plans.loading import Document, LoadError, OutOfDate, apply, load, plan_changes
from plans.loading.changes import Action, Why
from plans.models import LoadedRecord, Section, WorkPlan
from tests.plans.loading.contents import everything
from tests.plans.loading.making import Said, documents, other_plan, plan_objects, vocabulary_objects

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]

TWO = {
    "m01": Said(
        "加大财税支持", ("fiscal", "ip"), values=("10",), organizations=("深圳大学",), lead="深圳大学"
    ),
    "m02": Said("培育人才", ("talent",), organizations=("深圳大学", "腾讯公司")),
}


def run(measures, *others, **names):
    """Load, and give the changes that were made."""
    changes = plan_changes(documents(measures, *others, **names))
    apply(changes)
    return changes


def kept(changes):
    return {(row.label, row.key): row.why for unit in changes.units for row in unit.kept}


def themes(code):
    links = EntryTheme.objects.filter(entry__code=code).order_by("rank")
    return list(links.values_list("theme__slug", flat=True))


def test_an_empty_database_gets_everything():
    changes = run(TWO)
    assert changes.counts()[Action.ADD] == sum(len(rows) for rows in everything().values()) / 2
    entry = Entry.objects.get(code="nanshan-m01")
    assert entry.text == "1.加大财税支持\n落实政策。\n一是补贴。\n10家\n深圳大学\n"
    assert entry.section.parent.key == "0"
    assert themes("nanshan-m01") == ["fiscal", "ip"]
    assert [item.code for item in entry.items.all()] == ["nanshan-m01.1"]
    assert entry.responsibilities.get().organization.name == "深圳大学"
    assert entry.quantity_mentions.get().quantity.number == 10


def test_loading_again_changes_nothing():
    run(TWO)
    before = everything()
    changes = run(TWO)
    assert not changes
    assert everything() == before


def test_planning_writes_nothing():
    plan_changes(documents(TWO))
    assert not WorkPlan.objects.exists()
    run(TWO)
    before = everything()
    assert plan_changes(documents({"m01": Said("另一个")}))
    assert everything() == before


def test_a_newer_text_reaches_what_nobody_touched():
    run(TWO)
    pk = Entry.objects.get(code="nanshan-m01").pk
    changes = run(TWO | {"m01": Said("加大金融支持", ("talent", "fiscal"), items=("一是。", "二是。"))})
    entry = Entry.objects.get(code="nanshan-m01")
    assert (entry.pk, entry.title) == (pk, "加大金融支持")
    assert themes("nanshan-m01") == ["talent", "fiscal"]
    assert MeasureItem.objects.filter(entry=entry).count() == 2
    assert not Quantity.objects.exists()
    assert not Responsibility.objects.exists()
    assert "标题 「加大财税支持」→「加大金融支持」" in changes.report()


def test_two_themes_can_exchange_their_ranks():
    run({"m01": Said(themes=("ip", "fiscal", "talent"))})
    run({"m01": Said(themes=("talent", "ip", "fiscal"))})
    assert themes("nanshan-m01") == ["talent", "ip", "fiscal"]


def test_two_themes_can_exchange_their_names():
    run(TWO, ip="甲", fiscal="乙")
    run(TWO, ip="乙", fiscal="甲")
    assert Theme.objects.get(slug="ip").name == "乙"
    assert Theme.objects.get(slug="fiscal").name == "甲"


def test_an_edited_field_stays_and_the_rest_of_the_row_moves():
    run(TWO)
    entry = Entry.objects.get(code="nanshan-m01")
    entry.title = "财税支持（人工）"
    entry.save()
    newer = TWO | {"m01": Said("加大金融支持", TWO["m01"].themes, body="新的正文。")}
    changes = run(newer)
    entry.refresh_from_db()
    assert entry.title == "财税支持（人工）"
    assert "新的正文" in entry.text
    assert kept(changes)["measures.entry", ("nanshan-m01",)] == Why.EDITED
    assert "标题 库中「财税支持（人工）」，文件「加大金融支持」" in changes.report()
    assert not plan_changes(documents(newer))


def test_an_edited_group_of_links_stays_whole():
    run(TWO)
    entry = Entry.objects.get(code="nanshan-m01")
    entry.theme_links.filter(theme__slug="ip").update(theme=Theme.objects.get(slug="space"))
    changes = run(TWO | {"m01": Said("加大财税支持", ("ip", "fiscal", "talent"))})
    assert themes("nanshan-m01") == ["fiscal", "space"]
    assert kept(changes)["measures.entrytheme", ("nanshan-m01",)] == Why.GROUP


def test_a_link_added_or_removed_by_a_person_stays_so():
    run(TWO)
    EntryTheme.objects.create(
        entry=Entry.objects.get(code="nanshan-m02"), theme=Theme.objects.get(slug="space"), rank=2
    )
    EntryTheme.objects.filter(entry__code="nanshan-m01").delete()
    run(TWO)
    run(TWO | {"m02": Said("培育人才", ("talent", "ip"))})
    assert themes("nanshan-m01") == []
    assert themes("nanshan-m02") == ["talent", "space"]


def test_what_a_person_deleted_stays_deleted_with_all_below_it():
    run(TWO)
    Entry.objects.get(code="nanshan-m01").delete()
    changes = run(TWO | {"m01": Said("改了", items=("一", "二", "三"), values=("5",))})
    assert not Entry.objects.filter(code="nanshan-m01").exists()
    assert not MeasureItem.objects.filter(code__startswith="nanshan-m01").exists()
    assert kept(changes)["measures.entry", ("nanshan-m01",)] == Why.DELETED
    assert "已人工删除，不再加入" in changes.report()


def test_a_deleted_organization_does_not_come_back():
    run(TWO)
    Organization.objects.get(name="腾讯公司").delete()
    run(TWO)
    assert not OrganizationMention.objects.filter(organization__name="腾讯公司").exists()
    # The other mention of that entry goes on following the text.
    both = ("深圳大学", "腾讯公司")
    run(TWO | {"m02": Said("培育人才", ("talent",), body="更长的正文。", organizations=both)})
    mention = OrganizationMention.objects.get(entry__code="nanshan-m02")
    assert mention.section.plan.slug == "nanshan"
    assert mention.entry.text[mention.start - mention.entry.start :].startswith("深圳大学")


def test_a_row_of_a_persons_own_is_left_alone():
    run(TWO)
    entry = Entry.objects.get(code="nanshan-m01")
    mine = MeasureItem.objects.create(code="mine", entry=entry, text="我的", line=1, start=1, end=2)
    assert not run(TWO)
    run({"m02": TWO["m02"]})
    mine.refresh_from_db()
    assert Entry.objects.filter(code="nanshan-m01").exists()


def test_what_vanished_from_the_fixtures_goes():
    run(TWO)
    changes = run({"m01": TWO["m01"]})
    assert list(Entry.objects.values_list("code", flat=True)) == ["nanshan-m01"]
    assert list(Section.objects.values_list("key", flat=True)) == ["0", "1"]
    assert list(Organization.objects.values_list("name", flat=True)) == ["深圳大学"]
    assert "- nanshan-m02" in changes.report()
    assert not LoadedRecord.objects.filter(key__contains="m02").exists()


def test_a_vanished_row_with_an_edit_below_it_stays_with_all_of_it():
    run(TWO)
    MeasureItem.objects.filter(code="nanshan-m02.1").update(text="改过的")
    changes = run({"m01": TWO["m01"]})
    entry = Entry.objects.get(code="nanshan-m02")
    assert entry.items.get().text == "改过的"
    assert themes("nanshan-m02") == ["talent"]
    assert entry.organization_mentions.count() == 2
    told = kept(changes)
    assert told["measures.measureitem", ("nanshan-m02.1",)] == Why.VANISHED
    assert told["measures.entry", ("nanshan-m02",)] == Why.NEEDED
    assert not run({"m01": TWO["m01"]})


def test_a_vanished_entry_whose_themes_a_person_took_away_stays():
    run(TWO)
    EntryTheme.objects.filter(entry__code="nanshan-m02").delete()
    changes = run({"m01": TWO["m01"]})
    assert themes("nanshan-m02") == []
    assert Entry.objects.get(code="nanshan-m02").items.count() == 1
    assert kept(changes)["measures.entry", ("nanshan-m02",)] == Why.VANISHED


def test_an_entry_kept_for_a_link_taken_away_is_kept_by_every_later_load():
    run(TWO)
    OrganizationMention.objects.filter(entry__code="nanshan-m01").delete()
    run({})
    # Nothing names the organization any more, so it has gone; the entry must not go after it.
    assert not Organization.objects.filter(name="深圳大学").exists()
    assert not run({})
    assert Entry.objects.filter(code="nanshan-m01").exists()


def test_a_whole_plan_comes_and_goes():
    run(TWO, other_plan({"m01": Said(organizations=("深圳大学", "海淀公司"))}))
    assert WorkPlan.objects.count() == 2
    run(TWO)
    assert [plan.slug for plan in WorkPlan.objects.all()] == ["nanshan"]
    assert not Organization.objects.filter(name="海淀公司").exists()
    assert Organization.objects.filter(name="深圳大学").exists()


def test_some_documents_alone_remove_nothing_else():
    run(TWO, other_plan({"m01": Said(organizations=("海淀公司",))}))
    changes = plan_changes([other_plan({"m01": Said("改名", organizations=("海淀公司",))})], complete=False)
    apply(changes)
    assert Entry.objects.get(code="haidian-m01").title == "改名"
    assert Entry.objects.filter(code="nanshan-m02").exists()


def test_after_loaddata_what_is_equal_is_adopted_and_what_differs_is_kept(tmp_path):
    from plans.parsing.fixture import dumps

    (tmp_path / "all.json").write_text(dumps([*vocabulary_objects(), *plan_objects(TWO)]), encoding="utf-8")
    call_command("loaddata", tmp_path / "all.json", verbosity=0)
    Entry.objects.filter(code="nanshan-m02").update(title="人工")
    EntryTheme.objects.filter(entry__code="nanshan-m01", rank=2).delete()
    changes = run(TWO)
    assert not changes.counts()[Action.ADD]
    assert kept(changes) == {
        ("measures.entry", ("nanshan-m02",)): Why.EDITED,
        ("measures.entrytheme", ("nanshan-m01",)): Why.GROUP,
    }
    run(TWO | {"m01": Said("新标题")})
    assert Entry.objects.get(code="nanshan-m01").title == "新标题"
    assert Entry.objects.get(code="nanshan-m02").title == "人工"
    assert themes("nanshan-m01") == ["fiscal"]


def test_an_edit_and_a_newer_text_that_contradict_each_other_leave_the_edit():
    run(TWO)
    last = Entry.objects.get(code="nanshan-m02")
    Entry.objects.filter(pk=last.pk).update(start=last.end - 1, body_start=last.end - 1)
    changes = run({"m01": Said("短", items=()), "m02": Said("短", items=())})
    after = Entry.objects.get(code="nanshan-m02")
    assert (after.start, after.end) == (last.end - 1, last.end)
    assert Why.BROKEN in [row.why for unit in changes.units for row in unit.kept]


def test_a_name_that_is_taken_is_said_and_not_written():
    run({"m01": Said()})
    Organization.objects.create(slug="腾讯公司", name="深圳市腾讯计算机系统有限公司")
    changes = run(TWO)
    assert kept(changes)["measures.organization", ("腾讯公司",)] == Why.TAKEN
    assert Organization.objects.get(slug="腾讯公司").name == "深圳市腾讯计算机系统有限公司"
    assert OrganizationMention.objects.filter(organization__name="深圳大学").count() == 2


def test_an_error_midway_leaves_the_database_as_it_was():
    run(TWO)
    before = everything()
    # Two themes of one rank: the database refuses, after the plan and its entries are written.
    objects = plan_objects(TWO | {"m01": Said("新标题", ("ip", "talent", "space")), "m03": Said()})
    links = [item for item in objects if item["model"] == "measures.entrytheme"]
    links[1]["fields"]["rank"] = links[0]["fields"]["rank"]
    broken = [*documents(TWO)[:1], Document("x", objects=objects)]
    changes = plan_changes(broken)
    with pytest.raises(IntegrityError):
        apply(changes)
    assert everything() == before
    with pytest.raises(IntegrityError):
        list(load(broken, write=True))
    assert everything() == before


def test_a_reader_who_stops_midway_leaves_the_database_as_it_was():
    units = load(documents(TWO), write=True)
    next(units)
    units.close()
    assert not Theme.objects.exists()


def test_changes_planned_before_an_edit_are_not_applied():
    run(TWO)
    changes = plan_changes(documents(TWO | {"m01": Said("新标题")}))
    Entry.objects.filter(code="nanshan-m01").update(title="人工")
    before = everything()
    with pytest.raises(OutOfDate, match="数据库在此期间有改动"):
        apply(changes)
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"model": "measures.nothing"}, "不认识的模型 measures.nothing"),
        ({"fields": {"slug": "x" * 51, "name": "a"}}, "标识（slug）长于50字"),
        ({"fields": {"slug": "x", "name": None}}, "名称（name）不能为空"),
        ({"fields": {"slug": "x", "name": "a", "order": "many"}}, "排序（order）的值“many”不合要求"),
        ({"fields": {"slug": "x", "name": "a", "colour": 1}}, "没有字段 colour"),
        ({"fields": {"name": "a"}}, "缺少字段 slug"),
        ({"fields": {"slug": "ip", "name": "a"}}, "ip 重复"),
    ],
)
def test_a_fixture_that_is_not_well_formed_is_named(change, sentence):
    good = {"model": "measures.theme", "fields": {"slug": "ip", "name": "知识产权"}}
    with pytest.raises(LoadError, match=r"x\.json 第2条") as error:
        plan_changes([Document("x.json", objects=(good, good | change))])
    assert sentence in str(error.value)


def test_documents_that_disagree_are_refused():
    twice = [*documents(TWO), Document("again", objects=tuple(plan_objects(TWO)))]
    with pytest.raises(LoadError, match="在前面的文件里已经有了"):
        plan_changes(twice)
    other = Document("other", objects=tuple(vocabulary_objects(ip="另名")))
    with pytest.raises(LoadError, match="主题 ip 与前面的文件所写不同"):
        plan_changes([*documents(TWO), other])


def test_the_command_says_first_and_acts_with_write(tmp_path):
    from plans.parsing.fixture import dumps

    (tmp_path / "plans").mkdir()
    (tmp_path / "vocabulary.json").write_text(dumps(vocabulary_objects()), encoding="utf-8")
    (tmp_path / "plans" / "nanshan.json").write_text(dumps(plan_objects(TWO)), encoding="utf-8")
    said = command(tmp_path)
    assert "举措与项目：新增2" in said
    assert "+ nanshan-m01、nanshan-m02" in said
    assert "以上尚未写入" in said
    assert not Entry.objects.exists()
    assert "已写入" in command(tmp_path, write=True)
    assert Entry.objects.count() == 2
    assert "没有变化" in command(tmp_path)
    with pytest.raises(CommandError, match="数据库没有改动"):
        call_command("load_plans", fixtures=tmp_path / "nothing", stdout=StringIO())


def command(folder, **options):
    out = StringIO()
    call_command("load_plans", fixtures=folder, stdout=out, **options)
    return out.getvalue()
