"""What one looks for, and what matches it."""

import re
from dataclasses import dataclass
from functools import cached_property

from sbjd.search.folding import fold
from sbjd.search.tokens import GAP, LETTERS, LONGEST, NUMBER, SINGLE, WORD, runs, units


@dataclass(frozen=True)
class Term:
    """One thing to look for, folded as the texts are; what matches any of `alternatives` matches it too.

    Chinese is found anywhere, a word of letters from its beginning (half a word is found, its end alone
    is not), a number only whole; one of some length is found behind a number or word that it touches, too
    (3715 in GDP3715). Blanks and punctuation inside the term stand for any or none, at its
    ends for nothing. An `exact` term stands as typed, punctuation and all, and its words are whole.
    `field` is where to look: "" for everything, "title" for titles alone.
    """

    text: str
    exact: bool = False
    field: str = ""
    alternatives: tuple[str, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "text", fold(self.text).strip())
        others = dict.fromkeys(fold(text).strip() for text in self.alternatives)
        others.pop(self.text, None)
        object.__setattr__(self, "alternatives", tuple(others))

    def __bool__(self):
        """False for punctuation alone, which asks nothing."""
        return bool(self.forms)

    @cached_property
    def forms(self):
        """The term and its alternatives as `Form`s, those that ask something."""
        texts = (self.text, *self.alternatives)
        made = (Form(text, self.exact, is_glued) for text in texts for is_glued in (False, True))
        return tuple(form for form in made if form)

    @cached_property
    def pattern(self):
        """The regular expression over folded text that says what matches; of a term that asks nothing,
        one that matches everything."""
        # The longest first: it is what should be marked where two begin alike.
        forms = sorted(self.forms, key=lambda form: -len(form.text))
        return re.compile("|".join(form.expression for form in forms))

    def found_in(self, text):
        """True if folded `text` matches."""
        return self.pattern.search(text) is not None

    def spans(self, folded):
        """(start, end) in the printed text of each match in `folded`, a `Folded`; none overlap."""
        return [folded.span(*match.span()) for match in self.pattern.finditer(folded.text) if match.group()]


# From how many characters on a number or word is looked for behind what it touches: 4 of 5G4K means little.
_GLUED_FROM = {NUMBER: 2, LETTERS: 3}
_GLUED_BEHIND = {NUMBER: rf"(?<={WORD})(?<!\d)(?<!\d\.)", LETTERS: r"(?<=\d)"}


class Form:
    """One wording of a term: its units and the punctuation between them. If it `is_glued`, it stands right
    behind a word or number; it is False where too little of it would."""

    def __init__(self, text, exact, is_glued=False):
        self.units = units(text)
        self.text, self.exact, self.is_glued = text, exact, is_glued

    def __bool__(self):
        if not self.units or not self.is_glued:
            return bool(self.units)
        first = self.units[0]
        return not self.exact and len(first.text) >= _GLUED_FROM.get(first.kind, LONGEST)

    @cached_property
    def runs(self):
        """Its runs of units as an index writes them; the last one ends in a beginning ("_" is missing)
        where half a word is enough."""
        found = runs(self.text)
        if self.is_glued:
            found[0][0] = f"~{found[0][0]}"
        if self.is_open:
            found[-1][-1] = found[-1][-1][:-1]
        return found

    @property
    def is_open(self):
        """True if it ends in a word of which the beginning is enough."""
        return not self.exact and self.units[-1].kind == LETTERS

    @property
    def has_gaps(self):
        """True if punctuation or a blank stands between its units."""
        return len(self.runs) > 1

    @property
    def bare(self):
        """Its text from the first unit to the last."""
        return self.text[self.units[0].start : self.units[-1].end]

    @property
    def stretches(self):
        """Its text in pieces without the blanks and punctuation between them."""
        pieces = []
        for unit in self.units:
            pieces = [*pieces[:-1], pieces[-1] + unit.text] if unit.joined else [*pieces, unit.text]
        return pieces

    @property
    def longest(self):
        """The longest stretch that any text which matches has just so."""
        return max(self.text.split() if self.exact else self.stretches, key=len)

    @property
    def is_plain(self):
        """True if a text matches exactly when it contains the `bare` form."""
        return self.is_whole and all(unit.kind == SINGLE for unit in self.units) and not self.has_gaps

    @property
    def is_whole(self):
        """True if its units are all it asks for: no punctuation that counts, no endless word."""
        is_bare = self.units[0].start == 0 and self.units[-1].end == len(self.text)
        counts_punctuation = self.exact and (self.has_gaps or not is_bare)
        return not counts_punctuation and all(len(unit.text) < LONGEST for unit in self.units)

    @cached_property
    def expression(self):
        """The source of the regular expression that matches it."""
        parts, end = [], 0
        for number, unit in enumerate(self.units):
            if not unit.joined:
                before = _GLUED_BEHIND[unit.kind] if self.is_glued and not number else self._before(unit)
                parts += [self._between(end, unit.start, number > 0), before]
            parts.append(re.escape(unit.text))
            after = self.units[number + 1] if number + 1 < len(self.units) else None
            if after is None or not after.joined:
                parts.append(self._behind(unit, after is None))
            end = unit.end
        return "".join([*parts, self._between(end, len(self.text), False)])

    def _between(self, start, end, inside):
        """What stands between two units, or at an end of the term."""
        if not self.exact:
            return f"{GAP}*" if inside else ""
        return "".join(
            r"\s+" if piece.isspace() else re.escape(piece)
            for piece in re.split(r"(\s+)", self.text[start:end])
            if piece
        )

    def _before(self, unit):
        """A unit of letters or digits begins where none stand before it."""
        if unit.kind == SINGLE:
            return ""
        return rf"(?<!{WORD})(?<!\d\.)" if unit.kind == NUMBER else f"(?<!{WORD})"

    def _behind(self, unit, is_last):
        """How a unit ends that nothing follows in its run."""
        if unit.kind == NUMBER:
            return rf"(?!\.?\d)(?!{WORD})" if self.exact else r"(?!\.?\d)"
        if unit.kind == LETTERS and (self.exact or not is_last):
            return f"(?!{WORD})"
        return ""
