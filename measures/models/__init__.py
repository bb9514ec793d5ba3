"""What the plans commit to: tasks, measures, programmes, projects, quantities, and what classifies them.

The rules that decide what is what stand in the parser.
"""

from measures.models.entries import (
    Classification,
    Entry,
    EntryInstrument,
    EntryTheme,
    Measure,
    MeasureItem,
    PlacedEntity,
    Programme,
    Project,
    Responsibility,
    Task,
)
from measures.models.mentions import OrganizationMention, Passage, QuantityMention
from measures.models.quantities import Baseline, Quantity, SupportStandard, Target
from measures.models.synonyms import SynonymGroup
from measures.models.texts import EntryText, ParagraphText
from measures.models.vocabulary import (
    Instrument,
    InstrumentWord,
    Metric,
    Organization,
    Origin,
    SignalWord,
    Theme,
    ThemeWord,
    VocabularyTerm,
)

__all__ = [
    "Baseline",
    "Classification",
    "Entry",
    "EntryInstrument",
    "EntryText",
    "EntryTheme",
    "Instrument",
    "InstrumentWord",
    "Measure",
    "MeasureItem",
    "Metric",
    "Organization",
    "OrganizationMention",
    "Origin",
    "ParagraphText",
    "Passage",
    "PlacedEntity",
    "Programme",
    "Project",
    "Quantity",
    "QuantityMention",
    "Responsibility",
    "SignalWord",
    "SupportStandard",
    "SynonymGroup",
    "Target",
    "Task",
    "Theme",
    "ThemeWord",
    "VocabularyTerm",
]
