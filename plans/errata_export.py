"""The errata of a plan taken away, in the order of their page."""

from sbjd.listing.columns import Column
from sbjd.listing.exports import export
from sbjd.listing.given import GivenRows

TITLE = "校勘记"


def export_errata(plan, errata, address, ending, request):
    """The response that downloads the `errata` of `plan`, as the page at `address` has numbered, named and
    placed them."""
    return export(ErrataTaken(plan, errata, address), _columns(request), ending, request)


class ErrataTaken(GivenRows):
    """Errata that are read already: a plan has no more of them than its page shows at once."""

    unit = "处"

    def __init__(self, plan, errata, address):
        super().__init__(TITLE, plan.errata.all(), plan.title, "按类型，同类按原文次序", address)
        self._by_key = {erratum.pk: erratum for erratum in errata}

    def keys(self):
        """The keys of the errata in their order."""
        return self._by_key.keys()

    def rows_of(self, keys):
        """The errata with these keys."""
        return [self._by_key[key] for key in keys]

    def load_export(self, rows):
        """Everything is there."""
        return rows

    def export_notes(self, listing):
        """What the columns leave open."""
        return [("正文", "正文一字未改，可疑之处只在原处标出。")] if self._by_key else []


def _columns(request):
    return (
        Column("code", "编码", lambda e: e.code),
        Column("number", "校勘序号", lambda e: e.number),
        Column("kind", "类型", lambda e: e.kind_name),
        Column("plan", "工作方案", lambda e: e.plan.title),
        Column("section", "节号", lambda e: e.section.key),
        Column("place", "章节", lambda e: e.place),
        Column("line", "起始行", lambda e: e.line),
        Column("note", "说明", lambda e: e.note),
        Column("quote", "原文", lambda e: e.quote.strip(), width=80),
        Column("link", "网址", lambda e: request.build_absolute_uri(e.get_absolute_url())),
    )
