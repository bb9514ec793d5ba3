"""Two who say what a draft is: the second to save is told what the first changed, and nothing is overwritten
in silence."""

import pytest
from django.contrib.auth import get_user_model

from plans.intake.publishing import publish
from plans.intake.receiving import discard
from plans.models import IntakeEvent, IntakePlan
from tests.measures.admin_forms import desk_of, form_values
from tests.plans.intake.making import receive

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def first():
    return desk_of("lin")


@pytest.fixture
def second():
    return desk_of("wang")


@pytest.fixture
def part():
    return receive()


def opened(desk, part):
    return form_values(desk.get(part.intake.desk_url()))


def send(desk, part, values, **changes):
    typed = {f"p{part.position}-{name}": value for name, value in changes.items()}
    return desk.post(part.intake.desk_url(), {**values, "part": part.position, **typed})


def now(part):
    return IntakePlan.objects.get(pk=part.pk)


def said(desk, part):
    return desk.get(part.intake.desk_url()).content.decode()


def answers(page, choice):
    """What a browser sends for the page that asks, with `choice` for every question."""
    return dict(page.context["sent"]) | {one.name: choice for one in page.context["questions"]}


def test_what_only_one_changed_is_kept_beside_the_others_changes(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    assert send(first, part, values[0], issuer="大兴区人民政府").status_code == 302
    assert send(second, part, values[1], title="另一个标题").status_code == 302
    assert (now(part).issuer, now(part).title) == ("大兴区人民政府", "另一个标题")
    assert "保存时并入了另一位编辑刚才的修改：发文机关改为“大兴区人民政府”。" in said(second, part)


def test_what_both_changed_is_asked_about(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    send(first, part, values[0], title="林的标题", what="left_out")
    page = send(second, part, values[1], title="王的标题")
    assert page.status_code == 409
    shown = page.content.decode()
    assert "lin，" in shown and "确认信息，林的标题" in shown
    assert "林的标题" in shown and "王的标题" in shown and "收录为改为“不收录这一份”" in shown
    assert now(part).title == "林的标题"
    assert send(second, part, answers(page, "mine")).status_code == 302
    assert (now(part).title, now(part).state) == ("王的标题", "left_out")
    assert part.intake.events.filter(what=IntakeEvent.What.CONFIRMED).count() == 2


def test_the_others_choice_can_be_taken(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    send(first, part, values[0], title="林的标题")
    page = send(second, part, values[1], title="王的标题", published="2018年")
    send(second, part, answers(page, "theirs"))
    assert (now(part).title, now(part).published) == ("林的标题", "2018年")


def test_a_third_who_saves_while_one_chooses_is_asked_about_too(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    send(first, part, values[0], title="林的标题")
    page = send(second, part, values[1], title="王的标题")
    send(first, part, opened(first, part), title="林改的标题")
    page = send(second, part, answers(page, "mine"))
    assert page.status_code == 409 and "林改的标题" in page.content.decode()
    assert now(part).title == "林改的标题"


def test_a_form_with_mistakes_keeps_what_it_was_opened_as(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    page = send(second, part, values[1], title="")
    assert "请填写标题。" in page.content.decode()
    send(first, part, values[0], title="林的标题")
    assert send(second, part, form_values(page), title="王的标题").status_code == 409


def test_the_same_twice_is_no_question(first, second, part):
    values = [opened(desk, part) for desk in (first, second)]
    for desk, sent in zip((first, second), values, strict=True):
        assert send(desk, part, sent, title="同一个标题").status_code == 302
    assert now(part).title == "同一个标题"


@pytest.mark.parametrize("done", ["published", "discarded"])
def test_a_draft_that_is_none_any_more(first, second, part, done):
    """What was typed is shown, for it cannot be saved."""
    values = opened(second, part)
    by = get_user_model().objects.get(username="lin")
    if done == "published":
        publish(part, by, "首次发布")
    else:
        discard(part.intake, by, "重复")
    page = send(second, part, values, title="王的标题")
    assert page.status_code == 409
    shown = page.content.decode()
    assert "已不是草稿" in shown and "标题：王的标题" in shown and "lin，" in shown
    assert now(part).title != "王的标题"
