"""Quantities in templates."""

from django import template

from measures.columns import printed_value

register = template.Library()


@register.filter
def printed(quantity):
    """The value of a quantity as printed, marked where it is masked or was filled in; the quantity comes
    from a QuerySet `with_filling`."""
    return printed_value(quantity)
