"""Documents in the hands of somebody who is limited to 南山: those of other bases are neither shown nor
betrayed, and nothing of another base is brought in, published or taken down."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from measures.groups import REVIEWER, set_up_groups
from plans.intake.publishing import take_down
from plans.models import DemonstrationBase, EditorScope, Intake, IntakePlan, ShelvedPlan, WorkPlan
from sbjd import corpus
from tests.plans.intake.making import MEASURES, TITLE, published, receive, text_of
from tests.plans.intake.test_desk import ADD, LIST, addresses, confirm, publish_at_desk, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    """The client of a reviewer who is limited to 南山."""
    set_up_groups()
    user = get_user_model().objects.create_user("of-nanshan", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWER))
    EditorScope.objects.create(user=user).bases.add(DemonstrationBase.objects.get(slug="nanshan"))
    client.force_login(user)
    return client


def test_the_same_file_of_another_base_is_not_betrayed(reviewer):
    draft = receive()
    answer = upload(reviewer, ("大兴区工作方案.txt", text_of().encode()))
    mine = Intake.objects.get(by__username="of-nanshan")
    assert answer.url == mine.desk_url() and mine.pk != draft.intake_id
    page = reviewer.get(mine.desk_url()).text
    assert "已经收录过" not in page and "相近" not in page and draft.intake.desk_url() not in page
    assert mine.parts.get().slug == draft.slug  # as proposed to somebody who is the first
    again = upload(reviewer, ("副本.txt", text_of().encode()))
    assert again.url == mine.desk_url() and Intake.objects.count() == 2


def test_a_discarded_file_of_another_base_stays_discarded(reviewer):
    draft = receive()
    Intake.objects.update(discarded="2026-11-01T08:00:00Z")
    upload(reviewer, ("大兴区工作方案.txt", text_of().encode()))
    draft.intake.refresh_from_db()
    assert draft.intake.discarded and draft.intake.events.count() == 1


def test_nearly_the_same_draft_of_another_base_is_not_betrayed(reviewer):
    draft = receive()
    other = text_of([*MEASURES, ("新增一条", "新的内容。")])
    upload(reviewer, ("修订.txt", other.encode()))
    mine = Intake.objects.get(by__username="of-nanshan")
    assert draft.intake.desk_url() not in reviewer.get(mine.desk_url()).text


def test_a_plan_is_brought_in_for_the_own_base_alone(reviewer):
    upload(reviewer, ("方案.txt", text_of().encode()))
    mine = Intake.objects.get()
    form = reviewer.get(mine.desk_url()).context["parts"][0]["form"]
    assert [base.slug for base in form.fields["base"].queryset] == ["nanshan"]
    assert [plan.slug for plan in form.fields["revised"].queryset] == ["nanshan"]
    assert "新的示范基地" not in reviewer.get(mine.desk_url()).text
    for changes in (
        {"base": ""},
        {"base": "haidian"},
        {"base": "", "base_name": "北京市大兴区", "base_short_name": "大兴", "base_slug": "daxing"},
        {"what": "revision", "revised": "haidian"},
    ):
        assert confirm(reviewer, mine, **changes).status_code == 200, changes
        assert not IntakePlan.objects.get().confirmed
    assert confirm(reviewer, mine, base="nanshan", slug="").status_code == 302
    answer = publish_at_desk(reviewer, mine)
    assert "已发布《" in answer.text and WorkPlan.objects.filter(slug="nanshan-2017").exists()


def test_a_plan_of_another_base_is_not_published_though_the_document_is_ones_own(reviewer):
    upload(reviewer, ("方案.txt", text_of().encode()))
    mine = Intake.objects.get()
    mine.parts.update(confirmed=True)  # by somebody who may: as a plan of 大兴
    before = corpus.version()
    page = reviewer.get(addresses_of(mine)["changes"])
    assert "您没有发布的权限" in page.text
    sent = {"expected": page.context["shown"].fingerprint, "change_reason": "越权"}
    assert reviewer.post(addresses_of(mine)["changes"], sent).status_code == 403
    assert reviewer.post(addresses_of(mine)["bench_rule"], {"at": 0, "version": 0}).status_code == 403
    assert reviewer.post(addresses_of(mine)["discard"]).status_code == 403
    assert confirm_refused(reviewer, mine)
    assert corpus.version() == before and not mine.parts.get().revises


def addresses_of(intake):
    return {
        "changes": reverse("admin:plans_intake_changes", args=[intake.pk, 0]),
        "bench_rule": intake.desk_url("bench_rule"),
        "discard": intake.desk_url("discard"),
    }


def confirm_refused(client, intake):
    return client.post(intake.desk_url(), {"part": 0, "p0-what": "left_out"}).status_code == 403


def test_a_document_of_another_base_does_not_exist(reviewer):
    part = published()
    for name, url in addresses(part).items():
        assert reviewer.get(url).status_code == 404, name
        assert reviewer.post(url, {"change_reason": "越权", "expected": "-"}).status_code == 404, name
    assert TITLE not in reviewer.get(LIST).text
    assert IntakePlan.objects.get().state == "published"


def test_a_plan_of_another_base_is_neither_taken_down_nor_put_back(reviewer):
    published()
    down = "/admin/plans/shelvedplan/add/"
    assert "daxing" not in reviewer.get(down).text
    assert reviewer.post(down, {"plan": "daxing", "change_reason": "越权"}).status_code == 200
    assert WorkPlan.objects.filter(slug="daxing").exists()
    shelf = take_down("daxing")
    assert TITLE not in reviewer.get("/admin/plans/shelvedplan/").text
    url = reverse("admin:plans_shelvedplan_change", args=[shelf.pk])
    assert reviewer.get(url).status_code == 404
    assert reviewer.post(url, {"change_reason": "越权"}).status_code == 404
    assert ShelvedPlan.objects.exists()


def test_who_took_the_last_plan_of_the_own_base_down_puts_it_back(reviewer):
    """The base leaves the site with its last plan, and the scope with the base."""
    down = {"plan": "nanshan", "change_reason": "核对"}
    answer = reviewer.post("/admin/plans/shelvedplan/add/", down, follow=True)
    assert "已下架" in answer.text and not DemonstrationBase.objects.filter(slug="nanshan").exists()
    reviewer.post(answer.redirect_chain[-1][0], {"change_reason": "核对完毕"})
    assert WorkPlan.objects.filter(slug="nanshan").exists()
    assert "nanshan" in reviewer.get("/admin/plans/demonstrationbase/").text


def test_who_may_only_look_at_plans_taken_down_puts_none_back(client, django_user_model):
    published()
    shelf = take_down("daxing")
    user = django_user_model.objects.create_user("zhao", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_shelvedplan"))
    client.force_login(user)
    url = reverse("admin:plans_shelvedplan_change", args=[shelf.pk])
    assert "恢复上架" not in client.get(url).text
    assert client.post(url, {"change_reason": "越权"}).status_code == 403
    assert client.get(ADD).status_code == 403 and ShelvedPlan.objects.exists()
