"""Unpublishing: visited before, during and after at every kind of address, and the rows themselves."""

import re

import pytest
from django.core.management import call_command

from measures.models import Entry, Metric, Organization
from plans.intake.publishing import PublishError, publish, put_back, take_down
from plans.models import DemonstrationBase, Intake, IntakePlan, ShelvedPlan, WorkPlan
from tests.browser.addresses import EVERY
from tests.plans.intake.making import published, receive, text_of
from tests.plans.loading.contents import everything

pytestmark = pytest.mark.django_db

EXPORTS = tuple(
    f"/{page}.{ending}"
    for page in ("measures", "targets", "orgs", "metrics", "tasks", "programmes", "themes", "matrix")
    for ending in ("csv", "json")
)
SEARCHES = (
    "/search/?q=大兴",
    "/search/?q=印刷学院",
    "/measures/?q=快速维权中心",
    "/measures/?base=daxing",
    "/targets/?base=daxing",
    "/targets/?q=孵化器",
    "/orgs/?q=印刷",
    "/compare/?theme=ip&base=nanshan&base=daxing",
    "/list/?code=daxing-m1.1&code=nanshan-m05",
)
TRACES = ("大兴", "daxing", "北京印刷学院", "设立双创专项资金")


# What differs from one request to the next: the time of an export, the token of a form.
PASSING = re.compile(r'\d{4}年\d{2}月\d{2}日 \d{2}:\d{2}|name="csrfmiddlewaretoken" value="[^"]+"')


def own_addresses():
    """The addresses that only this plan has."""
    plan = WorkPlan.objects.get(slug="daxing")
    found = ["/plans/daxing/", "/plans/daxing/source/", "/plans/daxing/errata/", "/bases/daxing/"]
    found += [section.get_absolute_url() for section in plan.sections.all()]
    rows = (plan.entries, plan.tasks, plan.quantities, plan.errata)
    found += [row.get_absolute_url() for part in rows for row in part.all()]
    found += [Organization.objects.get(name="北京印刷学院").get_absolute_url()]
    return [*found, f"/c/{plan.entries.first().code}", "/c/daxing/s/3"]


def visit(client, addresses):
    """{address: (status, text)}, without what differs from one request to the next."""
    answers = {}
    for address in addresses:
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        answers[address] = response.status_code, PASSING.sub("", body.decode("utf-8", "replace"))
    return answers


def without_question(address, text):
    """`text` without the words of the question, which a page repeats."""
    return text if "?" not in address else ""


def test_a_plan_taken_down_is_nowhere_and_comes_back_exactly(client):
    empty = visit(client, EVERY + EXPORTS)
    published()
    own = own_addresses()
    public = (*EVERY, *EXPORTS, *SEARCHES)
    before, before_own = visit(client, public), visit(client, own)
    assert {status for status, _ in before_own.values()} <= {200, 301, 302}
    assert any("印刷学院" in text for _, text in before.values())
    rows = everything()

    shelf = take_down("daxing", reason="核对中")
    during = visit(client, public)
    for address, (_, text) in during.items():
        for trace in TRACES:
            assert trace not in without_question(address, text), (address, trace)
    assert {address: during[address] for address in empty} == empty
    assert {status for status, _ in visit(client, own).values()} <= {404}
    assert IntakePlan.objects.get().state == "shelved"

    put_back(shelf, reason="核对完毕")
    assert everything() == rows
    assert visit(client, public) == before
    assert visit(client, own) == before_own
    assert IntakePlan.objects.get().state == "published"
    assert not ShelvedPlan.objects.exists()


def test_search_finds_nothing_of_it_while_it_is_down(client):
    published()
    take_down("daxing")
    for words in ("快速维权中心", "印刷学院", "设立双创专项资金"):
        page = client.get("/search/", {"q": words}).content.decode()
        assert "daxing" not in page and "大兴区双创" not in page


def test_a_committed_plan_is_taken_down_too_and_stays_so_through_a_load(client):
    entries = Entry.objects.count()
    shelf = take_down("haidian", reason="暂停公开")
    assert not DemonstrationBase.objects.filter(slug="haidian").exists()
    call_command("load_plans", write=True, verbosity=0)
    assert not WorkPlan.objects.filter(slug="haidian").exists()
    assert not DemonstrationBase.objects.filter(slug="haidian").exists()
    assert "海淀" not in client.get("/bases/").content.decode()
    put_back(shelf)
    assert Entry.objects.count() == entries
    call_command("load_plans", write=True, verbosity=0)
    assert Entry.objects.count() == entries


def test_edits_survive_being_taken_down(client):
    published()
    Entry.objects.filter(plan__slug="daxing").update(title="人工改的标题")
    put_back(take_down("daxing"))
    assert set(Entry.objects.filter(plan__slug="daxing").values_list("title", flat=True)) == {"人工改的标题"}


def test_who_reviewed_is_kept_while_there_is_such_an_account(django_user_model):
    published()
    lin, zhao = (django_user_model.objects.create_user(name) for name in ("lin", "zhao"))
    first, second = Entry.objects.filter(plan__slug="daxing").order_by("start")[:2]
    for entry, user in ((first, lin), (second, zhao)):
        Entry.objects.filter(pk=entry.pk).update(reviewed_at="2026-11-23T08:00:00Z", reviewed_by=user)
    shelf = take_down("daxing")
    zhao.delete()
    put_back(shelf)
    reviewed = Entry.objects.filter(plan__slug="daxing").exclude(reviewed_at=None).order_by("start")
    assert [entry.reviewed_by for entry in reviewed] == [lin, None]


def test_what_is_there_twice_is_refused():
    published()
    shelf = take_down("daxing")
    with pytest.raises(PublishError, match="已经下架"):
        take_down("daxing")
    put_back(shelf)
    with pytest.raises(PublishError, match="已经恢复"):
        put_back(shelf)


def test_something_in_the_way_is_named():
    published(text_of().replace("高新技术企业", "国家级高新技术企业"))
    shelf = take_down("daxing")
    base = DemonstrationBase.objects.create(slug="daxing", name="另一个", short_name="另")
    WorkPlan.objects.create(
        slug="daxing", base=base, title="占了标识的方案", source_name="x", start=0, end=1, first_line=1
    )
    with pytest.raises(PublishError, match="占了标识的方案"):
        put_back(shelf)
    assert ShelvedPlan.objects.filter(pk=shelf.pk).exists()
    WorkPlan.objects.filter(slug="daxing").delete()
    put_back(shelf)
    assert WorkPlan.objects.get(slug="daxing").base == base


def test_a_metric_that_is_gone_is_named():
    published(text_of().replace("高新技术企业", "国家级高新技术企业"))
    metrics = Metric.objects.filter(quantities__plan__slug="daxing").distinct()
    assert metrics
    metric = metrics.first()
    shelf = take_down("daxing")
    metric.quantities.update(metric=None)
    metric.delete()
    with pytest.raises(PublishError, match=f"指标“{metric.slug}”已不在库中"):
        put_back(shelf)


def test_a_new_plan_of_a_base_that_went_down_brings_the_base_back():
    published()
    base = DemonstrationBase.objects.get(slug="daxing")
    shelf = take_down("daxing")
    title = "北京市大兴区双创示范基地三年行动计划"
    part = receive(f"{title}\n一、主要任务\n(一)会展\n举措1:办会展\n会展。\n2019年3月5日\n", "三.txt")
    assert (part.slug, part.base_slug) == ("daxing-2019", "daxing")
    publish(part)
    assert DemonstrationBase.objects.get(slug="daxing").pk == base.pk
    put_back(shelf)
    assert WorkPlan.objects.filter(base=base).count() == 2
    again = take_down("daxing")
    assert DemonstrationBase.objects.filter(pk=base.pk).exists()
    put_back(again)


def test_organizations_kept_by_hand_stay():
    published(text_of([("与龙头企业合作", "引进腾讯建设众创空间，与北京印刷学院合作。")]))
    assert Entry.objects.filter(plan__slug="daxing", organizations__name="腾讯").exists()
    take_down("daxing")
    assert Organization.objects.filter(name="腾讯").exists()
    assert not Organization.objects.filter(name="北京印刷学院").exists()
    assert Intake.objects.count() == 1
