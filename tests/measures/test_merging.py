"""Two organizations or metrics that are one: what moves, what collides, what the names become, and back."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import DO_NOTHING

from measures.merging import MetricMerge, OrganizationMerge
from measures.models import (
    Entry,
    EntryText,
    Metric,
    Organization,
    OrganizationMention,
    Quantity,
    Responsibility,
)
from plans.loading.schema import relations
from plans.merging.joining import merge
from plans.merging.mergeable import Refused
from plans.merging.undoing import undo
from plans.models import MergedRow
from plans.vocabulary import database_vocabulary
from sbjd import corpus
from sbjd.desk import restoring
from sbjd.desk.changes import change, rows_of
from sbjd.desk.history import edits_of, versions
from sbjd.desk.models import Change
from tests.measures.factory import (
    make_measure,
    make_metric,
    make_organization,
    make_quantity,
    make_responsibility,
    mention_organization,
)
from tests.plans.loading.contents import everything

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
ORGANIZATIONS, METRICS = OrganizationMerge(), MetricMerge()


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")


def join(user, goes, stays, mergeable=ORGANIZATIONS):
    """Merge rows into one another; the change."""
    goes = goes if isinstance(goes, list) else [goes]
    return merge(mergeable, stays.pk, [row.pk for row in goes], user, "是同一个")


def test_what_names_the_one_names_the_other(user):
    entry = make_measure("甲", "与深大合作。", organization="深大")
    make_responsibility(entry, "深大")
    short, full = make_organization("深大"), make_organization("深圳大学", aliases="深圳大學")
    done = join(user, short, full)
    assert not Organization.objects.filter(name="深大").exists()
    full.refresh_from_db()
    assert full.aliases == "深圳大學、深大"
    assert [row.organization for row in entry.organization_mentions.all()] == [full]
    responsibility = entry.responsibilities.get()
    assert (responsibility.organization, responsibility.code) == (full, "nanshan-m01-lead-深圳大学")
    assert (done.action, done.why, done.what) == ("merge", "是同一个", "“深大”并入“深圳大学”")


def test_every_history_tells_of_it(user):
    entry = make_measure("甲", organization="深大")
    short, full = make_organization("深大"), make_organization("深圳大学")
    done = join(user, short, full)
    for row, model in ((full.pk, Organization), (short.pk, Organization), (entry.pk, type(entry))):
        assert [version.change for version in versions(model, row)] == [done]
    edit = edits_of(entry)[0]
    assert (edit.action, edit.why) == ("合并", "是同一个")
    assert [(field.old, field.new) for field in edit.rows[0].fields] == [("深大（已删除）", "深圳大学")]


def test_of_two_that_say_the_same_one_remains(user):
    entry = make_measure("甲", "深圳大学牵头。", organization="深圳大学")
    mention_organization("深大", entry)
    for name, role in (("深大", "lead"), ("深大", "cooperating"), ("深圳大学", "lead")):
        make_responsibility(entry, name, role)
    stays = Responsibility.objects.get(organization__name="深圳大学")
    join(user, make_organization("深大"), make_organization("深圳大学"))
    assert OrganizationMention.objects.get().quote == "深圳大学"
    assert sorted(entry.responsibilities.values_list("role", flat=True)) == ["cooperating", "lead"]
    assert entry.responsibilities.get(role="lead") == stays


def test_three_become_one_and_each_name_stands_once(user):
    rows = [make_organization("深大", aliases="SZU"), make_organization("深圳大學", aliases="SZU、深大")]
    entry = make_measure("甲", organization="深大")
    mention_organization("深圳大學", entry)
    full = make_organization("深圳大学")
    join(user, rows, full)
    full.refresh_from_db()
    assert full.aliases == "深大、SZU、深圳大學"
    assert OrganizationMention.objects.count() == 1 and MergedRow.objects.count() == 2


def test_quantities_of_every_kind_move_and_wordings_are_kept(user):
    one = make_metric("one", patterns="高新企业")
    other = make_metric("other", patterns="高新技术企业", unit="")
    rows = [make_quantity(kind=kind, metric="one") for kind in ("target", "baseline", "support")]
    join(user, one, other, METRICS)
    assert {row.metric for row in Quantity.objects.filter(pk__in=[row.pk for row in rows])} == {other}
    other.refresh_from_db()
    assert (other.patterns, other.unit) == ("高新技术企业\n高新企业\none", "家")


def test_different_units_are_refused(user):
    one, other = make_metric("one", unit="家"), make_metric("other", unit="万元")
    before = everything()
    with pytest.raises(Refused, match="单位不同，不能合并：“other”的单位是“万元”，“one”的单位是“家”"):
        join(user, one, other, METRICS)
    assert everything() == before and not Change.objects.exists()


def test_names_too_long_or_with_a_separator_are_refused(user):
    full = make_organization("深圳大学", aliases="深" * 298)
    with pytest.raises(Refused, match="超过300字"):
        join(user, make_organization("深大"), full)
    with pytest.raises(Refused, match="顿号"):
        join(user, make_organization("深大、南科大"), full)


@pytest.mark.parametrize("model", [Organization, Metric])
def test_no_relation_is_left_out(model):
    """Whatever points at such a row in the database moves; only what merely remembers a number stays."""
    pointing = {
        column
        for other in apps.get_models(include_auto_created=True)
        for column in other._meta.local_fields
        if column.remote_field
        and column.related_model._meta.concrete_model is model
        and not other._meta.proxy
        and column.remote_field.on_delete is not DO_NOTHING
    }
    assert {relation.field for relation in relations(model)} == pointing != set()
    remembering = {
        other
        for other in apps.get_models(include_auto_created=True)
        for column in other._meta.local_fields
        if column.remote_field and column.related_model is model and column not in pointing
    }
    assert all(hasattr(other, "history_id") for other in remembering)


def make_all_there_is():
    """Everything that can name an organization or a metric, doubles too."""
    entry = make_measure("甲", "深圳大学牵头。", organization="深圳大学")
    mention_organization("深大", entry)
    for name, role in (("深大", "lead"), ("深大", "cooperating"), ("深圳大学", "lead")):
        make_responsibility(entry, name, role)
    make_measure("乙", base="haidian", organization="深大")
    make_metric("one", patterns="高新企业")
    make_metric("other", unit="")
    make_quantity(entry=entry, metric="one")
    make_quantity(kind="baseline", metric="other")


@pytest.mark.parametrize(
    ("mergeable", "goes", "stays"),
    [
        (ORGANIZATIONS, {"name": "深大"}, {"name": "深圳大学"}),
        (ORGANIZATIONS, {"name": "深圳大学"}, {"name": "深大"}),
        (METRICS, {"slug": "one"}, {"slug": "other"}),
    ],
)
def test_undone_everything_is_as_it_was(user, mergeable, goes, stays):
    make_all_there_is()
    goes, stays = mergeable.model.objects.get(**goes), mergeable.model.objects.get(**stays)
    corpus.settle()
    before, texts = everything(), list(EntryText.objects.order_by("pk").values())
    done = join(user, goes, stays, mergeable)
    assert everything() != before
    undo(mergeable, done.pk, user, "不是同一个")
    assert everything() == before and not MergedRow.objects.exists()
    assert list(EntryText.objects.order_by("pk").values()) == texts
    undone = Change.objects.first()
    assert (undone.action, undone.why) == ("restore", "不是同一个")
    with pytest.raises(Refused, match="已经撤销"):
        undo(mergeable, done.pk, user, "再来一次")
    join(user, goes, stays, mergeable)


def test_a_row_edited_since_stops_the_undo_and_is_named(user):
    entry = make_measure("甲", organization="深大")
    done = join(user, make_organization("深大"), make_organization("深圳大学"))
    OrganizationMention.objects.update(reason="另有说法")
    before = everything()
    with pytest.raises(Refused, match=f"机构出处“南山 第{entry.line}行“深大” .*又有修改，不能撤销"):
        undo(ORGANIZATIONS, done.pk, user, "撤销")
    assert everything() == before
    OrganizationMention.objects.all().delete()
    with pytest.raises(Refused, match="现已不在库中"):
        undo(ORGANIZATIONS, done.pk, user, "撤销")


def test_other_fields_of_the_one_that_stayed_may_change(user):
    full = make_organization("深圳大学")
    done = join(user, make_organization("深大"), full)
    Organization.objects.update(kind="高校")
    undo(ORGANIZATIONS, done.pk, user, "撤销")
    full.refresh_from_db()
    assert (full.kind, full.aliases) == ("高校", "")
    done = join(user, make_organization("深大"), full)
    Organization.objects.update(aliases="深大、SZU")
    with pytest.raises(Refused, match="“深圳大学”的其他名称在合并之后又有修改"):
        undo(ORGANIZATIONS, done.pk, user, "撤销")


def test_what_has_taken_the_name_since_stops_the_undo(user):
    done = join(user, make_organization("深大"), make_organization("深圳大学"))
    make_organization("深大")
    before = everything()
    with pytest.raises(Refused, match="现已另有所属"):
        undo(ORGANIZATIONS, done.pk, user, "撤销")
    assert everything() == before


def test_a_double_whose_place_is_gone_stops_the_undo(user):
    entry = make_measure("甲", organization="深圳大学")
    mention_organization("深大", entry)
    done = join(user, make_organization("深大"), make_organization("深圳大学"))
    entry.delete()
    with pytest.raises(Refused, match="所属的举措或项目已不在库中"):
        undo(ORGANIZATIONS, done.pk, user, "撤销")


def test_an_entry_put_back_from_its_history_names_the_one_that_stays(user):
    entry = make_measure("甲", organization="深大")
    full = make_organization("深圳大学")
    with change(user, "误删", Change.Action.DELETE, entry) as kept:
        kept.watch(rows_of(entry))
        pk = entry.pk
        entry.delete()
    join(user, make_organization("深大"), full)
    with change(user, "恢复", Change.Action.RESTORE) as kept:
        steps = restoring.plan(Entry, pk, 0)
        kept.watch(step.model._base_manager.filter(pk=step.pk) for step in steps)
        restoring.apply(steps)
    assert [row.organization for row in OrganizationMention.objects.filter(entry=pk)] == [full]


def test_merges_are_undone_in_their_order(user):
    rows = [make_organization(name) for name in ("甲大", "乙大", "丙大")]
    before = everything()
    first = join(user, rows[0], rows[1])
    second = join(user, Organization.objects.get(name="乙大"), rows[2])
    with pytest.raises(Refused, match="后来又并入了“丙大”，请先撤销那一次"):
        undo(ORGANIZATIONS, first.pk, user, "撤销")
    undo(ORGANIZATIONS, second.pk, user, "撤销")
    third = join(user, rows[2], Organization.objects.get(name="乙大"))
    with pytest.raises(Refused, match="后来“丙大”也并入了这里"):
        undo(ORGANIZATIONS, first.pk, user, "撤销")
    undo(ORGANIZATIONS, third.pk, user, "撤销")
    undo(ORGANIZATIONS, first.pk, user, "撤销")
    assert everything() == before


def test_the_second_of_two_is_told(user):
    rows = [make_organization(name) for name in ("甲大", "乙大", "丙大")]
    join(user, rows[0], rows[1])
    with pytest.raises(Refused, match="已并入“乙大”，没有再次合并"):
        join(user, rows[0], rows[2])
    rows[2].delete()
    with pytest.raises(Refused, match="已不在库中"):
        merge(ORGANIZATIONS, rows[1].pk, [999999], user, "是同一个")


def test_what_was_read_as_the_one_that_went_is_still_read_so(user):
    """The codes of quantities are made of what was read: a plan that is read again keeps them."""
    one = make_metric("one", patterns="高新企业\n高企", order=1)
    other = make_metric("other", patterns="高企\n高新技术企业")
    join(user, one, other, METRICS)

    def readings():
        return {term.slug: term.patterns for term in database_vocabulary().metrics}

    assert readings() == {"one": ("高新企业", "高企"), "other": ("高企", "高新技术企业", "one")}
    Metric.objects.update(patterns="高新技术企业\n高新企业")
    assert readings() == {"one": ("高新企业",), "other": ("高新技术企业",)}
