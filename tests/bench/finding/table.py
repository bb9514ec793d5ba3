"""What was promised for each size, what was measured, and whether it was reached."""

import unicodedata
from dataclasses import dataclass

SIZES = (20_000, 300_000, 1_000_000)

# One line of the table each: what is compared, and the least (or, where `most`, the greatest)
# figure for 20,000, 300,000 and a million entries; None where nothing was promised.
TARGETS = {
    "recall": (1.0, 1.0, 1.0),
    "precision": (0.999, 0.999, 0.999),
    "totals": (20, 22, 20),
    "ranked frequent": (1.3, None, None),
    "ranked others": (3, None, None),
    "facets, all": (25, 300, 1000),
    "facets, one theme": (20, 80, 100),
    "facets, three filters": (4, 5, 6),
    "search + facets, cold": (8, 15, 20),
    "search + facets, warm": (40, 150, 200),
    "page / datasette": (35, 200, None),
    "page / empty": (0.12, 0.06, 0.035),
    "page anew / empty": (0.12, 0.06, 0.035),
    "304 / empty": (0.9, 0.9, 0.9),
    "p99 / p50": (2.5, 2.5, 3),
    "edit / rebuild": (0.005, 0.0005, 0.0005),
    "postgres phrase": (None, 8, 8),
    "postgres trigrams": (None, 7, 7),
    "worker memory": (120, 160, 250),
}
MOST = {"p99 / p50", "edit / rebuild", "worker memory"}


def target(name, entries):
    """What was promised under `name` for so many entries: that of the next size; None for nothing."""
    promised = TARGETS.get(name)
    if promised is None:
        return None
    place = next((place for place, size in enumerate(SIZES) if entries <= size), len(SIZES) - 1)
    return promised[place]


@dataclass
class Row:
    """One measured figure. `name` finds what was promised; a row without one only informs. `ours` and
    `theirs` are how the figure came about, `note` what was meant by it."""

    name: str
    figure: float | None
    ours: str = ""
    theirs: str = ""
    note: str = ""
    label: str = ""

    def verdict(self, entries):
        """ "达到", "未达到（…）", or "" where nothing was promised."""
        promised = target(self.name, entries)
        if promised is None or self.figure is None:
            return ""
        reached = self.figure <= promised if self.name in MOST else self.figure >= promised
        if reached:
            return "达到"
        part = promised / self.figure if self.name in MOST else self.figure / promised
        return f"未达到（{part:.0%}）"

    def cells(self, entries):
        """The row as the table prints it."""
        promised = target(self.name, entries)
        sign = "≤" if self.name in MOST else "≥"
        return [
            self.label or self.name,
            "–" if promised is None else f"{sign} {promised:g}",
            "–" if self.figure is None else f"{self.figure:.4g}",
            self.verdict(entries),
            self.ours,
            self.theirs,
            self.note,
        ]


HEAD = ["比较", "目标", "实测", "结论", "本站", "对照", "说明"]


def width(text):
    """Columns that `text` takes on a screen."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def markdown(rows, entries):
    """The table as Markdown, its columns in line."""
    lines = [HEAD, *(row.cells(entries) for row in rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(HEAD))]
    lines.insert(1, ["-" * one for one in widths])
    padded = [
        [cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True)] for line in lines
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)
