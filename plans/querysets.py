"""The questions the plans answer, by name; each loads what its pages show."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def number_of(model, relation, of="pk"):
    """How many rows lead to a row of `model` by `relation`, or how many different `of` they have: an
    expression that a list works out for the rows it shows alone. Counted over a join, all there are would be
    grouped first, with their texts."""
    link = model._meta.get_field(relation).field
    rows = link.model._base_manager.order_by().filter(**{link.name: OuterRef("pk")}).values(link.name)
    counted = rows.annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


class WorkPlanQuerySet(models.QuerySet):
    """Work plans."""

    def for_list(self):
        """With their base, for a table of plans."""
        return self.select_related("base")


class SectionQuerySet(models.QuerySet):
    """Sections of the outline."""

    def of_plan(self, plan):
        """All sections of one plan, in the order of the text."""
        return self.filter(plan=plan).order_by("start")
