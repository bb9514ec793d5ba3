"""The query language as this corpus speaks it: its prefixes, and what they may be followed by."""

from measures.models import Theme
from plans.models import DemonstrationBase
from sbjd.search.folding import fold
from sbjd.search.query import TITLE, Prefix, parse

BASE, THEME = "base", "theme"


def understood(text):
    """The `Query` of a search, cleaned by `clean_words`; queries the database only for 基地: and 主题:."""
    return parse(text, _PREFIXES)


def base_named(name):
    """(slug, short name) of the base that is called so, or None."""
    bases = DemonstrationBase.objects.all()
    rows = [(b.slug, b.short_name, (b.slug, b.short_name, b.name, *b.aliases.split("、"))) for b in bases]
    return _named(name, rows)


def theme_named(name):
    """(slug, name) of the theme that is called so, or None."""
    rows = Theme.objects.values_list("slug", "name")
    return _named(name, [(slug, full, (slug, full)) for slug, full in rows])


def _named(name, rows):
    """(value, shown) of the one row that is called `name`, or else of the only one with a name that has
    `name` in it; `rows` are (value, shown, names)."""
    wanted = fold(name).strip()
    if not wanted:
        return None
    for value, shown, names in rows:
        if wanted in map(fold, names):
            return value, shown
    partly = [(value, shown) for value, shown, names in rows if any(wanted in fold(one) for one in names)]
    return partly[0] if len(partly) == 1 else None


_PREFIXES = {
    **TITLE,
    "基地": Prefix(BASE, base_named, "示范基地"),
    "主题": Prefix(THEME, theme_named, "主题"),
}
