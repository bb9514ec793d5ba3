"""Entries named one by one in an address: `?code=nanshan-m05&code=haidian-m2.5`, in the order given.

Without accounts the address is the list: it can be kept, printed and sent.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When

from measures.models import Entry
from sbjd.listing.cleaning import as_shown

# An address of a hundred codes stays below the 4,094 characters that a web server reads.
MOST_CODES = 100
_BETWEEN = re.compile(r"[\s,，、;；]+")
_AFTER_HEADING = " 。.：:"
_CODE = re.compile(r"^[a-z0-9][a-z0-9.-]{0,59}$")


@dataclass
class Selection:
    """The codes of an address that name an entry, in order, each once, and what had to be left out."""

    codes: list[str]
    notices: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, values):
        """The selection that these values of `code` mean; several codes in one value are taken apart."""
        asked = [code for value in values for code in _BETWEEN.split(value) if code]
        asked = list(dict.fromkeys(code.lower() for code in asked))
        notices = []
        if len(asked) > MOST_CODES:
            notices.append(f"一次最多选{MOST_CODES}条，只用了前{MOST_CODES}条。")
            asked = asked[:MOST_CODES]
        wellformed = [code for code in asked if _CODE.match(code)]
        known = set(Entry.objects.filter(code__in=wellformed).values_list("code", flat=True))
        if unknown := [as_shown(code) for code in asked if code not in known]:
            named = "、".join(f"“{code}”" for code in unknown[:5])
            notices.append(f"没有编码为{named}{'等' if len(unknown) > 5 else ''}的举措或项目，已忽略。")
        return cls([code for code in asked if code in known], notices)

    @property
    def rows(self):
        """The entries, in the order of the codes."""
        place = Case(
            *(When(code=code, then=Value(at)) for at, code in enumerate(self.codes)),
            default=Value(len(self.codes)),
            output_field=IntegerField(),
        )
        return (
            Entry.objects.filter(code__in=self.codes).order_by(place) if self.codes else Entry.objects.none()
        )

    def query(self, without=""):
        """The query of an address that holds these codes, or all but one."""
        return urlencode([("code", code) for code in self.codes if code != without])


def paragraphs(entry):
    """The paragraphs of an entry's body as printed, without the blanks around them and the stop that
    closes a heading which runs into the text."""
    printed = entry.body.lstrip(_AFTER_HEADING).splitlines()
    return [line.strip() for line in printed if line.strip()]
