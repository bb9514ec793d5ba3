"""What was parsed → the rows of a Django fixture, without Django: natural keys, parents first.

Themes, instruments, metrics, bases and words stand in `fixtures/vocabulary.json`; a plan's file holds
everything else, its organizations too. `text[start:end]` of the source is what a row quotes, and every
offset is the parser's. `dumps` writes one field a line, so that a change can be reviewed.
"""

import json
from bisect import bisect_right
from collections import Counter
from decimal import Decimal

from plans.parsing.keys import digest, full_code, give_quantity_codes, numbered, responsibility_code
from plans.parsing.organization_kinds import organization_kind

# What the columns hold; a longer heading or wording is cut here, the text itself never.
LONGEST = {"title": 300, "number": 30, "label": 30, "words": 300, "reason": 300, "metric_text": 200}
LONGEST |= {"value": 60, "unit": 30, "plain_unit": 30, "period": 60, "rule": 60}


class UnknownBase(ValueError):
    """A plan whose title names no base of the vocabulary cannot become a fixture."""


def rows(parsed, source_name, sha256, plan, vocabulary):
    """The fixture objects of one plan of `parsed`, parents first.

    `source_name` and `sha256` say which file the offsets count in. Raises UnknownBase when the plan has
    no slug, ValueError when two sections have one key or two entries one code.
    """
    if not plan.slug:
        raise UnknownBase(f"词表里没有“{plan.title}”的示范基地：请先在 fixtures/vocabulary.json 中加入。")
    give_quantity_codes(plan.quantities)
    return _Writer(parsed.source, plan, vocabulary).write(source_name, sha256)


def dumps(rows):
    """`rows` as JSON text: one field a line, Chinese as it is, a newline at the end."""
    return "[\n" + ",\n".join(map(_dump_row, rows)) + "\n]\n"


def _dump_row(row):
    fields = ",\n".join(
        f"   {_json(name)}: {_json(value)}" for name, value in row["fields"].items()
    )
    return f' {{\n  "model": {_json(row["model"])},\n  "fields": {{\n{fields}\n  }}\n }}'


def _json(value):
    return json.dumps(value, ensure_ascii=False)


def decimal_text(number):
    """A number as fixtures hold it: plain decimal text without needless zeros; None stays None."""
    if number is None:
        return None
    text = format(Decimal(str(number)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def choice_fields(choice):
    """The fields of a row that holds `choice`, a `Choice`, but for what it links."""
    fields = {
        "rank": choice.rank,
        "origin": choice.origin,
        "words": "、".join(choice.words),
        "reason": choice.reason,
        "score": decimal_text(round(choice.score, 2)) if choice.origin == "rule" else None,
    }
    return _fitted(fields)


def _fitted(fields):
    """`fields` with what is longer than its column cut."""
    for name, value in fields.items():
        if isinstance(value, str) and len(value) > LONGEST.get(name, len(value)):
            fields[name] = value[: LONGEST[name] - 1] + "…"
    return fields


class _Writer:
    """Makes the rows of one plan."""

    def __init__(self, source, plan, vocabulary):
        self.source, self.plan, self.vocabulary = source, plan, vocabulary
        self.base = plan.slug
        self.rows = []
        self.entry_codes = {entry.code for entry in plan.measures + plan.projects}
        self.task_codes = {task.code for task in plan.tasks}
        self.sections = sorted(plan.sections, key=lambda section: section.start)
        self.section_starts = [section.start for section in self.sections]
        self.section_keys = {section.key for section in self.sections}

    def write(self, source_name, sha256):
        self._workplan(source_name, sha256)
        self._check_unique("节号", [section.key for section in self.sections])
        for section in self.sections:
            self._section(section)
        self._errata()
        self._organizations()
        for entry in self.plan.tasks:
            self._add("measures.task", self._placed(entry))
        for entry in self.plan.programmes:
            self._add("measures.programme", self._placed(entry))
        entries = sorted(self.plan.measures + self.plan.projects, key=lambda entry: entry.start)
        self._check_unique("编码", [entry.code for entry in self.plan.entries()])
        for entry in entries:
            self._entry(entry)
        for entry in entries:
            self._items(entry)
        for entry in entries:
            self._choices(entry, "theme", entry.themes)
        for entry in entries:
            self._choices(entry, "instrument", entry.instruments)
        quantities = sorted(self.plan.quantities, key=lambda q: (_first(q).start, q.code))
        for quantity in quantities:
            self._quantity(quantity)
        for quantity in quantities:
            self._quantity_mentions(quantity)
        self._organization_mentions()
        self._responsibilities()
        return self.rows

    def _add(self, model, fields):
        self.rows.append({"model": model, "fields": _fitted(fields)})

    def _check_unique(self, what, values):
        twice = [value for value, count in Counter(values).items() if count > 1]
        if twice:
            raise ValueError(f"“{self.plan.title}”中{what}重复：{'、'.join(twice)}。")

    def _code(self, local):
        return full_code(self.base, local)

    def _line(self, offset):
        return self.source.line_at(offset).number

    def _text(self, start, end):
        return self.source.text[start:end]

    def _workplan(self, source_name, sha256):
        plan = self.plan
        fields = {
            "slug": self.base,
            "base": [self.base],
            "title": plan.title,
            "source_name": source_name,
            "source_sha256": sha256,
            "start": plan.start,
            "end": plan.end,
            "first_line": self._line(plan.start),
        }
        self._add("plans.workplan", fields)

    def _section(self, section):
        parent = section.parent if section.parent in self.section_keys else None
        fields = {
            "plan": [self.base],
            "key": section.key,
            "parent": [self.base, parent] if parent else None,
            "kind": section.kind,
            "role": section.role,
            "level": section.level,
            "label": section.label,
            "title": section.title,
            "run_in": section.run_in,
            "text": self._text(section.start, section.stop),
            "line": section.line,
            "start": section.start,
            "heading_end": section.end,
            "end": section.stop,
            "rule": section.rule,
        }
        self._add("plans.section", fields)

    def _section_at(self, offset):
        """The key of the innermost section that holds the character at `offset`."""
        return self.sections[max(0, bisect_right(self.section_starts, offset) - 1)].key

    def _errata(self):
        given = Counter()
        for erratum in sorted(self.plan.errata, key=lambda e: (e.start, e.end, e.kind)):
            key = self._section_at(erratum.start)
            quote = self._text(erratum.start, erratum.end)
            fields = {
                "code": self._code(numbered(f"e-{digest(key, erratum.kind, quote)}", given)),
                "plan": [self.base],
                "section": [self.base, key],
                "kind": erratum.kind,
                "note": erratum.text,
                "quote": quote,
                "line": erratum.line,
                "start": erratum.start,
                "end": erratum.end,
            }
            self._add("plans.erratum", fields)

    def _organizations(self):
        """Organizations the vocabulary does not hold, by name; their slug is the name itself."""
        held = {organization.name for organization in self.vocabulary.organizations}
        for name in sorted({mention.name for mention in self.plan.organizations} - held):
            fields = {"slug": slug_of(name), "name": name, "kind": organization_kind(name), "aliases": ""}
            self._add("measures.organization", fields)

    def _placed(self, entry):
        return {
            "code": self._code(entry.code),
            "number": entry.number,
            "title": entry.title,
            "plan": [self.base],
            "section": [self.base, entry.section],
            "line": entry.line,
            "start": entry.start,
            "end": entry.end,
            "rule": entry.rule,
        }

    def _entry(self, entry):
        parent = [self._code(entry.parent)] if entry.parent else None
        own = {
            "kind": entry.kind,
            "task": parent if entry.kind == "measure" else None,
            "programme": parent if entry.kind == "project" else None,
            "text": self._text(entry.start, entry.end),
            "body_start": entry.body_start,
        }
        self._add("measures.entry", self._placed(entry) | own)

    def _items(self, entry):
        for item in entry.items:
            fields = {
                "code": self._code(item.code),
                "entry": [self._code(entry.code)],
                "label": item.label,
                "title": item.title,
                "text": self._text(item.start, item.end),
                "line": self._line(item.start),
                "start": item.start,
                "end": item.end,
                "rule": item.rule,
            }
            self._add("measures.measureitem", fields)

    def _choices(self, entry, what, choices):
        for choice in sorted(choices, key=lambda choice: choice.rank):
            fields = {"entry": [self._code(entry.code)], what: [choice.slug]} | choice_fields(choice)
            self._add(f"measures.entry{what}", fields)

    def _quantity(self, quantity):
        fields = {
            "code": self._code(quantity.code),
            "plan": [self.base],
            "kind": quantity.kind,
            "metric": [quantity.metric] if quantity.metric else None,
            "metric_text": quantity.metric_text,
            "bound": quantity.bound,
            "basis": quantity.basis,
            "value": quantity.value,
            "number": decimal_text(quantity.number),
            "number_to": decimal_text(quantity.number_to),
            "unit": quantity.unit,
            "plain": decimal_text(quantity.plain),
            "plain_unit": quantity.plain_unit,
            "period": quantity.period,
            "masked": quantity.masked,
            "position": _first(quantity).start,
            "rule": quantity.rule,
            "origin": quantity.origin,
            "reason": quantity.reason,
        }
        self._add("measures.quantity", fields)

    def _passage(self, mention):
        entry = mention.entry if mention.entry in self.entry_codes else ""
        return {
            "section": [self.base, mention.section or self._section_at(mention.start)],
            "entry": [self._code(entry)] if entry else None,
            "quote": self._text(mention.start, mention.end),
            "line": self._line(mention.start),
            "start": mention.start,
            "end": mention.end,
        }

    def _quantity_mentions(self, quantity):
        seen = set()
        for mention in sorted(quantity.mentions, key=lambda mention: mention.start):
            if mention.start not in seen:
                seen.add(mention.start)
                fields = {"quantity": [self._code(quantity.code)]} | self._passage(mention)
                self._add("measures.quantitymention", fields)

    def _organization_mentions(self):
        seen = set()
        for mention in sorted(self.plan.organizations, key=lambda m: (m.start, m.end, m.name)):
            if (mention.name, mention.start) not in seen:
                seen.add((mention.name, mention.start))
                said = {"rule": mention.rule, "origin": mention.origin, "reason": mention.reason}
                fields = {"organization": [mention.name]} | self._passage(mention) | said
                self._add("measures.organizationmention", fields)

    def _responsibilities(self):
        """One row an owner, role and organization; a mention that stands in no entry gives none."""
        seen = set()
        for mention in sorted(self.plan.organizations, key=lambda m: (m.start, m.name)):
            of_task = mention.entry in self.task_codes
            if not mention.role or not (of_task or mention.entry in self.entry_codes):
                continue
            owner = self._code(mention.entry)
            code = responsibility_code(owner, mention.role, mention.name)
            if code in seen:
                continue
            seen.add(code)
            fields = {
                "code": code,
                "organization": [mention.name],
                "entry": None if of_task else [owner],
                "task": [owner] if of_task else None,
                "role": mention.role,
            }
            self._add("measures.responsibility", fields)


def slug_of(name):
    """An organization's place in an address: its name, with what an address cannot hold as a dash."""
    return "".join("-" if character in "/?#%\\ \u3000\t\r\n" else character for character in name)


def _first(quantity):
    return min(quantity.mentions, key=lambda mention: mention.start)
