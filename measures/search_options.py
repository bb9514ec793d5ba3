"""What the search page's address may ask for."""

from dataclasses import dataclass, field, replace

from django.utils.http import urlencode

from sbjd.listing.cleaning import as_shown, clean_words, unknown_keys_notice
from sbjd.listing.pages import SIZES, asked_page

SCOPES = {"text": "正文", "measure": "举措", "project": "项目"}
MODES = {"": "相关", "exact": "精确"}
KEYS = ("q", "mode", "scope", "base", "size", "page")


@dataclass(frozen=True)
class SearchOptions:
    """`query` (cleaned), `mode`, `scopes` and `bases` (none: all), `size` and `page`; `notices` say what the
    address asked for in vain."""

    path: str
    query: str = ""
    mode: str = ""
    scopes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    size: int = SIZES[0]
    page: int = 1
    notices: list = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, request, known_bases):
        """What this request asks for; whatever is not understood is dropped and said."""
        asked = request.GET
        # Of several the first, as in the register.
        query, notices = clean_words(next(filter(None, asked.getlist("q")), ""))
        notices.append(unknown_keys_notice([key for key in asked if key not in KEYS]))
        mode = asked.get("mode", "")
        if mode not in MODES:
            notices.append("检索方式只有“相关”和“精确”两种，现按“相关”检索。")
            mode = ""
        scopes = _known(asked.getlist("scope"), SCOPES, "检索范围", notices)
        bases = _known(asked.getlist("base"), known_bases, "示范基地", notices)
        size, page, unread = asked_page(asked)
        notices += unread
        scopes = () if len(scopes) == len(SCOPES) else scopes
        return cls(request.path, query, mode, scopes, bases, size, page, list(filter(None, notices)))

    @property
    def exact(self):
        """Whether only what was typed is looked for."""
        return self.mode == "exact"

    def wants(self, scope):
        """Whether this scope is searched."""
        return not self.scopes or scope in self.scopes

    def url(self, **changes):
        """The address of this search with some options changed; other conditions begin at page 1."""
        changed = replace(self, **{"page": 1, **changes})
        pairs = [("q", changed.query), ("mode", changed.mode)]
        pairs += [("scope", scope) for scope in SCOPES if scope in changed.scopes]
        pairs += [("base", base) for base in changed.bases]
        pairs += [("size", changed.size if changed.size != SIZES[0] else "")]
        pairs += [("page", changed.page if changed.page != 1 else "")]
        asked = urlencode([pair for pair in pairs if pair[1]])
        return f"{self.path}?{asked}" if asked else self.path


def _known(values, known, what, notices):
    if unknown := [as_shown(value) for value in values if value and value not in known]:
        named = "、".join(f"“{value}”" for value in unknown[:5])
        notices.append(f"{what}中没有{named}{'等' if len(unknown) > 5 else ''}，已忽略。")
    return tuple(dict.fromkeys(value for value in values if value in known))
