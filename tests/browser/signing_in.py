"""Logging in at the desk in a browser window, as somebody of a group."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from measures.groups import set_up_groups
from tests.browser.following import follow

PASSWORD = "a-password-for-this-test"


def log_in(live_site, page, name, group=None, password=PASSWORD):
    """Log in on `page` as `name`, an account that is made if it is not there: of `group`, of none for "", and
    without a group named one that may do everything. Gives the page."""
    set_up_groups()
    if not get_user_model().objects.filter(username=name).exists():
        rights = {"is_staff": True, "is_superuser": group is None}
        user = get_user_model().objects.create_user(name, password=password, **rights)
        if group:
            user.groups.add(Group.objects.get(name=group))
    page.goto(live_site + "/admin/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    follow(page.get_by_role("button", name="登录"))
    return page
