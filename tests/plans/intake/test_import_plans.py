"""`import_plans`: says first, writes with --write, publishes with --publish; one bad file stops nobody."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.models import Intake, IntakeEvent, IntakePlan, WorkPlan
from tests.plans.intake.making import TITLE, docx_of, pdf_of, text_of

pytestmark = pytest.mark.django_db

OTHER = text_of(title="上海市杨浦区双创示范基地工作方案")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "大兴.docx").write_bytes(docx_of(text_of()))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "杨浦.pdf").write_bytes(pdf_of(OTHER))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "~$大兴.docx").write_bytes(b"lock")
    return tmp_path


def run(*paths, **options):
    """(what was said, what was said of failures)"""
    out, bar, failed = StringIO(), StringIO(), ""
    try:
        call_command("import_plans", *map(str, paths), stdout=out, stderr=bar, **options)
    except CommandError as error:
        failed = str(error)
    return out.getvalue(), failed


def test_by_default_it_only_says(folder):
    said, failed = run(folder)
    assert TITLE in said and "标识 daxing" in said and "标识 yangpu" in said and "加 --write" in said
    assert "共4份，成功2份，出错2份" in said
    assert "坏.docx" in failed and "空.txt" in failed and "文件是空的" in failed
    assert "图.png" not in said + failed and "~$" not in said + failed
    assert not Intake.objects.exists() and not WorkPlan.objects.filter(slug="daxing").exists()


def test_write_makes_drafts(folder, django_user_model):
    django_user_model.objects.create_user("lin", password="x")
    _, failed = run(folder, write=True, user="lin")
    assert "坏.docx" in failed
    assert set(IntakePlan.objects.values_list("slug", "state")) == {("daxing", "draft"), ("yangpu", "draft")}
    assert set(Intake.objects.values_list("by__username", flat=True)) == {"lin"}
    assert not WorkPlan.objects.filter(slug="daxing").exists()
    said, _ = run(folder, write=True)
    assert said.count("已收录过") == 2 and Intake.objects.count() == 2


def test_publish_puts_them_on_the_site(folder):
    said, _ = run(folder / "大兴.docx", folder / "sub", write=True, publish=True, reason="批量收录")
    assert "已发布 daxing" in said
    assert WorkPlan.objects.filter(slug__in=("daxing", "yangpu")).count() == 2
    assert set(IntakeEvent.objects.filter(what="published").values_list("reason", flat=True)) == {"批量收录"}


def test_what_cannot_be_published_stays_a_draft_and_is_named(folder, tmp_path):
    nameless = tmp_path / "无名.txt"
    nameless.write_text("一、总则\n(一)内容\n1.某事项。做某事。\n", encoding="utf-8")
    _, failed = run(nameless, folder / "大兴.docx", write=True, publish=True)
    assert "无名.txt" in failed and "请先确认" in failed
    assert WorkPlan.objects.filter(slug="daxing").exists()
    assert Intake.objects.filter(name="无名.txt").exists()


def test_mistakes_in_the_command_are_said(tmp_path):
    assert "须同时给出 --write" in run(tmp_path, publish=True)[1]
    assert "没有找到" in run(tmp_path)[1]
    assert "没有用户" in run(tmp_path, user="nobody")[1]
    assert "找不到文件" in run(tmp_path / "不存在.docx")[1]
