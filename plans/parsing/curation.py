"""Reviewed corrections of what the rules read: `fixtures/curation.json`, each with its reason.

The file is a list. Every correction has `code` (as on the site), `field`, `value` and `reason`; unknown
keys, unknown slugs and corrections that no longer find their target are errors, said all at once.

    code          field          value
    nanshan-m04   themes         ["transfer", "ip"]            the first is the primary one, at most 3
    nanshan-m04   instruments    ["technology"]
    nanshan-m04   organizations  {"add": [{"name": …, "quote": …, "line": …}], "remove": ["…"]}; role
                                 may be lead or cooperating, the quote is the name if it is left out
    nanshan       organizations  the same for the whole plan, also where no entry holds it
    nanshan-t-…   kind metric metric_text bound basis value number number_to unit plain plain_unit
                  period masked  the right value of that field
    nanshan-t-…   drop           true: it is no quantity
    nanshan-t-…   merge          the code of another quantity that is the same one: its mentions move here
    nanshan-t-…   mentions       {"add": [{"quote": …, "line": …}], "remove": [{"quote": …, "line": …}]}
    nanshan-m04   add            {"kind": …, "metric_text": …, "value": …, "number": …, "quote": …,
                                 "line": …, and any of the fields above}; the code may be a plan's too

A quote is exact text of the source. `line` is the physical line it begins in, counted from 1; it may be
left out when the quote stands only once in the entry or plan; `"nth": 2` takes the second in that line.
What a correction sets has the origin `curated`; its code stays that of what the rules read.
"""

import json
from dataclasses import dataclass, field

from plans.parsing.curation_quantities import QUANTITY_FIELDS, QuantityCurator
from plans.parsing.keys import full_code, give_quantity_codes
from plans.parsing.parsed import Choice, OrganizationMention
from plans.parsing.quoting import QuoteError, find_quote, holder

_KEYS = {"code", "field", "value", "reason"}
_MENTION_KEYS = {"name", "quote", "line", "nth", "role"}
_CHOICES = {"themes": 3, "instruments": 3}
FIELDS = (*_CHOICES, "organizations", *QUANTITY_FIELDS, "drop", "merge", "mentions", "add")


class CurationError(ValueError):
    """Corrections that cannot be applied; `sentences` says of each which one and why."""

    def __init__(self, sentences):
        self.sentences = list(sentences)
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Correction:
    """One reviewed correction; `number` is its place in the file, from 1."""

    number: int
    code: str
    field: str
    value: object
    reason: str

    def __str__(self):
        return f"第{self.number}条校订（{self.code} 的 {self.field}）"


def read_corrections(text):
    """The corrections in the JSON `text`; CurationError names every one that is not well formed."""
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise CurationError([f"校订文件不是有效的 JSON：第{error.lineno}行第{error.colno}列。"]) from error
    if not isinstance(rows, list):
        raise CurationError(["校订文件应是一个列表。"])
    corrections, wrong, seen = [], [], {}
    for number, row in enumerate(rows, 1):
        complaint = _malformed(row)
        if complaint:
            wrong.append(f"第{number}条校订：{complaint}")
            continue
        correction = Correction(number, row["code"], row["field"], row["value"], row["reason"])
        first = seen.setdefault((correction.code, correction.field), number)
        if first != number and correction.field != "add":
            wrong.append(f"{correction}：与第{first}条重复。")
        corrections.append(correction)
    if wrong:
        raise CurationError(wrong)
    return corrections


def _malformed(row):
    if not isinstance(row, dict):
        return "应是一个对象。"
    if set(row) != _KEYS:
        missing, extra = _KEYS - set(row), set(row) - _KEYS
        parts = [f"缺少 {'、'.join(sorted(missing))}"] if missing else []
        parts += [f"多出 {'、'.join(sorted(extra))}"] if extra else []
        return "，".join(parts) + "。"
    if not all(isinstance(row[key], str) and row[key].strip() for key in ("code", "field", "reason")):
        return "code、field、reason 应是不空的文字。"
    if row["field"] not in FIELDS:
        return f"不认识的 field “{row['field']}”，可用：{'、'.join(FIELDS)}。"
    return ""


@dataclass(slots=True)
class PlanIndex:
    """One parsed plan and where its codes lead."""

    source: object
    plan: object
    entries: dict = field(default_factory=dict)

    @classmethod
    def of(cls, source, plan):
        give_quantity_codes(plan.quantities)
        entries = {full_code(plan.slug, e.code): e for e in plan.measures + plan.projects + plan.tasks}
        return cls(source, plan, entries)

    def quantity(self, code):
        """The quantity with this full code, or None."""
        for quantity in self.plan.quantities:
            if full_code(self.plan.slug, quantity.code) == code:
                return quantity
        return None


def curate(parsed_sources, corrections, vocabulary):
    """Apply `corrections` to the plans of `parsed_sources`, in place, in the order of the file.

    Gives a sentence for each correction that only says what the rules say already. Raises
    CurationError, with every sentence, when one does not find its target or has a value that makes no
    sense; the plans are then half corrected and not to be used.
    """
    indexes = [
        PlanIndex.of(parsed.source, plan) for parsed in parsed_sources for plan in parsed.plans if plan.slug
    ]
    by_slug = {index.plan.slug: index for index in indexes}
    curator = _Curator(vocabulary)
    needless, wrong = [], []
    for correction in corrections:
        index = by_slug.get(_base_of(correction.code, by_slug))
        try:
            if index is None:
                raise QuoteError("没有这个方案。")
            if not curator.apply(index, correction):
                needless.append(f"{correction}：规则的结果已经如此，可以删去。")
        except QuoteError as error:
            wrong.append(f"{correction}：{error}")
    if wrong:
        raise CurationError(wrong)
    for index in indexes:
        give_quantity_codes(index.plan.quantities)
    return needless


def _base_of(code, slugs):
    """The longest slug that `code` is or begins with."""
    fitting = [slug for slug in slugs if code == slug or code.startswith(f"{slug}-")]
    return max(fitting, key=len, default="")


class _Curator:
    """Applies one correction at a time; each method says whether it changed anything."""

    def __init__(self, vocabulary):
        self.known = {
            "themes": {term.slug for term in vocabulary.themes},
            "instruments": {term.slug for term in vocabulary.instruments},
        }
        self.quantities = QuantityCurator({term.slug for term in vocabulary.metrics})

    def apply(self, index, correction):
        if correction.field in _CHOICES:
            return self._choices(index, correction)
        if correction.field == "organizations":
            return self._organizations(index, correction)
        return self.quantities.apply(index, correction)

    def _choices(self, index, correction):
        entry = index.entries.get(correction.code)
        if entry is None:
            raise QuoteError("没有这个编码的举措或项目。")
        slugs = correction.value
        if not isinstance(slugs, list) or not 1 <= len(slugs) <= _CHOICES[correction.field]:
            raise QuoteError("值应是一至三个标识的列表，第一个为主。")
        if len(set(slugs)) != len(slugs):
            raise QuoteError("同一标识出现两次。")
        unknown = [str(slug) for slug in slugs if slug not in self.known[correction.field]]
        if unknown:
            raise QuoteError(f"词表里没有 {'、'.join(unknown)}。")
        before = getattr(entry, correction.field)
        if [choice.slug for choice in sorted(before, key=lambda choice: choice.rank)] == slugs:
            return False
        words = {choice.slug: choice.words for choice in before}
        curated = [
            Choice(slug, rank, words.get(slug, []), "curated", correction.reason, "curated")
            for rank, slug in enumerate(slugs, 1)
        ]
        setattr(entry, correction.field, curated)
        return True

    def _organizations(self, index, correction):
        value, entry = correction.value, index.entries.get(correction.code)
        if entry is None and correction.code != index.plan.slug:
            raise QuoteError("没有这个编码的举措、项目或方案。")
        if not isinstance(value, dict) or not value or set(value) - {"add", "remove"}:
            raise QuoteError("值应有 add 或 remove。")
        changed = False
        for name in value.get("remove", ()):
            changed |= self._remove_organization(index, entry, name)
        for row in value.get("add", ()):
            changed |= self._add_organization(index, entry, row, correction.reason)
        return changed

    def _remove_organization(self, index, entry, name):
        kept = [
            mention
            for mention in index.plan.organizations
            if mention.name != name or (entry is not None and not _inside(mention, entry))
        ]
        if len(kept) == len(index.plan.organizations):
            raise QuoteError(f"没有读出机构“{name}”，无从删去。")
        index.plan.organizations = kept
        return True

    def _add_organization(self, index, entry, row, reason):
        if not isinstance(row, dict) or not row.get("name") or set(row) - _MENTION_KEYS:
            raise QuoteError("add 的每一项应有 name，可有 quote、line、nth、role。")
        if row.get("role", "") not in ("", "lead", "cooperating"):
            raise QuoteError("role 只能是 lead 或 cooperating。")
        place = {"quote": row["name"]} | {key: row[key] for key in ("quote", "line", "nth") if key in row}
        start, end = find_quote(index.source, place, entry or index.plan)
        role = row.get("role", "")
        for mention in index.plan.organizations:
            same = (mention.name, mention.role) == (row["name"], role)
            if same and mention.start < end and start < mention.end:
                return False
        section, code = holder(index.plan, start)
        index.plan.organizations.append(
            OrganizationMention(row["name"], start, end, section, code, role, "curated", reason, "curated")
        )
        return True


def _inside(mention, entry):
    return entry.start <= mention.start < entry.end
