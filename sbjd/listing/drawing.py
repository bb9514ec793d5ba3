"""Options of facets as HTML. A page draws hundreds, which differ from those of the page before by their
numbers; so the template of each is run once, and its number put in afterwards."""

from functools import lru_cache
from itertools import groupby

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

OPTION = "components/facet_option.html"
# Stands where the number goes; a character of the private use area, and the last of its kind counts.
_NUMBER = "\ue000"


def options_html(name, options):
    """The `ShownOption`s of the facet called `name` in lists, each under the small heading of its group."""
    html = []
    for group, members in groupby(options, key=lambda option: option.group):
        if group:
            html.append(format_html('<p class="facet-group">{}</p>', group))
        html.append('\n<ul class="facet-options">\n')
        for option in members:
            before, after = _around_number(name, option.value, option.label, not option.count, option.checked)
            html += (before, str(option.count), after)
        html.append("</ul>\n")
    # Only what templates made and numbers: nothing here is unescaped.
    return SafeString("".join(html))


@lru_cache(maxsize=10_000)
def _around_number(name, value, label, zero, checked):
    """What stands before and after the number of an option."""
    option = {"value": value, "label": label, "zero": zero, "checked": checked, "number": _NUMBER}
    before, _, after = get_template(OPTION).render({"name": name, "option": option}).rpartition(_NUMBER)
    return before, after
