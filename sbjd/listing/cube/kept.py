"""What a cube has read or drawn when somebody asked, kept as long as the version it was made from."""

import threading


class Kept:
    """{key: whatever was made of that row or value}, at most `most`, those made first going first. Belongs to
    a cube, and with it to one version: what was read too late, after a write, can only have got onto a page
    that is made again for that very reason."""

    def __init__(self, most=2_000):
        self._lock = threading.Lock()
        self._most, self._made = most, {}

    def find(self, keys):
        """{key: what was made} of those of `keys` that are here."""
        own = self._made
        return {key: found for key in keys if (found := own.get(key)) is not None}

    def keep(self, made):
        """Keep `made`, {key: what was made}."""
        with self._lock:
            self._made.update(made)
            for key in list(self._made)[: max(0, len(self._made) - self._most)]:
                del self._made[key]
