"""The words an entry, a number or a name was read from, marked, with their place in the plan."""

import re

from django.utils.html import format_html_join

from measures.places import in_plan_url, section_path
from plans.admin.quotes import in_section, quote_html, source_between, where

_AFTER_VALUE = r"[ ]?[多余]?"


def entity_quote(entity):
    """The words of a task, programme, measure or project, its own part of the plan."""
    text = source_between(entity.plan, entity.start, entity.end).strip("\r\n")
    last = entity.line + text.count("\n")
    place = where(entity.plan, section_path(entity.section), entity.line, last)
    return quote_html(text, place, in_plan_url(entity.code, entity.plan))


def item_quote(item):
    """The words of one part of an entry."""
    plan = item.entry.plan
    text = source_between(plan, item.start, item.end).strip("\r\n")
    place = where(plan, section_path(item.entry.section), item.line, item.line + text.count("\n"))
    return quote_html(text, place, in_plan_url(item.entry.code, plan))


def words_quote(entry, words):
    """An entry's words with the `words` marked that made a rule fire."""
    text = source_between(entry.plan, entry.start, entry.end).strip("\r\n")
    spans = [m.span() for word in words.split("、") if word for m in re.finditer(re.escape(word), text)]
    place = where(entry.plan, section_path(entry.section), entry.line, entry.line + text.count("\n"))
    return quote_html(text, place, in_plan_url(entry.code, entry.plan), spans)


def mention_quote(mention, find_spans):
    """A mention between the words around it; `find_spans(quote)` says what of it to mark."""
    before, quote, after = in_section(mention)
    section = mention.section
    place = where(section.plan, section_path(section), mention.line)
    return quote_html(quote, place, mention_url(mention), find_spans(quote), before, after)


def mention_url(mention):
    """The place of a mention in the reading view."""
    anchor = mention.entry.code if mention.entry else mention.section.anchor
    return in_plan_url(anchor, mention.section.plan)


def value_spans(quantity):
    """For `mention_quote`: where a quantity's value, and behind it its unit, stand in a quote."""
    value, unit = re.escape(quantity.value), re.escape(quantity.unit)
    alone = rf"(?<![\d.]){value}(?![\d.])"

    def find(quote):
        for pattern in filter(None, (unit and f"{alone}{_AFTER_VALUE}{unit}", value and alone)):
            found = [match.span() for match in re.finditer(pattern, quote)]
            if found:
                return found[-1:]
        return ()

    return find


def whole(quote):
    """For `mention_quote`: everything is what was read."""
    return [(0, len(quote))]


def quantity_quotes(quantity):
    """Every place that states `quantity`."""
    mentions = quantity.mentions.select_related(
        "entry", "section__plan__base", "section__parent__parent__parent"
    )
    find = value_spans(quantity)
    quotes = [mention_quote(mention, find) for mention in mentions.order_by("start")]
    return format_html_join("", "{}", ((quote,) for quote in quotes)) or "没有出处"
