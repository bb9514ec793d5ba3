"""What must catch up after writes (an index of the text), and the moment at which it does."""

from django.db import transaction

_followers = []


def follow(catch_up):
    """Register `catch_up()`, called without arguments by `settle`; it finds out itself what has changed
    (`changes_since`), returns at once when nothing has, and may write, though to no watched table."""
    if catch_up not in _followers:
        _followers.append(catch_up)
    return catch_up


def settle():
    """Bring every follower up to date inside the current transaction, or one of their own: whoever writes
    calls it last, so that a change and its index entries are seen together or not at all."""
    if not _followers:
        return
    with transaction.atomic():
        for catch_up in _followers:
            catch_up()
