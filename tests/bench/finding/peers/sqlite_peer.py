"""Plain SQL in SQLite: LIKE, FTS5 over the same tokens, and six GROUP BY; the limit of what SQL can do."""

import sqlite3

from sbjd.search.tokens import tokens
from tests.bench.finding.peers.corpus import read_texts
from tests.bench.finding.peers.counting import Counting, of_hits

FTS = """CREATE VIRTUAL TABLE fts USING fts5
(title, body, content='', tokenize="ascii tokenchars '_~+%&.'")"""
HITS = "SELECT rowid AS id FROM fts WHERE fts MATCH ?"
RANK = "bm25(fts, 10.0, 1.0)"


def phrase(term):
    """`term`, of Chinese characters, as FTS5 is asked for it."""
    said = tokens(term)
    return f'"{" ".join(said[:-1])}"' if len(said) > 1 else f'"{said[0]}"*'


def _joined(text):
    return " ".join(tokens(text))


class SqlitePeer(Counting):
    """A connection to the peers' file; the index of its texts is made when it is first opened."""

    def __init__(self, path):
        super().__init__()
        self.database = sqlite3.connect(path)
        self.database.executescript("PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY;")
        if not self.run("SELECT 1 FROM sqlite_master WHERE name = 'fts'", []):
            self.database.execute("BEGIN")
            self.database.execute(FTS)
            rows = ((key, _joined(title), _joined(text)) for key, title, text in read_texts(path))
            self.database.executemany("INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)", rows)
            self.database.execute("INSERT INTO fts (fts) VALUES ('optimize')")
            self.database.commit()

    def run(self, sql, values):
        return self.database.execute(sql, values).fetchall()

    def like(self, term):
        """How many entries hold `term`, as LIKE finds it."""
        sql = "SELECT COUNT(*) FROM texts WHERE title LIKE ? OR body LIKE ?"
        return self.run(sql, [f"%{term}%"] * 2)[0][0]

    def total(self, term):
        """How many entries FTS5 finds."""
        return self.run("SELECT COUNT(*) FROM fts WHERE fts MATCH ?", [phrase(term)])[0][0]

    def ranked(self, term):
        """(total, first 20 by bm25) of FTS5."""
        sql = f"SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY {RANK} LIMIT 20"  # noqa: S608
        return self.total(term), [row[0] for row in self.run(sql, [phrase(term)])]

    def searched(self, term):
        """({facet: {value: count}}, first 20 in plan order), the search being part of each statement."""
        return self.found_counts(HITS, [phrase(term)]), self._first_found(term)

    def searched_at_once(self, term):
        """The same, found and counted in one statement."""
        rows = self.run(of_hits(HITS, "CROSS JOIN"), [phrase(term)])
        return self.together(rows), self._first_found(term)

    def _first_found(self, term):
        return [key for (key,) in self.run(f"{HITS} ORDER BY rowid LIMIT 20", [phrase(term)])]

    def close(self):
        self.database.close()
