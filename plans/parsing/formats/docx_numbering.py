"""Automatic numbering of a .docx as the printed page shows it (ECMA-376, 17.9).

A paragraph says which list it is in (`numId`) and how deep (`ilvl`), itself or through its style; the
list's levels say how the number is written (`numFmt`, `lvlText` with %1 … %9) and where it restarts.
`numId` 0 turns numbering off. Counters belong to the abstract list, so lists that share one count on.
"""

import re
from dataclasses import dataclass, field, replace

from plans.parsing.formats.word_numbers import written_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DEPTH = 9
# After these the glyph brings its own white space; after others a tab prints as a gap.
_SPACED = tuple("、．。：）】〕》，")


def _value(element, path, default=None):
    found = element.find(path)
    return default if found is None else found.get(f"{_W}val", default)


def _integer(text, default=0):
    try:
        return max(-1, min(int(text), 1_000_000))
    except (TypeError, ValueError):
        return default


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str


def _level(element):
    format = _value(element, f"{_W}numFmt", "decimal")
    restart = _value(element, f"{_W}lvlRestart")
    legal = element.find(f"{_W}isLgl")
    return _Level(
        start=max(0, _integer(_value(element, f"{_W}start"), 0)),
        format=format,
        text=_value(element, f"{_W}lvlText", "") or "",
        suffix=_value(element, f"{_W}suff", "tab"),
        restart=None if restart is None else _integer(restart),
        legal=legal is not None and legal.get(f"{_W}val", "1") not in ("0", "false"),
        style=_value(element, f"{_W}pStyle", ""),
    )


def _levels(element):
    """Levels by depth of an abstractNum, or of the overrides in a num."""
    return {
        _integer(level.get(f"{_W}ilvl")): _level(level)
        for level in element.findall(f"{_W}lvl")
        if 0 <= _integer(level.get(f"{_W}ilvl"), -1) < _DEPTH
    }


@dataclass(slots=True)
class Numbering:
    """The lists of one document and where each stands. Ask `label(p)` once for each paragraph, in order."""

    abstracts: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    styles: dict = field(default_factory=dict)
    default_style: str = ""
    _counters: dict = field(default_factory=dict)
    _begun: set = field(default_factory=set)

    @classmethod
    def of(cls, numbering, styles):
        """From the root elements of the numbering and the styles part; either may be None."""
        self = cls()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)
        return self

    def _read_styles(self, root):
        for style in root.findall(f"{_W}style"):
            name = style.get(f"{_W}styleId", "")
            properties = style.find(f"{_W}pPr")
            self.styles[name] = (
                _value(style, f"{_W}basedOn", ""),
                None if properties is None else properties.find(f"{_W}numPr"),
                "" if properties is None else _value(properties, f"{_W}outlineLvl", ""),
            )
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true"):
                self.default_style = name

    def _read_lists(self, root):
        links, by_style = {}, {}
        for abstract in root.findall(f"{_W}abstractNum"):
            key = abstract.get(f"{_W}abstractNumId")
            self.abstracts[key] = _levels(abstract)
            link = _value(abstract, f"{_W}numStyleLink")
            if link:
                links[key] = link
            named = _value(abstract, f"{_W}styleLink")
            if named:
                by_style[named] = key
        for key, style in links.items():
            self.abstracts[key] = self.abstracts.get(by_style.get(style), self.abstracts[key])
        for number in root.findall(f"{_W}num"):
            abstract = _value(number, f"{_W}abstractNumId")
            levels, restarted = dict(self.abstracts.get(abstract, {})), set()
            for override in number.findall(f"{_W}lvlOverride"):
                depth = _integer(override.get(f"{_W}ilvl"), -1)
                levels.update(_levels(override))
                start = _value(override, f"{_W}startOverride")
                if start is not None and depth in levels:
                    levels[depth] = replace(levels[depth], start=max(0, _integer(start)))
                    restarted.add(depth)
            self.lists[number.get(f"{_W}numId")] = (abstract, levels, restarted)

    def _chain(self, style):
        """The style and those it is based on."""
        seen = set()
        while style and style in self.styles and style not in seen:
            seen.add(style)
            yield style
            style = self.styles[style][0]

    def heading_level(self, paragraph):
        """1 to 9 where Word itself takes the paragraph for a heading (its outline level), else 0."""
        properties = paragraph.find(f"{_W}pPr")
        level = "" if properties is None else _value(properties, f"{_W}outlineLvl", "")
        if not level:
            levels = (self.styles[style][2] for style in self._chain(self._style_of(properties)))
            level = next(filter(None, levels), "")
        return _integer(level) + 1 if level.isdecimal() and _integer(level) < _DEPTH else 0

    def _style_of(self, properties):
        style = "" if properties is None else _value(properties, f"{_W}pStyle", "")
        return style or self.default_style

    def _place(self, properties):
        """(numId, depth) of a paragraph, or None: its own word first, then its style's."""
        number, depth, style_of_number = None, None, ""
        own = None if properties is None else properties.find(f"{_W}numPr")
        if own is not None:
            number, depth = _value(own, f"{_W}numId"), _value(own, f"{_W}ilvl")
        if number is None:
            for style in self._chain(self._style_of(properties)):
                inherited = self.styles[style][1]
                if inherited is None:
                    continue
                number = _value(inherited, f"{_W}numId", number)
                depth = depth if depth is not None else _value(inherited, f"{_W}ilvl")
                if number is not None:
                    style_of_number = style
                    break
        if number is None or number == "0" or number not in self.lists:
            return None
        if depth is None:
            levels = self.lists[number][1]
            chain = set(self._chain(style_of_number)) | {self._style_of(properties)}
            depth = next((d for d, level in levels.items() if level.style and level.style in chain), 0)
        return number, max(0, min(_integer(depth), _DEPTH - 1))

    def label(self, paragraph):
        """The number Word prints before `paragraph` (a w:p element), with the gap after it; "" for none."""
        place = self._place(paragraph.find(f"{_W}pPr"))
        if place is None:
            return ""
        number, depth = place
        abstract, levels, restarted = self.lists[number]
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        if (number, depth) not in self._begun:
            self._begun.add((number, depth))
            if depth in restarted:
                counters.pop(depth, None)
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [key for key in counters if key > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and depth < restart):
                del counters[deeper]
        return self._printed(level, levels, counters)

    def _printed(self, level, levels, counters):
        if level.format == "bullet":
            mark = "".join(
                "•" if "\ue000" <= character <= "\uf8ff" else character for character in level.text
            )
            printed = mark.strip()
        else:

            def number(match):
                depth = int(match.group(1)) - 1
                named = levels.get(depth)
                if named is None:
                    return ""
                value = counters.get(depth, named.start)
                return written_number(value, "decimal" if level.legal else named.format)

            printed = _PLACE.sub(number, level.text)
        if not printed:
            return ""
        if level.suffix == "nothing" or printed.endswith(_SPACED):
            return printed
        return printed + " "
