"""The questions the plans answer, by name; each loads what its pages show."""

from django.db import models


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
