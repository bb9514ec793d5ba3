"""Small plans as fixture objects, made by the same code that makes the committed ones."""

from dataclasses import dataclass, field

from plans.loading import Document
from plans.parsing.fixture import rows
from plans.parsing.parsed import (
    Choice,
    Entry,
    Item,
    Mention,
    OrganizationMention,
    ParsedPlan,
    ParsedSource,
    Quantity,
    Section,
)
from plans.parsing.source import Source
from plans.parsing.vocabulary import Vocabulary

THEMES = ("ip", "fiscal", "talent", "space")


@dataclass(slots=True)
class Said:
    """What a test wants one measure to say."""

    title: str = "加大支持力度"
    themes: tuple = ("ip",)
    items: tuple = ("一是补贴。",)
    values: tuple = ()
    organizations: tuple = ()
    lead: str = ""
    body: str = "落实政策。"
    section: str = field(default="")


def vocabulary_objects(**names):
    """The shared rows a plan needs; `names` gives a theme another name."""
    base = {"slug": "nanshan", "name": "深圳市南山区", "short_name": "南山"}
    objects = [{"model": "plans.demonstrationbase", "fields": base}]
    objects += [{"model": "plans.demonstrationbase", "fields": base | {"slug": "haidian", "name": "海淀区"}}]
    for order, slug in enumerate(THEMES):
        fields = {"slug": slug, "name": names.get(slug, f"主题{slug}"), "order": order}
        objects.append({"model": "measures.theme", "fields": fields})
    return objects


def plan_objects(measures, base="nanshan", title="工作方案"):
    """The fixture objects of one plan with these measures, {code: Said}."""
    text, plan = f"{title}\n", ParsedPlan(title, 0, 0, slug=base)
    plan.sections.append(Section("0", "", 0, "", title, 1, 0, len(title), len(text), kind="root"))
    for number, (code, said) in enumerate(measures.items(), 1):
        start = len(text)
        heading = f"{number}.{said.title}"
        text += f"{heading}\n{said.body}\n"
        key = said.section or f"{number}"
        measure = Entry("measure", code, f"{number}.", said.title, key, 0, start, 0, 0)
        measure.themes = [Choice(slug, rank, ["词"]) for rank, slug in enumerate(said.themes, 1)]
        measure.body_start = start + len(heading)
        for count, item in enumerate(said.items, 1):
            measure.items.append(Item(f"{code}.{count}", "", "", len(text), len(text) + len(item)))
            text += f"{item}\n"
        for value in said.values:
            mention = Mention(len(text), len(text) + len(value), measure.section, code)
            text += f"{value}家\n"
            plan.quantities.append(
                Quantity("target", "孵化器", "=", "level", value, float(value), "家", [mention])
            )
        for name in said.organizations:
            end = len(text) + len(name)
            role = "lead" if name == said.lead else ""
            plan.organizations.append(
                OrganizationMention(name, len(text), end, measure.section, code, role, "org")
            )
            text += f"{name}\n"
        measure.end = len(text)
        plan.measures.append(measure)
        if not said.section:
            section = Section(measure.section, "0", 1, f"{number}.", said.title, 0, start, 0, len(text))
            section.end = start + len(heading)
            plan.sections.append(section)
    plan.end = len(text)
    source = Source.from_text(text, "方案.txt")
    for placed in (*plan.sections, *plan.measures):
        placed.line = source.line_at(placed.start).number
    parsed = ParsedSource(source, [plan])
    return rows(parsed, "方案.txt", "0" * 64, plan, Vocabulary())


def documents(measures, *others, **names):
    """The documents of a load: the vocabulary, and the plan of 南山 with these measures."""
    plan = Document("nanshan.json", objects=tuple(plan_objects(measures)))
    return [Document("vocabulary.json", objects=tuple(vocabulary_objects(**names))), plan, *others]


def other_plan(measures):
    """The document of a second plan."""
    return Document("haidian.json", objects=tuple(plan_objects(measures, "haidian", "海淀方案")))
