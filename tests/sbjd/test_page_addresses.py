"""Addresses by name are those that Django gives."""

import pytest
from django.urls import NoReverseMatch, reverse

from sbjd.addresses import address


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("measure", ("nanshan-m05",)),
        ("project", ("nanshan-p3.2",)),
        ("plan", ("nanshan",)),
        ("section", ("nanshan", "3-2")),
        ("section", ("nanshan", "附件 一")),
        ("section", ("q0q0", "1")),
        ("organization", ("深圳大学",)),
        ("theme", ("ip",)),
        ("home", ()),
    ],
)
def test_an_address_is_the_one_that_django_gives(name, args):
    assert address(name, *args) == reverse(name, args=args)


def test_what_fits_no_address_is_refused_as_by_django():
    with pytest.raises(NoReverseMatch):
        address("section", "nanshan", "a/b")
