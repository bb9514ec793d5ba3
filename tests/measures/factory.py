"""Rows for tests, each made with only what the test means; the rest is made up consistently.

Every section goes to the end of its plan's text, so offsets are true: joined, the sections are the plan.
"""

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Instrument,
    MeasureItem,
    Metric,
    Organization,
    OrganizationMention,
    Programme,
    Quantity,
    QuantityMention,
    Responsibility,
    Task,
    Theme,
)
from plans.models import DemonstrationBase, Section, WorkPlan

BASES = {"nanshan": "南山", "liangjiang": "两江", "haidian": "海淀"}


def make_base(slug="nanshan", **values):
    """A base; the same one for the same slug."""
    name = BASES.get(slug, slug)
    values = {"name": f"{name}示范基地", "short_name": name, "order": len(slug), "batch": 1, **values}
    return DemonstrationBase.objects.get_or_create(slug=slug, defaults=values)[0]


def make_plan(base="nanshan", **values):
    """The plan of a base with its root section; the same one for the same base."""
    found = WorkPlan.objects.filter(base__slug=base).first()
    if found:
        return found
    row = make_base(base)
    title = values.setdefault("title", f"{row.short_name}双创示范基地工作方案")
    plan = WorkPlan.objects.create(
        slug=base, base=row, source_name="方案.txt", start=0, end=len(title) + 1, first_line=1, **values
    )
    Section.objects.create(
        plan=plan,
        key="0",
        kind="root",
        level=0,
        title=title,
        text=f"{title}\n",
        line=1,
        start=0,
        heading_end=len(title),
        end=len(title) + 1,
    )
    return plan


def make_section(plan, key, label="", title="标题", body="", parent=None, role="tasks"):
    """A section at the end of the plan's text."""
    parent = parent or plan.sections.get(key="0")
    heading = f"{label}{title}"
    text = f"{heading}\n{body}\n" if body else f"{heading}\n"
    line = 1 + sum(section.text.count("\n") for section in plan.sections.all())
    section = Section.objects.create(
        plan=plan,
        key=key,
        parent=parent,
        level=parent.level + 1,
        label=label,
        title=title,
        text=text,
        role=role,
        line=line,
        start=plan.end,
        heading_end=plan.end + len(heading),
        end=plan.end + len(text),
    )
    plan.end = section.end
    plan.save()
    return section


def _next_key(plan, prefix):
    return f"{prefix}-{plan.sections.count()}"


def make_task(base="nanshan", number=1, title="打造服务型政府"):
    """A main task, (一) of chapter 三."""
    return _make_heading(Task, base, f"{base}-t{number}", title, "3", "三、")


def make_programme(base="nanshan", number=1, title="双创孵化工程"):
    """A key programme, (一) of chapter 四."""
    return _make_heading(Programme, base, f"{base}-g{number}", title, "4", "四、")


def _make_heading(model, base, code, title, chapter, label):
    plan = make_plan(base)
    parent = plan.sections.filter(key=chapter).first() or make_section(plan, chapter, label, "一章")
    section = make_section(plan, _next_key(plan, chapter), "(一)", title, "本节的引言。", parent)
    return model.objects.create(
        code=code,
        number="(一)",
        title=title,
        plan=plan,
        section=section,
        line=section.line,
        start=section.start,
        end=section.end,
    )


def make_theme(slug="ip", name="知识产权", **values):
    """A theme; the same one for the same slug."""
    return Theme.objects.get_or_create(
        slug=slug, defaults={"name": name if slug == "ip" else slug, **values}
    )[0]


def make_instrument(slug="funding", **values):
    """A policy instrument; the same one for the same slug."""
    return Instrument.objects.get_or_create(slug=slug, defaults={"name": slug, "side": "supply", **values})[0]


def make_organization(name="深圳大学", **values):
    """An organization; the same one for the same name."""
    return Organization.objects.get_or_create(name=name, defaults={"slug": name, **values})[0]


def make_measure(title="加大财税支持", body="给予企业补贴。", *, base="nanshan", task=None, **more):
    """A measure with its section; `more` as in `_make_entry`."""
    return _make_entry("measure", title, body, base, task=task, **more)


def make_project(title="建设孵化器", body="建成一批孵化器。", *, base="nanshan", programme=None, **more):
    """A project with its section; `more` as in `_make_entry`."""
    return _make_entry("project", title, body, base, programme=programme, **more)


def _make_entry(
    kind, title, body, base, *, theme="", themes=(), instrument="", organization="", items=(), **parent
):
    """`theme` is the primary one, `themes` all of them in rank order; `items` are titles found in `body`."""
    plan = make_plan(base)
    number = plan.entries.filter(kind=kind).count() + 1
    above = parent.get("task") or parent.get("programme")
    section = make_section(
        plan, _next_key(plan, "e"), f"举措{number}:", title, body, above.section if above else None
    )
    entry = Entry.objects.create(
        kind=kind,
        code=f"{base}-{kind[0]}{number:02}",
        number=str(number),
        title=title,
        plan=plan,
        section=section,
        line=section.line,
        start=section.start,
        end=section.end - 1,
        body_start=section.heading_end,
        text=section.text[:-1],
        **parent,
    )
    for rank, slug in enumerate(themes or filter(None, [theme]), start=1):
        EntryTheme.objects.create(entry=entry, theme=make_theme(slug), rank=rank, origin="rule", words="补贴")
    if instrument:
        EntryInstrument.objects.create(entry=entry, instrument=make_instrument(instrument), origin="rule")
    if organization:
        mention_organization(organization, entry)
    for place, item in enumerate(items, start=1):
        start = entry.text.index(item)
        MeasureItem.objects.create(
            code=f"{entry.code}.{place}",
            entry=entry,
            label="",
            title=item,
            text=entry.text[start:],
            line=entry.line,
            start=entry.start + start,
            end=entry.end,
        )
    return entry


def mention_organization(name, entry):
    """`entry` names the organization `name`, where its body begins."""
    return OrganizationMention.objects.create(
        organization=make_organization(name),
        section=entry.section,
        entry=entry,
        quote=name,
        line=entry.line,
        start=entry.body_start,
        end=entry.body_start + len(name),
    )


def make_responsibility(entry, name="区科技局", role="lead"):
    """`name` is responsible for `entry`."""
    return Responsibility.objects.create(
        organization=make_organization(name), entry=entry, role=role, code=f"{entry.code}-{role}-{name}"
    )


def make_metric(slug="firms", name="高新技术企业数量", **values):
    """A metric; the same one for the same slug."""
    name = name if slug == "firms" else slug
    return Metric.objects.get_or_create(slug=slug, defaults={"name": name, "unit": "家", **values})[0]


def make_quantity(
    number=100, *, kind="target", base="nanshan", metric="firms", entry=None, masked=False, **values
):
    """A quantity stated once, in `entry` or in the plan's root section."""
    plan = entry.plan if entry else make_plan(base)
    place = Quantity.objects.count()
    number = None if masked else number
    defaults = {
        "metric_text": "高新技术企业",
        "value": "20XX" if masked else str(number),
        "unit": "家",
        "plain": number,
        "plain_unit": "" if masked else "家",
        "position": place,
    }
    quantity = Quantity.objects.create(
        code=f"{plan.slug}-{kind[0]}-{place:06x}",
        plan=plan,
        kind=kind,
        number=number,
        masked=masked,
        metric=make_metric(metric) if metric else None,
        **{**defaults, **values},
    )
    section = entry.section if entry else plan.sections.get(key="0")
    QuantityMention.objects.create(
        quantity=quantity,
        section=section,
        entry=entry,
        quote=section.text[:4],
        line=section.line,
        start=section.start,
        end=section.start + 4,
    )
    return quantity
