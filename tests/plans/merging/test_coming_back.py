"""What was merged stays merged through a load, a new reading of a plan, and a plan put back on the site."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from measures.merging import MetricMerge, OrganizationMerge
from measures.models import Entry, Metric, Organization, Quantity
from plans.intake.publishing import PublishError, preview, publish, put_back, take_down
from plans.loading import default_documents, plan_changes
from plans.merging.joining import merge
from plans.merging.undoing import undo
from plans.models import LoadedRecord
from tests.plans.intake.making import published, receive, text_of
from tests.plans.loading.contents import everything

pytestmark = pytest.mark.django_db
ORGANIZATIONS, METRICS = OrganizationMerge(), MetricMerge()


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")


def join(user, goes, stays, mergeable=ORGANIZATIONS):
    return merge(mergeable, stays.pk, [goes.pk], user, "是同一个")


def most_named(number):
    """The organizations that most places of the committed plans name."""
    return list(Organization.objects.for_list().order_by("-mention_count", "name")[:number])


def metrics_of_one_unit():
    """Two metrics of one unit, each stated."""
    stated = Metric.objects.for_list().filter(quantity_count__gt=1)
    by_unit = {}
    for metric in stated:
        other = by_unit.setdefault(metric.unit, metric)
        if other != metric:
            return other, metric
    raise LookupError


def test_a_load_of_the_same_fixtures_changes_nothing(user):
    one, other, third, *_ = most_named(4)
    metrics = metrics_of_one_unit()
    join(user, one, other)
    join(user, other, third)
    join(user, *metrics, METRICS)
    before = everything()
    changes = plan_changes(default_documents())
    assert not changes, changes.report()
    assert {(kept.label, kept.key) for unit in changes.units for kept in unit.kept} <= {
        ("measures.organization", (third.name,)),
        ("measures.metric", (metrics[1].slug,)),
    }
    call_command("load_plans", write=True, verbosity=0)
    assert everything() == before
    assert not Organization.objects.filter(name__in=[one.name, other.name]).exists()


def test_undone_after_a_load_it_is_as_before(user):
    one, other, *_ = most_named(2)
    before = everything()
    change = join(user, one, other)
    call_command("load_plans", write=True, verbosity=0)
    undo(ORGANIZATIONS, change.pk, user, "不是同一个")
    assert everything() == before
    assert not plan_changes(default_documents())


def test_what_a_person_made_of_a_moved_row_still_counts(user):
    one, other, *_ = most_named(2)
    mention = one.mentions.filter(entry__isnull=False).first()
    entry = mention.entry
    mention.delete()
    join(user, one, other)
    call_command("load_plans", write=True, verbosity=0)
    assert not entry.organization_mentions.filter(section=mention.section, start=mention.start).exists()


def test_a_newly_published_plan_names_the_one_that_stays(user):
    stays = Organization.objects.create(name="北京印刷大学", slug="北京印刷大学")
    part = published()
    gone = Organization.objects.get(name="北京印刷学院")
    join(user, gone, stays)
    entry = Entry.objects.get(plan__slug="daxing", organizations=stays)
    # Read as a name that is known, no longer as one that ends like a university: nothing else is new.
    assert [(row.action, set(row.fields)) for row in preview(part).unit.rows] == [("修改", {"rule"})]
    publish(part)
    assert entry.organization_mentions.get().organization == stays
    text = text_of([("建设孵化器", "依托北京印刷学院建设孵化器。")], "北京市通州区双创示范基地建设工作方案")
    publish(receive(text, "通州.txt"))
    assert not Organization.objects.filter(name="北京印刷学院").exists()
    assert stays.mentions.count() == 2


def test_a_plan_that_is_read_again_keeps_the_codes_of_its_quantities(user):
    part = published(text_of(goal="到2018年，国家级高新技术企业达到300家。"))
    rows = Quantity.objects.filter(plan__slug="daxing", metric__isnull=False)
    one = rows.first().metric
    other = Metric.objects.create(slug="firms-too", name="高企总数", unit=one.unit)
    codes = set(Quantity.objects.filter(plan__slug="daxing").values_list("code", flat=True))
    join(user, one, other, METRICS)
    assert rows.filter(metric=other).exists()
    with pytest.raises(PublishError, match="网站上已经如此"):
        publish(part)
    assert set(Quantity.objects.filter(plan__slug="daxing").values_list("code", flat=True)) == codes


def test_a_plan_that_was_off_the_site_comes_back_to_the_one_that_stays(user):
    published(text_of([("共建", "依托北京印刷学院建设孵化器，国家级高新技术企业达到300家。")]))
    stays = Organization.objects.create(name="北京印刷大学", slug="北京印刷大学")
    kept = Organization.objects.get(name="北京印刷学院")
    Organization.objects.filter(pk=kept.pk).update(aliases="北印")  # so that it stays when its plan goes
    metric = Quantity.objects.filter(plan__slug="daxing", metric__isnull=False).first().metric
    other = Metric.objects.create(slug="firms-too", name="高企总数", unit=metric.unit)
    shelf = take_down("daxing")
    join(user, kept, stays)
    join(user, metric, other, METRICS)
    put_back(shelf)
    entry = Entry.objects.get(plan__slug="daxing")
    assert list(entry.organizations.filter(name__contains="印刷")) == [stays]
    assert not Organization.objects.filter(pk=kept.pk).exists()
    assert not Metric.objects.filter(pk=metric.pk).exists()
    assert Quantity.objects.filter(plan__slug="daxing", metric=other).exists()
    named = LoadedRecord.objects.filter(plan="daxing", model="measures.organizationmention")
    assert all("北京印刷学院" not in key for key in named.values_list("key", flat=True))
    again = take_down("daxing")
    put_back(again)
    assert list(entry.organizations.filter(name__contains="印刷")) == [stays]


def test_an_organization_that_went_down_with_a_plan_does_not_come_back_as_a_second_one(user):
    published()
    shelf = take_down("daxing")
    text = text_of([("建设孵化器", "依托北京印刷学院建设孵化器。")], "北京市通州区双创示范基地建设工作方案")
    publish(receive(text, "通州.txt"))
    stays = Organization.objects.create(name="北京印刷大学", slug="北京印刷大学")
    join(user, Organization.objects.get(name="北京印刷学院"), stays)
    put_back(shelf)
    assert not Organization.objects.filter(name="北京印刷学院").exists()
    assert stays.mentions.count() == 2
    take_down("daxing")
    text = text_of([("办学", "与北京印刷学院合作。")], "北京市房山区双创示范基地建设工作方案")
    publish(receive(text, "房山.txt"))
    assert not Organization.objects.filter(name="北京印刷学院").exists()
