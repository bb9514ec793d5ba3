"""The words a field was read from, as a form shows them: marked, with their place in the plan."""

from itertools import pairwise

from django.utils.html import format_html, format_html_join

from plans.inline import MASKED, MASKED_TITLE
from plans.models import Section
from plans.places import place_name

AROUND = 48


def path_of(section):
    """The numbers from the chapter down to `section`, 三(三)举措5, or the words of its heading."""
    labels, above = [], section
    while above is not None and above.level > 0:
        labels.append(above.label)
        above = above.parent
    return place_name(filter(None, reversed(labels))) or str(section)


def marked(text, spans=()):
    """`text` as HTML with `spans`, (start, end) in it, and every masked value in <mark>. A span may say
    more: (start, end, class of its mark, what it was read as)."""
    masked = [match.span() for match in MASKED.finditer(text)]
    cuts = sorted({0, len(text), *(at for span in (*spans, *masked) for at in span[:2])})
    pieces = ((_piece(text, a, b, spans, masked),) for a, b in pairwise(cuts))
    return format_html_join("", "{}", pieces)


def _piece(text, start, end, spans, masked):
    if any(a <= start and end <= b for a, b in masked):
        return format_html('<mark class="masked" title="{}">{}</mark>', MASKED_TITLE, text[start:end])
    over = [span for span in spans if span[0] <= start and end <= span[1]]
    kinds = " ".join(dict.fromkeys(span[2] for span in over if len(span) > 2))
    if kinds:
        said = "；".join(dict.fromkeys(span[3] for span in over if len(span) > 2))
        return format_html('<mark class="{}" title="{}">{}</mark>', kinds, said, text[start:end])
    return format_html("<mark>{}</mark>" if over else "{}", text[start:end])


def quote_html(text, place, url, spans=(), before="", after=""):
    """One quote: `text` between the words around it, and under it `place`, which leads to `url`."""
    return format_html(
        '<figure class="source-quote"><blockquote>{}<span class="quoted">{}</span>{}</blockquote>'
        '<figcaption>{}　<a href="{}">在方案中看</a></figcaption></figure>',
        _around(before),
        marked(text, spans),
        _around(after),
        place,
        url,
    )


def _around(text):
    return format_html('<span class="around">{}</span>', marked(text)) if text else ""


def source_between(plan, start, end):
    """The plan's words from `start` to `end`, whatever was edited since."""
    sections = list(Section.objects.of_plan(plan).filter(start__lt=end, end__gt=start))
    if not sections:
        return ""
    first = sections[0].start
    return "".join(section.text for section in sections)[start - first : end - first]


def in_section(passage):
    """(before, quote, after): a passage between the words around it in its section's paragraph."""
    section = passage.section
    start, end = passage.start - section.start, passage.end - section.start
    if start < 0 or section.text[start:end] != passage.quote:
        return "", passage.quote, ""
    before = section.text[max(0, start - AROUND) : start].rpartition("\n")[2].lstrip()
    after = section.text[end : end + AROUND].partition("\n")[0].rstrip()
    return before, passage.quote, after


def where(plan, path, line, last=None):
    """南山 › 三(三)举措5，原文第122～128行."""
    lines = f"第{line}行" if last in (None, line) else f"第{line}～{last}行"
    return f"{plan.base.short_name} › {path}，原文{lines}"


def links(pairs, empty="没有"):
    """(text, url) pairs as a list of links; `empty` when there is none."""
    items = format_html_join("", '<li><a href="{}">{}</a></li>', ((url, text) for text, url in pairs))
    return format_html('<ul class="row-links">{}</ul>', items) if items else empty
