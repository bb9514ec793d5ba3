"""What of the measures the site shows, so that a change of it is a new version of the corpus.

A link changes what it belongs to, and the use of what else it joins where a long list counts that; themes and
instruments are few, and their lists are always read again. `WatchTable` in a migration
installs the triggers; tests compare them with what is said here.
"""

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Instrument,
    InstrumentWord,
    MeasureItem,
    Metric,
    Organization,
    OrganizationMention,
    Programme,
    Quantity,
    QuantityMention,
    Responsibility,
    SynonymGroup,
    Task,
    Theme,
    ThemeWord,
)
from sbjd.corpus import watch


def watch_measures():
    """Declare this app's watched tables."""
    watch(Theme, theme="id")
    watch(ThemeWord, theme="theme_id")
    watch(Instrument, instrument="id")
    watch(InstrumentWord, instrument="instrument_id")
    watch(Metric, metric="id")
    watch(Organization, organization="id")
    watch(SynonymGroup, synonym="id")
    watch(Task, task="id", plan_use="plan_id")
    watch(Programme, programme="id", plan_use="plan_id")
    watch(Entry, entry="id", task_use="task_id", programme_use="programme_id")
    watch(EntryTheme, entry="entry_id")
    watch(EntryInstrument, entry="entry_id")
    watch(MeasureItem, entry="entry_id")
    watch(Responsibility, entry="entry_id", task_use="task_id", organization_use="organization_id")
    watch(Quantity, quantity="id", metric_use="metric_id")
    watch(QuantityMention, entry="entry_id", quantity_use="quantity_id")
    watch(OrganizationMention, entry="entry_id", organization_use="organization_id")
