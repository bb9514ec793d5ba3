"""The register: measures and projects in one list, and the page of each."""

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from measures.codes import find_coded, missing_code
from measures.columns import ENTRY_EXPORT, ENTRY_QUANTITIES, base_link, parent_of
from measures.filters import EntryFilterSet
from measures.hit_places import Marking
from measures.models import Entry, EntryText, MeasureItem, Origin, Quantity
from measures.otherwise import Offer, Otherwise
from measures.places import citation, in_plan_url, lines, section_link, section_path
from measures.reading import number_hits, read_plan
from measures.results import NOTHING, listed, result_of
from measures.seeking import EntriesFound, seek
from measures.similar import similar_context
from measures.ticked_entries import TickedEntries
from plans.inline import erratum_marks
from plans.missing import not_found
from plans.models import Section, WorkPlan
from sbjd.desk.history import edits_of
from sbjd.listing.cleaning import clean_words
from sbjd.listing.columns import Link, Order, Table
from sbjd.listing.views import ListView

PLAN_ORDER = Order("plan", "方案顺序", ("plan__base__order", "plan", "start"))


class Register(TickedEntries, ListView):
    """Measures and projects."""

    title = "举措与项目"
    lead = "各示范基地方案写明的政策举措与重点工程项目，每一条都可回到原文。"
    url_name = "measures"
    filterset_class = EntryFilterSet
    export_columns = ENTRY_EXPORT
    orders = (
        PLAN_ORDER,
        Order("relevance", "相关度", (), needs="q"),
        Order("base", "基地", ("plan__base__slug",)),
    )
    template_name = "measures/register.html"

    def get_queryset(self):
        return Entry.objects.all()

    def load_keys(self, keys):
        return listed(keys)

    def load_export(self, rows):
        return rows.for_export()

    def found(self, words):
        """What the words find among measures and projects."""
        return EntriesFound(seek(words))

    def export_notes(self, listing):
        """What else was looked for than the words that the conditions name, and how these were read."""
        if not listing.found:
            return []
        also = "".join(f"“{form}”" for form in listing.found.seeking.also)
        notes = [("同时检索", also), ("检索提示", "".join(listing.found.notices))]
        return [(label, text) for label, text in notes if text]

    def context(self, listing):
        if sought := listing.found.seeking.sought if listing.found else NOTHING:
            rows = listing.pages.rows
            texts = EntryText.objects.filter(pk__in=[row.pk for row in rows])
            skipped = dict(texts.values_list("pk", "skipped"))
            words = urlencode({"q": listing.words})
            results = [result_of(row, sought, skipped.get(row.pk, ()), words) for row in rows]
        else:
            results = listing.drawn(result_of)
        also = listing.found.seeking.also if listing.found else ()
        return {
            "results": results,
            "also": also,
            **(_in_vain(listing) if listing.words and not listing.total else {}),
            **self.ticks(listing, results),
        }


class _OtherWords(Otherwise):
    """The same list, in vain as it is, with other words."""

    def __init__(self, listing):
        self.listing, self.seeking = listing, listing.found.seeking

    def offered(self, text, name=""):
        chosen = {**self.listing.chosen, "q": text}
        count = len(self.listing.selection(chosen))
        return Offer(name or text, self.listing.url(chosen, page=1), count)


def _in_vain(listing):
    """What helps where no entry holds the words: other words, and the search of the whole text."""
    other = _OtherWords(listing)
    shown = {"otherwise": other, "loosened": other.loosened, "unit": listing.unit}
    address = f"{reverse('search')}?{urlencode({'q': listing.words})}"
    return {
        "empty_more": render_to_string("search/_otherwise.html", shown),
        "empty_help": format_html('也可以<a href="{}">在方案全文中检索“{}”</a>。', address, listing.words),
    }


def entry_trail(entry):
    """The way to what stands in a plan: its base, its place, its task or programme."""
    parent = parent_of(entry)
    trail = [Link("举措与项目", reverse("measures")), base_link(entry)]
    return [*trail, Link(parent.title, parent.get_absolute_url())] if parent else trail


def entry(request, kind, code):
    """One measure or project: its words, what it promises, where it stands, why it is classed so; the words
    of a search (`q`) are marked."""
    row = Entry.objects.for_detail().filter(kind=kind, code=code).first()
    if row is None:
        what = Entry.Kind(kind).label
        return missing_code(request, code, what, [("举措与项目", reverse("measures"))])
    words, _ = clean_words(request.GET.get("q", ""))
    marking = Marking.of(words, request.GET.get("mode") == "exact")
    blocks = entry_blocks(row, marking)
    quantities = list(Quantity.objects.stated_by(row).in_plan_order().for_list())
    neighbours = Entry.objects.filter(plan=row.plan, kind=kind)
    context = {
        "entry": row,
        "blocks": blocks,
        "marked_words": words if marking else "",
        "heading_marks": heading_marks(blocks),
        "items": row.items.all(),
        "quantities": Table.of("本条写明的目标、现状与支持标准", ENTRY_QUANTITIES, quantities)
        if quantities
        else None,
        "organizations": organizations_of(row),
        "responsibilities": row.responsibilities.all(),
        "parent": parent_of(row),
        "section": section_link(row.section, row.plan),
        "place": section_path(row.section),
        "lines": lines(row),
        "in_plan": in_plan_url(row.code, row.plan),
        "citation": citation(row),
        "short_url": request.build_absolute_uri(reverse("short_link", args=[row.code])),
        "previous": neighbours.filter(start__lt=row.start).order_by("-start").first(),
        "next": neighbours.filter(start__gt=row.start).order_by("start").first(),
        **similar_context(row),
        "same_theme": same_theme(row),
        "edits": edits_of(row),
        "edit_notes": edit_notes(row),
        "trail": entry_trail(row),
        "here": section_path(row.section),
    }
    return render(request, "measures/entry.html", context)


def entry_blocks(row, marking=None):
    """The section the entry is, and those below it, as the reading view prints them; `marking` as there."""
    reading = read_plan(
        Section.objects.of_plan(row.plan),
        [],
        MeasureItem.objects.filter(entry=row),
        list(row.plan.errata.all()),
        marking=marking and marking.within_entry(row),
    )
    blocks = reading.part(row.section.key)
    number_hits(blocks)
    return blocks


def heading_marks(blocks):
    """The marks of errata in the first heading, which a page prints as its h1 and not as it stands."""
    if not blocks or blocks[0].lead_in:
        return ""
    return erratum_marks([ref for run in blocks[0].heading for ref in run.errata])


def organizations_of(row):
    """The organizations the entry names, each once, in the order of the text."""
    return list(
        {
            mention.organization_id: mention.organization for mention in row.organization_mentions.all()
        }.values()
    )


def edit_notes(row):
    """A sentence for what of the classification a person decided, [] when only rules did."""
    kinds = (("主题", row.theme_links.all()), ("政策工具", row.instrument_links.all()))
    decided = [name for name, links in kinds if any(link.origin == Origin.PERSON for link in links)]
    return [f"{'和'.join(decided)}经人工校订，理由见“分类与依据”。"] if decided else []


def same_theme(row):
    """The primary theme of `row`, and how many entries of each other base have it: (theme, counts, url)."""
    primary = next((link.theme for link in row.theme_links.all() if link.rank == 1), None)
    if primary is None:
        return None
    url = reverse("measures")
    others = Entry.objects.on_theme(primary.slug).exclude(plan__base=row.plan.base)
    counts = others.counts_by("plan__base__order", "plan__base__slug", "plan__base__short_name")
    return {
        "theme": primary,
        "url": f"{url}?theme={primary.slug}",
        "bases": [
            (name, count, f"{url}?base={slug}&theme={primary.slug}")
            for (_, slug, name), count in sorted(counts.items())
        ],
    }


def short_link(request, code):
    """The page of whatever has this code; for print and paper."""
    found = find_coded(code) or WorkPlan.objects.filter(slug=code.lower()).first()
    if found is None:
        return not_found(request, f"没有编码为“{code}”的内容。", [("举措与项目", reverse("measures"))])
    return redirect(found)
