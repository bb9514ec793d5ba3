"""A document comes in: what is stored, what is proposed, what is recognised, what is refused."""

import pytest

from plans.intake import slugs
from plans.intake.likeness import share, sketch_of
from plans.intake.reading import source_of
from plans.intake.receiving import discard, keep, understand
from plans.models import Intake, IntakePlan, WorkPlan
from plans.parsing.formats.errors import UnreadableFile
from tests.plans.intake.making import MEASURES, TITLE, docx_of, pdf_of, published, receive, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "name"),
    [(lambda text: text.encode(), "方案.txt"), (docx_of, "方案.docx"), (pdf_of, "方案.pdf")],
    ids=["txt", "docx", "pdf"],
)
def test_a_document_becomes_a_draft_with_what_it_seems_to_be(make, name):
    data = make(text_of())
    intake, is_new = keep(understand(data, name))
    assert is_new and bytes(Intake.objects.get(pk=intake.pk).data) == data
    part = intake.parts.get()
    assert (part.title, part.document_number) == (TITLE, "京兴政发〔2017〕8号")
    assert (part.base_slug, part.base_name, part.base_short_name) == ("daxing", "北京市大兴区", "大兴")
    assert (part.base_province, part.base_city, part.base_kind) == ("北京市", "北京市", "region")
    assert (part.slug, part.published, part.state) == ("daxing", "2017年3月15日", "draft")
    assert not part.confirmed
    assert "举措1:加大财税支持力度" in source_of(intake).text
    assert not WorkPlan.objects.filter(slug="daxing").exists()


def test_the_same_file_is_not_stored_twice():
    first, _ = keep(understand(text_of().encode(), "方案.txt"))
    again = understand(text_of().encode(), "另一个名字.txt")
    assert again.known == first
    assert keep(again) == (first, False)
    assert Intake.objects.count() == 1


def test_a_discarded_file_comes_back_when_it_is_brought_in_again():
    part = receive()
    discard(part.intake, reason="重复")
    intake, is_new = keep(understand(text_of().encode(), "方案.txt"))
    assert (intake.pk, is_new) == (part.intake_id, False)
    intake.refresh_from_db()
    assert intake.discarded is None


def test_nearly_the_same_text_is_recognised_and_taken_for_a_revision():
    published()
    revised = text_of([*MEASURES[:2], ("保护知识产权", "建立知识产权快速维权中心，支持专利质押融资。")])
    received = understand(docx_of(revised), "修订稿.docx")
    (likeness,) = received.likenesses[0]
    assert likeness.slug == "daxing" and likeness.share > 0.8 and "约" in likeness.said
    part = received.parts[0]
    assert part.revises and part.slug == "daxing"


def test_another_draft_with_the_text_is_recognised():
    part = receive()
    received = understand(docx_of(text_of()), "同一份.docx")
    (likeness,) = received.likenesses[0]
    assert likeness.url == part.intake.desk_url() and likeness.share > 0.9


def test_other_texts_are_not_alike():
    one, other = sketch_of(text_of()), sketch_of("完全不同的一段文字，讲的是别的事情。" * 20)
    assert share(one, one) == 1 and share(one, other) == 0
    assert share(sketch_of("。"), sketch_of("")) in (0, 1)


def test_a_second_plan_of_a_base_gets_its_year():
    published()
    other = f"{TITLE}\n一、主要任务\n(一)扩大开放\n举措1:办好创意集市\n面向世界。\n2019年5月6日\n"
    part = understand(other.encode(), "2019.txt").parts[0]
    assert (part.base_slug, part.slug, part.revises) == ("daxing", "daxing-2019", False)


def test_a_file_of_several_plans_gives_several():
    text = "".join(
        f"{n}{place}双创示范基地工作方案\n一、主要任务\n(一)任务\n举措1:{place}举措\n内容。\n"
        for n, place in enumerate(["北京市大兴区", "成都市武侯区"], 1)
    )
    intake, _ = keep(understand(text.encode(), "两份.txt"))
    assert [part.slug for part in intake.parts.order_by("position")] == ["daxing", "wuhou"]


def test_drafts_of_one_new_base_share_it():
    receive(text_of(), "甲.txt")
    other = "北京市大兴区双创示范基地三年行动计划\n一、别的\n完全不同。\n"
    other = understand(other.encode(), "乙.txt").parts[0]
    assert other.base_slug == "daxing" and other.slug == "daxing-2"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "空.txt", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.doc", "另存为 .docx"),
        (b"%PDF-1.4 broken", "坏.pdf", ""),
        (b"PK\x03\x04", "坏.docx", ""),
        ("　\n \n".encode(), "白.txt", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(data, name, said):
    with pytest.raises(UnreadableFile) as refusal:
        understand(data, name)
    assert said in str(refusal.value) and str(refusal.value).endswith("。")
    assert not Intake.objects.exists() and not IntakePlan.objects.exists()


def test_slugs():
    assert slugs.base_slug("两江", set()) == "liangjiang"
    assert slugs.base_slug("C9高校", set()) == "c9gaoxiao"
    assert slugs.base_slug("3D打印园", set()).startswith("base3d")
    assert slugs.plan_slug("haidian", ["", "〔2019〕3号"], {"haidian"}) == "haidian-2019"
    assert slugs.plan_slug("haidian", ["2019年"], {"haidian", "haidian-2019"}) == "haidian-2019-2"
    assert slugs.plan_slug("haidian", [""], {"haidian"}) == "haidian-2"
    assert not slugs.complaint("haidian-2019", "haidian")
    for wrong in ("haidian-m05", "Haidian", "haidian2", "haidian-", "x" * 60, ""):
        assert slugs.complaint(wrong, "haidian")
