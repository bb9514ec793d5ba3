"""Names in addresses: of a base, and of a plan.

A base's slug is the pinyin of its short name (南山 → nanshan). The first plan of a base has the base's
slug; every other has the year it was published after that (haidian-2019), or a number where the year is
not known or taken (haidian-2). A plan's slug begins all of its codes, and no local code begins with a
digit, so codes of `haidian` and of `haidian-2019` never meet. A slug does not change once the site shows
the plan.
"""

import re
from itertools import count

from pypinyin import lazy_pinyin

LONGEST_BASE = 40
LONGEST_PLAN = 50
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def base_slug(name, taken):
    """A slug for a base called `name` that is not in `taken`.

    >>> base_slug("海淀", {"haidian"})
    'haidian-b2'
    """
    plain = _NOT_IN_SLUG.sub("", "".join(lazy_pinyin(name)).lower())
    slug = plain[:LONGEST_BASE] if plain[:1].isalpha() else f"base{plain}"[:LONGEST_BASE]
    return next(_free(slug, taken, "-b"))


def plan_slug(base, dated, taken):
    """A slug for one more plan of the base with the slug `base`; `dated` are texts that may hold the year
    it is of (its date, its number, its title), the best first."""
    if base not in taken:
        return base
    year = next((match.group() for text in dated if (match := _YEAR.search(text))), "")
    return next(_free(f"{base}-{year}" if year else base, taken, "-"))


def _free(slug, taken, mark):
    """`slug`, then with 2, 3 … after it, without those in `taken`."""
    if slug not in taken:
        yield slug
    yield from (f"{slug}{mark}{number}" for number in count(2) if f"{slug}{mark}{number}" not in taken)


def complaint(slug, base):
    """What is wrong with `slug` for a plan of `base`, as a sentence; "" when nothing is."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_PLAN:
        return "方案标识只能用小写字母、数字和连字符，以字母开头，最长50个字符。"
    if slug != base and not re.fullmatch(rf"{re.escape(base)}-\d[a-z0-9-]*", slug):
        return f"方案标识应是示范基地标识“{base}”，或在它后面加连字符和数字，如“{base}-2019”。"
    return ""


def base_complaint(slug):
    """The same for the slug of a new base."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_BASE:
        return "示范基地标识只能用小写字母、数字和连字符，以字母开头，最长40个字符。"
    return ""
