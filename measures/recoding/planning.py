"""What a change of the vocabulary's words would do to the entries coded by rule; nothing is written.

Weighing takes seconds where a word is common, so it is done while others may write. Whoever then writes what
was weighed has it brought up to date first, which costs only the entries that were written meanwhile.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.core import signing

from measures.recoding.reading import Coded, coded, decided
from measures.recoding.touched import changed_words, entries_since, entries_with
from plans.parsing.extract.classify import chooser
from plans.parsing.fixture import choice_fields
from sbjd import corpus

_SALT = "measures.recoding"
_WORDS_NAMED = 3


class Moves(StrEnum):
    """How what an entry has changes; `{noun}` is 主题 or 政策工具."""

    GAINS = "得到第一个{noun}"
    LOSES = "失去全部{noun}"
    PRIMARY = "首要{noun}改变"
    OTHERS = "只有第二、第三{noun}改变"


@dataclass(frozen=True, slots=True)
class Given:
    """A term that an entry has or would have, and the words that speak for it: (word, was it changed)."""

    name: str
    words: tuple


@dataclass(slots=True)
class Move:
    """What would become of one entry. `choices` are the parser's; `held` says why it stays all the same."""

    entry: Coded
    choices: list
    old: list
    new: list
    held: str = ""

    @property
    def sides(self):
        """What it has, and what it would have."""
        return self.old, self.new

    @property
    def how(self):
        """Which of `Moves` it is."""
        if not self.old:
            return Moves.GAINS
        if not self.new:
            return Moves.LOSES
        return Moves.OTHERS if self.old[0].name == self.new[0].name else Moves.PRIMARY


@dataclass(slots=True)
class Impact:
    """What the words in `words` would do: `moves`, `held` moves that stay because somebody decided them,
    and `refreshed` entries that keep what they have, though other words, or as many of another weight,
    speak for it. `terms` are those of the kind before and after, `at` the version of the corpus: what was
    written later is not in it."""

    kind: object
    words: list
    terms: tuple = ()
    at: corpus.Version | None = None
    moves: list = field(default_factory=list)
    held: list = field(default_factory=list)
    refreshed: list = field(default_factory=list)

    @property
    def words_named(self):
        """主题词“质押、信贷”, shortened where they are many."""
        named = "、".join(self.words[:_WORDS_NAMED])
        more = f"等{len(self.words)}个" if len(self.words) > _WORDS_NAMED else ""
        return f"{self.kind.word}“{named}”{more}"

    def groups(self):
        """[(heading, [Move])] of the moves, those that cost or gain most first; none is empty."""
        order = (Moves.LOSES, Moves.GAINS, Moves.PRIMARY, Moves.OTHERS)
        found = [(how.format(noun=self.kind.noun), [m for m in self.moves if m.how == how]) for how in order]
        return [group for group in found if group[1]]

    @property
    def digest(self):
        """One short text that is another as soon as anything in it differs."""
        state = [
            [(one.entry.pk, one.held, one.old, [choice_fields(c) | {"slug": c.slug} for c in one.choices])]
            for one in (*self.moves, *self.held, *self.refreshed)
        ]
        return signing.Signer(salt=_SALT).signature(repr((self.kind.field, self.words, state)))


def impact(kind, before, after, known=None):
    """The `Impact` of the vocabulary `after` in the place of `before`. `known` is one made earlier: where it
    is of the same words, only what was written since is weighed again."""
    old, new = terms = kind.terms(before), kind.terms(after)
    found = Impact(kind, changed_words(old, new), terms, corpus.version())
    if not found.words:
        return found
    if known is None or known.terms != terms or known.at.lineage != found.at.lineage:
        _weigh(found, entries_with(found.words))
        return found
    written = entries_since(known.at.number)
    for name in ("moves", "held", "refreshed"):
        setattr(found, name, [one for one in getattr(known, name) if one.entry.pk not in written])
    if written:
        _weigh(found, entries_with(found.words) & written)
    return found


def _weigh(found, pks):
    """Add to `found` what would become of the entries with these keys."""
    (old, new), kind = found.terms, found.kind
    names, changed = {term.slug: term.name for term in new}, set(found.words)
    by_old, by_new, by_all = (chooser(terms, kind.field) for terms in (old, new, old + new))
    for entry in coded(pks, kind):
        begun = by_all.begun(entry.zones)  # where words stand is most of the work: looked for once
        now, stands = by_new.choices(entry.zones, begun), [_slug(link, kind) for link in entry.links]
        if stands == _slugs(now):
            if entry.is_ruled and not entry.reviewed and not _is_fresh(entry, now):
                found.refreshed.append(Move(entry, now, [], []))
        # What it has may differ from the rule for another reason, which this change does not touch.
        elif _slugs(by_old.choices(entry.zones, begun)) != _slugs(now):
            _add_move(found, entry, now, names, changed)
    _hold_decided(found)
    for moves in (found.moves, found.held, found.refreshed):
        moves.sort(key=lambda one: one.entry.place)


def behind(pks, kind, vocabulary):
    """{key: Move} of those of the entries with these keys that have not what the words of `vocabulary` say,
    whatever it comes from: words saved without moving anything, a plan read with others."""
    names = dict(kind.term_model.objects.values_list("slug", "name"))
    found, choose = Impact(kind, []), chooser(kind.terms(vocabulary), kind.field)
    for entry in coded(pks, kind):
        now = choose.choices(entry.zones)
        if [_slug(link, kind) for link in entry.links] != _slugs(now):
            _add_move(found, entry, now, names, set())
    _hold_decided(found)
    return {move.entry.pk: move for move in (*found.moves, *found.held)}


def _slugs(choices):
    return [choice.slug for choice in choices]


def _add_move(found, entry, now, names, changed):
    had = {str(getattr(link, found.kind.term)): link.words.split("、") for link in entry.links}
    gets = {names[choice.slug]: choice.words for choice in now}
    move = Move(entry, now, _given(had, changed), _given(gets, changed))
    if entry.reviewed or not entry.is_ruled:
        move.held = "已审阅" if entry.reviewed else "人工指定"
        found.held.append(move)
    else:
        found.moves.append(move)


def _slug(link, kind):
    return getattr(link, kind.term).slug


def _given(terms, changed):
    """[Given] of {name: words}."""
    return [
        Given(name, tuple((word, word in changed) for word in words if word)) for name, words in terms.items()
    ]


def _is_fresh(entry, choices):
    """True if the words and scores beside what it has are those of `choices`."""
    for link, choice in zip(entry.links, choices, strict=True):
        fields = choice_fields(choice)
        if link.words != fields["words"] or link.score != Decimal(fields["score"]):
            return False
    return True


def _hold_decided(found):
    """Put aside what the history says a person decided, though no row of it says so."""
    by_people = decided([one.entry.pk for one in (*found.moves, *found.refreshed)], found.kind)
    for move in [move for move in found.moves if move.entry.pk in by_people]:
        move.held = "人工指定"
        found.held.append(move)
    found.moves = [move for move in found.moves if not move.held]
    found.refreshed = [one for one in found.refreshed if one.entry.pk not in by_people]
