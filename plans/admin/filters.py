"""What the lists of plans and errata narrow by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from plans.errata import KIND_NAMES
from plans.models import Erratum
from sbjd.desk.filters import YesNoFilter


class HasErrata(YesNoFilter):
    """Plans or sections in which something is wrong."""

    title, parameter_name = "校勘", "errata"

    def __init__(self, request, params, model, model_admin):
        self.field = "plan" if model._meta.model_name == "workplan" else "section"
        super().__init__(request, params, model, model_admin)

    def condition(self):
        return Exists(Erratum.objects.filter(**{self.field: OuterRef("pk")}))


class ErratumKind(admin.SimpleListFilter):
    """Errata of one kind, by its Chinese name."""

    title, parameter_name = "类型", "kind"

    def lookups(self, request, model_admin):
        return tuple(KIND_NAMES.items())

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset
