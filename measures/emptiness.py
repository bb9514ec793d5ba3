"""Why there is nothing: the plan was read and says nothing, part of it could not be read, or no plan of
the base has been taken in."""

from dataclasses import dataclass

from plans.models import DemonstrationBase, Erratum, WorkPlan

# Errata that say that something which ought to be in the text is not there.
UNREAD_KINDS = ("heading.lost", "total.differs")


@dataclass(frozen=True)
class Emptiness:
    """One kind of empty: its key, the mark a cell shows, and what the mark means."""

    key: str
    mark: str
    meaning: str


READ = Emptiness("read", "0", "方案已通读，没有这样的条目")
PARTIAL = Emptiness("partial", "0*", "方案中没有找到，但原文有缺失，可能有遗漏")
NO_PLAN = Emptiness("no-plan", "—", "尚未收录该基地的方案")


def unread_plans():
    """The plans of whose text a part could not be read."""
    return WorkPlan.objects.for_list().filter(errata__kind__in=UNREAD_KINDS).distinct()


def emptiness_of_bases(bases):
    """{base id: the kind of empty a 0 of this base is}, in two queries."""
    partial = set(
        Erratum.objects.filter(kind__in=UNREAD_KINDS).order_by().values_list("plan__base_id", flat=True)
    )
    with_plan = set(
        DemonstrationBase.objects.filter(plans__isnull=False).order_by().values_list("pk", flat=True)
    )
    return {
        base.pk: NO_PLAN if base.pk not in with_plan else PARTIAL if base.pk in partial else READ
        for base in bases
    }
