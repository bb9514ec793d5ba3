"""The merge of one unit, model by model, parents first: rows on their own, links as groups."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from plans.loading.changes import Action, Kept, RowChange, Why
from plans.loading.documents import key_name
from plans.loading.merge import merge_fields, merge_group, same_group
from plans.loading.schema import chunks, shapes


class RowMerger:
    """Fills `unit` with additions, changes and what is kept. `vanished` collects, for `Removals`, the
    rows that no fixture names any more: {label: {key: True if nobody edited it}}."""

    def __init__(self, state, session, unit):
        self.state, self.session, self.unit = state, session, unit
        self.present = defaultdict(set)
        self.absent = defaultdict(set)
        self.vanished = defaultdict(dict)
        self.final = {}

    def merge(self, shape):
        """Merge the rows of one model."""
        label = shape.label
        new = self.state.new.get(label, {})
        recorded = {key: self._filled(shape, row) for key, row in self.state.recorded[label].items()}
        current = self.state.current_values(label)
        self.present[label].update(current)
        self.final[label] = dict(current)
        self._find_targets(shape, new)
        if shape.is_link:
            self._merge_links(shape, new, recorded, current)
        else:
            self._merge_rows(shape, new, recorded, current)

    def _filled(self, shape, recorded):
        """A record, with columns that are newer than it at their default and without those that went."""
        values = {name: recorded[name] for name in recorded if name in shape.fields}
        return {name: shape.default(name) for name in shape.fields if name not in values} | values

    def _find_targets(self, shape, new):
        """Learn which rows outside this unit the foreign keys of `new` can point at."""
        for name, target in shape.foreign.items():
            wanted = {tuple(row[name]) for row in new.values() if row.get(name)}
            wanted -= self.present[target.label] | self.absent[target.label]
            if target is shape:
                wanted -= new.keys()
            if wanted:
                found = wanted & (self.session.coming[target.label] | target.pks(wanted).keys())
                self.present[target.label] |= found

    def _missing(self, shape, values):
        """The foreign keys among `values` whose row will not be there."""
        return [
            name
            for name, target in shape.foreign.items()
            if values.get(name) and tuple(values[name]) not in self.present[target.label]
        ]

    def _keep(self, shape, key, why, fields=()):
        self.unit.kept.append(Kept(shape.label, key, why, dict(fields)))

    def _given_up(self, shape, key, name=""):
        """True if a person lets go of the edit of this field, or of the whole row or group."""
        return (shape.label, key, name) in self.session.terms.given_up

    def _record(self, shape, key, values):
        if self.state.recorded[shape.label].get(key) != values:
            self.unit.records[shape.label, key] = values

    # --- rows on their own

    def _merge_rows(self, shape, new, recorded, current):
        adds = {
            key: row
            for key, row in new.items()
            if key not in current and (key not in recorded or self._given_up(shape, key))
        }
        changes = {}
        self.present[shape.label].update(adds)
        for key, row in new.items():
            if key in current:
                changed, kept = changes[key] = merge_fields(row, recorded.get(key), current[key])
                for name in [name for name in kept if self._given_up(shape, key, name)]:
                    changed[name] = kept.pop(name)
            elif key not in adds:
                self._stay_deleted(shape, key, row)
        self._drop_orphans(shape, adds)
        self._drop_taken(shape, adds, {key: pair[0] for key, pair in changes.items()})
        self._drop_orphans(shape, adds)
        for key, row in adds.items():
            self._add(shape, key, row)
        for key, (changed, kept) in changes.items():
            self._change(shape, key, new[key], recorded.get(key), current[key], changed, kept)
        for key, row in recorded.items():
            if key in new:
                continue
            if key in current:
                self.vanished[shape.label][key] = self._untouched(shape, key, row, current[key])
            else:
                self._record(shape, key, None)

    def _untouched(self, shape, key, row, current):
        """True if a row is all as it was loaded, and nobody wrote what no load writes (a review)."""
        loaded = self._loaded(shape, key)
        others = shape.fields.keys() - set(loaded)
        return all(current[name] == row[name] for name in loaded) and all(
            current[name] == shape.default(name) for name in others
        )

    def _loaded(self, shape, key):
        """The fields that the last load wrote of a row."""
        return [name for name in self.state.recorded[shape.label][key] if name in shape.fields]

    def _stay_deleted(self, shape, key, row):
        if not self._missing(shape, row):
            self._keep(shape, key, Why.DELETED)
        self.absent[shape.label].add(key)

    def _drop_orphans(self, shape, adds):
        """Leave out additions that point at nothing; what hangs on a row that is left out goes with it."""
        dropped = True
        while dropped:
            dropped = [key for key, row in adds.items() if self._missing(shape, row)]
            for key in dropped:
                self._leave_out(shape, key, adds.pop(key))

    def _leave_out(self, shape, key, row):
        self.present[shape.label].discard(key)
        self.absent[shape.label].add(key)
        unexplained = [
            name
            for name in self._missing(shape, row)
            if tuple(row[name]) not in self.absent[shape.foreign[name].label]
        ]
        if unexplained:
            self._keep(shape, key, Why.TARGET)

    def _drop_taken(self, shape, adds, changes):
        """Leave out what would take a value that must be unique and that another row keeps."""
        for name in shape.unique_fields:
            dropped = True
            while dropped:
                dropped = self._taken(shape, name, adds, changes)
                for key in dropped:
                    if key in adds:
                        self._keep(shape, key, Why.TAKEN, {name: (None, adds[key][name])})
                        self.present[shape.label].discard(key)
                        self.absent[shape.label].add(key)
                        del adds[key]
                    else:
                        self._keep(shape, key, Why.TAKEN, {name: changes[key].pop(name)})

    def _taken(self, shape, name, adds, changes):
        wanted, dropped = {}, []
        for key, value in [
            *((key, row[name][1]) for key, row in changes.items() if name in row),
            *((key, row[name]) for key, row in adds.items() if name in row),
        ]:
            if value is None:
                continue
            if value in wanted:
                dropped.append(key)
            wanted.setdefault(value, key)
        natural = shape.model.natural_fields
        for part in chunks(sorted(wanted, key=str)):
            rows = shape.model._base_manager.filter(**{f"{name}__in": part})
            for value, *holder in rows.values_list(name, *natural):
                key, holder = wanted.get(value), tuple(holder)
                if key not in (None, holder) and name not in changes.get(holder, {}):
                    dropped.append(key)
        return dict.fromkeys(dropped)

    def _add(self, shape, key, row):
        self.unit.rows.append(RowChange(shape.label, key, Action.ADD, row))
        self.final[shape.label][key] = row
        self._record(shape, key, row)

    def _change(self, shape, key, row, recorded, current, changed, kept):
        missing = set(self._missing(shape, row)) & changed.keys()
        held = {name: changed.pop(name) for name in missing}
        if held:
            self._keep(shape, key, Why.TARGET, held)
        merged = current | {name: new for name, (_, new) in changed.items()}
        mixed = any(merged[name] != value for name, value in row.items())
        if changed and mixed and not self._valid(shape, merged):
            self._keep(shape, key, Why.BROKEN, changed)
            changed, merged = {}, current
        if kept:
            self._keep(shape, key, Why.EDITED, kept)
        if changed:
            pk = self.state.current[shape.label][key][0]
            self.unit.rows.append(RowChange(shape.label, key, Action.CHANGE, merged, changed, pk))
        self.final[shape.label][key] = merged
        applied = {
            name: recorded[name] if recorded and merged[name] != value and name not in kept else value
            for name, value in row.items()
        }
        self._record(shape, key, applied)

    def _valid(self, shape, values):
        """True if a row with these values meets the checks of its table."""
        row = shape.model()
        for name in shape.fields:
            column = shape.fields[name]
            value = values[name]
            if name in shape.foreign:
                setattr(row, column.attname, None if value is None else 0)
            else:
                setattr(row, name, column.to_python(value))
        for constraint in shape.model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(shape.model, row)
                except ValidationError:
                    return False
        return True

    # --- links, as groups

    def _merge_links(self, shape, new, recorded, current):
        groups = {}
        for side, rows in (("new", new), ("recorded", recorded), ("current", current)):
            for key, row in rows.items():
                owner = shape.owner_of(row)
                group = groups.setdefault(owner, {"new": {}, "recorded": {}, "current": {}})
                group[side][key] = row
        removed, added, changed, records = {}, {}, {}, {}
        for owner, group in groups.items():
            verdict, rows = self._judge(shape, owner, group)
            if verdict == "pass":
                continue
            if verdict == "vanish":
                removed |= self._vanish(shape, owner, group, new)
                continue
            records.update({key: None for key in group["recorded"] if key not in rows and key not in records})
            records.update(rows)
            if verdict != "follow":
                continue
            held = group["current"]
            removed |= {key: row for key, row in held.items() if key not in rows}
            added |= {key: row for key, row in rows.items() if key not in held}
            changed |= {
                key: (held[key], row)
                for key, row in rows.items()
                if key in held and any(held[key][name] != value for name, value in row.items())
            }
        for key in [key for key in added if key in current and key not in removed]:
            self._keep(shape, key, Why.TAKEN)
            del added[key]
        self._write_links(shape, removed, added, changed)
        for key, row in records.items():
            self._record(shape, key, row)

    def _judge(self, shape, owner, group):
        """What becomes of a group ("pass", "vanish", "same", "keep" or "follow"), and its rows of the
        fixture that can be written."""
        rows = {}
        for key, row in group["new"].items():
            if self._missing(shape, row):
                self._leave_out(shape, key, row)
            else:
                rows[key] = row
        name, owner_key = owner or ("", ())
        label = shape.foreign[name].label if owner else ""
        if owner_key not in self.present[label]:
            return ("pass" if group["new"] or group["current"] else "same"), {}
        if owner_key in self.vanished[label]:
            return "vanish", {}
        recorded_owner = owner_key in self.state.recorded[label]
        is_new = owner_key not in self.state.current[label]
        recorded = self._as_loaded(shape, group["recorded"])
        verdict = merge_group(rows, recorded, group["current"], recorded_owner or is_new)
        if verdict == "keep" and self._given_up(shape, owner_key):
            verdict = "follow"
        if verdict == "keep" and (rows or recorded):
            sides = [_members(owner_key, side) for side in (group["current"], rows)]
            self._keep(shape, owner_key, Why.GROUP, {name: tuple(sides)})
        return verdict, rows

    def _vanish(self, shape, owner, group, new):
        """Hand the links of an owner that vanished to `Removals`; gives those that only change owner.

        A group somebody emptied leaves no row to tell of it, so its owner counts as edited.
        """
        untouched = same_group(self._as_loaded(shape, group["recorded"]), group["current"])
        if group["recorded"] and not untouched:
            self.vanished[shape.foreign[owner[0]].label][owner[1]] = False
        moved = {key: row for key, row in group["current"].items() if untouched and key in new}
        staying = group["current"].keys() - moved.keys()
        self.vanished[shape.label] |= dict.fromkeys(staying, untouched)
        return moved

    def _as_loaded(self, shape, rows):
        """Recorded rows with only the fields the last load wrote."""
        return {key: {name: row[name] for name in self._loaded(shape, key)} for key, row in rows.items()}

    def _write_links(self, shape, removed, added, changed):
        label = shape.label
        for key in removed:
            pk = self.state.current[label][key][0]
            self.unit.rows.append(RowChange(label, key, Action.REMOVE, pk=pk))
            if key not in added:
                self.final[label].pop(key, None)
        for key, row in added.items():
            self.unit.rows.append(RowChange(label, key, Action.ADD, row))
            self.final[label][key] = row
        for key, (held, row) in changed.items():
            fields = {name: (held[name], value) for name, value in row.items() if held[name] != value}
            pk = self.state.current[label][key][0]
            merged = {name: held[name] for name in shape.fields} | row
            self.unit.rows.append(RowChange(label, key, Action.CHANGE, merged, fields, pk=pk))
            self.final[label][key] = merged


def _members(owner_key, rows):
    """What tells the rows of one group apart, as a text: the themes of an entry by their slugs."""
    return "、".join(key_name(part for part in key if part not in owner_key) for key in rows)


def parent_names(shape):
    """The foreign keys by which a row hangs on another: it goes when that one goes."""
    return [name for name in shape.foreign if not shape.fields[name].null]


def reference_pairs(final):
    """((label, key), (label, key), hangs on) for every foreign key of the rows in `final`."""
    for label, rows in final.items():
        shape = shapes()[label]
        parents = set(parent_names(shape))
        for key, row in rows.items():
            for name, target in shape.foreign.items():
                if row.get(name):
                    yield (label, key), (target.label, tuple(row[name])), name in parents
