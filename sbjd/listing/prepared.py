"""Values of rows by their keys, asked for again and again: Django works the SQL out once.

Working out a query over eight tables takes several times as long as running it for a page of a list.
"""

from functools import lru_cache

from django.db import connection

_AT_ONCE = (25, 100, 200, 500)


class Prepared:
    """`values(keys)` is a QuerySet made by `values_list`, narrowed to rows by nothing but `keys`, a list of
    whole numbers. Only for columns that come from the database as they are: text and whole numbers."""

    def __init__(self, values):
        self._values = values
        self._sql = lru_cache(self._worked_out)

    def _worked_out(self, vendor, number):
        keys = list(range(number))
        query = self._values(keys).query
        sql, params = query.get_compiler(connection=connection).as_sql()
        if list(params) != keys:
            raise ValueError(f"{query.model.__name__}: the query asks for more than keys")
        return sql

    def rows(self, keys):
        """The rows of values with these `keys`, in no order across more than five hundred of them."""
        keys, rows = list(keys), []
        most = _AT_ONCE[-1]
        for start in range(0, len(keys), most):
            asked = keys[start : start + most]
            number = next(one for one in _AT_ONCE if one >= len(asked))
            with connection.cursor() as cursor:
                # A key asked for twice is found once.
                asked += asked[-1:] * (number - len(asked))
                cursor.execute(self._sql(connection.vendor, number), asked)
                rows += cursor.fetchall()
        return rows
