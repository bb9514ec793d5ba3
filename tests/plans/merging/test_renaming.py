"""An organization that got another name at the desk is the same one for every load and every later plan."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from measures.merging import OrganizationMerge
from measures.models import Entry, Organization, OrganizationMention, Responsibility
from plans.intake.publishing import preview, publish, put_back, take_down
from plans.loading import default_documents, load, plan_changes
from plans.merging.joining import merge
from plans.merging.undoing import undo
from plans.models import FormerKey, LoadedRecord
from sbjd.desk.history import edits_of, versions
from tests.measures.admin_forms import edit, form_values, page_of
from tests.measures.factory import make_organization
from tests.plans.intake.making import published, receive, text_of
from tests.plans.loading.contents import everything
from tests.plans.loading.making import Said, documents, other_plan

pytestmark = pytest.mark.django_db
empty = pytest.mark.empty_database
NEW = "改了名的机构"


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def named(desk):
    """深大, which one plan names as leading."""
    list(load(documents({"m01": Said(organizations=("深大",), lead="深大")}), write=True))
    return Organization.objects.get()


def rename(desk, row, name=NEW):
    response = edit(desk, page_of(row), name=name)
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.name == name


def put_version_back(desk, row, change_id=0):
    url = reverse("admin:measures_organization_restore", args=[row.pk, change_id])
    desk.post(url, {**form_values(desk.get(url)), "change_reason": "原来的名称对"})
    row.refresh_from_db()


def held(documents):
    """What a load would leave as people want it."""
    return [(kept.label, kept.key) for unit in plan_changes(documents).units for kept in unit.kept]


def test_a_load_of_the_same_fixtures_changes_nothing(desk):
    rename(desk, Organization.objects.for_list().order_by("-mention_count", "name").first())
    before = everything()
    changes = plan_changes(default_documents())
    assert not changes, changes.report()
    assert not held(default_documents())
    list(load(default_documents(), write=True))
    assert everything() == before


@empty
class TestLater:
    def test_a_later_plan_that_prints_the_old_name_means_it(self, desk, named):
        rename(desk, named)
        later = other_plan({"m01": Said(organizations=("深大",), lead="深大")})
        list(load(documents({"m01": Said(organizations=("深大",), lead="深大")}, later), write=True))
        assert Organization.objects.get() == named and Organization.objects.get().name == NEW
        assert OrganizationMention.objects.filter(organization=named).count() == 2
        codes = set(Responsibility.objects.values_list("code", flat=True))
        assert codes == {f"nanshan-m01-lead-{NEW}", f"haidian-m01-lead-{NEW}"}

    def test_one_that_was_added_by_hand_too(self, desk, user):
        added = make_organization("深大")
        rename(desk, added)
        list(load(documents({"m01": Said(organizations=("深大",))}), write=True))
        assert Organization.objects.get() == added and added.mentions.count() == 1

    def test_what_names_it_still_follows_the_text(self, desk, named):
        rename(desk, named)
        said = Said(organizations=("深大", "腾讯"), lead="腾讯")
        changed = documents({"m01": said})
        assert not held(changed)
        list(load(changed, write=True))
        assert set(OrganizationMention.objects.values_list("organization__name", flat=True)) == {NEW, "腾讯"}
        assert Responsibility.objects.get().code == "nanshan-m01-lead-腾讯"
        list(load(documents({"m01": Said()}), write=True))
        assert not OrganizationMention.objects.exists() and not Responsibility.objects.exists()
        assert Organization.objects.filter(pk=named.pk).exists()  # somebody's edit: it stays

    def test_renamed_twice_every_name_means_it(self, desk, named):
        rename(desk, named)
        rename(desk, named, "又改了名的机构")
        plans = documents(
            {"m01": Said(organizations=("深大",))}, other_plan({"m01": Said(organizations=(NEW,))})
        )
        list(load(plans, write=True))
        assert OrganizationMention.objects.filter(organization=named).count() == 2

    def test_a_row_that_bears_the_old_name_now_is_what_it_means(self, desk, named):
        rename(desk, named)
        other = make_organization("深大", slug="深大二")
        later = other_plan({"m01": Said(organizations=("深大",))})
        list(load(documents({"m01": Said()}, later), write=True))
        assert list(OrganizationMention.objects.values_list("organization", flat=True)) == [other.pk]

    def test_a_renamed_one_that_is_merged_leads_on(self, desk, user, named):
        rename(desk, named)
        stays = make_organization("深圳大学")
        done = merge(OrganizationMerge(), stays.pk, [named.pk], user, "是同一个")
        plans = documents({"m01": Said(organizations=("深大",), lead="深大")})
        assert not plan_changes(plans) and not held(plans)
        undo(OrganizationMerge(), done.pk, user, "不是同一个")
        assert not plan_changes(plans) and not held(plans)
        assert OrganizationMention.objects.get().organization == named


@empty
class TestBack:
    def test_put_back_from_its_history_everything_is_as_it_was(self, desk, named):
        before = everything()
        rename(desk, named)
        assert everything() != before
        put_version_back(desk, named)
        assert everything() == before and named.name == "深大"
        assert held(documents({"m01": Said(organizations=("深大",), lead="深大")})) == []
        assert versions(Organization, named.pk)[0].change.why == "原来的名称对"

    def test_the_history_tells_it_once_and_the_address_stays(self, desk, named):
        url = named.get_absolute_url()
        rename(desk, named)
        (version,) = versions(Organization, named.pk)
        assert version.change.what == NEW and edits_of(Entry.objects.get()) == []
        page = desk.get(url)
        assert page.status_code == 200 and NEW in page.content.decode()
        assert "旧名仍指这一机构" in desk.get(page_of(named)).content.decode()


class TestPublished:
    def test_a_plan_that_is_published_later_means_it(self, desk):
        published()
        named = Organization.objects.get(name="北京印刷学院")
        rename(desk, named)
        said = [("建设孵化器", "依托北京印刷学院建设孵化器。")]
        text = text_of(said, "北京市通州区双创示范基地建设工作方案")
        part = receive(text, "通州.txt")
        assert not [row for row in preview(part).unit.rows if row.label == "measures.organization"]
        publish(part)
        assert Organization.objects.filter(name="北京印刷学院").count() == 0
        assert named.mentions.filter(section__plan__base__slug="tongzhou").count() == 1

    def test_a_plan_that_was_off_the_site_comes_back_to_the_new_name(self, desk):
        published(text_of([("共建", "由北京印刷学院负责建设孵化器。（责任单位：北京印刷学院）")]))
        named = Organization.objects.get(name="北京印刷学院")
        Organization.objects.filter(pk=named.pk).update(aliases="北印")  # so that it stays when its plan goes
        assert named.responsibilities.exists()
        shelf = take_down("daxing")
        rename(desk, named)
        put_back(shelf)
        assert named.mentions.exists()
        assert all(code.endswith(NEW) for code in named.responsibilities.values_list("code", flat=True))
        records = LoadedRecord.objects.filter(plan="daxing").values_list("key", flat=True)
        assert not [key for key in records if "北京印刷学院" in key]


def test_a_name_given_back_is_forgotten(desk):
    row = Organization.objects.order_by("pk").first()
    name = row.name
    rename(desk, row)
    rename(desk, row, name)
    assert list(FormerKey.objects.values_list("key", flat=True)) == [f'["{NEW}"]']
