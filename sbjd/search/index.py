"""A table of texts that answers with the keys of those that match a term."""

from django.db import connection, transaction
from pyroaring import BitMap

from sbjd.search import sql
from sbjd.search.backends import backend
from sbjd.search.terms import Term

_CHUNK = 1000
_DOCUMENTS = "SELECT {key}, title, text FROM {table}"
_ROWS = "SELECT * FROM {table}"
_DELETE = "DELETE FROM {table}"
_INSERT = "INSERT INTO {table} (COLUMNS) VALUES (PLACES)"


class TextIndex:
    """The index of one model of `IndexedText`s. `table` is another table of the same form, with an index
    of its own (shadow.py)."""

    def __init__(self, model, table=""):
        self.model = model
        self.table = table or model._meta.db_table
        self._names = {"table": self.table, "key": model._meta.pk.column}

    def ids(self, term, title_only=False, among=None):
        """The keys (a BitMap) of the texts that match `term`, a `Term`, in their title or text; in the title
        alone if the term or the caller says so; only of those `among` these keys, if any are given. A term
        that asks nothing gives all keys.

        Exactly those that `term.pattern` finds, on either database.
        """
        title_only = title_only or term.field == "title"
        if not term:
            return self.everything() if among is None else self.everything() & among
        found = BitMap()
        for form in term.forms:
            keys, is_sure = backend().find(self.table, form, title_only)
            if keys is None or among is None:
                keys = among if keys is None else keys
            else:
                keys &= among
            found |= keys if is_sure else self._verified(keys, form, title_only)
        return found

    def everything(self):
        """The keys of all texts."""
        rows = sql.rows("SELECT {key} FROM {table}", chunk=100_000, **self._names)
        return BitMap([key for (key,) in rows])

    def documents(self, keys=None, holding=""):
        """(key, title, text), folded, of the texts with these `keys`, or of all; of those alone that have
        `holding` in them just so, if it is given."""
        for part in [None] if keys is None else chunks(keys):
            conditions, values = [], []
            if part is not None:
                conditions, values = [backend().AMONG], [backend().among(part)]
            if holding:
                conditions, values = [*conditions, backend().HOLDING], [*values, holding, holding]
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            yield from sql.rows(f"{_DOCUMENTS}{where}", values or None, **self._names)

    def stored(self, column, values):
        """The rows whose `column` holds one of `values`, as instances of the model."""
        for part in chunks(values):
            statement = sql.named(_among(_ROWS), table=self.table, key=column)
            yield from self.model.objects.raw(statement, [backend().among(part)])

    def last_key(self):
        """The highest key there is, or 0."""
        return sql.value("SELECT MAX({key}) FROM {table}", **self._names) or 0

    def write(self, rows):
        """Put `rows`, instances of the model, in the place of those with the same keys."""
        with transaction.atomic():
            for part in chunks(rows):
                self.remove([row.pk for row in part])
                self._insert(part)
                backend().add(self.table, [row.document for row in part])

    def renew(self, stored, made):
        """Put the rows `made` in the place of the rows `stored`; what is as it was is left alone. Gives
        the number of rows written and removed."""
        held = {row.pk: self._values(row) for row in stored}
        changed = [row for row in made if held.get(row.pk) != self._values(row)]
        gone = held.keys() - {row.pk for row in made}
        self.remove(gone)
        self.write(changed)
        return len(changed) + len(gone)

    def remove(self, keys):
        """Take texts out; a key that is not there is no error."""
        with transaction.atomic():
            for part in chunks(keys):
                documents = list(self.documents(part))
                if documents:
                    backend().take_out(self.table, documents)
                    sql.run(_among(_DELETE), [backend().among(part)], **self._names)

    def settle(self):
        """To be called after the last of several writes."""
        backend().settle(self.table)

    def tidy(self):
        """Do a little of what makes a much written index quick again; False when nothing is left to do."""
        return backend().tidy(self.table)

    def _values(self, row):
        return [getattr(row, field.attname) for field in self.model._meta.concrete_fields]

    def _insert(self, rows):
        fields = self.model._meta.concrete_fields
        columns = ", ".join(f"{{{field.column}}}" for field in fields)
        statement = _INSERT.replace("COLUMNS", columns).replace("PLACES", ", ".join(["%s"] * len(fields)))
        values = [
            [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            for row in rows
        ]
        names = {field.column: field.column for field in fields}
        sql.run_many(statement, values, table=self.table, **names)

    def _verified(self, keys, form, title_only):
        """Those of `keys` (None: all) whose texts match `form`."""
        matches = Term(form.text, form.exact).found_in
        return BitMap(
            [
                key
                for key, title, text in self.documents(keys, form.longest)
                if matches(title) or (not title_only and matches(text))
            ]
        )


def _among(statement):
    return f"{statement} WHERE {backend().AMONG}"


def chunks(values):
    """`values` in lists of a size that one statement takes."""
    values = list(values)
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
