"""Fixture files → rows in their plain form, checked before anything touches the database."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from plans.loading.schema import BadValue, shapes


class LoadError(Exception):
    """Fixtures that cannot be loaded; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Document:
    """One fixture file, or fixture objects already at hand (`objects`) under a name of their own."""

    name: str
    path: Path | None = None
    objects: tuple | None = None

    def read(self):
        """Its `Content`. Raises LoadError."""
        return Content.of(self.name, self._objects())

    def _objects(self):
        if self.objects is not None:
            return self.objects
        try:
            objects = json.loads(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            raise LoadError(f"读不了 {self.name}：{error.strerror}。") from error
        except ValueError as error:
            raise LoadError(f"{self.name} 不是有效的 UTF-8 JSON 文件：{error}。") from error
        if not isinstance(objects, list):
            raise LoadError(f"{self.name} 应是一个列表。")
        return objects


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of one document: {label: {key: values}}; `plan` is the slug of the plan it holds, or ""."""

    name: str
    plan: str
    rows: dict

    @classmethod
    def of(cls, name, objects):
        """The content of fixture `objects`. Raises LoadError, naming the object, when one is not well
        formed, stands there twice, or when there is not one plan to the rows that belong to a plan."""
        known, rows, owned = shapes(), {}, False
        for number, item in enumerate(objects, 1):
            place = f"{name} 第{number}条"
            if not isinstance(item, dict) or not isinstance(item.get("fields"), dict):
                raise LoadError(f"{place}：应有 model 和 fields。")
            shape = known.get(item.get("model"))
            if shape is None:
                raise LoadError(f"{place}：不认识的模型 {item.get('model')}。")
            place = f"{place}（{shape.name}）"
            key, values = _clean(shape, item["fields"], place)
            if key in rows.setdefault(shape.label, {}):
                raise LoadError(f"{place}：{key_name(key)} 重复。")
            rows[shape.label][key] = values
            owned = owned or not shape.is_shared
        plans = [key[0] for key in rows.get("plans.workplan", ())]
        if len(plans) > 1 or (owned and not plans):
            raise LoadError(f"{name} 应恰好含有一个工作方案，现有{len(plans)}个。")
        return cls(name, plans[0] if plans else "", rows)


def _clean(shape, fields, place):
    values = {}
    for name, value in fields.items():
        try:
            values[name] = shape.clean(name, value)
        except BadValue as error:
            raise LoadError(f"{place}：{error}。") from error
    try:
        return shape.key_of(values), values
    except KeyError as error:
        raise LoadError(f"{place}：缺少字段 {error.args[0]}。") from error


def key_name(key):
    """A natural key as a person reads it."""
    return " ".join(map(str, key))


def default_documents(folder=None):
    """The committed fixtures: the vocabulary, then every plan by name. Raises LoadError if the
    vocabulary or every plan is missing, since loading nothing would remove everything."""
    folder = Path(folder or settings.BASE_DIR / "fixtures")
    vocabulary, plans = folder / "vocabulary.json", sorted((folder / "plans").glob("*.json"))
    if not vocabulary.is_file() or not plans:
        raise LoadError(f"{folder} 里没有 vocabulary.json 或 plans/*.json，不能载入。")
    return [Document(path.name, path) for path in (vocabulary, *plans)]
