"""The questions the register answers, by name; each chains, and loads what its pages show."""

from django.db import models
from django.db.models import Case, Count, DateTimeField, F, IntegerField, Q, Value, When
from django.db.models.functions import Length, Replace

from plans.models import ByNaturalKey
from plans.parsing.folding import fold
from sbjd.listing.words import split_words

TITLE_WEIGHT = 10
# A list shows the numbers of the sections above an entry, never their words.
_UNREAD = tuple(f"section{'__parent' * above}__text" for above in range(4))


class OfKindManager(ByNaturalKey):
    """The rows of one kind, for a proxy that is one face of a table; new rows get that kind."""

    def __init__(self, kind=""):
        super().__init__()
        self.kind = kind

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    def create(self, **values):
        return super().create(**{"kind": self.kind, **values})


def folded_words(text):
    """The words of a query as `search_text` holds them: folded, each once.

    >>> folded_words("ＡＩ 知识①产权")
    ['ai', '知识产权']
    """
    return list(dict.fromkeys(word for word in map(str.strip, map(fold, split_words(text))) if word))


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
        """Entries whose title and text hold every word and every quoted phrase of `text`."""
        rows = self
        for word in folded_words(text):
            rows = rows.filter(search_text__contains=word)
        return rows

    def with_relevance(self, text):
        """With `relevance`: how often the words of `text` stand in the entry, a word of the title
        counting ten times."""
        relevance = Value(0, output_field=IntegerField())
        for word in folded_words(text):
            rest = Length(Replace(F("search_text"), Value(word), Value("")))
            relevance = relevance + (Length("search_text") - rest) / len(word)
            relevance = relevance + Case(
                When(title__icontains=word, then=Value(TITLE_WEIGHT)), default=Value(0)
            )
        return self.annotate(relevance=relevance)

    def in_plan_order(self):
        """One plan after another, each in the order of its text."""
        return self.order_by("plan__base__order", "plan", "start")

    def for_list(self):
        """With everything a row of the register shows."""
        return (
            self.select_related("plan__base", "section__parent__parent__parent", "task", "programme")
            .defer(*_UNREAD)
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
            .annotate(entry_count=Count("entries", distinct=True))
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
        """Metrics whose name or definition holds every word of `text`."""
        rows = self
        for word in split_words(text):
            rows = rows.filter(Q(name__icontains=word) | Q(definition__icontains=word))
        return rows

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
        """Organizations whose name or other names hold every word of `text`."""
        rows = self
        for word in split_words(text):
            rows = rows.filter(Q(name__icontains=word) | Q(aliases__icontains=word))
        return rows

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
        """Quantities whose metric, as printed or as named here, holds every word of `text`."""
        rows = self
        for word in split_words(text):
            rows = rows.filter(Q(metric_text__icontains=word) | Q(metric__name__icontains=word))
        return rows

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
        return rows.annotate(filled_on=self._filled_on())

    def _filled_on(self):
        """When a person filled in a masked number; asked of the history for such rows only."""
        from sbjd.desk.history import last_edit  # models are not ready yet where this module is imported

        filled = Q(masked=True, number__isnull=False)
        return Case(When(filled, then=last_edit(self.model, "补录来源")), output_field=DateTimeField())
