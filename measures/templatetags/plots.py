"""Drawings for templates: SVG with attributes and classes only, as the Content-Security-Policy asks."""

from django import template

from measures.dot_plot import dot_plot as plot_of

register = template.Library()


@register.inclusion_tag("components/dot_plot.html")
def dot_plot(title, quantities, number):
    """The plot of `quantities` of one metric, basis and unit; nothing when fewer than four have a number.
    `number` tells it from the other plots of the page."""
    return {"plot": plot_of(title, quantities), "id": f"plot-{number}"}
