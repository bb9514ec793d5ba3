"""The list a visitor has put together: chosen entries with their full text, to print, send or export."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse

from measures.models import Entry, Quantity
from measures.places import citation, lines
from measures.results import badges_of, meta_of
from measures.selection import Selection, paragraphs
from measures.takeaway import CHOSEN_EXPORT, GIVEN_ORDER, TakenAway, stated_quantities
from sbjd.listing.cleaning import unknown_keys_notice
from sbjd.listing.exports import export, export_links

TITLE = "选择清单"


@dataclass
class ChosenEntry:
    """An entry as the list prints it."""

    entry: Entry
    meta: list
    paragraphs: list
    badges: list
    quantities: list
    citation: str
    lines: str
    short_url: str
    remove_url: str


def selection(request, ending=""):
    """The chosen entries in the order given, or with an `ending` their export. Where no entry is asked for,
    there is nothing to take away: the page that says so answers."""
    if ending and not any(request.GET.getlist("code")):
        return redirect("list")
    chosen = Selection.read(request.GET.getlist("code"))
    url = f"{reverse('list')}?{chosen.query()}" if chosen.codes else reverse("list")
    if ending:
        taken = TakenAway(TITLE, chosen.rows, f"选定的{len(chosen.codes)}条", GIVEN_ORDER, url)
        return export(taken, CHOSEN_EXPORT, ending, request)
    if notice := unknown_keys_notice([key for key in request.GET if key != "code"]):
        chosen.notices.append(notice)
    stated = Prefetch("quantity_mentions__quantity", Quantity.objects.with_filling())
    entries = list(chosen.rows.for_list().prefetch_related(stated))
    kinds = [entry.kind for entry in entries]
    context = {
        "chosen": [_shown(entry, chosen, request) for entry in entries],
        "measure_count": kinds.count("measure"),
        "project_count": kinds.count("project"),
        "notices": chosen.notices,
        "address": request.build_absolute_uri(url),
        "exports": export_links(url),
        "compare_url": f"{reverse('compare')}?{chosen.query()}" if len(entries) > 1 else "",
        "here": TITLE,
    }
    return render(request, "measures/selection.html", context)


def _shown(entry, chosen, request):
    remaining = chosen.query(without=entry.code)
    return ChosenEntry(
        entry,
        meta_of(entry),
        paragraphs(entry),
        badges_of(entry),
        stated_quantities(entry),
        citation(entry),
        lines(entry),
        request.build_absolute_uri(reverse("short_link", args=[entry.code])),
        reverse("list") + (f"?{remaining}" if remaining else ""),
    )
