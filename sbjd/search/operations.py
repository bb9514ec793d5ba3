"""What migrations do about indexes."""

from django.db.migrations.operations.base import Operation

from sbjd.search.backends import backend


class MakeIndex(Operation):
    """Make the index of a table of texts and its key column: `MakeIndex("measures_entrytext", "entry_id")`.
    It is empty; what fills the table fills it."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, table, key):
        self.table, self.key = table, key

    def deconstruct(self):
        return type(self).__name__, [self.table, self.key], {}

    def state_forwards(self, app_label, state):
        """Nothing: no model changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        backend().create(self.table, self.key)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        backend().drop(self.table)

    def describe(self):
        return f"Full-text index of {self.table}"
