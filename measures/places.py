"""How the place of a coded thing is named and where it can be read."""

import re

from django.urls import reverse
from django.utils.text import Truncator

from plans.places import place_name
from sbjd.listing.columns import Link

_LONGEST_UNNUMBERED = 12
_LONGEST_TITLE = 24
_LINE_END = re.compile(r"\r\n|\r|\n")


def section_path(section):
    """The numbers from the chapter down to `section`, run together: 三(二)举措5.

    Reads `parent` up to the chapter, so load them."""
    return path_of(_with_parents(section))


def _with_parents(section):
    while section is not None:
        yield section.level, section.label, section.title, section.get_kind_display()
        section = section.parent if section.level > 1 else None


def path_of(sections):
    """The same of (level, label, title, name of its kind), from the section up to its chapter or beyond.

    A heading without a number gives its first words."""
    labels = []
    for level, label, title, kind in sections:
        if level > 0:
            title = title[:_LONGEST_UNNUMBERED]
            labels.append(label or (f"“{title}”" if title else kind))
    return place_name(reversed(labels)) or "题名与引言"


def section_link(section, plan):
    """The section by its numbers and title, leading to the page of the section alone."""
    title = "" if section.level == 0 else Truncator(section.title).chars(_LONGEST_TITLE)
    words = f"{section_path(section)} {title}".strip()
    return Link(words, reverse("section", args=[plan.slug, section.key]))


def in_plan_url(anchor, plan):
    """The place with this id in the reading view of a plan."""
    return f"{plan.get_absolute_url()}#{anchor}"


def last_line(entity):
    """The number of the last line of the source on which `entity` stands."""
    return entity.line + len(_LINE_END.findall(entity.text.strip()))


def lines(entity):
    """The lines of the source on which `entity` stands: 第122～128行, or 第122行."""
    last = last_line(entity)
    return f"第{entity.line}行" if last == entity.line else f"第{entity.line}～{last}行"


def citation(entry):
    """How to cite an entry in a document: 《方案名》三(二)举措5“标题”."""
    return f"《{entry.plan.title}》{section_path(entry.section)}“{entry.title}”"


def mention_link(mention, plan):
    """Where a quantity or an organization is named: the entry if it stands in one, else the section."""
    if mention.entry:
        return Link(
            f"{mention.entry.get_kind_display()}“{mention.entry.title}”", mention.entry.get_absolute_url()
        )
    return section_link(mention.section, plan)
