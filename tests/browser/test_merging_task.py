"""A reviewer merges two organizations from the list, follows the old address, and takes it back."""

import pytest

from measures.groups import REVIEWER
from measures.models import Organization
from plans.models import MergedRow
from tests.browser.following import follow, press
from tests.browser.looking import barriers, sticks_out
from tests.browser.signing_in import log_in

pytestmark = pytest.mark.backend("sqlite")
PHONE = {"width": 390, "height": 800}


def looked_at(desk):
    """What axe finds in the page, and whether it sticks out."""
    return barriers(desk, "#content-main", preload=False), sticks_out(desk)


@pytest.mark.parametrize("size", [None, PHONE], ids=["desktop", "phone"])
def test_merging_and_taking_it_back(live_site, new_page, size):
    desk = log_in(live_site, new_page(**({"viewport": size} if size else {})), "reviewer", REVIEWER)
    one, other = Organization.objects.for_list().order_by("-mention_count", "name")[:2]
    places = one.mention_count + other.mention_count
    desk.goto(f"{live_site}/admin/measures/organization/?o=-4")
    for row in (one, other):
        desk.locator(f"input[name=_selected_action][value='{row.pk}']").check()
    desk.get_by_label("动作").select_option(label="合并…")
    press(desk, "执行")
    desk.locator(f"input[name=stays][value='{other.pk}']").check()
    press(desk, "按所选重新列出")
    assert f"保留“{other}”，“{one}”并入。" in desk.locator("#content").inner_text()
    assert looked_at(desk) == ([], False)
    desk.get_by_label("修改理由").fill("同一单位的两种写法")
    press(desk, f"合并到“{other}”")
    assert f"“{one}”并入“{other}”" in desk.locator(".messagelist").inner_text()
    assert other.mentions.count() <= places and not Organization.objects.filter(pk=one.pk).exists()
    desk.goto(live_site + one.get_absolute_url())
    assert desk.locator("h1").inner_text() == other.name
    desk.goto(f"{live_site}/admin/measures/organization/{other.pk}/change/")
    follow(desk.get_by_role("link", name="撤销合并…").first)
    assert looked_at(desk) == ([], False)
    desk.goto(f"{live_site}/admin/measures/organization/merge/?row={other.pk}&q=大学")
    assert looked_at(desk) == ([], False)
    desk.goto(f"{live_site}/admin/measures/organization/alike/")
    assert looked_at(desk) == ([], False)
    desk.go_back()
    desk.go_back()
    desk.get_by_label("修改理由").fill("看错了")
    press(desk, "撤销合并")
    assert not MergedRow.objects.exists() and one.mentions.count() == one.mention_count
