"""Filters of a list: words, and facets (facets.py), over a cleaned query."""

import django_filters
from django.urls import reverse

from sbjd.listing.cleaning import as_shown, clean_words, unknown_keys_notice, without_controls
from sbjd.listing.facets import Facet, Presence, ShownFacet, ShownOption
from sbjd.listing.options import NONE, Option, Terms

__all__ = ["Facet", "ListFilterSet", "Option", "Presence", "Terms", "Words"]


class Words(django_filters.CharFilter):
    """Free words; `narrow` names the QuerySet method that takes them as typed."""

    def __init__(self, *, label="关键词", narrow="matching", **kwargs):
        super().__init__(label=label, required=False, **kwargs)
        self.narrow = narrow

    def filter(self, qs, value):
        return getattr(qs, self.narrow)(value) if value else qs


class ListFilterSet(django_filters.FilterSet):
    """The filters of one list, over the query of an address, which may hold anything. What is not understood
    is not used; `notices` says so in sentences. `chosen` is what is: {name: words, or list of values}.

    `extra_keys` are parameters somebody else reads (sort, size, page). `options` are those of each facet
    ({name: OptionSet}) where somebody has them at hand; else they are read.
    """

    SHOWN_FIRST = 10

    def __init__(self, data, queryset, extra_keys=(), options=None):
        # FilterSet's own would copy every filter and make a form, whose work is done here.
        self.queryset, self.filters, self.notices = queryset, self.base_filters, []
        self.options = options or {name: one.read_options() for name, one in self.declared_facets().items()}
        self._found = {}
        self.chosen = self._cleaned(data, extra_keys)

    @classmethod
    def declared_facets(cls):
        """{name: Facet} in the order of their declaration."""
        return {name: one for name, one in cls.base_filters.items() if isinstance(one, Facet)}

    def _cleaned(self, data, extra_keys):
        if notice := unknown_keys_notice([k for k in data if k not in self.filters and k not in extra_keys]):
            self.notices.append(notice)
        chosen = {}
        for name, one in self.filters.items():
            values = data.getlist(name)
            if name in self.options:
                chosen[name] = self._known_values(name, one.label, values)
            else:
                chosen[name], notices = clean_words(next(filter(None, values), ""))
                self.notices += notices
        return {name: value for name, value in chosen.items() if value}

    def _known_values(self, name, label, values):
        values = list(dict.fromkeys(filter(None, values)))
        if not values:
            return values
        # PostgreSQL refuses to compare anything with a NUL; no option has a control character in it.
        askable = [value for value in values if value == without_controls(value)]
        known = self.options[name].find(askable)
        if moved := self._moved(name, [value for value in askable if value not in known]):
            for old, (_, became) in moved.items():
                self.notices.append(f"“{label}”中的“{as_shown(old)}”已并入“{became}”，按后者列出。")
            values = list(dict.fromkeys(moved[value][0] if value in moved else value for value in values))
            known |= self.options[name].find([value for value, _ in moved.values()])
        self._found[name] = known
        if unknown := [as_shown(value) for value in values if value not in known]:
            named = "、".join(f"“{value}”" for value in unknown[:5])
            self.notices.append(f"“{label}”中没有{named}{'等' if len(unknown) > 5 else ''}，已忽略。")
        return [value for value in values if value in known]

    def _moved(self, name, values):
        terms = self.filters[name].terms
        return terms.moved(values) if values and terms and terms.moved else {}

    def narrowed(self, chosen=None):
        """The rows under the chosen values, or under `chosen`, a mapping like it."""
        rows = self.queryset.all()
        for name, value in (self.chosen if chosen is None else chosen).items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def shown_facets(self, counts=None):
        """Every facet as a page draws it; `counts(name)` gives {value: number of rows} of its options,
        `counts(name, values)` of others that may be chosen; without it none is said."""
        return [self._shown(name, counts) for name in self.options]

    def _shown(self, name, counts):
        one, options, chosen = self.filters[name], self.options[name], self.chosen.get(name, ())
        drawn = [o for at, o in enumerate(options.first) if at < one.most or o.value in chosen]
        drawn_values = {option.value for option in drawn}
        others = {v: o for v, o in self._found.get(name, {}).items() if v not in drawn_values and v != NONE}
        drawn += others.values()
        left_out = options.total - len(drawn)
        if options.missing:
            drawn.append(options.missing)
        numbers = counts(name) if counts else {}
        if counts and others:
            numbers = {**numbers, **counts(name, others)}
        shown = [
            ShownOption(
                option.value,
                option.label,
                option.group,
                numbers.get(option.value, 0),
                option.value in chosen,
                f"{name}-{option.value}",
            )
            for option in drawn
        ]
        return ShownFacet(
            name,
            one.label,
            one.opened or bool(chosen),
            shown[: self.SHOWN_FIRST],
            shown[self.SHOWN_FIRST :],
            left_out,
            reverse(one.elsewhere) if one.elsewhere else "",
        )

    def label_of(self, name, value):
        """What the reader calls this value of the facet `name`."""
        found = self._found.get(name, {})
        return (found.get(value) or self.options[name].find([value])[value]).label
