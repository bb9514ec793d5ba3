"""What the parts share: the database, the peers' copy of it, the reference, and terms of every kind."""

import sys
from functools import cached_property

from tests.bench.finding.peers.corpus import write_file, write_lists
from tests.bench.finding.sampling import Reference

TERMS = 24
# What is asked of facets: nothing, one theme, three filters.
FILTERS = {
    "all": {},
    "one theme": {"theme": "ip"},
    "three filters": {"theme": "services", "kind": "measure", "batch": "2"},
}


class Bench:
    """One run on one database. `say` prints a line about what is going on."""

    def __init__(self, store, sampled, python, say):
        self.store, self.entries, self.sampled = store, store.entries, sampled
        self.python, self.say = python or sys.executable, say
        self.vendor = store.kind

    @cached_property
    def corpus(self):
        """The file of the peers' rows."""
        path = self.store.data / "corpus.sqlite3"
        write_file(path)
        return path

    @cached_property
    def lists(self):
        """The file that Datasette serves."""
        path = self.store.data / "entries.sqlite3"
        write_lists(path, self.corpus)
        return path

    @cached_property
    def reference(self):
        return Reference(self.corpus)

    @cached_property
    def by_frequency(self):
        """{FREQUENT | MIDDLE | RARE: terms}."""
        return self.reference.by_frequency(TERMS)

    @cached_property
    def sql(self):
        """Plain SQL on the same database system."""
        if self.vendor == "sqlite":
            from tests.bench.finding.peers.sqlite_peer import SqlitePeer

            return SqlitePeer(self.corpus)
        from tests.bench.finding.peers.postgres_peer import PostgresPeer, create

        name = f"peers_{self.entries}"
        create(self.store.start().get_uri(), name)
        return PostgresPeer(self.store.start().get_uri(database=name), self.corpus)

    @cached_property
    def ours(self):
        from tests.bench.finding.ours import Ours

        return Ours()
