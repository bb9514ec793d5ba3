"""What a person types → what is looked for. Nothing typed is an error: what breaks the syntax is read as
plain words, and a sentence says so.

    知识产权 质押     both, wherever they stand; every kind of blank parts words
    “成果 转化”       exactly so, in any kind of quotation marks
    -补贴             not this
    标题:众创         in the title; further prefixes (基地:, 主题:) are declared by who asks
    nanshan-m05       a code
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sbjd.search.folding import fold
from sbjd.search.numerals import number_forms
from sbjd.search.terms import Term

MOST_PARTS = 12
_OPENING, _CLOSING, _EITHER = "“„‟", "”", '"＂'
_QUOTES = _OPENING + _CLOSING + _EITHER
_MINUS = "-－−"
_LIST_MARKS = re.compile("[、，,;；|/]+")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+(?:\.[a-z0-9]+)*)+")
_SHOWN = 20


@dataclass(frozen=True)
class Prefix:
    """What a word before a colon asks for. `find` turns what follows into (value, name), or None where
    there is no such `what`; a prefix without it says in which field (`key`) the words are to stand."""

    key: str
    find: Callable | None = None
    what: str = ""


TITLE = {"标题": Prefix("title")}


@dataclass(frozen=True)
class Narrowing:
    """A prefix with a value that is known: what `name` calls it, and its `value` for the database."""

    key: str
    value: str
    name: str


@dataclass(frozen=True)
class Part:
    """One part of a query, as `typed`: a term or a narrowing, to be found or `excluded`."""

    typed: str
    asked: Term | Narrowing
    excluded: bool = False


@dataclass(frozen=True)
class Query:
    """A search as it was understood: all terms, none of the excluded, and of the narrowings of one key
    any. `notices` are sentences about what was not understood."""

    text: str = ""
    parts: tuple[Part, ...] = ()
    notices: tuple[str, ...] = ()

    def __bool__(self):
        """False when nothing is asked."""
        return bool(self.parts)

    @property
    def terms(self):
        """What must be found."""
        return tuple(p.asked for p in self.parts if isinstance(p.asked, Term) and not p.excluded)

    @property
    def excluded(self):
        """What must not be found."""
        return tuple(p.asked for p in self.parts if isinstance(p.asked, Term) and p.excluded)

    def narrowings(self, excluded=False):
        """The values to narrow to, or those to leave out, by key: {key: [Narrowing, …]}."""
        found = {}
        for part in self.parts:
            if isinstance(part.asked, Narrowing) and part.excluded is excluded:
                found.setdefault(part.asked.key, []).append(part.asked)
        return found

    @property
    def code(self):
        """The folded text if all of it is shaped like the code of an entry, else ""."""
        folded = fold(self.text).strip()
        return folded if _CODE.fullmatch(folded) else ""


def parse(text, prefixes=TITLE):
    """The `Query` that `text` (see `clean_words`) stands for. `prefixes` maps a word to its `Prefix`.

    >>> query = parse("标题:质押 “专利 权” -补贴")
    >>> [(term.text, term.field, term.exact) for term in query.terms], [term.text for term in query.excluded]
    ([('质押', 'title', False), ('专利 权', '', True)], ['补贴'])
    """
    reader = _Reader(text, prefixes)
    reader.read()
    parts = tuple({(part.asked, part.excluded): part for part in reversed(reader.parts)}.values())[::-1]
    notices = reader.notices
    if len(parts) > MOST_PARTS:
        parts = parts[:MOST_PARTS]
        notices.append(f"检索词多于{MOST_PARTS}个，只用了前{MOST_PARTS}个。")
    if text.strip() and not parts:
        notices = ["只有标点符号，没有可检索的字词。"]
    return Query(text.strip(), parts, tuple(dict.fromkeys(notices)))


def typed_term(text, field=""):
    """The `Term` for words as somebody typed them, to be found with their numbers in either writing."""
    term = Term(text, field=field)
    forms = number_forms(term.text)
    return Term(text, field=field, alternatives=forms) if forms else term


class _Reader:
    """Goes through a text from left to right and collects `parts` and `notices`."""

    def __init__(self, text, prefixes):
        self.text, self.prefixes = text, prefixes
        self.parts, self.notices = [], []
        self.phrases, unpaired = _pair_quotes(text)
        if unpaired:
            self.notices.append("引号没有成对，已按普通词检索。")
        words = "|".join(map(re.escape, sorted(prefixes, key=len, reverse=True)))
        self.prefix = re.compile(f"({words})[:：]" if words else r"(?!)")

    def read(self):
        position = 0
        while position < len(self.text):
            if self.text[position].isspace():
                position += 1
            else:
                position = self.read_part(position)

    def read_part(self, start):
        """Read the part that begins at `start`; gives where it ends."""
        position, excluded = start, False
        while position < len(self.text) and self.text[position] in _MINUS and self.is_free(start):
            position, excluded = position + 1, True
        if position - start > 1 or (excluded and self.is_over(position)):
            self.notices.append("单独的减号已忽略；要排除一个词，请把一个减号紧接在它前面。")
            excluded = False
        prefix = self.prefix.match(self.text, position)
        if prefix is None:
            end = self.end_of(position)
            self.add(self.text[start:end], self.text[position:end], excluded)
            return end
        position = self.behind(prefix)
        if position + 1 < len(self.text) and self.text[position] in _MINUS:  # 标题:-众创 is -标题:众创
            position, excluded = position + 1, True
        end = self.end_of(position)
        value = self.text[position:end]
        self.add_prefixed(self.text[start:end], prefix.group(1), value, excluded)
        return end

    def behind(self, prefix):
        """Where the value of a prefix begins: a blank between them is how some people write a colon."""
        position = prefix.end()
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        is_next = position < len(self.text) and not self.prefix.match(self.text, position)
        return position if is_next else prefix.end()

    def is_free(self, position):
        """Whether a part can begin with a minus here: behind a blank or a quoted phrase."""
        before = position - 1
        return position == 0 or self.text[before].isspace() or before in self.phrases.values()

    def is_over(self, position):
        return position >= len(self.text) or self.text[position].isspace()

    def end_of(self, position):
        """Where the quoted phrase or the word that begins at `position` ends."""
        if position in self.phrases:
            return self.phrases[position] + 1
        while not self.is_over(position) and position not in self.phrases:
            position += 1
        return position

    def add(self, typed, value, excluded, field=""):
        """Add a term; False when there is nothing in it to look for."""
        exact = len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES
        term = Term(value[1:-1], exact, field) if exact else typed_term(value, field)
        if not term:
            return False
        self.parts.append(Part(typed, term, excluded))
        return True

    def add_prefixed(self, typed, word, value, excluded):
        prefix, bare = self.prefixes[word], value.strip(_QUOTES)
        if prefix.find is None:
            if self.add(typed, value, excluded, prefix.key):
                return
        elif found := self.look_up(prefix, bare):
            self.parts += [Part(typed, Narrowing(prefix.key, *pair), excluded) for pair in found]
            return
        elif self.add(value, value, excluded):
            shown = bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}……"
            self.notices.append(f"没有名为“{shown}”的{prefix.what}，“{shown}”已按普通词检索。")
            return
        self.notices.append(f"“{word}：”后面没有内容，已按普通词检索。")
        self.add(word, word, excluded)

    def look_up(self, prefix, value):
        """The (value, name) that `value` stands for, or of each of several listed in it; [] if one is
        not known."""
        listed = [prefix.find(one) for one in _LIST_MARKS.split(value) if one]
        whole = prefix.find(value) if value else None
        return [whole] if whole else listed if all(listed) else []


def _pair_quotes(text):
    """{where a quoted phrase opens: where it closes}, and whether a quotation mark has no partner."""
    pairs, opened, unpaired = {}, None, False
    for place, character in enumerate(text):
        if character not in _QUOTES:
            continue
        if opened is None:
            opened = place
        elif character in _OPENING:  # what was opened before is never closed
            opened, unpaired = place, True
        else:
            pairs[opened], opened = place, None
    return pairs, unpaired or opened is not None
