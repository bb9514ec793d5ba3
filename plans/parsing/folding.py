"""One folding of text for search: what a person types and what a plan prints meet here.

Lengths may change (㎡ becomes m2, a mark is dropped), so folded text is a column of its own and its
offsets are never taken for offsets of the source; `numbering.half_width` is the one that keeps them.
"""

import re
import unicodedata

_MARKS = re.compile("[①-⑨]")


def fold(text):
    """`text` as search compares it: footnote marks ①–⑨ dropped, then NFKC and casefold.

    Full-width letters, digits and signs become half-width, capitals small, U+3000 a blank. Folding a
    folded text changes nothing. Marks go first, since NFKC would make digits of them: 校①1专 → 校1专.
    """
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())


def search_text(title, text):
    """What the search looks through for one entry: its title, then its whole text, folded."""
    return fold(f"{title}\n{text}")
