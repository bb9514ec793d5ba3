"""Entries ticked in a list, from page to page: the addresses of the list carry their codes along."""

from urllib.parse import parse_qsl, urlencode

from django.shortcuts import redirect
from django.template.loader import render_to_string

from measures.selection import Selection


class TickedEntries:
    """Makes a `ListView` of entries keep what is ticked, with scripts and without. `code` in its address
    is an entry that was ticked, on this page or on another."""

    carried_keys = ("code",)

    def get(self, request, ending=""):
        """The page. A form that leaves it holds the ticks and `at`, the query of the page to go to."""
        if "at" not in request.GET or ending:
            return super().get(request, ending)
        pairs = [pair for pair in parse_qsl(request.GET["at"]) if pair[0] not in ("at", "code")]
        pairs += [("code", code) for code in request.GET.getlist("code")]
        return redirect(f"{request.path}?{urlencode(pairs)}" if pairs else request.path)

    def carried(self, data):
        """The ticked entries that there are."""
        chosen = Selection.read(data.getlist("code")) if "code" in data else Selection([])
        return [("code", code) for code in chosen.codes], chosen.notices

    def ticks(self, listing, results):
        """What the template needs to mark the ticked ones among `results`, and for the others."""
        ticked = [code for _, code in listing.carried]
        here = {result.code for result in results}
        following = min(listing.pages.number + 1, listing.pages.last)
        elsewhere = [code for code in ticked if code not in here]
        actions = {
            "ticked_count": len(ticked),
            "ticked_elsewhere": elsewhere,
            "untick_url": listing.url(carried=()),
            "leave_to": urlencode(listing.query(carried=(), page=following)),
            "is_last_page": following == listing.pages.number,
        }
        return {
            "ticked": ticked,
            "ticked_elsewhere": elsewhere,
            # Stands above the list and below it.
            "tick_actions": render_to_string("measures/_tick_actions.html", actions),
        }
