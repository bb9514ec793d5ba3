"""Fixtures, records and database → what a load would do, one plan at a time; nothing is written.

A plan at a time keeps memory small. What all plans share (organizations, vocabulary) is merged with the
document that names it, and removed at the end when no document names it any more.
"""

import json
from collections import defaultdict

from plans.loading.barring import Barred
from plans.loading.changes import Action, Keeper, UnitChanges
from plans.loading.documents import Content, LoadError, key_name
from plans.loading.following import Following
from plans.loading.removals import Removals
from plans.loading.rows import RowMerger
from plans.loading.schema import chunks, shapes
from plans.models import LoadedRecord


class Session:
    """What one run of planning knows across its units: shared rows that documents bring (`seen`) or only
    speak of (`named`), shared rows it would add, and rows that would be gone by now, or point elsewhere,
    if the earlier units had been written."""

    def __init__(self, terms):
        self.terms = terms
        self.plans = {""}
        self.seen = defaultdict(dict)
        self.named = defaultdict(set)
        self.coming = defaultdict(set)
        for label, key in terms.coming:
            self.coming[label].add(key)
        self.barred = Barred() if terms.keeper == Keeper.FIXTURES else None
        self.following = Following()
        self.gone = defaultdict(set)
        self.released = defaultdict(set)

    def meet(self, content):
        """The content of one more document without the shared rows that an earlier one has brought.
        Raises LoadError when two documents disagree or hold the same plan."""
        if content.plan and content.plan in self.plans:
            raise LoadError(f"{content.name}：方案 {content.plan} 在前面的文件里已经有了。")
        self.plans.add(content.plan)
        rows = self.barred.without_shelved(content) if self.barred else dict(content.rows)
        for label in rows:
            if shapes()[label].is_shared:  # by the old names too: what loads remember of merged rows stays
                self.named[label].update(rows[label])
        rows = dict(self.following.rows(rows))
        for label, shape in shapes().items():
            if shape.is_shared and label in rows:
                seen = self.seen[label]
                self.named[label].update(rows[label])
                for key, values in rows[label].items():
                    if seen.get(key, values) != values:
                        name = f"{shape.name} {key_name(key)}"
                        raise LoadError(f"{content.name}：{name} 与前面的文件所写不同。")
                rows[label] = {key: values for key, values in rows[label].items() if key not in seen}
                seen.update(rows[label])
        return Content(content.name, content.plan, rows)

    def pass_over(self, content):
        """A document that is left out: what it holds is still named, so that nothing of it goes."""
        self.plans.add(content.plan)
        for label, rows in content.rows.items():
            self.named[label].update(rows)

    def note(self, unit):
        """Remember what `unit` would do."""
        for row in unit.rows:
            shape = shapes()[row.label]
            if row.action == Action.ADD:
                if shape.is_shared:
                    self.coming[row.label].add(row.key)
            elif row.action == Action.REMOVE or shape.is_link:
                self.gone[row.label].add(row.pk)
            else:
                for name in row.fields.keys() & shape.foreign.keys():
                    self.released[row.label, name].add(row.pk)


class State:
    """The three sides of one unit: {label: {key: …}}; `current` holds (pk, values), the others values."""

    def __init__(self, plan, new):
        self.plan, self.new = plan, new
        self.recorded = defaultdict(dict)
        self.current = defaultdict(dict)

    @classmethod
    def of_document(cls, content):
        """The state of one document: its plan, and the shared rows it names."""
        state = cls(content.plan, content.rows)
        if content.plan:
            state._read_plan()
        for label, rows in content.rows.items():
            shape = shapes()[label]
            if shape.is_shared:
                state._read_records(label, list(rows))
                state.current[label] = dict(shape.by_key(list(rows)))
            elif shape.model.natural_fields == ("code",):
                # A row that a person moved to another plan is still this row.
                missing = [key for key in rows if key not in state.current[label]]
                state.current[label].update(shape.by_key(missing) if missing else ())
        return state

    @classmethod
    def of_vanished_plan(cls, slug):
        """The state of a plan that no document holds any more."""
        state = cls(slug, {})
        state._read_plan()
        return state

    @classmethod
    def of_vanished_shared(cls, named):
        """The state of the shared rows that the fixtures once brought and that none names any more."""
        state = cls("", {})
        records = LoadedRecord.objects.filter(plan="", keeper=Keeper.FIXTURES).order_by("pk")
        for label, text, values in records.values_list("model", "key", "values").iterator():
            key = tuple(json.loads(text))
            if label in shapes() and key not in named[label]:
                state.recorded[label][key] = values
        for label, rows in state.recorded.items():
            state.current[label] = dict(shapes()[label].by_key(list(rows)))
        return state

    def _read_plan(self):
        records = LoadedRecord.objects.filter(plan=self.plan).order_by("pk")
        for label, text, values in records.values_list("model", "key", "values").iterator():
            if label in shapes():
                self.recorded[label][tuple(json.loads(text))] = values
        for label, shape in shapes().items():
            if not shape.is_shared:
                self.current[label] = shape.read(shape.of_plan(self.plan))
                missing = [key for key in self.recorded[label] if key not in self.current[label]]
                if missing and shape.model.natural_fields == ("code",):
                    self.current[label].update(shape.by_key(missing))

    def _read_records(self, label, keys):
        texts = [record_key(key) for key in keys]
        for part in chunks(texts):
            rows = LoadedRecord.objects.filter(plan="", model=label, key__in=part)
            for text, values in rows.values_list("key", "values"):
                self.recorded[label][tuple(json.loads(text))] = values

    def current_values(self, label):
        """{key: values} of the database's rows."""
        return {key: values for key, (_, values) in self.current[label].items()}


def record_key(key):
    """A natural key as records hold it."""
    return json.dumps(list(key), ensure_ascii=False)


def plan_units(documents, terms):
    """Yield the `UnitChanges` of every document, then of what vanished if `terms` say that these
    documents are all there is. Each is computed when it is asked for, from the database as it then is.
    Raises LoadError."""
    session = Session(terms)
    for document in documents:
        content = document.read()
        passed = session.barred.reason(content.plan) if session.barred else ""
        if passed:
            session.pass_over(content)
            yield UnitChanges(content.name, content.plan, passed=passed)
            continue
        content = session.meet(content)
        yield _noted(session, _plan_unit(content.name, State.of_document(content), session))
    if terms.complete:
        recorded = LoadedRecord.objects.filter(keeper=Keeper.FIXTURES)
        recorded = recorded.exclude(plan__in=session.plans).order_by("plan")
        for slug in list(recorded.values_list("plan", flat=True).distinct()):
            name = f"{slug}（文件已没有）"
            yield _noted(session, _plan_unit(name, State.of_vanished_plan(slug), session))
        yield _plan_unit("共用数据", State.of_vanished_shared(session.named), session)


def _noted(session, unit):
    session.note(unit)
    return unit


def _plan_unit(name, state, session):
    unit = UnitChanges(name, state.plan, session.terms.keeper)
    merger = RowMerger(state, session, unit)
    for shape in shapes().values():
        merger.merge(shape)
    Removals(state, session, unit, merger).plan()
    return unit
