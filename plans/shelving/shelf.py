"""Taking a plan down and putting it back, each in one transaction."""

import json

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CASCADE

from plans.loading import hold_back_others
from plans.loading.documents import key_name
from plans.loading.following import Following
from plans.loading.planner import record_key
from plans.loading.schema import chunks, relations, shapes
from plans.merging import rejoining, renaming
from plans.models import DemonstrationBase, LoadedRecord, NaturalKeyModel, ShelvedPlan, ShelvedRow, WorkPlan
from plans.shelving import snapshot
from plans.vocabulary import kept_by_hand
from sbjd import corpus

_RECORD = LoadedRecord._meta.label_lower
_ORGANIZATION = "measures.organization"


class ShelvingError(Exception):
    """A plan that cannot be taken down or put back; the message says why and what to do."""


def shelve(slug, by=None, reason=""):
    """Take the plan `slug` out of the tables: a `ShelvedPlan` with all its rows, and with the base and
    the organizations that nothing else on the site needs. Raises ShelvingError."""
    with transaction.atomic():
        hold_back_others()
        plan = WorkPlan.objects.select_related("base").filter(slug=slug).first()
        if plan is None:
            raise ShelvingError(f"网站上没有方案 {slug}，可能已经下架。")
        found = snapshot.belongings(plan.pk)
        if found.holding:
            model, number, target = found.holding[0]
            what = f"{model._meta.verbose_name}（第{number}号）"
            raise ShelvingError(f"不能下架：别处的{what}仍指向本方案的{target._meta.verbose_name}。")
        shared = _needed_no_more(found.owned, plan)
        keys = [(label, key) for label, rows in shared.items() for key in rows]
        found.owned[LoadedRecord] = snapshot.records_of(slug, keys)
        tables = snapshot.take(found.owned)
        shelf = ShelvedPlan.objects.create(
            slug=slug,
            title=plan.title,
            base_slug=plan.base.slug,
            base_name=plan.base.name,
            rows={"tables": tables, "outside": _outside(tables)},
            counts={table["model"]: len(table["rows"]) for table in tables if table["model"] != _RECORD},
            by=by,
            reason=reason,
        )
        rows = [ShelvedRow(shelf=shelf, model=label, key=record_key(key)) for label, key in keys]
        ShelvedRow.objects.bulk_create(rows)
        snapshot.remove(tables)
        corpus.settle()
    return shelf


def _needed_no_more(owned, plan):
    """{label: keys} of the base and the organizations that only this plan needs, added to `owned`."""
    tables = snapshot.take(owned)
    targets = snapshot.targets_of(tables)
    organizations = apps.get_model(_ORGANIZATION)
    numbers = targets.get(organizations, set())
    numbers -= kept_by_hand(numbers)
    shared = {}
    for model, candidates in ((DemonstrationBase, {plan.base_id}), (organizations, numbers)):
        alone = candidates - _needed_elsewhere(model, candidates, owned)
        if alone:
            shape = shapes()[model._meta.label_lower]
            shared[shape.label] = list(shape.read(model._base_manager.filter(pk__in=alone)))
            owned[model] = alone
            for other, rows in _hanging_on(model, alone):
                owned.setdefault(other, set()).update(rows)
    return shared


def _needed_elsewhere(model, numbers, owned):
    """Which of these rows a row of the site outside `owned` points at."""
    needed = set()
    for relation in relations(model):
        other, column = relation.related_model._meta.concrete_model, relation.field
        if relation.on_delete is CASCADE and not issubclass(other, NaturalKeyModel):
            continue
        for part in chunks(sorted(numbers)):
            rows = other._base_manager.filter(**{f"{column.name}__in": part})
            for pk, target in rows.values_list("pk", column.attname):
                if pk not in owned.get(other, ()):
                    needed.add(target)
    return needed


def _hanging_on(model, numbers):
    """(model, database numbers) of rows that are no facts of a plan and go with what they hang on."""
    for relation in relations(model):
        other, column = relation.related_model._meta.concrete_model, relation.field
        if relation.on_delete is CASCADE and not issubclass(other, NaturalKeyModel):
            rows = other._base_manager.filter(**{f"{column.name}__in": sorted(numbers)})
            yield other, set(rows.values_list("pk", flat=True))


def _outside(tables):
    """{label: [[number, natural key]]} of what the rows of a snapshot point at outside of it, so that it
    is found again, or named when it is gone."""
    inside = {apps.get_model(table["model"]): set(snapshot.numbers_of(table)) for table in tables}
    found = {}
    for model, numbers in snapshot.targets_of(tables).items():
        numbers = numbers - inside.get(model, set())
        shape = shapes().get(model._meta.label_lower)
        if numbers and shape:
            rows = []
            for part in chunks(sorted(numbers)):
                rows += shape.read(model._base_manager.filter(pk__in=part)).items()
            found[shape.label] = [[pk, list(key)] for key, (pk, _) in rows]
    return found


def restore(shelf):
    """Put a plan back: the same rows with the same database numbers. Raises ShelvingError, with a sentence
    for each thing that now stands in the way; nothing is written then."""
    with transaction.atomic():
        hold_back_others()
        returning = _Returning(shelf)
        obstacles = returning.obstacles()
        if obstacles:
            raise ShelvingError("\n".join(obstacles))
        try:
            with transaction.atomic():
                returning.write()
                renaming.come_back(shelf.slug)
        except IntegrityError as error:
            raise ShelvingError(f"不能恢复：数据库里已有与它重复的内容（{error}）。") from error
        shelf.delete()
        corpus.settle()


def bring_back(keys):
    """Put the shared rows with these (label, key) back before a new plan that needs them comes, each with
    its own number, where they went down with another; gives the keys of those that came back."""
    came = []
    for label, key in keys:
        shelved = ShelvedRow.objects.filter(model=label, key=record_key(key)).select_related("shelf").first()
        if shelved is None or shapes()[label].pks([key]):
            continue
        model = apps.get_model(label)
        for table in shelved.shelf.rows["tables"]:
            if table["model"] == label:
                rows = snapshot.instances(table)
                snapshot.insert([row for row in rows if row.natural_key() == tuple(key)])
            elif table["model"] == _RECORD:
                rows = snapshot.instances(table)
                snapshot.insert([row for row in rows if (row.model, row.key) == (label, record_key(key))])
        came.append((model._meta.label_lower, tuple(key)))
    return came


def shelved_shared(keys):
    """Which of these (label, key) are rows that went down with a plan."""
    found = set()
    for label, key in ShelvedRow.objects.values_list("model", "key"):
        found.add((label, tuple(json.loads(key))))
    moved = Following().moved
    asked = {(label, tuple(key)) for label, key in keys}
    return {(label, key) for label, key in asked & found if key not in moved.get(label, ())}


class _Returning:
    """A snapshot on its way back: where what it points at stands now, and what is in its way."""

    def __init__(self, shelf):
        self.tables, self.outside = shelf.rows["tables"], shelf.rows["outside"]
        self.numbers, self.complaints = {}, []
        self.rows, self.merged = {}, {}
        self._find_outside()
        for table in self.tables:
            model = apps.get_model(table["model"])
            rows = snapshot.instances(table, self.numbers)
            shape = shapes().get(table["model"])
            if shape and shape.is_shared:
                rows = self._missing_shared(shape, rows)
            elif shape:
                self._check_free(shape, rows)
            elif table["model"] == _RECORD:
                rows = self._missing_records(rows)
            self.rows[model] = rows

    def obstacles(self):
        """Sentences, none when nothing is in the way."""
        return self.complaints

    def write(self):
        """Write the rows, those that others point at first. Those that point at what was merged meanwhile
        come back as they were, and then what they point at is merged again."""
        for model, numbers in self.merged.items():
            rejoining.bring_in(model, numbers)
        for model, rows in self.rows.items():
            if not issubclass(model, NaturalKeyModel) and model is not LoadedRecord:
                rows = [row for row in rows if _has_targets(row)]
            snapshot.insert(rows)
        rejoining.join_again()

    def _find_outside(self):
        for label, rows in self.outside.items():
            shape = shapes()[label]
            held = set()
            for part in chunks([pk for pk, _ in rows]):
                held.update(shape.model._base_manager.filter(pk__in=part).values_list("pk", flat=True))
            gone = {tuple(key): pk for pk, key in rows if pk not in held}
            now = shape.pks(gone)
            merged = rejoining.merged_numbers(shape.model) if gone.keys() - now.keys() else ()
            for key, pk in gone.items():
                if key in now:
                    self.numbers.setdefault(shape.model, {})[pk] = now[key]
                elif pk in merged:
                    self.merged.setdefault(shape.model, set()).add(pk)
                else:
                    self.complaints.append(
                        f"{shape.name}“{key_name(key)}”已不在库中（可能已删除或改名），"
                        "请先把它加回来再恢复。"
                    )

    def _missing_shared(self, shape, rows):
        """Those of the shared rows that are not there again; the others are pointed at where they are."""
        held = set()
        for part in chunks([row.pk for row in rows]):
            held.update(shape.model._base_manager.filter(pk__in=part).values_list("pk", flat=True))
        rows = [row for row in rows if row.pk not in held]
        now = shape.pks([row.natural_key() for row in rows])
        missing = []
        for row in rows:
            if row.natural_key() in now:
                self.numbers.setdefault(shape.model, {})[row.pk] = now[row.natural_key()]
            else:
                missing.append(row)
        self._check_unique(shape, missing)
        return missing

    def _check_free(self, shape, rows):
        """Note what stands where the rows of the plan have to go."""
        if shape.model is WorkPlan:
            for plan in WorkPlan.objects.filter(slug__in=[row.slug for row in rows]):
                self.complaints.append(
                    f"标识 {plan.slug} 现由《{plan.title}》使用，请先把那份方案下架再恢复。"
                )
        elif shape.model.natural_fields == ("code",):
            taken = sorted(key[0] for key in shape.pks([(row.code,) for row in rows]))
            if taken and not self.complaints:
                more = f"等{len(taken)}条" if len(taken) > 1 else ""
                self.complaints.append(f"{shape.name}的编码 {taken[0]}{more}现已另有内容，请先处理后再恢复。")

    def _check_unique(self, shape, rows):
        for name in shape.unique_fields:
            values = [getattr(row, name) for row in rows]
            for part in chunks(values):
                taken = shape.model._base_manager.filter(**{f"{name}__in": part})
                for value in taken.values_list(name, flat=True):
                    self.complaints.append(f"{shape.name}的标识“{value}”现已另有所属，请先改掉后再恢复。")

    def _missing_records(self, rows):
        held = set()
        for part in chunks([row.key for row in rows]):
            held.update(LoadedRecord.objects.filter(key__in=part).values_list("model", "key"))
        return [row for row in rows if (row.model, row.key) not in held]


def _has_targets(row):
    """Whether what a row that is no fact of a plan points at is still there."""
    return all(
        column.related_model._base_manager.filter(pk=getattr(row, column.attname)).exists()
        for column in row._meta.concrete_fields
        if column.is_relation and getattr(row, column.attname) is not None
    )
