"""Short documents in the layouts that plans come in, made for the tests."""

from plans.parsing import parse
from plans.parsing.source import Source
from plans.parsing.vocabulary import Vocabulary


def parse_text(text, vocabulary=None):
    """The one plan read from `text`, with an empty vocabulary unless one is given."""
    return parse(Source.from_text(text), vocabulary or Vocabulary()).plans[0]


def headings(plan):
    """(level, label, title) of each heading."""
    return [(s.level, s.label, s.title) for s in plan.sections if s.kind == "heading"]


def assert_lossless(text, vocabulary=None):
    """Parse `text` and see that nothing of it is lost."""
    parsed = parse(Source.from_text(text), vocabulary or Vocabulary())
    assert_whole(parsed, text)
    return parsed


def assert_whole(parsed, text):
    """All sections of all plans, joined, are the plans; nothing stands outside its extent."""
    for plan in parsed.plans:
        joined = "".join(text[section.start : section.stop] for section in plan.sections)
        assert joined == text[plan.start : plan.end]
        for section in plan.sections:
            assert section.start <= section.end <= section.stop
        for entry in plan.entries():
            assert plan.start <= entry.start <= entry.body_start <= entry.end <= plan.end
            for item in entry.items:
                assert entry.start <= item.start < item.end <= entry.end
        for found in (*plan.errata, *plan.problems, *plan.organizations, *plan.totals):
            assert plan.start <= found.start <= found.end <= plan.end
        for quantity in plan.quantities:
            assert quantity.mentions
            for mention in quantity.mentions:
                assert plan.start <= mention.start < mention.end <= plan.end
        assert len({entry.code for entry in plan.entries()}) == len(plan.entries())
        assert len({section.key for section in plan.sections}) == len(plan.sections)
