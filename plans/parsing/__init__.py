"""Text in, facts out: the only door to the parser. Pure: no database, no clock, no settings.

from plans.parsing import parse, read
parsed = parse(read("plan.docx"))
parsed.plans[0].measures[0].title
"""

from plans.parsing.accounting import account
from plans.parsing.copies import find_copies
from plans.parsing.defects import find_defects, rejoin_broken
from plans.parsing.documents import find_extents
from plans.parsing.doubts import find_doubts
from plans.parsing.entities import fill_entities
from plans.parsing.extract.classify import classify
from plans.parsing.extract.organizations import find_organizations
from plans.parsing.extract.quantities import find_quantities
from plans.parsing.extract.responsibility import find_responsibilities
from plans.parsing.formats import read
from plans.parsing.numbering import half_width
from plans.parsing.outline import OutlineReader
from plans.parsing.paragraphs import find_paragraphs
from plans.parsing.parsed import ParsedPlan, ParsedSource
from plans.parsing.ruled import Ruled
from plans.parsing.ruled_choices import choose_as_ruled
from plans.parsing.totals import find_totals
from plans.parsing.vocabulary import Vocabulary

__all__ = ["parse", "read"]


def parse(source, vocabulary=None, rulings=()):
    """Everything the parser can say of `source`.

    `source` is a `Source`, `vocabulary` a `Vocabulary` (the committed one by default), `rulings` what
    people decided about places of it (see rulings.py); they go before every rule. Never refuses: what
    could not be settled is in each plan's `problems`. Always gives at least one plan.
    """
    vocabulary = Vocabulary.read() if vocabulary is None else vocabulary
    folded = half_width(source.text)
    paragraphs = find_paragraphs(source, folded)
    ruled = Ruled(source, paragraphs, rulings)
    paragraphs = ruled.cut(paragraphs)
    parsed = ParsedSource(source, [])
    for extent in find_extents(source, folded, paragraphs, ruled):
        own = [p for p in paragraphs if extent.start <= p.start < extent.end]
        parsed.plans.append(_parse_plan(source, folded, own, extent, vocabulary, ruled))
    ruled.report(parsed)
    for plan in parsed.plans:
        find_doubts(source, plan, vocabulary, ruled)
    return parsed


def _parse_plan(source, folded, paragraphs, extent, vocabulary, ruled):
    plan = ParsedPlan(extent.title, extent.start, extent.end, _slug(extent.title, vocabulary))
    body = [p for p in paragraphs if p.start >= extent.title_end]
    copies = find_copies(source.text, extent.title_end, extent.end)
    reader = OutlineReader(source, folded, body, extent, copies, ruled).read()
    plan.sections, plan.problems, plan.errata = reader.sections, reader.problems, reader.errata
    body = rejoin_broken(source, folded, body, plan, ruled)
    plan.errata += find_defects(source, folded, body, plan, extent)
    fill_entities(plan, source, folded, body, ruled)
    find_totals(source, folded, plan)
    plan.errata.sort(key=lambda erratum: (erratum.start, erratum.kind))
    plan.quantities = find_quantities(source, plan, vocabulary)
    classify(source, plan, vocabulary)
    choose_as_ruled(source, plan, vocabulary, ruled)
    plan.organizations = find_organizations(source, plan, vocabulary) + find_responsibilities(source, plan)
    plan.paragraphs = account(source, body, plan)
    return plan


def _slug(title, vocabulary):
    """The slug of the base a title names; the longest name wins. "" when the vocabulary has none."""
    found = [(len(name), base.slug) for base in vocabulary.bases for name in base.names if name in title]
    return max(found)[1] if found else ""
