"""Filters of the desk."""

from django.contrib import admin


class YesNoFilter(admin.SimpleListFilter):
    """Rows that have something, or have it not. A filter names `condition(queryset)`, the Q of those that
    have it; to keep rows single it asks with subqueries, never by joining."""

    yes, no = "有", "没有"

    def lookups(self, request, model_admin):
        return (("yes", self.yes), ("no", self.no))

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(self.condition())
        if self.value() == "no":
            return queryset.exclude(self.condition())
        return queryset
