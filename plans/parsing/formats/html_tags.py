"""A look at a page's tags before lxml sees them: its parser compares each attribute of a tag with all
before it, so one tag with a million attributes would keep it busy for days.

Tags are cut as browsers cut them (quoted values, comments, scripts); every step is possessive, so the
time is in proportion to the page.
"""

import re

_MOST_ATTRIBUTES = 500
_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+"
)
_EACH = re.compile(_ATTRIBUTE)
_TOKEN = re.compile(
    r"<!--(?:-?>|(?:(?!--!?>)[\s\S])*+(?:--!?>|\Z))|<[!?][^>]*+|"
    rf"<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])(?P<own>(?:{_ATTRIBUTE})*+)[\s/]*+>?"
    r"(?:(?!</(?P=raw)[\s/>])[\s\S])*+|"
    rf"</?[a-zA-Z][^\s/>]*+(?P<all>(?:{_ATTRIBUTE})*+)",
    re.I,
)


def has_crowded_tag(page):
    """Whether a tag of `page` has more attributes than any editor writes.

    >>> has_crowded_tag("<p class=a>…"), has_crowded_tag("<p " + "a " * 1000)
    (False, True)
    """
    for token in _TOKEN.finditer(page):
        attributes = token["own"] or token["all"] or ""
        if len(attributes) > _MOST_ATTRIBUTES and len(_EACH.findall(attributes)) > _MOST_ATTRIBUTES:
            return True
    return False
