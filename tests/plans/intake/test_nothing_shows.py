"""A draft, a plan whose publication was undone and one that was taken down are nowhere on the site: every
public address answers, byte for byte, as if they had never been, to a visitor and to a signed-in editor."""

import contextlib
import io
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import Resolver404, get_resolver, resolve
from openpyxl import load_workbook

from measures.groups import REVIEWER, set_up_groups
from measures.models import Metric, Organization, Quantity
from plans.intake.publishing import put_back, take_down
from plans.intake.undoing import undo
from plans.models import Erratum, Intake, IntakeEvent, ShelvedPlan
from sbjd import corpus
from tests.browser.addresses import EVERY
from tests.plans.intake.making import receive, text_of
from tests.plans.intake.test_shelving import PASSING, published

pytestmark = pytest.mark.django_db

ENDINGS = ("csv", "xlsx", "json")
# Words that stand in the hidden plans alone, as they are and as somebody mistypes them.
WORDS = ("镜湖揽月", "镜湖蓝月", "jinghulanyue", "镜湖览月计划", "甲子潭商会", "揽月", "jzt-m1.1")
SLUGS = ("jingtan", "daxing", "jiazitan")
NAMED = ("/programmes/", "/instruments/", "/c/nanshan-m05", "/c/nanshan/s/3")
FACTS = (
    "/plans/{}/", "/plans/{}/source/", "/plans/{}/errata/", "/plans/{}/errata.csv", "/plans/{}/s/1/",
    "/c/{}/s/1", "/bases/{}/",
    "/measures/{}-m1.1/", "/projects/{}-p1/", "/tasks/{}-t1/", "/programmes/{}-g1/", "/targets/{}-t-1/",
    "/errata/{}-e-1/", "/c/{}-m1.1", "/measures/?base={}", "/compare/?base={}&base=nanshan",
    "/matrix/?base={}",
    "/list/?code={}-m1.1&code=nanshan-m05", "/feedback/?code={}-m1.1", "/targets/?base={}",
)  # fmt: skip


def plan_of(place, name):
    """The text of a plan of a place, with words that stand nowhere else."""
    measures = [
        (f"{name}行动", f"设立{name}专项资金，由甲子潭商会牵头，给予最高不超过77万元的补贴。"),
        ("完善知识产权保护", f"到2018年新增{name}中心10家以上。"),
    ]
    return text_of(measures, f"{place}双创示范基地建设工作方案")


def public_names(resolver=None):
    """The names of all addresses that are not of the desk."""
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            if str(one.pattern) != "admin/":
                yield from public_names(one)
        else:
            yield one.name


def addresses():
    exports = [name.removesuffix("-export") for name in public_names() if name.endswith("-export")]
    paths = {"organizations": "orgs"}
    lists = [
        f"/{paths.get(name, name)}.{ending}{query}"
        for name in exports
        for ending in ENDINGS
        for query in (("", "?q=镜湖揽月") if name == "measures" else ("",))
    ]
    asked = [f"/{page}/?q={word}" for word in WORDS for page in ("search", "measures", "targets", "orgs")]
    facts = [one.format(slug) for slug in SLUGS for one in FACTS]
    rest = ["/orgs/甲子潭商会/", "/healthz", "/sitemap.xml", "/robots.txt", "/feed/"]
    ours = [row.get_absolute_url() for row in (Metric.objects.first(), Quantity.objects.first())]
    ours += [Organization.objects.first().get_absolute_url(), Erratum.objects.first().get_absolute_url()]
    return [*EVERY, *lists, *asked, *facts, *rest, *ours, *NAMED]


def look(client):
    """{address: (status, what it says)} without what differs from one request to the next."""
    answers = {}
    for address in addresses():
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        answers[address] = answer.status_code, PASSING.sub("", _words(address, answer, body))
    return answers


def _words(address, answer, body):
    if ".xlsx" not in address or answer.status_code != 200:
        return body.decode("utf-8", "replace")
    book = load_workbook(io.BytesIO(body))
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def sign_in(client, group):
    set_up_groups()
    user = get_user_model().objects.create_user(f"of-{group}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)


def test_every_kind_of_public_address_is_looked_at():
    seen = set()
    for address in addresses():
        with contextlib.suppress(Resolver404):
            seen.add(resolve(unquote(address.partition("?")[0])).url_name)
    assert set(public_names()) - seen == set()


def test_what_is_not_published_is_nowhere(client):
    empty, version = look(client), corpus.version()
    receive(plan_of("浙江省镜潭市", "镜湖揽月"), "镜湖揽月.txt")
    assert corpus.version() == version  # so that not even a tag of a page differs
    first = published(plan_of("北京市大兴区", "镜湖揽月"), "甲.txt")
    organization = "/orgs/甲子潭商会/"
    assert "daxing-m1.1" in client.get("/search/?q=镜湖揽月").text
    assert client.get(organization).status_code == 200
    take_down(first.slug)
    again = published(plan_of("江苏省甲子潭市", "揽月镜湖"), "乙.txt")
    undo(IntakeEvent.objects.filter(slug=again.slug, what="published").get())
    assert Intake.objects.count() == 3

    for sign_in_as in (None, REVIEWER):
        if sign_in_as:
            sign_in(client, sign_in_as)
        now = look(client)
        assert [address for address in empty if now[address] != empty[address]] == [], sign_in_as
    put_back(ShelvedPlan.objects.get())
    assert client.get(organization).status_code == 200
