"""Organizations and metrics that are one: what a merge makes of their names, and which look like one."""

import re

from measures.models import Metric, Organization
from plans.merging.mergeable import Mergeable, Refused, Taking
from plans.parsing.extract.quantities.metrics import tidy
from sbjd.search.folding import fold

_SEPARATOR = "、"
_BESIDE = re.compile(r"[\s·,，.。()（）\[\]〔〕\"'“”‘’《》-]")
# What a company's name may end in or leave out without being another company.
_COMPANY = re.compile(r"(?:集团)?(?:(?:股份)?有限(?:责任)?公司|股份公司|公司)$|集团$")
_SHORTEST = 3


def _names(organization):
    return [organization.name, *filter(None, organization.aliases.split(_SEPARATOR))]


def _folded(name):
    return _BESIDE.sub("", fold(name))


class OrganizationMerge(Mergeable):
    """机构: the names of those that go become other names of the one that stays, by which plans are read
    from then on."""

    model, right = Organization, "measures.merge_organization"
    related = {  # noqa: RUF012
        "measures.organizationmention": ("section__plan__base", "entry", "organization"),
        "measures.responsibility": ("entry__plan__base", "task__plan__base", "organization"),
    }

    def facts(self, row):
        return [("标识", row.slug), ("类型", row.kind), ("其他名称", row.aliases)]

    def takes(self, stays, goes):
        taking, names = Taking(), _names(stays)
        for row in goes:
            if _SEPARATOR in row.name:
                raise Refused(f"“{row}”的名称含有顿号，不能作为其他名称。请先改名再合并。")
            new = [name for name in _names(row) if name not in names]
            names += new
            taking.taken[row.pk] = {"aliases": new}
            if row.kind and stays.kind and row.kind != stays.kind:
                taking.warnings.append(f"类型不同：“{row}”是{row.kind}，合并后按“{stays}”为{stays.kind}。")
        taking.values["aliases"] = _SEPARATOR.join(names[1:])
        if not stays.kind:
            taking.values["kind"] = next((row.kind for row in goes if row.kind), "")
        return taking

    def likenesses(self, row):
        found = {_folded(name): "名称相同" for name in _names(row)}
        short = _COMPANY.sub("", _folded(row.name))
        if len(short) >= _SHORTEST:
            found.setdefault(short, "去掉“有限公司”等字样后相同")
        return found

    def spoken(self, row):
        label = row._meta.label_lower
        if label == "measures.responsibility":
            owner = row.entry or row.task
            return f"{owner.plan.base.short_name} {owner} {row.get_role_display()}：{row.organization}"
        if label == "measures.organizationmention":
            place = row.entry or row.section
            return f"{row.section.plan.base.short_name} 第{row.line}行“{row.quote}” {place}"
        return str(row)


class MetricMerge(Mergeable):
    """指标: the wordings and names of those that go become wordings of the one that stays. Numbers in
    different units are never put under one metric."""

    model, right = Metric, "measures.merge_metric"
    related = {"measures.quantity": ("plan__base",)}  # noqa: RUF012

    def facts(self, row):
        return [
            ("标识", row.slug),
            ("基本单位", row.unit),
            ("说明", row.definition),
            ("原文用语", row.patterns),
        ]

    def takes(self, stays, goes):
        taking, lines = Taking(), stays.patterns.splitlines()
        units = {row.unit: row for row in reversed([stays, *goes]) if row.unit}
        if len(units) > 1:
            told = "，".join(f"“{row}”的单位是“{unit}”" for unit, row in reversed(units.items()))
            raise Refused(f"单位不同，不能合并：{told}。数值不能混在一起比较；确是同一指标的，请先统一单位。")
        for row in goes:
            wording = re.escape(tidy(row.name))
            new = [one for one in (*row.patterns.splitlines(), wording) if one and one not in lines]
            new = list(dict.fromkeys(new))
            lines += new
            taking.taken[row.pk] = {"patterns": new}
            if units and bool(row.unit) != bool(stays.unit):
                blank = stays if row.unit else row
                taking.warnings.append(f"“{blank}”没有写单位，请确认它的数值也以“{next(iter(units))}”计。")
            if row.definition and stays.definition and row.definition != stays.definition:
                taking.warnings.append(f"“{row}”的说明与“{stays}”不同，合并后只留后者的。")
        taking.values["patterns"] = "\n".join(lines)
        for name in ("unit", "definition"):
            if not getattr(stays, name):
                taking.values[name] = next((value for row in goes if (value := getattr(row, name))), "")
        return taking

    def likenesses(self, row):
        found = {_folded(row.name): "名称相同"}
        for line in row.patterns.splitlines():
            found.setdefault(f"/{line}", f"原文用语相同：{line}")
        return found

    def spoken(self, row):
        if row._meta.label_lower == "measures.quantity":
            return f"{row.plan.base.short_name} {row.get_kind_display()} {row}（{row.get_basis_display()}）"
        return str(row)
