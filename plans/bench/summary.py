"""What was found in each plan, and what its text itself says it holds."""

from dataclasses import dataclass


@dataclass(slots=True)
class PlanSummary:
    """One plan in figures: `counts` are (word, number), `totals` what the text states."""

    title: str
    counts: list
    totals: list


def summaries(parsed):
    """The `PlanSummary` of every plan in a reading."""
    return [_summary(plan) for plan in parsed.plans]


def _summary(plan):
    kinds = {"target": 0, "baseline": 0, "support": 0}
    for quantity in plan.quantities:
        kinds[quantity.kind] += 1
    counts = [
        ("章节", sum(section.kind == "heading" for section in plan.sections)),
        ("任务", len(plan.tasks)),
        ("举措", len(plan.measures)),
        ("分项", sum(len(entry.items) for entry in plan.measures + plan.projects)),
        ("工程", len(plan.programmes)),
        ("项目", len(plan.projects)),
        ("目标", kinds["target"]),
        ("现状", kinds["baseline"]),
        ("支持标准", kinds["support"]),
        ("遮蔽的数值", sum(quantity.masked for quantity in plan.quantities)),
        ("机构", len({mention.name for mention in plan.organizations})),
        ("校勘", len(plan.errata)),
    ]
    return PlanSummary(plan.title or "（无标题）", counts, plan.totals)
