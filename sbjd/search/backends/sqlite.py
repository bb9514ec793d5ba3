"""SQLite: FTS5 tables without a copy of the text.

One holds each unit with the one after it, so that a phrase of tokens is a phrase of text and the
beginning of a token finds a unit. Single characters stand in a second one, each once a text and without
positions: in the first they are the beginnings of thousands of tokens.
"""

import json
from array import array

from pyroaring import BitMap

from sbjd.search.backends.phrases import expression
from sbjd.search.sql import run, run_many, value
from sbjd.search.tokens import SINGLE, runs, tokens

# The condition that a column holds one of many values.
AMONG = "{key} IN (SELECT value FROM json_each(%s))"
# The condition that a title or text has a stretch in it, given twice.
HOLDING = "(instr(title, %s) > 0 OR instr(text, %s) > 0)"
_KINDS = ("phrases", "singles")
_TITLE = "_"  # before a single character that stands in the title
_MERGE_PAGES = 200
# The tokeniser leaves letters, digits and everything beyond ASCII together, and what else our tokens have.
_PHRASES = (
    "CREATE VIRTUAL TABLE {index} USING fts5("
    "title, text, content='', columnsize=0, tokenize=\"ascii tokenchars '_~+%&.'\")"
)
_SINGLES = (
    "CREATE VIRTUAL TABLE {index} USING fts5("
    "text, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_+%&'\")"
)
# One long string is read many times faster than as many rows.
_FIND = "SELECT json_group_array(rowid) FROM {index} WHERE {index} MATCH %s"


def create(table, key, indexed=True):
    """Make the index of `table`, empty; `key` and `indexed` are PostgreSQL's."""
    run(_PHRASES, index=f"{table}_phrases")
    run(_SINGLES, index=f"{table}_singles")


def complete(table):
    """Nothing: the index has grown with the texts."""


def drop(table):
    """Remove the index of `table`, if it is there."""
    for kind in _KINDS:
        run("DROP TABLE IF EXISTS {index}", index=f"{table}_{kind}")


def rename(table, to, key):
    """Let it be the index of table `to`, which has none; `key` is PostgreSQL's."""
    for kind in _KINDS:
        run("ALTER TABLE {index} RENAME TO {to}", index=f"{table}_{kind}", to=f"{to}_{kind}")


def add(table, documents):
    """Index `documents`, (key, folded title, folded text) each; none of the keys is in the index."""
    phrases = [(key, _joined(title), _joined(text)) for key, title, text in documents]
    run_many("INSERT INTO {to} (rowid, title, text) VALUES (%s, %s, %s)", phrases, to=f"{table}_phrases")
    singles = [(key, _singles(title, text)) for key, title, text in documents]
    run_many("INSERT INTO {to} (rowid, text) VALUES (%s, %s)", singles, to=f"{table}_singles")


def take_out(table, documents):
    """Remove `documents`, which must be exactly what was indexed: without a copy of the text, FTS5 is told
    what it held."""
    phrases = [("delete", key, _joined(title), _joined(text)) for key, title, text in documents]
    name = f"{table}_phrases"
    run_many("INSERT INTO {it} ({it}, rowid, title, text) VALUES (%s, %s, %s, %s)", phrases, it=name)
    singles = [("delete", key, _singles(title, text)) for key, title, text in documents]
    run_many("INSERT INTO {it} ({it}, rowid, text) VALUES (%s, %s, %s)", singles, it=f"{table}_singles")


def settle(table):
    """Nothing: what was just written is found as quickly as the rest."""


def tidy(table):
    """Merge some of the pieces that many writes have left; False when there is nothing left to do."""
    worked = False
    for name in (f"{table}_{kind}" for kind in _KINDS):
        before = value("SELECT total_changes()")
        for pages in (-_MERGE_PAGES, _MERGE_PAGES):
            run("INSERT INTO {it} ({it}, rank) VALUES ('merge', %s)", [pages], it=name)
        # Each of the two statements counts as one change by itself.
        worked = worked or value("SELECT total_changes()") - before > 3
    return worked


def find(table, form, title_only):
    """(keys of the texts in which `form` may stand, True if all of them surely match); None instead of
    keys for every text there is."""
    if len(form.units) == 1 and form.units[0].kind == SINGLE:
        single = form.units[0].text
        return _keys(f"{table}_singles", f'"{_TITLE * title_only}{single}"'), form.is_whole
    wanted, is_sure = expression(form)
    if not wanted:
        return None, False
    wanted = f"{{title}} : ({wanted})" if title_only else wanted
    return _keys(f"{table}_phrases", wanted), is_sure and form.is_whole


def among(keys):
    """`keys` as the parameter of `AMONG`."""
    return json.dumps(list(keys))


def _keys(index, wanted):
    return BitMap(array("I", json.loads(value(_FIND, [wanted], index=index))))


def _joined(text):
    return " ".join(tokens(text))


def _singles(title, text):
    in_title = {unit for run in runs(title) for unit in run if unit[-1] != "_"}
    in_text = {unit for run in runs(text) for unit in run if unit[-1] != "_"}
    # In order, so that taking out says the same as putting in.
    return " ".join([*sorted(in_title | in_text), *sorted(_TITLE + unit for unit in in_title)])
