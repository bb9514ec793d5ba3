"""The desk's pages for bringing a plan in, as each kind of account."""

import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import Entry
from plans.intake.publishing import take_down
from plans.models import DemonstrationBase, Intake, IntakeEvent, IntakePlan, ShelvedPlan, WorkPlan
from tests.measures.admin_forms import form_values
from tests.plans.intake.making import MEASURES, TITLE, docx_of, pdf_of, published, receive, text_of

pytestmark = pytest.mark.django_db

ADD = "/admin/plans/intake/add/"
LIST = "/admin/plans/intake/"


@pytest.fixture
def log_in(client, django_user_model):
    """Log in as somebody with these rights."""

    def with_rights(*names):
        user = django_user_model.objects.create_user("lin", password="x", is_staff=True)
        user.user_permissions.set(
            Permission.objects.filter(codename__in=names, content_type__app_label="plans")
        )
        client.force_login(user)
        return client

    return with_rights


EDITOR = ("view_intake", "add_intake", "change_intake")
REVIEWER = (*EDITOR, "publish_intake", "undo_intake", "view_shelvedplan")


def upload(client, *files, text=""):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(ADD, {"files": sent, "text": text})


def confirm(client, intake, position=0, **changes):
    """Open the page of a document, type `changes` into the facts of one plan, and save."""
    page = client.get(intake.desk_url())
    values = {
        name: value
        for name, value in form_values(page).items()
        if name.startswith(f"p{position}-") or name == "csrfmiddlewaretoken"
    }
    shown = next(one for one in page.context["parts"] if one["part"].position == position)
    form = shown["form"]
    values |= {form.add_prefix(name): form[name].value() or "" for name in ("what",)}
    values["opened_as"] = shown["opened_as"]
    values |= {form.add_prefix(name): value for name, value in changes.items()}
    return client.post(intake.desk_url(), {**values, "part": position})


def publish_at_desk(client, intake, reason="首次发布", **more):
    url = reverse("admin:plans_intake_changes", args=[intake.pk, 0])
    page = client.get(url)
    values = {"expected": page.context["shown"].fingerprint, "change_reason": reason, **more}
    return client.post(url, values, follow=True)


def test_from_the_file_to_the_site(log_in, client):
    log_in(*REVIEWER)
    answer = upload(client, ("方案.docx", docx_of(text_of())))
    intake = Intake.objects.get()
    assert answer.url == intake.desk_url()
    page = client.get(intake.desk_url()).content.decode()
    assert TITLE in page and "待确认" in page and "京兴政发〔2017〕8号" in page and "举措 3" in page
    assert not WorkPlan.objects.filter(slug="daxing").exists()

    assert confirm(client, intake, issuer="大兴区人民政府").status_code == 302
    part = intake.parts.get()
    assert part.confirmed and part.issuer == "大兴区人民政府"

    url = reverse("admin:plans_intake_changes", args=[intake.pk, 0])
    page = client.get(url).content.decode()
    assert "网站上还没有这份方案" in page and "北京市大兴区" in page
    assert "请填写修改理由。" in client.post(url, {"expected": "x"}).content.decode()
    answer = publish_at_desk(client, intake)
    assert "已发布《" in answer.content.decode()
    assert WorkPlan.objects.get(slug="daxing").issuer == "大兴区人民政府"
    said = list(intake.events.values_list("what", "by__username", "reason"))
    assert said[0] == ("published", "lin", "首次发布")
    assert [what for what, *_ in said] == ["published", "confirmed", "received"]


def test_pasted_text_and_several_files_at_once(log_in, client):
    log_in(*EDITOR)
    other = text_of(title="上海市杨浦区双创示范基地工作方案")
    answer = upload(client, ("甲.txt", text_of().encode()), ("乙.pdf", pdf_of(other)))
    assert answer.url == "../" and Intake.objects.count() == 2
    assert "第" in client.get(LIST).content.decode()
    upload(client, text=text_of(title="天津市滨海新区双创示范基地工作方案"))
    pasted = Intake.objects.get(pasted=True)
    assert pasted.parts.get().title.startswith("天津市滨海新区")


def test_bad_files_are_named_and_good_ones_kept(log_in, client):
    log_in(*EDITOR)
    answer = upload(
        client,
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
        ("空.txt", b""),
        ("方案.txt", text_of().encode()),
    )
    page = answer.content.decode()
    assert "旧.doc" in page and "另存为 .docx" in page and "空.txt" in page and "文件是空的" in page
    assert Intake.objects.get().name == "方案.txt"
    assert "请选择文件，或粘贴文字。" in client.post(ADD, {"text": " \n"}).content.decode()


def test_the_same_file_leads_to_the_one_that_is_there(log_in, client):
    log_in(*EDITOR)
    upload(client, ("方案.txt", text_of().encode()))
    answer = upload(client, ("副本.txt", text_of().encode()))
    assert answer.url == Intake.objects.get().desk_url()
    assert "已经收录过" in client.get(answer.url).content.decode()


def test_a_likeness_is_said_with_a_link(log_in, client):
    published()
    log_in(*EDITOR)
    upload(client, ("修订.txt", text_of([*MEASURES, ("新增一条", "新的内容。")]).encode()))
    intake = Intake.objects.latest("pk")
    page = client.get(intake.desk_url()).content.decode()
    assert "与下列方案相近" in page and 'href="/plans/daxing/"' in page
    form = client.get(intake.desk_url()).context["parts"][0]["form"]
    assert form["what"].value() == "revision"


def test_facts_that_make_no_sense_are_refused(log_in, client):
    log_in(*EDITOR)
    upload(client, ("方案.txt", text_of().encode()))
    intake = Intake.objects.get()

    def refusal(**changes):
        answer = confirm(client, intake, **changes)
        assert answer.status_code == 200
        return answer.content.decode()

    assert "请填写标题。" in refusal(title="")
    assert "请选择已有的示范基地，或填写新的名称。" in refusal(base_name="")
    assert "已在网站上，请在上面选择它" in refusal(base_name="深圳市南山区")
    assert "只能用小写字母" in refusal(slug="大兴")
    assert "应是示范基地标识" in refusal(slug="haidian")
    assert "已有别的示范基地使用" in refusal(base_slug="nanshan", slug="")
    assert "请选择修订的是哪一份方案。" in refusal(what="revision", revised="")
    assert not intake.parts.get().confirmed
    assert confirm(client, intake, base="nanshan", slug="").status_code == 302
    assert intake.parts.get().slug == "nanshan-2017"
    assert confirm(client, intake, what="left_out").status_code == 302
    assert intake.parts.get().state == "left_out"


def test_a_revision_shows_each_field_and_what_stays(log_in, client):
    published()
    Entry.objects.filter(title=MEASURES[0][0]).update(title="人工改的标题")
    log_in(*REVIEWER)
    text = text_of([("加大财税金融支持力度", MEASURES[0][1]), *MEASURES[1:]])
    upload(client, ("修订.txt", text.encode()))
    intake = Intake.objects.latest("pk")
    confirm(client, intake)
    url = reverse("admin:plans_intake_changes", args=[intake.pk, 0])
    page = client.get(url)
    words = re.sub(r"\s+", " ", page.content.decode())
    assert "人工修改，保留" in words and "加大财税金融支持力度" in words and "人工改的标题" in words
    entry = Entry.objects.get(title="人工改的标题")
    give_up = json.dumps(["measures.entry", [entry.code], "title"])
    assert give_up.replace('"', "&quot;") in page.content.decode()
    publish_at_desk(client, intake, give_up=[give_up])
    entry.refresh_from_db()
    assert entry.title == "加大财税金融支持力度"


def test_changes_in_between_are_shown_again_and_nothing_is_written(log_in, client):
    published()
    log_in(*REVIEWER)
    text = text_of([("加大财税金融支持力度", MEASURES[0][1]), *MEASURES[1:]])
    upload(client, ("修订.txt", text.encode()))
    intake = Intake.objects.latest("pk")
    confirm(client, intake)
    url = reverse("admin:plans_intake_changes", args=[intake.pk, 0])
    seen = client.get(url).context["shown"].fingerprint
    Entry.objects.filter(title=MEASURES[0][0]).update(title="刚刚改的")
    answer = client.post(url, {"expected": seen, "change_reason": "发布"})
    assert answer.status_code == 409 and "在此期间有改动" in answer.content.decode()
    assert "刚刚改的" in answer.content.decode()
    assert Entry.objects.filter(title="刚刚改的").exists()
    assert client.post(url, {"change_reason": "发布"}).status_code == 409


def test_undo_at_the_desk(log_in, client):
    part = published()
    log_in(*REVIEWER)
    event = IntakeEvent.objects.get(what="published")
    url = reverse("admin:plans_intake_undo", args=[part.intake_id, event.pk])
    assert url in client.get(part.intake.desk_url()).content.decode()
    assert "去掉" in client.get(url).content.decode()
    client.post(url, {"change_reason": "发错了"})
    assert not WorkPlan.objects.filter(slug="daxing").exists()
    assert url not in client.get(part.intake.desk_url()).content.decode()
    assert client.post(url, {"change_reason": "再来"}).status_code == 409


def test_take_down_and_put_back_at_the_desk(log_in, client):
    published()
    log_in(*REVIEWER)
    page = client.get("/admin/plans/shelvedplan/add/?plan=daxing")
    assert '<option value="daxing" selected>' in page.content.decode()
    sent = {"plan": "daxing", "change_reason": "核对"}
    answer = client.post("/admin/plans/shelvedplan/add/", sent, follow=True)
    assert "已下架" in answer.content.decode()
    shelf = ShelvedPlan.objects.get()
    assert (shelf.by.username, shelf.reason) == ("lin", "核对")
    assert client.get("/plans/daxing/").status_code == 404
    url = reverse("admin:plans_shelvedplan_change", args=[shelf.pk])
    assert "举措与项目3条" in client.get(url).content.decode()
    client.post(url, {"change_reason": "核对完毕"})
    assert client.get("/plans/daxing/").status_code == 200


def test_a_draft_is_discarded_and_found_again(log_in, client):
    part = receive()
    log_in(*EDITOR)
    url = reverse("admin:plans_intake_discard", args=[part.intake_id])
    client.post(url, {"reason": "重复"})
    assert TITLE not in client.get(LIST).content.decode()
    assert TITLE in client.get(LIST, {"state": "discarded"}).content.decode()
    assert "已作废" in client.get(part.intake.desk_url()).content.decode()
    client.post(url)
    assert TITLE in client.get(LIST).content.decode()
    assert list(IntakeEvent.objects.values_list("what", flat=True)) == ["kept", "discarded", "received"]


def test_the_file_comes_back_as_it_was_and_never_as_a_page(log_in, client):
    lines = "".join(f"<p>{line}</p>" for line in text_of().splitlines())
    part = receive(f"<html><body><script>alert(1)</script>{lines}</body></html>", "页面.html")
    log_in("view_intake")
    answer = client.get(reverse("admin:plans_intake_file", args=[part.intake_id]))
    assert answer.content == bytes(Intake.objects.get().data)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def addresses(part):
    event = part.intake.events.first()
    return {
        name: reverse(f"admin:plans_intake_{name}", args=[part.intake_id, *more])
        for name, more in {
            "change": [],
            "file": [],
            "discard": [],
            "bench": [],
            "changes": [0],
            "undo": [event.pk],
        }.items()
    }


def test_nobody_without_the_right_reaches_a_draft(log_in, client):
    part = receive()
    pages = [*addresses(part).values(), LIST, ADD, "/admin/plans/shelvedplan/add/"]
    assert {client.get(url).status_code for url in pages} == {302}
    log_in("view_workplan", "change_workplan")
    for url in pages:
        assert client.get(url).status_code == 403, url
        assert client.post(url).status_code in (403, 405), url
    assert TITLE not in client.get("/admin/").content.decode()
    assert "收录文件" not in client.get("/admin/").content.decode()


def test_an_editor_neither_publishes_nor_undoes_nor_takes_down(log_in, client):
    part = published()
    log_in(*EDITOR)
    pages = addresses(part)
    assert client.post(pages["changes"], {"change_reason": "x", "expected": "x"}).status_code == 403
    assert client.get(pages["undo"]).status_code == 403
    assert client.get("/admin/plans/shelvedplan/add/").status_code == 403
    page = client.get(pages["change"]).content.decode()
    assert pages["undo"] not in page and "shelvedplan" not in page
    take_down("daxing")
    shelf = ShelvedPlan.objects.get()
    assert client.get(reverse("admin:plans_shelvedplan_change", args=[shelf.pk])).status_code == 403


def test_a_viewer_changes_nothing(log_in, client):
    part = receive()
    log_in("view_intake")
    pages = addresses(part)
    assert client.get(pages["change"]).status_code == 200
    assert client.post(pages["change"], {"part": 0}).status_code == 403
    assert client.post(pages["discard"]).status_code == 403
    assert client.post(ADD).status_code == 403
    assert IntakePlan.objects.get().state == "draft"


def test_addresses_of_nothing(log_in, client):
    log_in(*REVIEWER)
    for url in (
        "/admin/plans/intake/999/change/",
        "/admin/plans/intake/999/changes/0/",
        "/admin/plans/intake/x/change/",
        "/admin/plans/intake/999/file/",
    ):
        assert client.get(url).status_code == 404, url
    part = receive()
    assert client.get(f"/admin/plans/intake/{part.intake_id}/changes/7/").status_code == 404
    assert client.get(f"/admin/plans/intake/{part.intake_id}/undo/0/").status_code == 404


def test_markup_in_a_document_is_shown_as_text(log_in, client):
    receive(text_of(title="<b>北京市大兴区</b>双创示范基地工作方案"), "<i>名</i>.txt")
    log_in(*REVIEWER)
    intake = Intake.objects.get()
    for url in (LIST, intake.desk_url()):
        page = client.get(url).content.decode()
        assert "<b>北京市" not in page and "<i>名" not in page
    assert not DemonstrationBase.objects.filter(slug="daxing").exists()
