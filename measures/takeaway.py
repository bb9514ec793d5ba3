"""Entries of a page that is no list of filters, taken away through the kit's exports."""

from measures.columns import ENTRY_EXPORT, comparison
from sbjd.listing.columns import Column
from sbjd.listing.given import GivenRows

GIVEN_ORDER = "所选次序"


def stated_quantities(entry):
    """The quantities an entry states, each once, in the order of the text; needs `quantity_mentions`."""
    mentions = sorted(entry.quantity_mentions.all(), key=lambda mention: mention.start)
    return list({mention.quantity_id: mention.quantity for mention in mentions}.values())


def _quantities(entry):
    return "；".join(
        f"{one.get_kind_display()}：{one.metric_text} {comparison(one)} {one.value}{one.unit}"
        for one in stated_quantities(entry)
    )


# As in the register, with the numbers of each entry before its text.
CHOSEN_EXPORT = (*ENTRY_EXPORT[:-1], Column("quantities", "目标与标准", _quantities), ENTRY_EXPORT[-1])


class TakenAway(GivenRows):
    """Entries of such a page."""

    def load_export(self, rows):
        """`rows` with all that the columns read."""
        return rows.for_export().prefetch_related("quantity_mentions__quantity")

    def export_notes(self, listing):
        """How many values of these entries the source has masked, if any."""
        masked = {
            mention.quantity_id
            for entry in self.load_export(self.rows)
            for mention in entry.quantity_mentions.all()
            if mention.quantity.masked
        }
        said = f"其中{len(masked)}个数值在来源网页中被遮蔽（如20XX），照录原文，未作推测。"
        return [("遮蔽值", said)] if masked else []
