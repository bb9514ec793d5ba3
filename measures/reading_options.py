"""How a reader wants a plan shown: what the address of a reading page may ask for."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.http import urlencode

from measures.hit_places import Marking
from measures.search_options import MODES
from sbjd.listing.cleaning import as_shown, clean_words, unknown_keys_notice

PUNCTUATIONS = {"": "原文", "full": "全角"}
STYLES = ("", "gw")
KEYS = ("q", "mode", "punct", "style", "notes")


@dataclass(frozen=True)
class ReadingOptions:
    """`punctuation` ("" or "full"), `query` (what to mark, looked for in the `mode` of a search), `notes`
    (print the margin notes too), `style` ("" or "gw", how it is printed); `notices` say what the address
    asked for in vain."""

    path: str
    punctuation: str = ""
    query: str = ""
    mode: str = ""
    notes: bool = False
    style: str = ""
    notices: list = field(default_factory=list)

    @classmethod
    def of(cls, request):
        """What this request asks for; whatever is not understood is dropped and said."""
        asked = request.GET
        query, notices = clean_words(asked.get("q", ""))
        notices.append(unknown_keys_notice([key for key in asked if key not in KEYS]))
        punctuation, style, notes = asked.get("punct", ""), asked.get("style", ""), asked.get("notes", "")
        if punctuation not in PUNCTUATIONS:
            notices.append("标点只有“原文”和“全角”两种显示方式，现按原文显示。")
            punctuation = ""
        if style not in STYLES:
            notices.append(f"没有名为“{as_shown(style)}”的打印版式，现按普通版式。")
            style = ""
        mode = asked.get("mode", "")
        if mode not in MODES:
            notices.append("检索方式只有“相关”和“精确”两种，现按“相关”标记。")
            mode = ""
        if notes not in ("", "0", "1"):
            notices.append("参数“notes”只能是1，现不打印标注。")
        return cls(request.path, punctuation, query, mode, notes == "1", style, list(filter(None, notices)))

    @cached_property
    def marking(self):
        """What to mark, a `Marking`; None when nothing is asked."""
        return Marking.of(self.query, self.mode == "exact")

    def url(self, **changes):
        """The address of this page with some options changed."""
        changed = replace(self, **changes)
        notes = "1" if changed.notes else ""
        values = (changed.query, changed.mode, changed.punctuation, changed.style, notes)
        asked = urlencode({key: value for key, value in zip(KEYS, values, strict=True) if value})
        return f"{self.path}?{asked}" if asked else self.path

    def punctuation_links(self):
        """The two ways to show punctuation, as links."""
        return [
            {"name": name, "url": self.url(punctuation=value), "on": value == self.punctuation}
            for value, name in PUNCTUATIONS.items()
        ]

    def print_links(self):
        """The other ways to print this page, as links."""
        links = []
        if self.notes or self.style:
            links.append({"name": "普通版式", "url": self.url(notes=False, style="")})
        if self.style != "gw":
            links.append({"name": "公文版式", "url": self.url(notes=False, style="gw")})
        if not self.notes:
            links.append({"name": "带标注", "url": self.url(notes=True, style="")})
        return links

    @property
    def print_name(self):
        """What is special about the print-out, "" when nothing is."""
        if self.style == "gw":
            return "公文版式：A4，3号仿宋，每页22行、每行28字"
        return "普通版式，编码、主题、政策工具与数值一并打印" if self.notes else ""

    @property
    def classes(self):
        """The classes of the page's article that the print style goes by."""
        chosen = {"print-gw": self.style == "gw", "print-notes": self.notes}
        return " ".join(name for name, on in chosen.items() if on)

    def without_query(self):
        """The address without the search words."""
        return self.url(query="", mode="")
