"""A draft reaches the site, and stays there whatever the committed fixtures say."""

import pytest
from django.core.management import call_command

from measures.models import Entry, EntryTheme, Organization, Quantity, Theme
from plans.intake.publishing import PublishError, is_behind, preview, publish
from plans.intake.reading import reading_of, vocabulary
from plans.intake.receiving import keep, understand
from plans.loading import OutOfDate, default_documents, plan_changes
from plans.loading.changes import Why
from plans.models import DemonstrationBase, Intake, IntakePlan, LoadedRecord, WorkPlan
from plans.parsing.vocabulary import Vocabulary
from tests.plans.intake.making import MEASURES, TITLE, docx_of, published, receive, text_of

pytestmark = pytest.mark.django_db

REVISED = text_of(
    [
        ("加大财税金融支持力度", MEASURES[0][1]),
        MEASURES[1],
        MEASURES[2],
        ("引进高层次人才", "实施双创人才计划，引进高层次人才。"),
    ]
)


def revise(text=REVISED, name="修订稿.txt"):
    part = receive(text, name)
    assert part.revises
    return part


def text_on_site(slug):
    sections = WorkPlan.objects.get(slug=slug).sections.order_by("start")
    return "".join(sections.values_list("text", flat=True))


def test_the_vocabulary_of_the_desk_is_the_committed_one_until_somebody_edits_it():
    assert vocabulary() == Vocabulary.read()
    Theme.objects.filter(slug="ip").update(name="知识产权保护")
    assert "知识产权保护" in [theme.name for theme in vocabulary().themes]


def test_publishing_writes_what_was_read(client):
    part = receive()
    assert client.get("/plans/daxing/").status_code == 404
    shown = preview(part)
    assert shown.is_new and shown.brings_base
    assert not WorkPlan.objects.filter(slug="daxing").exists()
    publish(part, reason="首次发布", expected=shown.fingerprint)
    plan = WorkPlan.objects.get(slug="daxing")
    assert (plan.title, plan.base.name) == (TITLE, "北京市大兴区")
    assert plan.document_number == "京兴政发〔2017〕8号"
    assert plan.added is not None
    codes = list(Entry.objects.filter(plan=plan).order_by("start").values_list("code", "title"))
    assert [title for _, title in codes] == [title for title, _ in MEASURES]
    assert all(code.startswith("daxing-m") for code, _ in codes)
    assert Quantity.objects.filter(plan=plan).exists()
    part.refresh_from_db()
    assert part.state == "published" and not is_behind(part)
    assert client.get("/plans/daxing/").status_code == 200
    assert "加大财税支持力度" in client.get("/measures/?base=daxing").content.decode()


def test_an_unconfirmed_draft_is_not_published():
    part = receive()
    IntakePlan.objects.update(confirmed=False)
    with pytest.raises(PublishError, match="请先确认"):
        publish(part)
    assert not WorkPlan.objects.filter(slug="daxing").exists()


def test_a_slug_in_use_is_refused():
    part = receive()
    IntakePlan.objects.filter(pk=part.pk).update(slug="nanshan", base_slug="nanshan")
    part.refresh_from_db()
    with pytest.raises(PublishError, match="已由《深圳市南山区"):
        publish(part)


def test_committed_fixtures_leave_it_alone():
    published()
    before = Entry.objects.count()
    assert not plan_changes(default_documents())
    call_command("load_plans", write=True, verbosity=0)
    assert Entry.objects.count() == before
    assert WorkPlan.objects.filter(slug="daxing").exists()
    assert DemonstrationBase.objects.filter(slug="daxing").exists()
    assert Organization.objects.filter(name="北京印刷学院").exists()


def test_a_committed_plan_that_the_desk_revised_is_not_turned_back():
    title = Entry.objects.get(code="nanshan-m05").title
    part = receive(text_on_site("nanshan").replace(title, f"新{title}"), "南山修订.txt")
    assert part.revises and part.slug == "nanshan"
    publish(part, reason="换成修订稿")
    assert Entry.objects.get(code="nanshan-m05").title == f"新{title}"
    now = list(Entry.objects.order_by("pk").values())
    changes = plan_changes(default_documents())
    assert "由后台收录" in changes.report()
    call_command("load_plans", write=True, verbosity=0)
    assert list(Entry.objects.order_by("pk").values()) == now


def test_reviewed_corrections_hold_for_the_committed_text_brought_in_again():
    """The same words read at the desk: what curation.json decided is decided there too."""
    links = EntryTheme.objects.filter(entry__plan__slug="haidian", origin="curated")
    curated = links.count()
    publish(receive(text_on_site("haidian"), "海淀.txt"))
    assert links.count() == curated > 0


def test_a_revision_keeps_what_people_edited_and_says_so():
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[0][0])
    entry.title = "人工改的标题"
    entry.save()
    part = revise()
    shown = preview(part)
    (kept,) = [row for row in shown.unit.kept if row.why == Why.EDITED]
    assert kept.fields["title"] == ("人工改的标题", "加大财税金融支持力度")
    publish(part, expected=shown.fingerprint)
    entry.refresh_from_db()
    assert entry.title == "人工改的标题"
    assert Entry.objects.filter(plan__slug="daxing").count() == 4
    states = dict(IntakePlan.objects.values_list("intake__name", "state"))
    assert states == {"大兴区工作方案.txt": "replaced", "修订稿.txt": "published"}


def test_an_edit_that_is_given_up_follows_the_text():
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[0][0])
    Entry.objects.filter(pk=entry.pk).update(title="人工改的标题")
    EntryTheme.objects.filter(entry=entry).delete()
    gone = Entry.objects.get(plan__slug="daxing", title=MEASURES[2][0])
    gone_code = gone.code
    gone.delete()
    part = revise()
    claims = {claim for row in preview(part).unit.kept for claim in row.claims}
    assert ("measures.entry", (entry.code,), "title") in claims
    assert ("measures.entry", (gone_code,), "") in claims
    publish(part, given_up=claims)
    entry.refresh_from_db()
    assert entry.title == "加大财税金融支持力度"
    assert EntryTheme.objects.filter(entry=entry).exists()
    assert Entry.objects.filter(code=gone_code).exists()


def test_what_vanished_but_was_edited_goes_only_when_given_up():
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[2][0])
    Entry.objects.filter(pk=entry.pk).update(title="人工改的标题")
    part = revise(text_of(MEASURES[:2]))
    claims = {claim for row in preview(part).unit.kept for claim in row.claims}
    assert ("measures.entry", (entry.code,), "") in claims
    publish(part, given_up=claims)
    assert not Entry.objects.filter(pk=entry.pk).exists()


def test_what_vanished_but_was_edited_stays_otherwise(client):
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[2][0])
    Entry.objects.filter(pk=entry.pk).update(title="人工改的标题")
    publish(revise(text_of([("全新的一条", "内容短。")])))
    assert Entry.objects.filter(pk=entry.pk).exists()
    assert client.get("/plans/daxing/").status_code == 200
    assert client.get("/measures/?base=daxing&q=人工改的标题").status_code == 200


def test_what_vanished_but_was_reviewed_stays():
    published()
    entry = Entry.objects.get(plan__slug="daxing", title=MEASURES[2][0])
    Entry.objects.filter(pk=entry.pk).update(reviewed_at="2026-11-23T08:00:00Z")
    part = revise(text_of([("全新的一条", "内容短。")]))
    assert any(row.why == Why.VANISHED and row.key == (entry.code,) for row in preview(part).unit.kept)
    publish(part)
    entry.refresh_from_db()
    assert entry.reviewed_at


def test_changes_since_the_preview_are_not_overrun():
    published()
    part = revise()
    shown = preview(part)
    Entry.objects.filter(plan__slug="daxing", title=MEASURES[0][0]).update(title="刚改的")
    with pytest.raises(OutOfDate):
        publish(part, expected=shown.fingerprint)
    assert Entry.objects.filter(title="刚改的").exists()


def test_a_better_parser_and_new_rulings_are_recognised():
    part = published()
    IntakePlan.objects.filter(pk=part.pk).update(parser="0" * 16)
    part.refresh_from_db()
    assert is_behind(part)
    with pytest.raises(PublishError, match="已经如此"):
        publish(part)


def test_a_file_of_two_plans_publishes_each_by_itself():
    text = "".join(
        f"{n}{place}双创示范基地工作方案\n一、主要任务\n(一)任务\n举措1:{place}举措\n支持创业。\n"
        for n, place in enumerate(["北京市大兴区", "成都市武侯区"], 1)
    )
    intake, _ = keep(understand(text.encode(), "两份.txt"))
    intake.parts.update(confirmed=True)
    first, second = intake.parts.order_by("position")
    publish(first)
    assert set(WorkPlan.objects.values_list("slug", flat=True)) & {"daxing", "wuhou"} == {"daxing"}
    publish(second)
    assert Entry.objects.get(plan__slug="wuhou").title == "成都市武侯区举措"


def test_a_new_plan_never_takes_the_codes_of_another():
    published()
    text = text_of([("全然不同的举措", "内容完全不同。")], "上海市杨浦区双创示范基地方案")
    part = receive(text, "杨浦.txt")
    Entry.objects.filter(plan__slug="daxing", code="daxing-m1.1").update(code="yangpu-m1.1")
    assert part.slug == "yangpu"
    with pytest.raises(PublishError, match="已属于别的方案"):
        publish(part)
    assert not WorkPlan.objects.filter(slug="yangpu").exists()


def test_nothing_is_half_written_when_the_database_refuses(monkeypatch):
    part = receive()
    rows = LoadedRecord.objects.count()
    monkeypatch.setattr("plans.intake.publishing.note", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(part)
    assert not WorkPlan.objects.filter(slug="daxing").exists()
    assert LoadedRecord.objects.count() == rows


def test_reading_is_the_same_from_the_held_text(settings):
    intake, _ = keep(understand(docx_of(text_of()), "方案.docx"))
    parsed, _ = reading_of(Intake.objects.get(pk=intake.pk))
    assert [entry.title for entry in parsed.plans[0].measures] == [title for title, _ in MEASURES]
