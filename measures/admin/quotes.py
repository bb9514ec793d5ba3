"""The words an entry, a number or a name was read from, marked, with their place in the plan."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.places import in_plan_url, section_path
from plans.admin.quotes import in_section, marked, quote_html, source_between, where

_AFTER_VALUE = r"[ ]?[多余]?"
_SENTENCE = re.compile(r"[^。；;！？\r\n]+[。；;！？]?")
_SENTENCES = 3
_KEY = SafeString(
    '<p class="mark-key">标记：<mark class="theme">主题的触发词</mark> '
    '<mark class="instrument">政策工具的触发词</mark> <mark class="value">数值</mark> '
    '<mark class="organization">机构</mark></p>'
)


def entity_quote(entity):
    """The words of a task, programme, measure or project, its own part of the plan."""
    text = source_between(entity.plan, entity.start, entity.end).strip("\r\n")
    last = entity.line + text.count("\n")
    place = where(entity.plan, section_path(entity.section), entity.line, last)
    return quote_html(text, place, in_plan_url(entity.code, entity.plan))


def entry_quote(entry):
    """The words of an entry with everything marked that something was read from: the words that speak for
    its themes and instruments, the numbers it states, the organizations it names."""
    text = source_between(entry.plan, entry.start, entry.end)
    spans = [
        (at, at + len(word), kind, f"{noun}：{term}")
        for kind, noun, links in (
            ("theme", "主题", entry.theme_links.select_related("theme")),
            ("instrument", "政策工具", entry.instrument_links.select_related("instrument")),
        )
        for link in links
        for term in [getattr(link, kind)]
        for word in link.words.split("、")
        if word
        for at in _everywhere(word, text)
    ]
    for mention in entry.quantity_mentions.select_related("quantity"):
        offset = mention.start - entry.start
        said = f"{mention.quantity.get_kind_display()}：{mention.quantity}"
        for start, end in value_spans(mention.quantity)(mention.quote):
            spans.append((offset + start, offset + end, "value", said))
    for mention in entry.organization_mentions.select_related("organization"):
        start, end = mention.start - entry.start, mention.end - entry.start
        spans.append((start, end, "organization", f"机构：{mention.organization}"))
    head = len(text) - len(text.lstrip("\r\n"))
    shown = text.strip("\r\n")
    spans = [(a - head, b - head, *more) for a, b, *more in spans if head <= a and b - head <= len(shown)]
    place = where(entry.plan, section_path(entry.section), entry.line, entry.line + shown.count("\n"))
    return format_html(
        "{}{}", quote_html(shown, place, in_plan_url(entry.code, entry.plan), spans), _KEY if spans else ""
    )


def _everywhere(word, text):
    return (match.start() for match in re.finditer(re.escape(word), text))


def sentences_of(entry, words):
    """The sentences of an entry in which `words` (with 、 between) stand, marked; "" where none does."""
    text = source_between(entry.plan, entry.start, entry.end)
    words = [word for word in words.split("、") if word]
    found = []
    for sentence in _SENTENCE.findall(text):
        spans = [(at, at + len(word)) for word in words for at in _everywhere(word, sentence)]
        if spans:
            found.append(marked(sentence, spans))
    more = f"……共{len(found)}句" if len(found) > _SENTENCES else ""
    return format_html("{}{}", format_html_join("", "{}", ((one,) for one in found[:_SENTENCES])), more)


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
