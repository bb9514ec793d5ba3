"""The words the parser knows, read from `fixtures/vocabulary.json`: themes, instruments, metrics, bases.

The file is a Django fixture, but nothing of Django is needed to read it: a list of objects with a
`model` and `fields`, in which rows refer to each other by natural key.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "fixtures" / "vocabulary.json"


@dataclass(frozen=True, slots=True)
class Term:
    """A theme or instrument: its slug, name, and the words that speak for it with their weights."""

    slug: str
    name: str
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MetricTerm:
    """A metric: its slug, name, base unit, and regular expressions of the wordings that mean it."""

    slug: str
    name: str
    unit: str = ""
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BaseTerm:
    """A demonstration base: its slug and every name a title may give it."""

    slug: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganizationTerm:
    """An organization with its other names."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything kept by hand that the rules look things up in; empty is a working vocabulary."""

    themes: tuple[Term, ...] = ()
    instruments: tuple[Term, ...] = ()
    metrics: tuple[MetricTerm, ...] = ()
    bases: tuple[BaseTerm, ...] = ()
    organizations: tuple[OrganizationTerm, ...] = field(default=())
    synonyms: tuple[tuple[str, ...], ...] = ()

    @classmethod
    @cache
    def read(cls, path=DEFAULT_PATH):
        """The vocabulary in the fixture file at `path`."""
        return cls.of(json.loads(Path(path).read_text(encoding="utf-8")))

    @classmethod
    def of(cls, rows):
        """The vocabulary in fixture objects."""
        by_model = {}
        for row in rows:
            by_model.setdefault(row["model"], []).append(row["fields"])

        def terms(model, word_model, key):
            words = {}
            for row in by_model.get(word_model, ()):
                words.setdefault(row[key][0], []).append((row["word"], float(row["weight"])))
            return tuple(
                Term(row["slug"], row["name"], tuple(words.get(row["slug"], ())))
                for row in by_model.get(model, ())
            )

        def split(names):
            return tuple(filter(None, names.split("、")))

        return cls(
            themes=terms("measures.theme", "measures.themeword", "theme"),
            instruments=terms("measures.instrument", "measures.instrumentword", "instrument"),
            metrics=tuple(
                MetricTerm(
                    row["slug"], row["name"], row.get("unit", ""), tuple(row.get("patterns", "").splitlines())
                )
                for row in by_model.get("measures.metric", ())
            ),
            bases=tuple(
                BaseTerm(row["slug"], (row["name"], row["short_name"], *split(row.get("aliases", ""))))
                for row in by_model.get("plans.demonstrationbase", ())
            ),
            organizations=tuple(
                OrganizationTerm(row["name"], split(row.get("aliases", "")))
                for row in by_model.get("measures.organization", ())
            ),
            synonyms=tuple(
                (row["name"], *filter(None, row.get("words", "").splitlines()))
                for row in by_model.get("measures.synonymgroup", ())
            ),
        )
