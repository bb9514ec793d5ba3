"""What a model says of merging its rows."""

from dataclasses import dataclass, field
from typing import ClassVar


class Refused(Exception):
    """A merge that cannot be done or undone; the message is a sentence for the user."""


@dataclass(slots=True)
class Taking:
    """What becomes of the names: `values` {field: new value} of the row that stays, `taken` {key of a row
    that goes: {field: [texts]}} what of each came to it, `warnings` sentences to think about."""

    values: dict = field(default_factory=dict)
    taken: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)


class Mergeable:
    """One model whose rows can be merged. Subclasses say `model`, the `right` that allows it, `related`
    {label: paths to load with rows that move}, and define `facts`, `takes` and `likenesses`; `spoken` where
    the `str` of a row that moves does not say enough."""

    model = None
    right = ""
    related: ClassVar = {}

    def facts(self, row):
        """[(label, text)] of a row, to be compared side by side."""
        raise NotImplementedError

    def takes(self, stays, goes):
        """The `Taking` of the row that stays when the rows `goes` become it. Raises Refused."""
        raise NotImplementedError

    def likenesses(self, row):
        """Texts that two rows share when they are likely one: {folded text: what it is, in words}."""
        raise NotImplementedError

    def spoken(self, row):
        """What a row that moves is called."""
        return str(row)
