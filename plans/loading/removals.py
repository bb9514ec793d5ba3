"""Which rows that vanished from the fixtures may go: those with nothing a person made on or below them."""

from plans.loading.changes import Action, Kept, RowChange, Why
from plans.loading.merge import kept_rows
from plans.loading.rows import reference_pairs
from plans.loading.schema import chunks, relations, shapes


class Removals:
    """The last step of one unit's plan, when it is known what the rest will look like."""

    def __init__(self, state, session, unit, merger):
        self.state, self.session, self.unit, self.merger = state, session, unit, merger

    def plan(self):
        """Add to the unit what goes, and what would have gone but stays, with the reason."""
        vanished = {
            (label, key): untouched
            for label, rows in self.merger.vanished.items()
            for key, untouched in rows.items()
        }
        if not vanished:
            return
        pairs = list(reference_pairs(self.merger.final))
        edited = {row for row, untouched in vanished.items() if not untouched}
        edited -= self._given_up([pair[:2] for pair in pairs if pair[2]])
        references = [(row, target) for row, target, _ in pairs] + self._from_outside(vanished)
        kept = kept_rows(vanished, edited, references, [pair[:2] for pair in pairs if pair[2]])
        for row in vanished:
            label, key = row
            if row not in kept:
                pk = self.state.current[label][key][0]
                self.unit.rows.append(RowChange(label, key, Action.REMOVE, pk=pk))
                self.unit.records[row] = None
            elif row in edited:
                self.unit.kept.append(Kept(label, key, Why.VANISHED))
            elif not shapes()[label].is_link:
                self.unit.kept.append(Kept(label, key, Why.NEEDED))

    def _given_up(self, parents):
        """The rows whose edits a person lets go of, with all that hangs on them."""
        given = {(label, key) for label, key, name in self.session.terms.given_up if not name}
        found = set()
        while given - found:
            found |= given
            given = {row for row, above in parents if above in given}
        return found

    def _from_outside(self, vanished):
        """References to vanished rows from rows this unit does not know: of another plan, of a model
        that is never loaded."""
        pairs = []
        for label in dict.fromkeys(label for label, _ in vanished):
            keys = {self.state.current[label][key][0]: key for other, key in vanished if other == label}
            for relation in relations(shapes()[label].model):
                pairs += self._through(relation, label, keys)
        return pairs

    def _through(self, relation, label, keys):
        column, model = relation.field, relation.related_model
        source = model._meta.concrete_model._meta.label_lower
        known = {pk for pk, _ in self.state.current[source].values()}
        known |= self.session.gone[source] | self.session.released[source, column.name]
        for part in chunks(list(keys)):
            rows = model._base_manager.filter(**{f"{column.name}__in": part})
            for pk, target in rows.values_list("pk", column.attname):
                if pk not in known:
                    yield (source, ("outside", pk)), (label, keys[target])
