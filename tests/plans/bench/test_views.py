"""The bench's pages: what they show, who may do what, and that nothing is lost or overwritten."""

import re

import pytest
from django.urls import reverse

from plans.models import Intake
from tests.plans.bench.making import PLAN, bench_of, on_bench, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake():
    return on_bench()


@pytest.fixture
def zhang(client):
    user = person("zhang", "view", "change")
    client.force_login(user)
    return user


def address(intake, name="bench"):
    return intake.desk_url(name)


def see(client, intake, words=None, **query):
    """The bench's page, at the paragraph that begins with `words`."""
    if words is not None:
        query["at"] = PLAN.index(words)
    return client.get(address(intake), query, follow=True).content.decode()


def press(client, intake, words, do, version=None, **fields):
    number = Intake.objects.get(pk=intake.pk).rulings_number if version is None else version
    data = {"at": PLAN.index(words), "version": number, "do": do, **fields}
    return client.post(address(intake, "bench_rule"), data, follow=True).content.decode()


def plain(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_bench_opens_at_the_first_doubt(client, intake, zhang):
    response = client.get(address(intake))
    assert response.status_code == 302
    assert f"at={PLAN.index('本章从三个')}#p" in response.url
    page = plain(see(client, intake))
    assert "还剩 2 处" in page
    assert "称有三个方面，实际读到2个" in page
    assert "任务下没有举措" in page


def test_every_paragraph_says_in_words_what_became_of_it(client, intake, zhang):
    html = see(client, intake)
    for kind, word in (("measure", "举措"), ("task", "任务"), ("goal", "目标"), ("plan_title", "方案标题")):
        assert re.search(rf'class="bench-row kind-{kind}.*?</span> {word}</span>', html, re.S), kind
    assert "首要主题" not in html
    assert "首要主题" in see(client, intake, "1.加大财税")


def test_a_ruling_shows_at_once_and_the_counter_falls(client, intake, zhang):
    page = plain(press(client, intake, "实施人才计划", "entry-measure"))
    assert "第13行：定为举措。" in page
    assert "m2.1" in page
    assert Intake.objects.get(pk=intake.pk).left == bench_of(intake).context()["left"]


def test_after_an_acceptance_comes_the_next_doubt_and_in_the_end_a_word(client, intake, zhang):
    page = press(client, intake, "本章从三个方面", "accept")
    assert f'id="p{PLAN.index("(二)引进")}" class="bench-row kind-task doubtful-row is-current"' in page
    page = plain(press(client, intake, "(二)引进", "accept"))
    assert "疑问都处理完了。" in page and "疑问都已处理" in page
    assert Intake.objects.get(pk=intake.pk).left_total == 0


def test_undo_and_the_list_of_rulings(client, intake, zhang):
    press(client, intake, "推动知识产权", "item")
    assert "定为分项" in see(client, intake, "推动知识产权")
    page = client.post(address(intake, "bench_undo"), {"at": 0}, follow=True).content.decode()
    assert "已撤销：定为分项。" in page
    page = client.post(address(intake, "bench_undo"), {"at": 0}, follow=True).content.decode()
    assert "您没有可以撤销的裁定。" in page


def test_the_second_to_rule_on_a_paragraph_is_told_and_nothing_is_overwritten(client, intake, zhang):
    press(client, intake, "推动知识产权", "item")
    client.force_login(person("li", "view", "change"))
    page = plain(press(client, intake, "推动知识产权", "entry-measure", version=0))
    assert "没有保存：这一段刚有别人的裁定（zhang：定为分项）" in page
    assert [row["kind"] for row in Intake.objects.get(pk=intake.pk).rulings] == ["item"]
    page = plain(press(client, intake, "2.建设众创", "plain", version=0))
    assert "其间别人有1次裁定，已一并显示。" in page


def test_a_page_can_ask_whether_it_is_behind(client, intake, zhang):
    assert client.get(address(intake, "bench_version")).json() == {"version": 0}
    press(client, intake, "推动知识产权", "item")
    assert client.get(address(intake, "bench_version")).json() == {"version": 1}


def test_a_ruling_whose_words_are_gone_is_shown_and_can_be_taken_back(client, intake, zhang):
    lost = {"kind": "plain", "place": {"quote": "原先有过后来删去的一段文字说明"}}
    Intake.objects.filter(pk=intake.pk).update(rulings=[lost], rulings_number=1)
    page = plain(see(client, intake))
    assert "没有生效的裁定（1）" in page and "原文里已没有这些文字" in page
    client.post(address(intake, "bench_undo"), {"position": 0, "version": 1})
    assert Intake.objects.get(pk=intake.pk).rulings == []


def test_only_the_doubtful_paragraphs(client, intake, zhang):
    html = see(client, intake, only=1)
    assert html.count('class="bench-row kind') == 2
    page = press(client, intake, "本章从三个方面", "accept", only=1)
    assert page.count('class="bench-row kind') == 1


def test_what_is_found_and_what_the_text_states(client, intake, zhang):
    page = plain(see(client, intake))
    assert "任务 2" in page and "举措 2" in page
    assert "三个方面 ：读到 2，" in page and "不符" in page


def test_who_may_look_may_not_rule(client, intake):
    client.force_login(person("wang", "view"))
    html = see(client, intake)
    assert "没有裁定的权限" in html and "bench-structure" not in html
    response = client.post(address(intake, "bench_rule"), {"at": 0, "version": 0, "do": "plain"})
    assert response.status_code == 403
    assert client.post(address(intake, "bench_undo"), {}).status_code == 403


def test_nobody_else_learns_of_it(client, intake):
    for name in ("bench", "bench_version"):
        assert client.get(address(intake, name)).status_code == 302
        assert reverse("admin:login") in client.get(address(intake, name)).url
    client.force_login(person("zhao"))
    for name in ("bench", "bench_version"):
        assert client.get(address(intake, name)).status_code == 403


def test_bad_requests_are_no_errors(client, intake, zhang):
    rule = address(intake, "bench_rule")
    assert client.get(rule).url == address(intake)  # as after logging in again over a document
    assert client.post(rule, {}).status_code == 404
    assert client.post(rule, {"at": "x", "version": "-1", "do": "plain"}).status_code == 404
    assert client.post(rule, {"at": "99999999", "version": "0", "do": "dance"}).status_code == 302
    assert client.get(address(intake), {"at": "9" * 30}).status_code == 302
    assert client.get(address(intake), {"after": "0"}).status_code == 302
    assert client.get(f"/admin/plans/intake/{intake.pk + 1}/bench/").status_code == 404


def test_a_page_costs_few_queries(client, intake, zhang, django_assert_max_num_queries):
    see(client, intake, "1.加大财税")
    with django_assert_max_num_queries(12):
        see(client, intake, "1.加大财税")


def test_a_long_document_comes_in_pages(client, zhang):
    below = "".join(f"(一)第{k}项\n落实工作。\n" for k in range(100))
    intake = on_bench("某市双创方案\n" + "".join(f"{n}、主要任务\n{below}" for n in "一二三四五六七八"))
    page = client.get(address(intake), {"at": 0}).content.decode()
    assert page.count('class="bench-row kind') <= 100
    assert "第 1 页，共" in page and "下一页" in page
