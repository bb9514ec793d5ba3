"""Merging at the desk: the pages, who may, and where the old addresses lead."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from measures.groups import EDITOR, REVIEWER, set_up_groups
from measures.models import Metric, Organization, Responsibility
from plans.models import EditorScope, MergedRow
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, errors, form_values, list_of, page_of
from tests.measures.factory import (
    make_base,
    make_measure,
    make_metric,
    make_organization,
    make_quantity,
    make_responsibility,
    mention_organization,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
MERGE, ALIKE = "/admin/measures/organization/merge/", "/admin/measures/organization/alike/"


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


@pytest.fixture
def two():
    entry = make_measure("甲", "深圳大学牵头。", organization="深圳大学")
    mention_organization("深大", entry)
    make_responsibility(entry, "深大")
    make_measure("乙", "与深大合作。", organization="深大")
    return make_organization("深大"), make_organization("深圳大学")


def sent(page, rows, **values):
    return {**form_values(page), "row": [row.pk for row in rows], "change_reason": "是同一个", **values}


def merge(desk, goes, stays, address=MERGE):
    rows = [goes, stays]
    page = desk.get(address, {"row": [row.pk for row in rows], "stays": stays.pk})
    return desk.post(address, sent(page, rows, stays=stays.pk))


def undo_page(change=None):
    return f"/admin/measures/organization/merged/{(change or Change.objects.first()).pk}/undo/"


def test_from_the_list_to_the_page_that_compares(desk, two):
    short, full = two
    ticked = {"action": "merge", "_selected_action": [short.pk, full.pk]}
    page = desk.post(list_of(Organization), ticked, follow=True)
    text = page.content.decode()
    assert page.context["stays"] == short, "the one most used"
    page = desk.get(MERGE, {"row": [short.pk, full.pk], "stays": full.pk})
    text = page.content.decode()
    assert "责任分工：改为指向保留的1条" in text and "机构出处：改为指向保留的1条，去掉重复的1条" in text
    assert "<ins>深大</ins>" in text and "南山 nanshan-m01 甲 牵头：深大" in text


def test_the_list_counts_and_sorts_by_what_it_counts(desk, two):
    short, full = two
    page = desk.get(list_of(Organization), {"o": "-4"})
    assert list(page.context["cl"].result_list) == [short, full]
    assert "measures.Entry" not in page.text


def test_merging_asks_why_and_says_how_to_take_it_back(desk, two):
    short, full = two
    page = desk.get(MERGE, {"row": [short.pk, full.pk], "stays": full.pk})
    refused = desk.post(MERGE, sent(page, two, change_reason=""))
    assert "请填写修改理由" in refused.text and Organization.objects.count() == 2
    done = desk.post(MERGE, sent(page, two), follow=True)
    assert done.redirect_chain == [(page_of(full), 302)]
    assert "已合并：“深大”并入“深圳大学”" in done.text and undo_page() in done.text
    assert "已并入这里的" in done.text
    assert "合并" in desk.get(page_of(full, "history")).text
    assert undo_page() in desk.get(page_of(full, "history")).text


def test_taking_it_back(desk, two):
    short, full = two
    merge(desk, short, full)
    page = desk.get(undo_page())
    assert "“深大”并入“深圳大学”" in page.text
    told = dict(page.context["told"])
    assert told["机构“深大”"] == "恢复" and told["“深圳大学”的其他名称"] == "改回：（空）"
    assert told["责任分工 南山 nanshan-m01 甲 牵头：深圳大学"] == "改回指向“深大”"
    assert told["机构“深大（已删除）”"] == "恢复"
    assert "请填写修改理由" in desk.post(undo_page(), {"change_reason": ""}).text
    done = desk.post(undo_page(), {"change_reason": "不是同一个"}, follow=True)
    assert "“深大”与“深圳大学”又是分开的机构" in done.text
    assert Organization.objects.get(pk=short.pk).name == "深大" and not MergedRow.objects.exists()
    assert desk.get(undo_page(Change.objects.last())).status_code == 409


def test_what_somebody_edited_since_is_named(desk, two):
    merge(desk, *two)
    change, row = Change.objects.first(), Responsibility.objects.get()
    assert errors(edit(desk, page_of(row), role="cooperating")) == ""
    refused = desk.post(undo_page(change), {"change_reason": "撤销"})
    assert refused.status_code == 409
    assert "责任分工“南山 nanshan-m01 甲 配合：深圳大学”在合并之后又有修改，不能撤销" in refused.text


def test_the_page_is_shown_again_when_something_has_changed(desk, two):
    short, full = two
    page = desk.get(MERGE, {"row": [short.pk, full.pk], "stays": full.pk})
    mention_organization("深大", make_measure("丙"))
    again = desk.post(MERGE, sent(page, two))
    assert again.status_code == 409 and "又有改动" in again.text and "保留的2条" in again.text
    desk.post(MERGE, sent(again, two))
    assert not Organization.objects.filter(pk=short.pk).exists()


def test_the_second_of_two_at_once_is_told(desk, two):
    short, full = two
    third = make_organization("深圳大學")
    page = desk.get(MERGE, {"row": [short.pk, third.pk], "stays": third.pk})
    merge(desk, short, full)
    late = desk.post(MERGE, sent(page, [short, third]))
    assert late.status_code == 409 and "已并入“深圳大学”，没有再次合并" in late.text
    assert Organization.objects.filter(pk=third.pk).exists()
    assert desk.get(MERGE, {"row": [short.pk, full.pk]}).status_code == 409
    assert desk.get(MERGE, {"row": "99999999999999999999"}).status_code == 409


def test_to_which_other_one(desk, two):
    short, full = two
    other = make_organization("深大有限公司")
    assert f"{MERGE}?row={short.pk}" in desk.get(page_of(short)).text
    page = desk.get(MERGE, {"row": short.pk, "q": "圳大"})
    assert f"row={short.pk}&amp;row={full.pk}&amp;stays={full.pk}" in page.text
    assert "没有找到" in desk.get(MERGE, {"row": short.pk, "q": "没有的"}).text
    Organization.objects.filter(pk=full.pk).update(aliases="深大")
    near = desk.get(MERGE, {"row": short.pk}).text
    assert f"stays={full.pk}" in near
    assert f"stays={other.pk}" not in near, "深大 alone is too short to be sure"


def test_rows_that_look_alike(desk):
    rows = [
        make_organization(name, aliases=aliases)
        for name, aliases in (
            ("腾讯科技（深圳）有限公司", ""),
            ("腾讯科技(深圳)股份有限公司", ""),
            ("深圳大学", "深大"),
            ("深大", ""),
            ("北京大学", ""),
        )
    ]
    assert ALIKE in desk.get(list_of(Organization)).text
    page = desk.get(ALIKE)
    assert {frozenset(one.rows) for one, _ in page.context["sets"]} == {
        frozenset(rows[:2]),
        frozenset(rows[2:4]),
    }
    assert "去掉“有限公司”等字样后相同" in page.text
    make_metric("one", patterns="高企")
    make_metric("other", patterns="企业\n高企")
    assert "原文用语相同：高企" in desk.get("/admin/measures/metric/alike/").text


def test_units_that_differ_are_refused_on_the_page(desk):
    rows = [make_metric("one", unit="家"), make_metric("other", unit="万元")]
    page = desk.get("/admin/measures/metric/merge/", {"row": [row.pk for row in rows]})
    assert page.status_code == 409 and "单位不同，不能合并" in page.text and "合并到" not in page.text
    Metric.objects.filter(slug="other").update(unit="")
    page = desk.get("/admin/measures/metric/merge/", {"row": [row.pk for row in rows]})
    assert "“other”没有写单位" in page.text and "合并到“one”" in page.text


def test_old_addresses_lead_on(desk, client, two):
    short, full = two
    old = short.get_absolute_url()
    merge(desk, short, full)
    last = make_organization("深圳大学总校")
    merge(desk, full, last)
    client.logout()
    for address in (old, full.get_absolute_url()):
        moved = client.get(f"{address}?from=mail")
        assert (moved.status_code, moved.url) == (301, f"{last.get_absolute_url()}?from=mail")
    page = client.get("/measures/", {"org": ["深大", "深圳大学总校"]})
    assert "“机构”中的“深大”已并入“深圳大学总校”" in page.text
    assert "乙" in page.text and "org=%E6%B7%B1%E5%A4%A7&" not in page.text
    exported = client.get("/measures.json", {"org": "深大"})
    assert "乙" in b"".join(exported).decode()
    make_quantity(metric="one")
    make_metric("other")


def test_old_addresses_of_metrics_too(desk, client):
    make_quantity(metric="one")
    merge(desk, make_metric("one"), make_metric("other"), "/admin/measures/metric/merge/")
    client.logout()
    assert client.get("/metrics/one/").url == "/metrics/other/"
    page = client.get("/targets/?metric=one").text
    assert "“指标”中的“one”已并入“other”" in page and "移除条件：指标：other" in page


def test_a_new_row_of_the_old_name_comes_first(desk, two, client):
    short, full = two
    merge(desk, short, full)
    make_organization("深大")
    assert client.get(short.get_absolute_url()).status_code == 200


def test_pages_of_the_row_that_is_gone_lead_on(desk, two):
    short, full = two
    merge(desk, short, full)
    change = Change.objects.first()
    page = desk.get(page_of(short), follow=True)
    assert page.redirect_chain[-1][0] == page_of(full) and "已并入“深圳大学”" in page.text
    history = desk.get(page_of(short, "history")).text
    assert undo_page() in history and "恢复到这一版" not in history
    restore = f"/admin/measures/organization/{short.pk}/restore/{change.pk}/"
    assert desk.get(restore).url == undo_page()


def log_in(client, group, *bases):
    set_up_groups()
    user = get_user_model().objects.create_user(f"of-{group}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    if bases:
        EditorScope.objects.create(user=user).bases.set(map(make_base, bases))
    client.force_login(user)
    return client


def test_a_reviewer_may(client, two):
    merge(log_in(client, REVIEWER), *two)
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(("group", "bases"), [(EDITOR, ()), (REVIEWER, ("nanshan",))])
def test_whoever_may_not_sees_nothing_of_it_and_is_refused_in_chinese(desk, client, two, group, bases):
    short, full = two
    merge(desk, short, full)
    desk.get(list_of(Organization))  # what was said to the other is read
    other = make_organization("深圳大學")
    log_in(client, group, *bases)
    assert "合并…" not in client.get(list_of(Organization)).text
    assert ALIKE not in client.get(list_of(Organization)).text
    page = client.get(page_of(full)).text
    assert MERGE not in page and "撤销合并" not in page and "深大（" in page
    assert "撤销合并" not in client.get(page_of(full, "history")).text
    rows = {"row": [full.pk, other.pk], "stays": full.pk, "change_reason": "试试", "planned_as": "x"}
    answers = [client.get(MERGE, rows), client.post(MERGE, rows), client.get(ALIKE)]
    answers += [client.get(undo_page()), client.post(undo_page(), {"change_reason": "试试"})]
    assert {answer.status_code for answer in answers} == {403}
    assert all("无权访问" in answer.text for answer in answers)
    client.post(list_of(Organization), {"action": "merge", "_selected_action": [full.pk, other.pk]})
    assert Organization.objects.count() == 2
