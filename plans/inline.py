"""A stretch of printed text → runs that a page can mark: bold heads, masked values, errata, anchors,
and the words a reader searched for.

Cutting is by offsets into the source, so marks never change a character of the text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import format_html, format_html_join

MASKED = re.compile(r"(?:19|20)(?:XX|xx|××|\*\*)")
MASKED_TITLE = "原文如此，数字已遮蔽"

_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,:](?=\d)")


@dataclass(frozen=True, slots=True)
class ErratumRef:
    """An erratum as the page names it: 校`number`, its code and its note."""

    number: int
    code: str
    note: str

    @property
    def anchor(self):
        return f"e-{self.code}"


@dataclass(frozen=True, slots=True)
class HitRef:
    """The `number`-th of `total` places where a searched word stands: source offsets `start` to `end`."""

    number: int
    total: int
    start: int
    end: int

    def steps(self):
        """Links to the hit before and the hit after, for a reader without scripts."""
        near = [("上一处", self.number - 1), ("下一处", self.number + 1)]
        return format_html_join(
            "",
            '<a class="step" href="#hit-{}" aria-label="{}（第{}处，共{}处）"></a>',
            ((n, name, n, self.total) for name, n in near if 1 <= n <= self.total),
        )


@dataclass(slots=True)
class Run:
    """Characters that look alike. `anchors` are ids that begin here, `errata` marks that follow. A hit
    that other marks cut up is several runs: the first `opens` it, the last `closes` it."""

    text: str
    bold: bool = False
    masked: bool = False
    doubtful: bool = False
    anchors: list = field(default_factory=list)
    errata: list = field(default_factory=list)
    hit: HitRef | None = None
    opens: bool = False
    closes: bool = False

    def html(self):
        text = format_html("{}", self.text)
        if self.masked:
            text = format_html('<span class="masked" title="{}">{}</span>', MASKED_TITLE, text)
        if self.doubtful:
            text = format_html('<span class="doubtful">{}</span>', text)
        if self.bold:
            text = format_html("<b>{}</b>", text)
        if self.hit:
            name = format_html(' id="hit-{}"', self.hit.number) if self.opens else ""
            text = format_html("<mark{}>{}</mark>{}", name, text, self.hit.steps() if self.closes else "")
        anchors = format_html_join("", '<span id="{}"></span>', ((name,) for name in self.anchors))
        return format_html("{}{}{}", anchors, text, erratum_marks(self.errata))


def erratum_marks(errata):
    """校n behind the text, each a link to its note and the place the note links back to."""
    return format_html_join(
        "",
        '<sup class="mark"><a id="{}-mark" href="#{}" aria-label="校勘{}：{}">校{}</a></sup>',
        ((e.anchor, e.anchor, e.number, e.note, e.number) for e in errata),
    )


def html_of(runs):
    """The runs as one piece of safe HTML."""
    return format_html_join("", "{}", ((run.html(),) for run in runs))


def full_width(text):
    """Half-width , : ; ( ) as full-width ones, one for one; a comma or colon inside a number stays."""
    kept = {match.start() for match in _BETWEEN_DIGITS.finditer(text)}
    folded = text.translate(_FULL_WIDTH)
    return "".join(text[i] if i in kept else folded[i] for i in range(len(text))) if kept else folded


def shown(text, punctuation):
    """`text` as a reader wants its marks: `punctuation="full"` shows half-width ones as full-width."""
    return full_width(text) if punctuation == "full" else text


def runs_of(text, start, *, bold=(), breaks=(), anchors=(), errata=(), doubtful=(), hits=(), punctuation=""):
    """Cut `text`, which stands at `start` in the source, into runs.

    `bold`, `breaks` and `doubtful` are (start, end) in source offsets; `anchors` (offset, id) pairs;
    `errata` (offset, ErratumRef) pairs; `hits` HitRefs, none overlapping. What a break covers is left
    out, unless it parts two Latin words. `punctuation="full"` shows half-width marks as full-width.
    """
    end = start + len(text)
    masked = [(m.start() + start, m.end() + start) for m in MASKED.finditer(text)]
    cuts = {start, end}
    hits = [hit for hit in hits if hit.start < end and start < hit.end]
    for pair in [*bold, *breaks, *doubtful, *masked, *((hit.start, hit.end) for hit in hits)]:
        cuts.update(at for at in pair if start < at < end)
    cuts.update(at for at, _ in [*anchors, *errata] if start < at < end)
    punctuated = shown(text, punctuation)
    ordered, runs = sorted(cuts), []
    for a, b in pairwise(ordered):
        if _inside(a, b, breaks):
            before, after = text[a - start - 1 : a - start], text[b - start : b - start + 1]
            printed = "\n" if before.isascii() and before.isalnum() and after.isascii() else ""
        else:
            printed = punctuated[a - start : b - start]
        run = Run(printed, _inside(a, b, bold), _inside(a, b, masked), _inside(a, b, doubtful))
        run.anchors = [name for at, name in anchors if at == a]
        run.errata = [e for at, e in errata if at == b or at == a == start]
        run.hit = next((hit for hit in hits if hit.start <= a and b <= hit.end), None)
        if run.hit:
            run.opens, run.closes = a == run.hit.start, b == run.hit.end
        if printed or run.anchors or run.errata:
            runs.append(run)
    return runs


def _inside(a, b, ranges):
    return any(s <= a and b <= e for s, e in ranges)
