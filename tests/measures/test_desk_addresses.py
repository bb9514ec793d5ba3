"""Every address of the desk, found by asking the resolver, as everybody: who may use it does; who may not is
refused in Chinese with a way on, and changes nothing by trying."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver, reverse

from measures.groups import EDITOR, MANAGER, REVIEWER
from measures.models import Entry
from plans.scopes import within_scope
from sbjd import corpus
from sbjd.desk.deleting import STANDING, standing
from sbjd.desk.models import Change
from tests.measures.admin_forms import form_values, page_of
from tests.measures.desk_addresses import EVERYBODY, SHARED, UNLIMITED, table
from tests.measures.desk_world import (
    HIDDEN,
    LIMITED,
    LIMITED_REVIEWER,
    OTHER,
    OWN,
    STRANGER,
    make_world,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]

AUTOCOMPLETE = "?app_label=measures&model_name=measureitem&field_name=entry"


def patterns(resolver=None, inside=False):
    """(name, names of the parts) of every address below /admin/; "" for one without a name."""
    for one in (resolver or get_resolver()).url_patterns:
        within = inside or str(one.pattern) == "admin/"
        if hasattr(one, "url_patterns"):
            yield from patterns(one, within)
        elif within:
            yield one.name or "", tuple(one.pattern.converters) or tuple(one.pattern.regex.groupindex)


NAMED = {name: parts for name, parts in patterns() if name}


def url_of(name, rows):
    """The address called `name`, for the rows {"app.model": row}; None where it needs a row there is not."""
    model, row = "", None
    for label in rows:
        if name.startswith(label.replace(".", "_") + "_"):
            model, row = label, rows[label]
    parts = NAMED[name]
    if parts and row is None and name not in ("app_list", "view_on_site"):
        return None
    known = {
        "object_id": row and row.pk,
        "pk": row and row.pk,
        "id": row and row.pk,
        "change_id": 0,
        "position": 0,
        "app_label": "plans",
    }
    if model == "plans.intake" and "event" in parts:
        known["event"] = row.events.get().pk
    if name == "view_on_site":
        measure = rows["measures.entry"]
        known = {"content_type_id": ContentType.objects.get_for_model(Entry).pk, "object_id": measure.pk}
    url = reverse(f"admin:{name}", kwargs={part: known[part] for part in parts})
    return url + AUTOCOMPLETE if name == "autocomplete" else url


def state():
    """Everything in every table but the sessions, and the number of the corpus."""
    models = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    rows = {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model._meta.managed and not model._meta.proxy
    }
    return rows, corpus.version()


def attempt(client, url, row=None):
    """What somebody sends who tries everything at once."""
    key = row.pk if row is not None else 1
    sent = {
        "title": "越权", "name": "越权", "why": "越权", "change_reason": "越权", "reason": "越权",
        "post": "yes", "_save": "保存", "_write": "写入", "_reviewed": "审阅", "action": "delete_selected",
        "_selected_action": key, "part": 0, "expected": "-", "at": 0, "version": 0, "do": "plain",
        "plan": OTHER, "is_superuser": "on", "text": "越权方案\n一、主要任务\n",
    }  # fmt: skip
    return client.post(url, sent)


@pytest.fixture
def world():
    return make_world()


def test_every_address_says_who_may_use_it():
    known = table()
    unsaid, gone = NAMED.keys() - known.keys(), known.keys() - NAMED.keys()
    assert not unsaid, f"say in desk_addresses.py who may use: {sorted(unsaid)}"
    assert not gone, f"no longer addresses: {sorted(gone)}"
    nameless = [parts for name, parts in patterns() if not name]
    # The old address of a row, which leads to its page, and whatever is no address.
    assert set(nameless) == {("object_id",), ("url",)}


def test_every_list_says_how_it_is_limited_to_bases(world):
    """A model that names no base in a way that scopes know would be open to those who are limited."""
    open_to_all = set()
    for model in admin.site._registry:
        rows = model._base_manager.all()
        if within_scope(world.people[LIMITED], rows).count() == rows.count():
            open_to_all.add(model._meta.label_lower)
    assert open_to_all == SHARED


def test_who_has_not_logged_in_is_asked_to_and_led_back(client, world):
    before = state()
    for name in NAMED.keys() - {"login", "logout"}:
        url = url_of(name, world.own)
        for answer in (client.get(url), attempt(client, url)):
            asked = client.get(answer.url)
            assert answer.status_code == 302 and answer.url.startswith("/admin/login/?next="), name
            assert asked.context["next"] == url, name
    assert client.get("/admin/什么/也没有/").status_code == 302
    assert state() == before


def test_after_logging_in_one_is_where_one_wanted_to_be(client, world):
    user = world.people[EDITOR]
    user.set_password("a-password-for-this-test")
    user.save()
    wanted = url_of("measures_entry_change", world.own)
    login = client.get(wanted).url
    answer = client.post(
        login, {"username": user.username, "password": "a-password-for-this-test", "next": wanted}
    )
    assert answer.url == wanted
    elsewhere = {"username": user.username, "password": "a-password-for-this-test", "next": "//evil.example/"}
    client.logout()
    assert "evil" not in client.post("/admin/login/", elsewhere).url


@pytest.mark.backend("sqlite")  # rights are asked for in the same way on both
@pytest.mark.parametrize("who", [STRANGER, EDITOR, REVIEWER, MANAGER])
def test_each_opens_what_is_theirs_and_is_refused_the_rest(client, world, who):
    client.force_login(world.people[who])
    known, before = table(), state()
    refused = {name for name in NAMED if known[name] != EVERYBODY and who not in known[name]}
    for name in sorted(refused):
        url = url_of(name, world.own)
        for answer in (client.get(url), attempt(client, url)):
            if name == "app_list":  # Django's own answer for an app of which one sees nothing
                assert answer.status_code == 404 and "页面不存在" in answer.text
                continue
            if name == "autocomplete" and answer.status_code == 405:
                continue  # nothing is ever sent there
            assert answer.status_code == 403, (name, answer.status_code)
            assert "没有打开这一页的权限" in answer.text, name
            assert 'href="/admin/"' in answer.text and world.people[who].username in answer.text, name
    assert state() == before
    # What an editor may, the others may too: see the test of the groups' rights.
    lower = set() if who in (STRANGER, EDITOR) else {name for name in NAMED if EDITOR in known[name]}
    for name in sorted(NAMED.keys() - refused - lower):
        answer = client.get(url_of(name, world.own))
        nothing = (404, 409)  # nothing to undo, nothing to merge
        assert answer.status_code in (200, 302, *(nothing if "undo" in name or name in UNLIMITED else ()))
        if answer.status_code == 302:
            assert "login" not in answer.url, name


# Who is limited to 南山 ------------------------------------------------------------------------------------

# What all bases share says where published plans use it, which anybody may read on the site.
_ALL_BASES = {f"{label.replace('.', '_')}_{page}" for label in SHARED for page in ("change", "delete")}


def refused(answer):
    """True for an answer that says no, or that there is no such row, and shows nothing of it."""
    if answer.status_code == 302:
        return answer.url.startswith("/admin/") and answer.url.count("/") == 2
    return answer.status_code in (403, 404) and HIDDEN not in answer.text


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize("who", [LIMITED, LIMITED_REVIEWER])
def test_rows_of_another_base_are_none_by_any_address(client, world, who):
    client.force_login(world.people[who])
    before = state()
    mine = {label for label in world.other if label not in SHARED}
    names = [name for name, parts in NAMED.items() if {"object_id", "pk"} & set(parts)]
    tried = 0
    for name in sorted(names):
        row = next((world.other[one] for one in mine if name.startswith(one.replace(".", "_") + "_")), None)
        url = url_of(name, world.other) if row is not None else None
        if url is None:
            continue
        tried += 1
        for answer in (client.get(url), attempt(client, url, row)):
            assert refused(answer), (name, answer.status_code, getattr(answer, "url", ""))
    assert tried > 80
    assert state() == before


@pytest.mark.backend("sqlite")
def test_no_page_that_one_may_open_shows_or_counts_them(client, world):
    who = LIMITED_REVIEWER  # who may open whatever a limited editor may
    client.force_login(world.people[who])
    own = world.own | {"desk.change": None}
    for name in sorted(NAMED.keys() - _ALL_BASES - UNLIMITED):
        url = url_of(name, own) if not (name.startswith("desk_change") and NAMED[name]) else None
        if url is None:
            continue
        answer = client.get(f"{url}?all=" if name.endswith("changelist") else url)
        body = b"".join(answer) if answer.streaming else answer.content
        assert HIDDEN not in body.decode("utf-8", "replace"), name
    for model in admin.site._registry:
        meta = model._meta
        if meta.label_lower in SHARED:
            continue
        listed = client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
        if listed.status_code == 200:
            shown = listed.context["cl"]
            total = within_scope(world.people[who], model._default_manager.all()).count()
            assert total >= shown.full_result_count >= shown.result_count, meta.label
            choices = [choice["display"] for spec in shown.filter_specs for choice in spec.choices(shown)]
            assert "chief" not in choices, meta.label


def test_what_touches_all_bases_is_for_nobody_who_is_limited(client, world):
    client.force_login(world.people[LIMITED_REVIEWER])
    before = state()
    for name in UNLIMITED:
        url = url_of(name, world.own)
        assert {client.get(url).status_code, attempt(client, url).status_code} == {403}, name
    assert state() == before


def test_choices_offer_none_of_them(client, world):
    client.force_login(world.people[LIMITED_REVIEWER])
    offered = 0
    for model, desk in admin.site._registry.items():
        for field in desk.autocomplete_fields:
            meta = model._meta
            asked = {"app_label": meta.app_label, "model_name": meta.model_name, "field_name": field}
            answer = client.get("/admin/autocomplete/", asked)
            assert answer.status_code == 200 and HIDDEN not in answer.text, (meta.label, field)
            offered += len(answer.json()["results"])
    assert offered


@pytest.mark.parametrize("who", [LIMITED, LIMITED_REVIEWER])
def test_what_was_deleted_of_another_base_is_not_told_and_does_not_come_back(client, world, who):
    client.force_login(world.people[who])
    before = state()
    for face in ("entry", "measure"):
        gone = f"/admin/measures/{face}/{world.gone[OTHER]}/"
        for page in ("history/", "restore/0/", f"restore/{Change.objects.first().pk}/", "change/"):
            assert refused(client.get(gone + page)), page
            assert refused(client.post(gone + page, {"change_reason": "越权", "_save": "保存"})), page
    assert state() == before
    own = f"/admin/measures/entry/{world.gone[OWN]}/"
    assert "将删除" in client.get(own + "history/").text
    assert client.get(own + "restore/0/").status_code == 200


def test_a_history_tells_no_change_of_another_row(client, world):
    client.force_login(world.people[LIMITED])
    other = Change.objects.filter(why__contains=HIDDEN).first()
    own = world.own["measures.entry"]
    assert client.get(f"/admin/measures/entry/{own.pk}/restore/{other.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["user__password__startswith=p", "user__is_superuser=1"])
def test_lists_are_not_narrowed_by_what_they_do_not_show(client, world, query):
    client.force_login(world.people[EDITOR])
    assert client.get(f"/admin/desk/change/?{query}").status_code == 400
    assert client.get(f"/admin/measures/entry/?reviewed_by__{query[6:]}").status_code == 400
    assert client.get("/admin/measures/measure/?_to_field=text").status_code == 400


def test_many_at_once_are_the_own_ones_alone(client, world):
    client.force_login(world.people[LIMITED])
    own, other = world.own["measures.entry"], world.other["measures.entry"]
    sent = {"action": "mark_reviewed", "_selected_action": [own.pk, other.pk]}
    page = client.post("/admin/measures/entry/", sent)
    assert page.status_code == 200 and HIDDEN not in page.text
    assert [one.row.pk for one in page.context["planned"]] == [own.pk]
    everything = {"action": "delete_selected", "_selected_action": [own.pk], "select_across": "1"}
    page = client.post("/admin/measures/entry/", everything)
    assert HIDDEN not in page.text


def test_what_all_bases_share_takes_no_row_of_another_along(client, world):
    client.force_login(world.people[LIMITED_REVIEWER])
    shared = world.own["measures.organizationmention"].organization
    before = state()
    page = client.get(f"/admin/measures/organization/{shared.pk}/delete/")
    assert "您范围之外的" in page.text
    sent = {STANDING: standing([shared]), "post": "yes", "change_reason": "重复"}
    assert client.post(f"/admin/measures/organization/{shared.pk}/delete/", sent).status_code == 403
    assert state() == before


def test_nothing_of_the_own_base_is_moved_to_another(client, world):
    client.force_login(world.people[LIMITED])
    item, other = world.own["measures.measureitem"], world.other["measures.entry"]
    sent = {"entry": other.pk, "label": "", "title": "越权", "text": "给予企业补贴", "change_reason": "越权"}
    before = state()
    answer = client.post("/admin/measures/measureitem/add/", sent)
    assert answer.status_code in (200, 403) and HIDDEN not in answer.text
    page = client.get(page_of(world.own["plans.workplan"]))
    sent = {**form_values(page), "base": other.plan.base_id, "change_reason": "越权"}
    assert client.post(page_of(world.own["plans.workplan"]), sent).status_code == 403
    assert state() == before and item.entry.plan.base.slug == OWN
