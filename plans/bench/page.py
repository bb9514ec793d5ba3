"""The bench's page: which row is worked on, what stands around it, and what is left to do."""

from collections import Counter
from dataclasses import dataclass

from plans.bench import paging
from plans.bench.actions import splits_of
from plans.bench.notes import shown
from plans.bench.rows import rows_of
from plans.bench.steps import matched
from plans.bench.summary import summaries
from plans.bench.wording import ENTRIES, KINDS, ROLES, level_word, ruling_words
from plans.parsing.doubts import left, name_of
from plans.parsing.rulings import LEVELS, MOST_CHOICES, from_json

DOUBTS_SHOWN = 60
# key: (button's `do`, what it says); the order is that of the legend.
STRUCTURE_KEYS = {"j": "entry-measure", "w": "entry-task", "g": "entry-programme", "x": "entry-project"}
LEGEND = (
    ("y", "认可，照此不改"),
    ("n", "下一处疑问"),
    ("p", "上一处疑问"),
    ("]", "下一段"),
    ("[", "上一段"),
    ("1 至 5", "定为一至五级标题"),
    ("j", "定为举措"),
    ("w", "定为任务"),
    ("g", "定为工程"),
    ("x", "定为项目"),
    ("f", "定为分项"),
    ("z", "定为正文（不是标题）"),
    ("c", "从光标处或所选处分段"),
    ("h", "并入上一段"),
    ("t", "改主题和政策工具"),
    ("u", "撤销我的上一条裁定"),
)


@dataclass(slots=True)
class Button:
    """A button of the row that is worked on; `key` presses it, `pressed` says that it is so already."""

    do: str
    word: str
    key: str = ""
    pressed: bool = False


@dataclass(slots=True)
class Made:
    """A ruling that counts: its place in the list, words, who made it, and what became of it."""

    position: int
    said: str
    step: object
    outcome: object
    quote: str

    @property
    def start(self):
        return self.outcome.start

    @property
    def failed(self):
        return self.outcome.text if self.outcome.state in ("lost", "idle") else ""


@dataclass(slots=True)
class Doubtful:
    """A line of the list of what is left: its row's offset and the first doubt's words."""

    start: int
    line: int
    name: str
    text: str
    more: int
    current: bool = False


class Bench:
    """A document on the bench. `at` is the offset of the paragraph that is worked on, None for the first
    doubtful one; `only` shows the doubtful ones alone."""

    def __init__(self, intake, reading, vocabulary, at=None, only=False):
        self.intake, self.reading, self.vocabulary, self.only = intake, reading, vocabulary, only
        self.text = reading.source.text
        self.rows = rows_of(reading)
        self.doubtful = paging.doubtful(self.rows)
        if at is None:
            self.selected = self.doubtful[0] if self.doubtful else 0
        else:
            self.selected = paging.chosen(self.rows, at)

    @property
    def row(self):
        """The row that is worked on; None in a document without text."""
        return self.rows[self.selected] if self.rows else None

    def next_doubtful(self, after):
        """The offset of the first doubtful row behind the offset `after`, or else of the first of all;
        None when nothing is left."""
        starts = [self.rows[position].start for position in self.doubtful]
        return next((start for start in starts if start > after), starts[0] if starts else None)

    def context(self):
        """Everything the template shows."""
        page = paging.page_of(self.rows, self.selected, self.only)
        made = self._made()
        by_start = {}
        for one in made:
            by_start.setdefault(one.start, []).append(one)
        lines = [
            shown(self.rows[n], n + 1, self.text, self.vocabulary, by_start.get(self.rows[n].start, []))
            for n in page.positions
        ]
        counts = left(self.reading)
        return {
            "intake": self.intake,
            "version": self.intake.rulings_number,
            "only": self.only,
            "page": page,
            "lines": lines,
            "row": self.row,
            "panel": self._panel() if self.rows else None,
            "left": counts,
            "left_total": sum(counts.values()),
            "settled": sum(d.settled for plan in self.reading.plans for d in plan.doubts),
            "doubts": self._doubts(),
            "alike": self._alike(),
            "doubts_hidden": max(0, len(self.doubtful) - DOUBTS_SHOWN),
            "made": list(reversed(made)),
            "failed": [one for one in made if one.failed],
            "chapters": self._chapters(),
            "summaries": summaries(self.reading),
            "legend": LEGEND,
            "kinds": KINDS.values(),
            "notices": self._notices(),
            "rows_total": len(self.rows),
            "way": self._way(),
        }

    def _notices(self):
        shown = any(part.state == part.State.PUBLISHED for part in self.intake.parts.all())
        behind = ["方案已经发布。在这里裁定的，要回到文件更新发布之后才会显示在网站上。"] if shown else []
        return [*behind, *self.reading.source.notices]

    def _way(self):
        """Offsets of the doubtful rows and the rows before and after the one that is worked on."""
        before = [position for position in self.doubtful if position < self.selected]
        after = [position for position in self.doubtful if position > self.selected]
        near = {
            "previous_doubt": before[-1] if before else None,
            "next_doubt": after[0] if after else None,
            "previous_row": self.selected - 1 if self.selected else None,
            "next_row": self.selected + 1 if self.selected + 1 < len(self.rows) else None,
        }
        return {name: None if p is None else self.rows[p].start for name, p in near.items()}

    def _doubts(self):
        """The list of what is left, from the row that is worked on (and a few before it) on."""
        passed = sum(position < self.selected for position in self.doubtful)
        first = max(0, min(passed - 3, len(self.doubtful) - DOUBTS_SHOWN))
        lines = []
        for position in self.doubtful[first : first + DOUBTS_SHOWN]:
            row = self.rows[position]
            doubt, *others = row.unsettled
            current = position == self.selected
            lines.append(
                Doubtful(row.start, row.line, name_of(doubt.kind), doubt.text, len(others), current)
            )
        return lines

    def _alike(self):
        """(kind, name, how many) of the kinds of doubt that stand in more than one place."""
        counts = Counter(doubt.kind for position in self.doubtful for doubt in self.rows[position].unsettled)
        return [(kind, name_of(kind), count) for kind, count in counts.items() if count > 1]

    def _made(self):
        steps, rulings, made = dict(matched(self.intake)), from_json(self.intake.rulings), []
        for position, outcome in enumerate(self.reading.outcomes):
            ruling, step = rulings[position], steps.get(position)
            said = step.said if step is not None else f"随文件带来：{ruling_words(ruling, self.vocabulary)}"
            made.append(Made(position, said, step, outcome, ruling.place.quote[:16]))
        return made

    def _chapters(self):
        """(title, offset, how many doubtful rows) of every chapter."""
        chapters = []
        for row in self.rows:
            if row.opens and row.section.level == 1:
                chapters.append([f"{row.section.label}{row.section.title}" or "（残文）", row.start, 0])
            if chapters and row.unsettled:
                chapters[-1][2] += 1
        return chapters

    def _panel(self):
        row = self.row
        section = row.section if row.opens and row.section.kind == "heading" else None
        chooses = row.entry is not None and row.entry.kind in ("measure", "project")
        return {
            "doubts": [(doubt, name_of(doubt.kind)) for doubt in row.doubts],
            "unsettled": len(row.unsettled),
            "buttons": self._buttons(row, section),
            "splits": splits_of(row, self.text),
            "merges": not row.continues and self.selected > 0 and row.plan is not None,
            "names": section or row.item or row.kind == "plan_title",
            "title": self._title(row, section),
            "label": section.label if section else (row.item.label if row.item else ""),
            "has_label": row.kind != "plan_title",
            "roles": ROLES.items() if section and section.level == 1 else (),
            "role": section.role if section else "",
            "choices": self._choosers(row.entry) if chooses else (),
            "choices_open": any(doubt.kind.startswith("theme.") for doubt in row.unsettled),
        }

    @staticmethod
    def _title(row, section):
        if section is not None:
            return section.title
        return row.item.title if row.item else (row.plan.title if row.kind == "plan_title" else "")

    @staticmethod
    def _buttons(row, section):
        if row.plan is None or row.kind == "plan_title":
            return [Button("plan_title", "方案标题", "", row.kind == "plan_title")]
        level = section.level if section is not None else 0
        buttons = [
            Button(f"heading-{n}", level_word(n), str(n), n == level and row.entry is None) for n in LEVELS
        ]
        keys = {do: key for key, do in STRUCTURE_KEYS.items()}
        for kind, word in ENTRIES.items():
            pressed = row.entry is not None and row.entry.kind == kind
            buttons.append(Button(f"entry-{kind}", word, keys[f"entry-{kind}"], pressed))
        if row.entry is not None:
            buttons.append(Button("entry-none", "只作标题"))
        buttons.append(Button("item", "分项", "f", row.item is not None))
        orphan = row.kind == "orphan"
        if not orphan or row.section.rule == "stray.copy":
            # A fragment has nothing before it but the copy, which is an orphan itself.
            plain = section is None and row.item is None and not orphan
            buttons.append(Button("plain", "不是重复，照常读" if orphan else "正文", "z", plain))
        buttons.append(Button("plan_title", "方案标题"))
        buttons.append(Button("end", "方案到此为止"))
        return buttons

    def _choosers(self, entry):
        """[(name, label, what is chosen, all there is), …] for three themes and three instruments."""
        choosers = []
        for field, name, word in (("themes", "theme", "主题"), ("instruments", "instrument", "政策工具")):
            slugs = [c.slug for c in sorted(getattr(entry, field), key=lambda choice: choice.rank)]
            terms = getattr(self.vocabulary, field)
            for rank in range(1, MOST_CHOICES + 1):
                label = f"{word}{rank}" if rank > 1 else f"首要{word}"
                slug = slugs[rank - 1] if rank <= len(slugs) else ""
                choosers.append((f"{name}_{rank}", label, slug, terms))
        return choosers
