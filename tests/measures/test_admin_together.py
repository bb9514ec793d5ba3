"""Two editors on one entry: the second meets what the first changed; nothing is overwritten in silence."""

import pytest

from measures.models import Entry, Responsibility
from sbjd.desk.models import Change
from tests.measures.admin_forms import desk_of, errors, form_values, page_of
from tests.measures.factory import (
    make_measure,
    make_organization,
    make_responsibility,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def first():
    return desk_of("lin")


@pytest.fixture
def second():
    return desk_of("wang")


@pytest.fixture
def entry():
    return make_measure("加大财税支持", "给予企业补贴。\n支持创业。", themes=("fiscal", "ip"))


def opened(desk, row):
    """The form of `row`, as `desk` has it open."""
    return form_values(desk.get(page_of(row)))


def send(desk, row, values, reason="核对", **changes):
    return desk.post(page_of(row), {**values, "change_reason": reason, **changes})


def now(entry):
    return Entry.objects.get(pk=entry.pk)


def themes(entry):
    return [link.theme.slug for link in entry.theme_links.order_by("rank")]


def answers(page, choice):
    """What a browser sends for the page that asks, with `choice` for every question."""
    return form_values(page) | {question.name: choice for question in page.context["questions"]}


def test_different_fields_merge_without_asking(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    assert not errors(send(first, entry, theirs, title="她的标题"))
    page = second.post(page_of(entry), {**mine, "change_reason": "改正文", "text": "新的正文"}, follow=True)
    assert (now(entry).title, now(entry).text) == ("她的标题", "新的正文")
    assert "并入了另一位编辑刚才的修改：标题改为“她的标题”" in page.content.decode()


def test_the_same_field_is_asked_about(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, "按原件", title="她的标题")
    asked = send(second, entry, mine, "按附件", title="我的标题")
    page = asked.content.decode()
    assert asked.status_code == 409 and now(entry).title == "她的标题"
    assert "lin" in page and "按原件" in page
    assert "加大财税支持" in page and "她的标题" in page and "我的标题" in page
    assert second.post(page_of(entry), answers(asked, "mine")).status_code == 302
    assert now(entry).title == "我的标题"
    assert [change.why for change in Change.objects.all()] == ["按附件", "按原件"]


def test_theirs_may_be_chosen_and_the_rest_of_mine_is_kept(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, title="她的标题")
    asked = send(second, entry, mine, title="我的标题", text="我的正文")
    second.post(page_of(entry), answers(asked, "theirs"))
    assert (now(entry).title, now(entry).text) == ("她的标题", "我的正文")


def test_without_an_answer_it_asks_again(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, title="她的标题")
    asked = send(second, entry, mine, title="我的标题")
    assert second.post(page_of(entry), form_values(asked)).status_code == 409
    assert now(entry).title == "她的标题"


def test_a_third_change_meanwhile_is_asked_about_too(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, title="她的标题")
    asked = send(second, entry, mine, title="我的标题")
    send(first, entry, opened(first, entry), title="她的第二个标题")
    again = second.post(page_of(entry), answers(asked, "mine"))
    assert again.status_code == 409 and "她的第二个标题" in again.content.decode()
    second.post(page_of(entry), answers(again, "mine"))
    assert now(entry).title == "我的标题"


def test_themes_merge_row_by_row(first, second, entry):
    make_theme("talent"), make_theme("space")
    mine, theirs = opened(second, entry), opened(first, entry)
    talent, space = make_theme("talent").pk, make_theme("space").pk
    assert not errors(send(first, entry, theirs, **{"theme_links-0-theme": talent}))
    assert not errors(send(second, entry, mine, **{"theme_links-1-theme": space}))
    assert themes(entry) == ["talent", "space"]


def test_a_theme_both_changed_is_asked_about_by_name(first, second, entry):
    talent, space = make_theme("talent").pk, make_theme("space").pk
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, **{"theme_links-0-theme": talent})
    asked = send(second, entry, mine, **{"theme_links-0-theme": space})
    page = asked.content.decode()
    assert "主题“fiscal”" in page and "talent" in page and "space" in page
    second.post(page_of(entry), answers(asked, "mine"))
    assert themes(entry) == ["space", "ip"]


def test_a_theme_they_deleted_and_i_changed(first, second, entry):
    space = make_theme("space").pk
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, **{"theme_links-1-DELETE": "on"})
    asked = send(second, entry, mine, **{"theme_links-1-theme": space})
    assert "对方删除了这一行" in asked.content.decode()
    assert second.post(page_of(entry), answers(asked, "mine")).status_code == 302
    assert themes(entry) == ["fiscal", "space"]


def test_a_theme_they_added_stays(first, second, entry):
    space = make_theme("space").pk
    mine, theirs = opened(second, entry), opened(first, entry)
    added = {"theme_links-TOTAL_FORMS": 3, "theme_links-2-rank": 3, "theme_links-2-theme": space}
    assert not errors(send(first, entry, theirs, **added, **{"theme_links-2-entry": entry.pk}))
    assert not errors(send(second, entry, mine, title="我的标题"))
    assert themes(entry) == ["fiscal", "ip", "space"] and now(entry).title == "我的标题"


def test_a_responsibility_each(first, second, entry):
    make_responsibility(entry, "区科技局")
    finance = make_organization("区财政局").pk
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, **{"responsibilities-0-role": "cooperating"})
    added = {
        "responsibilities-TOTAL_FORMS": 2,
        "responsibilities-1-role": "lead",
        "responsibilities-1-organization": finance,
        "responsibilities-1-entry": entry.pk,
    }
    assert not errors(send(second, entry, mine, **added))
    rows = Responsibility.objects.filter(entry=entry).values_list("role", "organization__name")
    assert sorted(rows) == [("cooperating", "区科技局"), ("lead", "区财政局")]


def test_what_a_load_changed_is_met_as_well(second, entry):
    mine = opened(second, entry)
    Entry.objects.filter(pk=entry.pk).update(title="载入的标题")
    asked = send(second, entry, mine, title="我的标题")
    assert asked.status_code == 409 and "载入的标题" in asked.content.decode()
    assert "没有编辑记录" in asked.content.decode()


def test_mistakes_after_merging_lose_nothing(first, second, entry):
    mine, theirs = opened(second, entry), opened(first, entry)
    send(first, entry, theirs, title="她的标题")
    refused = send(second, entry, mine, reason="", text="我的正文")
    assert "请填写修改理由。" in errors(refused)
    values = form_values(refused)
    assert (values["title"], values["text"]) == ("她的标题", "我的正文")
    assert not errors(send(second, entry, values))
    assert (now(entry).title, now(entry).text) == ("她的标题", "我的正文")


def test_a_form_that_does_not_say_how_it_was_opened_overwrites_nothing(second, entry):
    values = opened(second, entry)
    for forged in ("", "x", "eyJ4Ijox:fdsf"):
        asked = send(second, entry, values, title="我的标题", opened_as=forged)
        assert asked.status_code == 409 and now(entry).title == "加大财税支持"


def test_what_was_deleted_meanwhile(first, second, entry):
    mine = opened(second, entry)
    delete = page_of(entry, "delete")
    first.post(delete, {**form_values(first.get(delete)), "change_reason": "误收"})
    page = send(second, entry, mine, title="我的标题")
    said = page.content.decode()
    assert page.status_code == 409
    assert "lin" in said and "误收" in said and "我的标题" in said and page_of(entry, "history") in said


def test_deleting_what_somebody_just_changed_asks_again(first, second, entry):
    delete = page_of(entry, "delete")
    sent = {**form_values(second.get(delete)), "change_reason": "重复"}
    send(first, entry, opened(first, entry), title="她的标题")
    page = second.post(delete, sent)
    assert "又有改动" in page.content.decode() and "她的标题" in page.content.decode()
    assert Entry.objects.filter(pk=entry.pk).exists()
    second.post(delete, {**form_values(page), "change_reason": "重复"})
    assert not Entry.objects.filter(pk=entry.pk).exists()
