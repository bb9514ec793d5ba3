"""A chapter's role comes from its heading."""

import pytest

from plans.parsing.roles import ROLES, role_of


@pytest.mark.parametrize(("role", "example"), [(role, example) for role, _, example in ROLES])
def test_each_row_reads_its_example(role, example):
    assert role_of(example) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("重点任务及保障措施", "tasks"),
        ("强化供给侧保障", ""),
        ("加快扩大有效需求", ""),
        ("总体要求及主要目标", "approach"),
        ("项目引进优惠政策", "policy"),
    ],
)
def test_headings_that_hold_several_words_or_none(heading, role):
    assert role_of(heading) == role
