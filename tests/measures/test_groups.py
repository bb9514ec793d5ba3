"""What each group may do at the desk, and what not."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from measures.groups import EDITOR, MANAGER, REVIEWER, set_up_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    """A function that logs in somebody of a group and gives the client."""
    set_up_groups()

    def log_in(group):
        user = get_user_model().objects.create_user(f"of-{group}", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in


PAGES = {
    "/admin/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/entry/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/measure/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/target/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/organization/": {EDITOR, REVIEWER, MANAGER},
    "/admin/plans/intake/": {EDITOR, REVIEWER, MANAGER},
    "/admin/plans/intake/add/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/theme/": {EDITOR, REVIEWER, MANAGER},
    "/admin/measures/theme/add/": {REVIEWER, MANAGER},
    "/admin/measures/metric/add/": {REVIEWER, MANAGER},
    "/admin/plans/demonstrationbase/add/": {REVIEWER, MANAGER},
    "/admin/auth/user/": {MANAGER},
    "/admin/auth/user/add/": {MANAGER},
    "/admin/auth/group/": {MANAGER},
    "/admin/auth/group/add/": set(),
}


@pytest.mark.parametrize("group", [EDITOR, REVIEWER, MANAGER])
def test_each_group_opens_its_pages_and_is_refused_the_others_in_chinese(person, group):
    client = person(group)
    for page, groups in PAGES.items():
        answer = client.get(page)
        assert answer.status_code == (200 if group in groups else 403), page
        if group not in groups:
            assert "无权访问" in answer.text


def test_who_is_not_at_the_desk_is_sent_to_log_in(client):
    for page in PAGES:
        assert client.get(page).status_code == 302, page


def test_setting_up_again_takes_back_what_was_added_and_keeps_the_people(person):
    person(EDITOR)
    group = Group.objects.get(name=EDITOR)
    rights = set(group.permissions.values_list("codename", flat=True))
    group.permissions.add(*Group.objects.get(name=MANAGER).permissions.all())
    set_up_groups()
    assert set(group.permissions.values_list("codename", flat=True)) == rights
    assert group.user_set.count() == 1


def test_a_manager_cannot_make_a_superuser(person, django_user_model):
    client = person(MANAGER)
    chief = django_user_model.objects.create_superuser("chief")
    someone = django_user_model.objects.create_user("someone")
    assert client.get(f"/admin/auth/user/{chief.pk}/change/").status_code == 302
    page = client.get(f"/admin/auth/user/{someone.pk}/change/").text
    assert "is_superuser" not in page and "user_permissions" not in page
    form = {"username": "someone", "is_superuser": "on", "is_active": "on", "is_staff": "on"}
    form |= {"date_joined_0": "2026-11-23", "date_joined_1": "08:00:00"}
    form |= {"editor_scope-TOTAL_FORMS": "0", "editor_scope-INITIAL_FORMS": "0"}
    client.post(f"/admin/auth/user/{someone.pk}/change/", form)
    someone.refresh_from_db()
    assert someone.is_staff and not someone.is_superuser


def test_who_may_more_may_all_that_others_may(person):
    person(EDITOR)
    rights = [
        set(Group.objects.get(name=name).permissions.values_list("content_type", "codename"))
        for name in (EDITOR, REVIEWER, MANAGER)
    ]
    assert rights[0] < rights[1] < rights[2]
