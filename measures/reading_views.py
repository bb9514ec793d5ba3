"""The reading view: a plan, or one section of it, as printed, with margin notes."""

from django.db.models import Prefetch
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from measures.models import Entry, MeasureItem, Programme, Quantity, QuantityMention, Task
from measures.reading import ALONE_DEPTH, number_hits, read_plan, set_heading_tags
from measures.reading_options import ReadingOptions
from plans.missing import not_found
from plans.models import Section
from plans.views import plan_or_404, plan_trail
from sbjd.listing.cleaning import as_shown


def load_reading(plan, options):
    """The `Reading` of a plan, in a number of queries that does not depend on its length."""
    sections = list(Section.objects.of_plan(plan))
    for section in sections:
        section.plan = plan  # its address needs the plan's slug
    return read_plan(
        sections,
        [
            *Task.objects.filter(plan=plan),
            *Programme.objects.filter(plan=plan),
            *Entry.objects.filter(plan=plan)
            .defer("text")
            .prefetch_related("theme_links__theme", "instrument_links__instrument"),
        ],
        MeasureItem.objects.filter(entry__plan=plan),
        list(plan.errata.all()),
        mentions=QuantityMention.objects.filter(quantity__plan=plan)
        .exclude(quantity__kind="baseline")
        .prefetch_related(Prefetch("quantity", Quantity.objects.with_filling())),
        marking=options.marking and options.marking.within(plan),
        punctuation=options.punctuation,
    )


def plan(request, slug):
    """The whole plan in one page."""
    found, missing = plan_or_404(request, slug)
    if missing:
        return missing
    options = ReadingOptions.of(request)
    reading = load_reading(found, options)
    context = {
        "plan": found,
        "reading": reading,
        "outline": reading.outline(),
        "facts": facts(found),
        "options": options,
        "short_url": request.build_absolute_uri(reading.title.short_url),
        "hits": reading.hits,
        "trail": [("工作方案", reverse("plans"))],
        "here": found.base.short_name,
    }
    return render(request, "reading/plan.html", context)


def section(request, slug, key):
    """One section and what stands below it, to print or to send."""
    found, missing = plan_or_404(request, slug)
    if missing:
        return missing
    options = ReadingOptions.of(request)
    reading = load_reading(found, options)
    blocks = reading.part(key)
    if not blocks:
        outline = [(node.name, found.get_absolute_url() + node.url) for node in reading.outline()]
        return not_found(request, f"《{found.title}》没有编号为“{as_shown(key)}”的章节。", outline)
    if key == "0":
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    set_heading_tags(blocks)
    head = blocks[0]
    parents = _parents(reading, head)
    previous, following = _beside(reading, blocks, parents)
    context = {
        "plan": found,
        "head": head,
        "blocks": blocks,
        "name": head.name,
        "parents": parents,
        "previous": previous,
        "next": following,
        "last_line": _last_line(blocks),
        "options": options,
        "short_url": request.build_absolute_uri(head.short_url),
        "hits": number_hits(blocks),
        "masked": sum(run.masked for block in blocks for run in block.runs()),
        "trail": [*plan_trail(found), *((p.name, p.section.get_absolute_url()) for p in parents)],
        "here": head.name[:30],
    }
    return render(request, "reading/section.html", context)


def facts(plan):
    """What is known of the document: (term, value) pairs; "" where the source does not say."""
    known = [
        ("发文机关", plan.issuer),
        ("发文字号", plan.document_number),
        ("发布日期", plan.published),
        ("批次", plan.base.batch_name),
        ("类型", plan.base.get_kind_display()),
        ("来源", plan.source_name),
    ]
    if plan.added:
        known.append(("收录日期", f"{plan.added.year}年{plan.added.month}月{plan.added.day}日"))
    return known


def short_section(request, slug, key):
    """The short link of a section, for paper: its own page."""
    return redirect(get_object_or_404(Section, plan__slug=slug.lower(), key=key))


def _beside(reading, blocks, parents):
    """The section to read before this one and the one after it, of those with a page of their own: the
    neighbours under the same heading; at the ends, the heading above and what follows that."""
    deepest = max(blocks[0].depth, ALONE_DEPTH)
    offered = [block for block in reading.blocks if 0 < block.depth <= deepest and block.heading]
    start, end = blocks[0].section.start, blocks[-1].section.end
    same = [b for b in offered if b.section.parent_id == blocks[0].section.parent_id]
    before = [b for b in same if b.section.start < start] or parents
    after = [b for b in offered if b.section.start >= end]
    return before[-1] if before else None, after[0] if after else None


def _parents(reading, block):
    """The blocks above this one, from the chapter down."""
    by_id = {other.section.pk: other for other in reading.blocks}
    parents, parent = [], by_id.get(block.section.parent_id)
    while parent and parent.depth:
        parents.insert(0, parent)
        parent = by_id.get(parent.section.parent_id)
    return parents


def _last_line(blocks):
    last = blocks[-1].section
    return last.line + last.text.rstrip("\r\n").count("\n")
