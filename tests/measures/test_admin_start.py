"""The start page of the desk: what is left to do; each count leads to the list of exactly those."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from measures.models import Entry, EntryTheme
from plans.models import Erratum
from tests.measures.admin_forms import edit, page_of
from tests.measures.factory import make_measure, make_project, make_quantity

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
START = "/admin/"


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


@pytest.fixture
def corpus():
    sure = make_measure("甲", "到20XX年建成。", themes=("fiscal", "ip"), instrument="funding")
    weak = make_measure("乙", themes=("fiscal",))
    close = make_measure("丙", themes=("fiscal", "ip"))
    make_measure("丁")
    make_project("戊", base="haidian")
    links = EntryTheme.objects.order_by("rank")
    links.filter(entry=sure, rank=1).update(score=20)
    links.filter(entry=sure, rank=2).update(score=5)
    links.filter(entry=weak).update(score=3)
    links.filter(entry=close).update(score=12)
    make_quantity(entry=sure, masked=True)
    Entry.objects.filter(pk=sure.pk).update(reviewed_at=timezone.now())
    Erratum.objects.create(
        code="nanshan-e-1", plan=weak.plan, section=weak.section, kind="total.differs", note="账实不符",
        quote="乙", line=weak.line, start=weak.start, end=weak.start + 1,
    )  # fmt: skip
    return sure


def counts(desk, section):
    """{(row, place of its cell): (count, address)} of a table of the start page."""
    page = desk.get(START).content.decode()
    table = page.partition(f'id="{section}"')[2].partition("</section>")[0]
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table, re.S):
        name = re.sub(r"<.*?>", "\n", row).strip().partition("\n")[0]
        for place, (url, text) in enumerate(re.findall(r'<td[^>]*><a href="(.*?)">\s*(.*?)</a>', row, re.S)):
            digits = re.sub(r"<.*?>", " ", text).split()
            found[name, place] = (int(digits[0]), unescape(url))
    return found


def test_what_is_left_to_do(desk, corpus):
    edit(desk, page_of(Entry.objects.get(title="丁")), title="丁丁")
    found = {key: count for key, (count, _) in counts(desk, "to-do").items()}
    assert {row: found[row, 0] for row in ("未审阅", "规则拿不准", "无主题", "无量化指标")} == {
        "未审阅": 3, "规则拿不准": 2, "无主题": 1, "无量化指标": 3
    }  # fmt: skip
    assert {row: found[row, 0] for row in ("含遮蔽值", "有校勘", "最近修改")} == {
        "含遮蔽值": 1, "有校勘": 1, "最近修改": 1
    }  # fmt: skip
    assert found["未审阅", 1] == found["无主题", 1] == 1 and found["含遮蔽值", 1] == 0


def test_every_count_leads_to_the_list_of_exactly_those(desk, corpus):
    for section in ("to-do", "progress"):
        for key, (count, url) in counts(desk, section).items():
            if "/change/" not in url:
                assert desk.get(url).context["cl"].result_count == count, key


def test_how_complete_each_plan_is(desk, corpus):
    page = re.sub(r"<.*?>", "", desk.get(START).content.decode())
    row = " ".join(page.partition("账实不符")[2].split("南山")[1].split("海淀")[0].split())
    assert row.split("，")[0].startswith("4") and "（25%）" in row and "（75%）" in row


def test_the_latest_changes(desk, corpus):
    edit(desk, page_of(corpus), reason="按原件", title="新标题")
    page = desk.get(START).content.decode()
    assert "按原件" in page and page_of(corpus, "history") in page
    assert reverse("admin:desk_change_changelist") in page


def test_who_may_not_look_sees_no_counts(client, corpus):
    user = get_user_model().objects.create_user("half", is_staff=True)
    client.force_login(user)
    page = client.get(START).content.decode()
    assert "还要做的" not in page and "完成情况" not in page and "最近修改" not in page
    user.user_permissions.set(Permission.objects.filter(codename="view_measure"))
    page = client.get(START).content.decode()
    assert "还要做的" in page and "measures/project/" not in page and "完成情况" not in page


def test_costs_the_same_for_any_number_of_plans(desk, django_assert_num_queries):
    make_measure("甲")
    desk.get(START)
    with django_assert_num_queries(10):
        desk.get(START)
    for base in ("haidian", "liangjiang", "yuhang"):
        make_measure("乙", base=base)
    with django_assert_num_queries(10):
        desk.get(START)
