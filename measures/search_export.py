"""The hits of a search taken away: all of them, in the order of the page, each with its place and address."""

from measures.plan_order import plan_order
from measures.search_options import MODES, SCOPES
from measures.shown_hits import shown_hits
from sbjd.listing.columns import Column
from sbjd.listing.exports import export
from sbjd.listing.given import GivenRows

TITLE = "全文检索"
# A hit is made of several rows of the database; so many are in memory at once.
AT_ONCE = 100


def export_search(page, ending, request):
    """The response that downloads all hits of `page` (a SearchPage at its own address)."""
    return export(SearchTaken(page), _columns(request), ending, request)


class SearchTaken(GivenRows):
    """The hits of a SearchPage."""

    unit = "段"

    def __init__(self, page):
        super().__init__(TITLE, page.hits, _described(page), page.order_name, page.options.url())
        self._page = page

    def keys(self):
        """The keys of the hits, (is paragraph, pk), in their order."""
        return iter(self._page.seeking.order(self.rows)) if self.rows else iter(())

    def rows_of(self, keys):
        """The hits with these keys."""
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            yield from shown_hits(part, self._page.seeking, self._page.options.exact)

    def load_export(self, rows):
        """Everything is there."""
        return rows

    @property
    def whole(self):
        """How many texts are searched."""
        return len(plan_order().everything)

    def export_notes(self, listing):
        """What else was looked for than was typed, and how the query was read."""
        also = "".join(f"“{form}”" for form in self._page.seeking.also)
        notes = [("同时检索", also), ("检索提示", "".join(self._page.notices))]
        return [(label, text) for label, text in notes if text]


def _described(page):
    options = page.options
    bases = "、".join(base.short_name for base in page.bases if base.slug in options.bases)
    scopes = "、".join(name for scope, name in SCOPES.items() if scope in options.scopes)
    parts = (
        ("检索词", options.query),
        ("方式", MODES[options.mode]),
        ("范围", scopes),
        ("示范基地", bases),
    )
    return "；".join(f"{label}：{text}" for label, text in parts if text)


def _columns(request):
    return (
        Column("code", "编码", lambda hit: hit.code),
        Column("kind", "类型", lambda hit: hit.kind),
        Column("base", "示范基地", lambda hit: hit.base.text),
        Column("place", "章节", lambda hit: hit.place),
        Column("title", "标题", lambda hit: _text(hit.title), width=40),
        Column("excerpt", "摘录", lambda hit: _text(hit.pieces), width=80),
        Column("plan", "工作方案", lambda hit: hit.plan),
        Column("link", "网址", lambda hit: request.build_absolute_uri(hit.url)),
    )


def _text(pieces):
    return "".join(piece.text for piece in pieces)
