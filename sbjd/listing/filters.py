"""Filters of a list: words, and facets (facets.py), over a cleaned query."""

import django_filters
from django.http import QueryDict
from django.urls import reverse

from sbjd.listing.cleaning import as_shown, clean_words, unknown_keys_notice
from sbjd.listing.facets import NONE, Facet, Option, Presence, ShownFacet, ShownOption, counts_together

__all__ = ["Facet", "ListFilterSet", "Option", "Presence", "Words"]


class Words(django_filters.CharFilter):
    """Free words; `narrow` names the QuerySet method that takes them as typed."""

    def __init__(self, *, label="关键词", narrow="matching", **kwargs):
        super().__init__(label=label, required=False, **kwargs)
        self.narrow = narrow

    def filter(self, qs, value):
        return getattr(qs, self.narrow)(value) if value else qs


class ListFilterSet(django_filters.FilterSet):
    """The filters of one list, over a cleaned query.

    `data` may hold anything. What is not understood is not used; `notices` says so in sentences.
    `extra_keys` are parameters somebody else reads (sort, size, page).
    """

    SHOWN_FIRST = 10

    def __init__(self, data, queryset, extra_keys=()):
        self.notices = []
        self.options = {
            name: one.all_options() for name, one in self.base_filters.items() if isinstance(one, Facet)
        }
        super().__init__(self._cleaned(data, extra_keys), queryset)
        for name, options in self.options.items():
            self.filters[name].extra["choices"] = [(option.value, option.label) for option in options]
        self.form.is_valid()
        self.chosen = {name: value for name in self.filters if (value := self.form.cleaned_data.get(name))}

    def _cleaned(self, data, extra_keys):
        cleaned = QueryDict(mutable=True)
        if notice := unknown_keys_notice(
            [k for k in data if k not in self.base_filters and k not in extra_keys]
        ):
            self.notices.append(notice)
        for name, one in self.base_filters.items():
            values = data.getlist(name)
            if name in self.options:
                cleaned.setlist(name, self._known_values(name, one.label, values))
            else:
                words, notices = clean_words(next(filter(None, values), ""))
                self.notices += notices
                cleaned[name] = words
        return cleaned

    def _known_values(self, name, label, values):
        known = {option.value for option in self.options[name]}
        if unknown := [as_shown(value) for value in values if value and value not in known]:
            named = "、".join(f"“{value}”" for value in unknown[:5])
            self.notices.append(f"“{label}”中没有{named}{'等' if len(unknown) > 5 else ''}，已忽略。")
        return list(dict.fromkeys(value for value in values if value in known))

    def narrowed(self, chosen=None, but=""):
        """The rows under the chosen values (or under `chosen`, a mapping like it), leaving out the
        filter named `but`: a facet ignores itself."""
        chosen = self.chosen if chosen is None else chosen
        rows = self.queryset.all()
        for name, value in chosen.items():
            if name != but:
                rows = self.filters[name].filter(rows, value)
        return rows

    def shown_facets(self):
        """Every facet with its counts, zeros included. Those in which nothing is chosen and of which a row
        has one value count the same rows, so one query counts for all of them."""
        alike = {
            name: self.filters[name]
            for name in self.options
            if name not in self.chosen and not self.filters[name].many
        }
        counts = counts_together(alike, self.narrowed())
        for name in self.options:
            if name not in counts:
                counts[name] = self.filters[name].counts(self.narrowed(but=name))
        return [self._shown(name, options, counts[name]) for name, options in self.options.items()]

    def _shown(self, name, options, counts):
        one, chosen = self.filters[name], self.chosen.get(name, ())
        drawn = [
            ShownOption(
                option.value,
                option.label,
                option.group,
                counts.get(option.value, 0),
                option.value in chosen,
                f"{name}-{option.value}",
            )
            for place, option in enumerate(options)
            if place < one.most or option.value in chosen or option.value == NONE
        ]
        return ShownFacet(
            name,
            one.label,
            one.opened or bool(chosen),
            drawn[: self.SHOWN_FIRST],
            drawn[self.SHOWN_FIRST :],
            len(options) - len(drawn),
            reverse(one.elsewhere) if one.elsewhere else "",
        )

    def label_of(self, name, value):
        """What the reader calls this value of the facet `name`."""
        return next(option.label for option in self.options[name] if option.value == value)
