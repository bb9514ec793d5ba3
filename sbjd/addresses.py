"""Addresses of pages by name. A list links the same themes, plans and tasks again and again, and Django
works an address out anew each time."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8_192)
def address(name, *args):
    """The address of the page called `name`, with these parts."""
    return reverse(name, args=args)
