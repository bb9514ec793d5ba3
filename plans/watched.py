"""What of a plan the site shows, so that a change of it is a new version of the corpus.

`WatchTable` in a migration installs the triggers; tests compare them with what is said here.
"""

from plans.models import DemonstrationBase, Erratum, Section, WorkPlan
from sbjd.corpus import watch


def watch_plans():
    """Declare this app's watched tables."""
    watch(DemonstrationBase, base="id")
    watch(WorkPlan, plan="id")
    watch(Section, section="id", plan_use="plan_id")
    watch(Erratum, erratum="id", plan_use="plan_id")
