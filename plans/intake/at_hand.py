"""The last few things this process made, for all of its threads."""

from collections import OrderedDict
from threading import Lock


class AtHand:
    """Keeps what was asked for last, at most `most` things. Several threads may ask at once: the lock guards
    the keeping alone, so two that ask for the same new thing both make it, and both get the first."""

    def __init__(self, most):
        self._most, self._held, self._lock = most, OrderedDict(), Lock()

    def get(self, key, make):
        """What is kept under `key`, made by `make()` where nothing is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            made = self._held.setdefault(key, made)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
