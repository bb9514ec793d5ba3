"""Where in a plan stands what a search looked for: the same texts, the same question as the search itself."""

from dataclasses import dataclass, field, replace

from measures.models import EntryText, ParagraphText
from measures.plan_order import Hits
from measures.seeking import seek
from sbjd.search.marks import spans
from sbjd.search.sought import TITLE, Sought


@dataclass(frozen=True)
class Marking:
    """What is to be marked (`sought`) in the `hits` of a search, and those of them that are the `texts` of
    one plan: EntryTexts and ParagraphTexts."""

    sought: Sought
    hits: Hits
    texts: list = field(default_factory=list)

    @classmethod
    def of(cls, words, exact=False):
        """For a search, cleaned by `clean_words`; None when it looks for no words."""
        seeking = seek(words, exact) if words else None
        return cls(seeking.sought, seeking.hits) if seeking and seeking.sought.wanted else None

    def within(self, plan):
        """The same for the texts of `plan`; two queries."""
        paragraphs = self._found(ParagraphText, self.hits.paragraphs, plan=plan)
        return replace(self, texts=[*self._found(EntryText, self.hits.entries, plan=plan), *paragraphs])

    def within_entry(self, entry):
        """The same for the text of one measure or project; a query."""
        return replace(self, texts=self._found(EntryText, self.hits.entries, entry=entry))

    @staticmethod
    def _found(model, keys, **condition):
        """The texts under the condition that were found: what 基地: or 主题: left out is not marked."""
        return [one for one in model.objects.filter(**condition) if one.pk in keys]


def places_in_plan(text, marking):
    """What of `marking` stands in a plan (`text`, a PlanText): (start, end) in the source, in order, none
    overlapping. Only what is found as a whole is marked: an entry, or a paragraph that is in none."""
    found = []
    for one in marking.texts:
        folded = one.folded(text.between(one.start, one.end))
        found += [(start + one.start, end + one.start) for start, end in _spans(folded, marking.sought)]
    return sorted(found)


def _spans(folded, sought):
    """The marks in one text; what was looked for in titles alone is marked where it first stands."""
    titled = [term.spans(folded)[:1] for term in sought.wanted if term.field == TITLE]
    everywhere = spans(folded, sought.in_text)
    return everywhere + [span for one in titled for span in one if not _touches(span, everywhere)]


def _touches(span, others):
    return any(span[0] < end and start < span[1] for start, end in others)
