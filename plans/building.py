"""Sources and curation → fixture files: `fixtures/plans/<base>.json`, and what differs from those there.

Nothing of Django is needed. Every file of `fixtures/sources/` is parsed, the reviewed corrections are
applied, and each plan becomes one file named after its base.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from plans.parsing import parse, read
from plans.parsing.curation import curate, read_corrections
from plans.parsing.fixture import dumps, rows
from plans.parsing.vocabulary import Vocabulary

SHOWN = 12


@dataclass(slots=True)
class Built:
    """The fixture files as they should be, {file name: text}; `needless` names corrections that only
    repeat the rules, `notices` what reading a source cost."""

    folder: Path
    files: dict = field(default_factory=dict)
    needless: list = field(default_factory=list)
    notices: list = field(default_factory=list)

    def differences(self):
        """Lines in Chinese, per file and model, of what differs from the files in the folder; no line
        when they are the same byte for byte."""
        lines = []
        for name in sorted({*self.files, *(path.name for path in self.folder.glob("*.json"))}):
            old, new = self._committed(name), self.files.get(name, "")
            if old != new:
                told = _compare(_by_model(old), _by_model(new))
                lines += [f"{name}：", *(told or ["  只有写法不同"])]
        return lines

    def write(self):
        """Make the folder hold these files and no other fixture."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.glob("*.json"):
            if path.name not in self.files:
                path.unlink()
        for name, text in self.files.items():
            if text != self._committed(name):
                (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def _committed(self, name):
        path = self.folder / name
        return path.read_bytes().decode("utf-8", "replace") if path.exists() else ""


def build(fixtures):
    """Everything in the folder `fixtures` read and built anew, as `Built`; nothing is written.

    Raises CurationError, UnknownBase, or what a format raises for a source that cannot be read;
    ValueError when two sources hold a plan of the same base.
    """
    vocabulary = Vocabulary.read(fixtures / "vocabulary.json")
    built = Built(fixtures / "plans")
    sources = []
    for path in sorted(path for path in (fixtures / "sources").iterdir() if not path.name.startswith(".")):
        source = read(path)
        built.notices += [f"{path.name}：{notice}" for notice in source.notices]
        sources.append((path, parse(source, vocabulary)))
    corrections = read_corrections((fixtures / "curation.json").read_text(encoding="utf-8"))
    built.needless = curate([parsed for _, parsed in sources], corrections, vocabulary)
    for path, parsed in sources:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        for plan in parsed.plans:
            name = f"{plan.slug}.json"
            text = dumps(rows(parsed, path.name, digest, plan, vocabulary))
            if name in built.files:
                raise ValueError(f"{path.name}：示范基地 {plan.slug} 已有一份方案。")
            built.files[name] = text
    return built


# What tells the rows of a model apart; a model that is not named here has a code.
_KEYS = {
    "plans.workplan": ("slug",),
    "plans.section": ("key",),
    "measures.organization": ("name",),
    "measures.entrytheme": ("entry", "theme"),
    "measures.entryinstrument": ("entry", "instrument"),
    "measures.quantitymention": ("quantity", "start"),
    "measures.organizationmention": ("organization", "start"),
}


def _by_model(text):
    """{model: {key: fields}} of a fixture's text; empty for text that is none."""
    try:
        objects = json.loads(text) if text else []
    except json.JSONDecodeError:
        objects = []
    models = {}
    for item in objects:
        fields = item["fields"]
        key = " ".join(_name(fields[part]) for part in _KEYS.get(item["model"], ("code",)))
        models.setdefault(item["model"], {})[key] = fields
    return models


def _name(value):
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _compare(old, new):
    lines = []
    for model in dict.fromkeys([*old, *new]):
        before, after = old.get(model, {}), new.get(model, {})
        for sign, what, keys in (
            ("+", "新增", [key for key in after if key not in before]),
            ("~", "修改", [key for key in after if key in before and after[key] != before[key]]),
            ("-", "删除", [key for key in before if key not in after]),
        ):
            if keys:
                shown = [f"{key}{_fields(before, after, key) if sign == '~' else ''}" for key in keys[:SHOWN]]
                more = f" ……共{len(keys)}条" if len(keys) > SHOWN else ""
                lines.append(f"  {sign} {model} {what}{len(keys)}：{'、'.join(shown)}{more}")
    return lines


def _fields(before, after, key):
    names = [name for name in after[key] if before[key].get(name) != after[key][name]]
    return f"（{'、'.join(names + [name for name in before[key] if name not in after[key]])}）"
