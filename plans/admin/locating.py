"""Where words stand in a plan: what a person adds keeps its place, as what the parser read does."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Section
from plans.passages import PlanText
from sbjd.desk.forms import DeskForm

_LINE_END = re.compile(r"\r\n|\r|\n")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a plan: offsets into the source, the innermost section and the line it begins in."""

    quote: str
    section: Section
    start: int
    end: int
    line: int


def plan_text(plan):
    """The `PlanText` of a plan."""
    return PlanText(Section.objects.of_plan(plan))


def place_at(text, start, end):
    """The `Place` of `start`, `end` in the `PlanText` `text`."""
    section = [section for section in text.sections if section.start <= start][-1]
    line = section.line + len(_LINE_END.findall(section.text[: start - section.start]))
    return Place(text.between(start, end), section, start, end, line)


def locate(plan, quote, within=None):
    """The `Place` of `quote` in `plan`; `within` is a (start, end) it must stand in. Raises
    ValidationError when it does not stand there, or more than once."""
    text = plan_text(plan)
    first, last = within or (text.start, text.start + len(text.text))
    searched = text.between(first, last)
    wanted = r"(?:\r\n|\r|\n)".join(re.escape(line) for line in _LINE_END.split(quote.strip("\r\n")))
    found = [match.span() for match in re.finditer(f"(?={wanted})", searched)] if wanted else []
    shown = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    if not found:
        raise ValidationError(f"原文此处没有“{shown}”，请从原文照抄（含标点）。")
    if len(found) > 1:
        raise ValidationError(f"“{shown}”在此处出现{len(found)}次，请多抄几个字，使它只出现一次。")
    start = found[0][0]
    return place_at(text, first + start, first + start + re.match(wanted, searched[start:]).end())


def subtree(section):
    """(start, end, PlanText) of a section with all that stands under it, blanks at the end left out."""
    text = plan_text(section.plan)
    inside, end = {section.pk}, section.end
    for other in text.sections:
        if other.parent_id in inside:
            inside.add(other.pk)
            end = max(end, other.end)
    return *text.trimmed(section.start, end), text


class LocatedForm(DeskForm):
    """A row that quotes the text: a new or changed `quote` is looked up, and the row takes its place from
    where it stands. `searched_in(cleaned)` gives the plan and the stretch to look in, (None, None) while
    that is not known."""

    def searched_in(self, cleaned):
        return cleaned.get("plan") or getattr(self.instance, "plan", None), None

    def clean(self):
        cleaned = super().clean()
        quote = cleaned.get("quote")
        if quote and (self.is_new or "quote" in self.changed_data):
            plan, within = self.searched_in(cleaned)
            if plan is not None:
                try:
                    self.take(locate(plan, quote, within))
                except ValidationError as error:
                    self.add_error("quote", error)
        return cleaned

    def take(self, place):
        """Put the row at `place`."""
        row = self.instance
        self.cleaned_data["quote"] = place.quote
        row.section, row.start, row.end, row.line = place.section, place.start, place.end, place.line


def quote_area(rows=2):
    """The widget for a quote."""
    return forms.Textarea(attrs={"rows": rows, "cols": 60, "class": "quote-area"})
