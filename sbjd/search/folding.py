"""One folding of text for search: what a person types and what a plan prints meet here.

Folding changes lengths (㎡ becomes m2, a footnote mark goes), so a place in folded text is no place in the
printed one; `Folded` knows the way back.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

# Footnote marks, and characters that are not seen at all: both stand in the middle of words.
_DROPPED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# What is typed in one way and printed in another, beyond what NFKC knows: 〔2016〕35号 and [2016]35号.
_ALIKE = {
    "[": "〔【",
    "]": "〕】",
    '"': "“”„‟「」『』",
    "'": "‘’‚‛",
    "-": "‐‒–—―−",
    "·": "•・‧",
    "~": "〜",
}
_TABLE = {ord(character): None for character in _DROPPED} | {
    ord(character): plain for plain, several in _ALIKE.items() for character in several
}
# A character that never melts into the one before it when texts are normalised: ASCII, what is common
# in Chinese print, and Chinese characters.
_APART = re.compile("[\x00-\x7f\u2010-\u2027\u3000-\u3029\u3030\u3400-\u9fff\uff01-\uff9d]")


def fold(text):
    """`text` as search compares it: marks ①–⑳ dropped, then NFKC and casefold, brackets, quotation marks
    and dashes of any kind as one kind.

    Full-width letters, digits and signs become half-width, capitals small, U+3000 a blank. Folding a
    folded text changes nothing. Marks go first, since NFKC would make digits of them.

    >>> fold("校①企〔２０１６〕３５号 ＩＰ")
    '校企[2016]35号 ip'
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text):
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold()


@lru_cache(maxsize=16384)
def _fold_piece(piece):
    return fold(piece)


class Folded:
    """A printed text, folded, with the way back.

    `skipped` are the (start, end) in `printed` that matching passes over, such as the line ending
    inside a word of a broken paragraph. `text` is what matching reads.
    """

    def __init__(self, printed, skipped=()):
        self.printed = printed
        self._skipped = skipped
        self._starts = self._ends = None
        self.text = fold("".join(self._kept_parts()) if skipped else printed)

    def span(self, start, end):
        """The (start, end) in `printed` that folded text[start:end] was made from.

        Raises IndexError outside the text; an empty stretch has no place (ValueError).
        """
        if start >= end:
            raise ValueError("an empty stretch stands nowhere")
        if self._starts is None:
            self._trace()
        return self._starts[start], self._ends[end - 1]

    def _kept_ranges(self):
        position, length = 0, len(self.printed)
        for start, end in sorted(self._skipped):
            if position < min(start, length):
                yield position, min(start, length)
            position = max(position, end)
        if position < length:
            yield position, length

    def _kept_parts(self):
        return (self.printed[start:end] for start, end in self._kept_ranges())

    def _trace(self):
        """Fold piece by piece, a piece being characters that may melt into one another, and note for
        each folded character where its piece begins and ends."""
        self._starts, self._ends = [], []
        offsets = list(chain.from_iterable(range(*pair) for pair in self._kept_ranges()))
        kept = "".join(self._kept_parts())
        alone = [*map(_fold_piece, kept)]
        if "".join(alone) == self.text:  # nothing melts: each character is a piece of its own
            for folded, offset in zip(alone, offsets, strict=True):
                self._starts += [offset] * len(folded)
                self._ends += [offset + 1] * len(folded)
            return
        borders = [match.start() for match in _APART.finditer(kept)]
        if not borders or borders[0] > 0:
            borders.insert(0, 0)
        for start, end in zip(borders, [*borders[1:], len(kept)], strict=True):
            self._trace_piece(kept[start:end], offsets[start:end])

    def _trace_piece(self, piece, offsets):
        alone = [_fold_piece(character) for character in piece]
        whole = _fold_piece(piece)
        if "".join(alone) == whole:
            for folded, offset in zip(alone, offsets, strict=True):
                self._starts += [offset] * len(folded)
                self._ends += [offset + 1] * len(folded)
        elif whole:
            self._starts += [offsets[0]] * len(whole)
            self._ends += [offsets[-1] + 1] * len(whole)
