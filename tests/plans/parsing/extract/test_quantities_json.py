"""What the command prints of a number."""

import pytest

from plans.parsing import parse
from plans.parsing.__main__ import as_json
from plans.parsing.source import Source


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("新谋划产业项目不少于一半。", 50, ""),
        ("确保财政支出的四分之三以上用于民生。", 75, ""),
        ("覆盖率达到百分之九十。", 90, ""),
        ("覆盖率达到90%。", 90, "%"),
        ("企业数量达到21.5万家。", 21.5, "万家"),
    ],
)
def test_a_fraction_in_words_is_printed_in_per_cent(text, number, unit):
    printed = as_json(parse(Source.from_text(f"工作方案\n一、重点任务\n{text}\n")))
    assert [(q["number"], q["unit"]) for q in printed["quantities"]] == [(number, unit)]
