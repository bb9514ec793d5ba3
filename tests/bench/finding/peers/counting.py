"""Six covered GROUP BY: the counts of each facet under the filters of the others, as plain SQL.

There is more than one good way to say each; a peer tries them all when it warms up and keeps the quickest.
`?` stands for a value.
"""

from tests.bench.finding.peers.corpus import FACETS, MANY_TABLES, SINGLE


def statements(facet, filters):
    """[(sql, values)] that give (value, count) of `facet` with `filters`, {facet: value}; its own ignored."""
    others = {name: value for name, value in filters.items() if name != facet}
    if facet in SINGLE:
        plain = f"SELECT {facet}, COUNT(*) FROM facts"  # noqa: S608
        grouped = f" GROUP BY {facet}"
    else:
        plain = f"SELECT value, COUNT(*) FROM {MANY_TABLES[facet]}"  # noqa: S608
        grouped = " GROUP BY value"
    if not others:
        return [(plain + grouped, [])]
    return [_by_membership(facet, others, plain, grouped), _by_joins(facet, others)]


def _by_membership(facet, others, plain, grouped):
    single = {name: value for name, value in others.items() if name in SINGLE}
    many = {name: value for name, value in others.items() if name not in SINGLE}
    key = "id" if facet in SINGLE else "entry"
    parts = [f"{key} IN (SELECT entry FROM {MANY_TABLES[name]} WHERE value = ?)" for name in many]  # noqa: S608
    conditions = " AND ".join(f"{name} = ?" for name in single)
    if single:
        own = conditions if facet in SINGLE else f"entry IN (SELECT id FROM facts WHERE {conditions})"  # noqa: S608
        parts.append(own)
    return f"{plain} WHERE {' AND '.join(parts)}{grouped}", [*many.values(), *single.values()]


def _by_joins(facet, others):
    tables, conditions, values = [], [], []
    if facet in SINGLE or any(name in SINGLE for name in others):
        tables.append(("facts", "facts.id"))
    for name, value in others.items():
        if name in SINGLE:
            conditions.append(f"facts.{name} = ?")
        else:
            tables.append((f"{MANY_TABLES[name]} AS by_{name}", f"by_{name}.entry"))
            conditions.append(f"by_{name}.value = ?")
        values.append(value)
    counted = f"facts.{facet}"
    if facet not in SINGLE:
        tables.append((f"{MANY_TABLES[facet]} AS counted", "counted.entry"))
        counted = "counted.value"
    (first, key), *more = tables
    joins = "".join(f" JOIN {table} ON {other} = {key}" for table, other in more)
    where = " AND ".join(conditions)
    return f"SELECT {counted}, COUNT(*) FROM {first}{joins} WHERE {where} GROUP BY {counted}", values  # noqa: S608


def of_hits(hits, join="JOIN"):
    """One statement that finds once and counts six times; `hits` selects the ids found. `join` is how the
    database is told to begin with them, where it would not by itself."""
    counts = []
    for facet in FACETS:
        table, key, value = (
            ("facts", "id", facet) if facet in SINGLE else (MANY_TABLES[facet], "entry", "value")
        )
        counts.append(
            f"SELECT '{facet}', {value}, COUNT(*) FROM hits {join} {table} ON {table}.{key} = hits.id "  # noqa: S608
            f"GROUP BY {value}"
        )
    return f"WITH hits AS MATERIALIZED ({hits}) {' UNION ALL '.join(counts)}"


class Counting:
    """What a peer with such tables answers; `run(sql, values)` gives its rows."""

    def __init__(self):
        self._best = {}

    def run(self, sql, values):
        """All rows of a statement."""
        raise NotImplementedError

    def choose(self, filters, clock):
        """Try every way to count under these `filters` and remember the quickest."""
        for facet in FACETS:
            times = []
            for sql, values in statements(facet, filters):
                self.run(sql, values)
                started = clock()
                self.run(sql, values)
                times.append((clock() - started, sql, values))
            self._best[facet, tuple(filters.items())] = min(times, key=lambda time: time[0])[1:]

    def facets(self, filters):
        """{facet: {value: count}} under `filters`, in the ways that `choose` found."""
        key = tuple(filters.items())
        return {facet: dict(self.run(*self._best[facet, key])) for facet in FACETS}

    def found_counts(self, hits, values):
        """{facet: {value: count}} of what `hits` selects, each by a statement of its own."""
        counts = {}
        for facet in FACETS:
            if facet in SINGLE:
                sql = f"SELECT {facet}, COUNT(*) FROM facts WHERE id IN ({hits}) GROUP BY {facet}"  # noqa: S608
            else:
                table = MANY_TABLES[facet]
                sql = f"SELECT value, COUNT(*) FROM {table} WHERE entry IN ({hits}) GROUP BY value"  # noqa: S608
            counts[facet] = dict(self.run(sql, values))
        return counts

    @staticmethod
    def together(rows):
        """{facet: {value: count}} of the rows of `of_hits`."""
        counts = {facet: {} for facet in FACETS}
        for facet, value, count in rows:
            counts[facet][value] = count
        return counts
