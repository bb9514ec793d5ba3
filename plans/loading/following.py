"""Rows in their plain form that name something merged or renamed since, as they read now."""

from plans.loading.schema import shapes
from plans.merging.leading import Trails, followed_models


def follow(shape, values, moved):
    """`values` of one row with what it names in `moved`, {label: {old key: new key}}, by its new key; the
    very same object where it names nothing of that. A code that says what the row links says it again."""
    named = {
        name: moved[target.label][tuple(values[name])]
        for name, target in shape.foreign.items()
        if values.get(name) and tuple(values[name]) in moved.get(target.label, ())
    }
    if not named:
        return values
    new = values | {name: list(key) for name, key in named.items()}
    code_of = shape.model.code_of
    if code_of and values.get("code") == code_of(values):
        new["code"] = code_of(new)
    return new


class Following:
    """What was merged or renamed, read when this is made. A natural key leads on only while no row bears it
    and the row that it became is there."""

    def __init__(self):
        self.moved = {}
        for label in followed_models():
            shape = shapes().get(label)
            if shape is None:
                continue
            ends = Trails(shape.model).keys
            rows = shape.model._base_manager.filter(pk__in=set(ends.values()))
            keys = {pk: key for key, (pk, _) in shape.read(rows).items()}
            borne = shape.pks(ends)
            found = {key: keys[pk] for key, pk in ends.items() if pk in keys and key not in borne}
            if found:
                self.moved[label] = found

    def rows(self, rows):
        """`rows`, {label: {key: values}}, as they read now: without the rows that became others or are called
        otherwise, with what named these naming them as they are now. Of rows that have become the same one
        remains, that which was so before if there is one."""
        if not self.moved:
            return rows
        moved, made = {label: dict(keys) for label, keys in self.moved.items()}, {}
        for label, shape in shapes().items():
            if label not in rows:
                continue
            gone = self.moved.get(label, {})
            led = {
                key: follow(shape, values, moved) for key, values in rows[label].items() if key not in gone
            }
            same = {key: values for key, values in led.items() if values is rows[label][key]}
            made[label] = same
            for key in sorted(led.keys() - same.keys(), key=str):
                new = shape.key_of(led[key])
                same.setdefault(new, led[key])
                if new != key:
                    moved.setdefault(label, {})[key] = new
        return made
