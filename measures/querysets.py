"""The questions the register answers, by name; each chains, and loads what its pages show."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, DateTimeField, F, Q, When

from plans.models import ByNaturalKey
from plans.querysets import number_of
from sbjd.search.query import parse

# A list shows the numbers of the sections above an entry, never their words.
UNREAD_SECTIONS = tuple(f"section{'__parent' * above}__text" for above in range(4))


class OfKindManager(ByNaturalKey):
    """The rows of one kind, for a proxy that is one face of a table; new rows get that kind."""

    def __init__(self, kind=""):
        super().__init__()
        self.kind = kind

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    def create(self, **values):
        return super().create(**{"kind": self.kind, **values})


def holding(rows, text, *fields):
    """Of `rows` those that hold every term of `text` (see sbjd/search/query.py) in one of `fields`, and none
    of what it excludes."""
    query = parse(text)
    for term in query.terms:
        rows = rows.filter(in_any(fields, term))
    for term in query.excluded:
        rows = rows.exclude(in_any(fields, term))
    return rows


def in_any(fields, term):
    """The condition that one of `fields` holds `term` in one of its forms. Punctuation does not count: the
    database has it as printed, full-width or not, and the term as folded."""
    held = (
        [(f"{field}__icontains", piece) for piece in form.stretches]
        for field in fields
        for form in term.forms
    )
    return reduce(or_, (Q(*pieces) for pieces in held))


class EntryQuerySet(models.QuerySet):
    """Measures and projects."""

    def of_base(self, *slugs):
        """Entries of any of these bases."""
        return self.filter(plan__base__slug__in=slugs)

    def on_theme(self, *slugs):
        """Entries that have any of these themes, primary or not."""
        return self.filter(theme_links__theme__slug__in=slugs).distinct()

    def with_instrument(self, *slugs):
        """Entries that use any of these policy instruments."""
        return self.filter(instrument_links__instrument__slug__in=slugs).distinct()

    def matching(self, text):
        """Entries that a search for `text` finds."""
        from measures.seeking import seek  # models are not ready yet where this module is imported

        return self.filter(pk__in=list(seek(text).hits.entries))

    def in_plan_order(self):
        """One plan after another, each in the order of its text."""
        return self.order_by("plan__base__order", "plan", "start")

    def for_list(self):
        """With everything a row of the register shows."""
        return (
            self.select_related("plan__base", "section__parent__parent__parent", "task", "programme")
            .defer(*UNREAD_SECTIONS)
            .prefetch_related("theme_links__theme", "instrument_links__instrument")
        )

    def for_export(self):
        """With everything an export of the register holds."""
        return self.for_list().prefetch_related(
            "organization_mentions__organization", "responsibilities__organization"
        )

    def for_detail(self):
        """With everything the page of one entry shows."""
        return self.for_export().prefetch_related("items")

    def counts_by(self, *fields):
        """How many entries there are for each combination of these fields: {combination: count}."""
        rows = self.order_by().values_list(*fields).annotate(entry_count=Count("pk", distinct=True))
        return {tuple(row[:-1]): row[-1] for row in rows}


class OutlineQuerySet(models.QuerySet):
    """Tasks and programmes."""

    def for_list(self):
        """With their base, section and number of entries."""
        return (
            self.select_related("plan__base", "section__parent__parent__parent")
            .annotate(entry_count=number_of(self.model, "entries"))
            .order_by("plan__base__order", "plan", "start")
        )


class TermQuerySet(models.QuerySet):
    """Themes and instruments."""

    def for_list(self):
        """With the number of measures and of projects each stands for, as primary or further choice."""
        return self.annotate(
            measure_count=Count("entry_links", filter=Q(entry_links__entry__kind="measure")),
            project_count=Count("entry_links", filter=Q(entry_links__entry__kind="project")),
            entry_count=Count("entry_links"),
        ).order_by("order", "slug")


class MetricQuerySet(models.QuerySet):
    """Metrics."""

    def matching(self, text):
        """Metrics whose name or definition holds what `text` asks for."""
        return holding(self, text, "name", "definition")

    def for_list(self):
        """With the number of quantities, by kind, and of bases that state one."""
        return self.annotate(
            target_count=Count("quantities", filter=Q(quantities__kind="target"), distinct=True),
            baseline_count=Count("quantities", filter=Q(quantities__kind="baseline"), distinct=True),
            support_count=Count("quantities", filter=Q(quantities__kind="support"), distinct=True),
            quantity_count=Count("quantities", distinct=True),
            base_count=Count("quantities__plan__base", distinct=True),
        ).order_by("order", "slug")


class OrganizationQuerySet(models.QuerySet):
    """Organizations."""

    def matching(self, text):
        """Organizations whose name or other names hold what `text` asks for."""
        return holding(self, text, "name", "aliases")

    def for_list(self):
        """With the number of places that name them, and of entries and bases."""
        return self.annotate(
            mention_count=Count("mentions", distinct=True),
            entry_count=Count("mentions__entry", distinct=True),
            base_count=Count("mentions__section__plan__base", distinct=True),
        ).order_by("name")


class QuantityQuerySet(models.QuerySet):
    """Targets, baselines and support standards."""

    def of_base(self, *slugs):
        """Quantities of any of these bases."""
        return self.filter(plan__base__slug__in=slugs)

    def matching(self, text):
        """Quantities whose metric, as printed or as named here, holds what `text` asks for."""
        return holding(self, text, "metric_text", "metric__name")

    def in_plan_order(self):
        """One plan after another, each in the order of its text."""
        return self.order_by("plan__base__order", "plan", "position", "code")

    def largest_first(self):
        """By plain value, what has none last; to be asked within one metric, basis and unit only."""
        return self.order_by(F("plain").desc(nulls_last=True), "plan__base__order", "position", "code")

    def stated_by(self, entry):
        """The quantities that this measure or project states."""
        return self.filter(pk__in=entry.quantity_mentions.values("quantity"))

    def for_list(self):
        """With everything a row of the list shows."""
        rows = self.select_related("plan__base", "metric").prefetch_related(
            "mentions__section__parent__parent__parent", "mentions__entry"
        )
        return rows.with_filling()

    def with_filling(self):
        """With the day on which a person filled in a masked number; asked of the history for such rows
        only."""
        from sbjd.desk.history import set_on  # models are not ready yet where this module is imported

        filled = Q(masked=True, number__isnull=False)
        day = set_on(self.model, "number", "filled_source")
        return self.annotate(filled_on=Case(When(filled, then=day), output_field=DateTimeField()))
