"""Sources and curation → the committed fixtures."""

import json
import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from plans.building import build

FIXTURES = settings.BASE_DIR / "fixtures"


def run(folder, **options):
    out = StringIO()
    call_command("build_fixtures", fixtures=folder, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A copy of the committed fixtures to change."""
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    return tmp_path / "fixtures"


def test_the_committed_fixtures_are_what_parser_and_curation_give():
    built = build(FIXTURES)
    assert built.differences() == []
    assert built.needless == []


def test_what_changed_is_said_and_a_second_run_changes_nothing(folder):
    path = folder / "plans" / "nanshan.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    entries = [row for row in rows if row["model"] == "measures.entry"]
    entries[0]["fields"]["title"] = "另一个标题"
    rows.remove(entries[1])
    path.write_text(json.dumps(rows), encoding="utf-8")
    (folder / "plans" / "gone.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match="请运行"):
        run(folder, check=True)
    said = run(folder)
    assert "+ measures.entry 新增1：nanshan-m02" in said
    assert "~ measures.entry 修改1：nanshan-m01（title）" in said
    assert path.read_bytes() == (FIXTURES / "plans" / "nanshan.json").read_bytes()
    assert not (folder / "plans" / "gone.json").exists()
    assert "没有变化" in run(folder, check=True)


def test_a_correction_reaches_the_fixture_with_its_reason(folder):
    corrections = json.loads((folder / "curation.json").read_text(encoding="utf-8"))
    corrections = [row for row in corrections if (row["code"], row["field"]) != ("nanshan-m05", "themes")]
    corrections.append({"code": "nanshan-m05", "field": "themes", "value": ["military"], "reason": "试"})
    (folder / "curation.json").write_text(json.dumps(corrections), encoding="utf-8")
    run(folder)
    rows = json.loads((folder / "plans" / "nanshan.json").read_text(encoding="utf-8"))
    (link,) = [
        row["fields"]
        for row in rows
        if row["model"] == "measures.entrytheme" and row["fields"]["entry"] == ["nanshan-m05"]
    ]
    assert (link["theme"], link["origin"], link["reason"]) == (["military"], "curated", "试")


def test_a_correction_without_a_target_stops_the_build(folder):
    row = {"code": "nanshan-m99", "field": "themes", "value": ["ip"], "reason": "试"}
    (folder / "curation.json").write_text(json.dumps([row]), encoding="utf-8")
    with pytest.raises(CommandError, match="nanshan-m99 的 themes"):
        run(folder)
