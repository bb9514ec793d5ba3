"""What was made of rows for a page, kept as long as the version it was made from."""

import threading

MOST = 2_000


class KeptRows:
    """{key: whatever was made of that row}, of at most MOST rows, those made first going first. Belongs to a
    cube, and with it to one version: a row read too late, after a write, can only have got onto a page that
    is made again for that very reason."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rows = {}

    def find(self, keys):
        """{key: what was made} of those of `keys` that are here."""
        rows = self._rows
        return {key: found for key in keys if (found := rows.get(key)) is not None}

    def keep(self, made):
        """Keep `made`, {key: what was made}."""
        with self._lock:
            self._rows.update(made)
            for key in list(self._rows)[: max(0, len(self._rows) - MOST)]:
                del self._rows[key]
