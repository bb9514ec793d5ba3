"""A document brought in → what the parser reads in it.

The reading is made anew from what is held (the text, what people confirmed, their rulings, the desk's
vocabulary): nothing that was read is stored, so nothing can be stale. The last few readings of this
process are kept at hand, because a page and the one after it ask for the same.
"""

import hashlib
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings

import plans.parsing
from plans.intake.at_hand import AtHand
from plans.parsing import parse
from plans.parsing.curation import CurationError, curate, read_corrections
from plans.parsing.doubts import settle_chosen
from plans.parsing.formats import read_bytes
from plans.parsing.rulings import from_json
from plans.parsing.source import Line, Source
from plans.vocabulary import database_vocabulary
from sbjd import corpus

_readings = AtHand(8)
_vocabularies = AtHand(1)


@cache
def parser_version():
    """A name for the parser as it is: 16 hexadecimal digits of all its code, so that no one has to
    remember to raise a number. A version that reads the same is no harm: comparing finds no change."""
    folder = Path(plans.parsing.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def read_document(data, name):
    """The `Source` of a file's bytes. Raises UnreadableFile, with a Chinese sentence."""
    return read_bytes(data, name)


def as_json(source):
    """A `Source` as an Intake holds it."""
    return {
        "text": source.text,
        "name": source.name,
        "format": source.format,
        "notices": list(source.notices),
        "lines": [list(asdict(line).values()) for line in source.lines],
    }


def source_of(intake):
    """The `Source` that was read when the document came in."""
    held = intake.source
    lines = [Line(*values) for values in held["lines"]]
    return Source.of(held["text"], lines, held["name"], held["format"], held["notices"])


def vocabulary():
    """The desk's vocabulary as the database holds it now."""
    return _vocabularies.get(corpus.version(), database_vocabulary)


def reading_of(intake):
    """(ParsedSource, Vocabulary) of a document with its rulings. Reviewed corrections that come with the
    software hold for a plan of their slug here too, where they still find their words."""
    words = vocabulary()
    slugs = tuple(intake.parts.order_by("position").values_list("position", "slug"))
    rulings = from_json(intake.rulings)
    key = (intake.pk, intake.sha256, tuple(rulings), slugs, words, parser_version())
    return _readings.get(key, lambda: _read(intake, slugs, words, rulings)), words


def _read(intake, slugs, words, rulings):
    parsed = parse(source_of(intake), words, rulings)
    for position, slug in slugs:
        if position < len(parsed.plans) and slug:
            parsed.plans[position].slug = slug
    _correct(parsed, words)
    settle_chosen(parsed)
    return parsed


def _correct(parsed, words):
    """Apply the committed corrections of the plans in `parsed`, each by itself: in a revised text some
    will not find their place any more, and that is no reason to lose the others."""
    slugs = [plan.slug for plan in parsed.plans if plan.slug]
    for correction in _corrections():
        if any(correction.code == slug or correction.code.startswith(f"{slug}-") for slug in slugs):
            try:
                curate([parsed], [correction], words)
            except CurationError:
                continue


@cache
def _corrections():
    path = settings.BASE_DIR / "fixtures" / "curation.json"
    return tuple(read_corrections(path.read_text(encoding="utf-8"))) if path.is_file() else ()
