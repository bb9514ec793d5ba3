"""What the words of the vocabulary give to entries: themes, or instruments."""

from dataclasses import dataclass

from measures.models import EntryInstrument, EntryTheme, Instrument, Theme


@dataclass(frozen=True)
class Kind:
    """`field` is the vocabulary's and the parser's name for it, `term` that of the link's foreign key;
    `noun` and `word` are what people call it and the words that speak for it."""

    field: str
    term: str
    term_model: type
    link_model: type
    noun: str
    word: str

    def terms(self, vocabulary):
        """Its terms in a `Vocabulary`."""
        return getattr(vocabulary, self.field)


THEMES = Kind("themes", "theme", Theme, EntryTheme, "主题", "主题词")
INSTRUMENTS = Kind("instruments", "instrument", Instrument, EntryInstrument, "政策工具", "工具词")
KINDS = {kind.field: kind for kind in (THEMES, INSTRUMENTS)}
