"""What migrations do about triggers."""

from django.db.migrations.operations.base import Operation

from sbjd.corpus import triggers


class _WithoutState(Operation):
    """An operation that changes no model."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label, state):
        """Nothing: no model changes."""


class MakeFunctions(_WithoutState):
    """The functions that PostgreSQL's triggers call."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(triggers.POSTGRES_FUNCTIONS, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(triggers.POSTGRES_NO_FUNCTIONS, params=None)

    def describe(self):
        return "Functions of the triggers"


class WatchTable(_WithoutState):
    """Install the triggers of one table: `WatchTable("measures_entrytheme", entry="entry_id")`.

    Altering a table in SQLite makes it anew, without its triggers: a later migration that alters a watched
    table ends with this operation again (test_triggers_installed says so when it was forgotten). What is
    said here stays as it was on the day of the migration; what holds today stands in the app's watched.py.
    """

    def __init__(self, table, **subjects):
        self.table, self.subjects = table, subjects

    def deconstruct(self):
        return type(self).__name__, [self.table], self.subjects

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        made = triggers.create(vendor, self.table, tuple(sorted(self.subjects.items())))
        for statement in [*triggers.drop(vendor, self.table), *made]:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in triggers.drop(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self):
        return f"Triggers on {self.table}"
