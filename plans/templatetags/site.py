"""What every template may use: the menu, icons, bars, masked values."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html

from plans.inline import html_of, runs_of

register = template.Library()

MENU = [
    ("工作方案", "plans"),
    ("举措与项目", "measures"),
    ("主题矩阵", "matrix"),
    ("基地对比", "compare"),
    ("目标与指标", "targets"),
]


@register.inclusion_tag("components/site_nav.html")
def site_nav(path=""):
    """The links of the main menu; the one whose part of the site `path` is in is marked as current."""
    path = path or ""
    links = []
    for name, view in MENU:
        url = reverse(view)
        links.append({"name": name, "url": url, "exact": path == url, "current": path.startswith(url)})
    return {"links": links}


@register.simple_tag
def greyscale():
    """The class of a site in shades of grey (SBJD_GREYSCALE, for days of mourning), with a blank."""
    return "greyscale " if settings.GREYSCALE else ""


@register.simple_tag
def icon(name):
    """A symbol of the sprite, decorative: the words beside it say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" width="16" height="16"><use href="{}#{}"></use></svg>',
        static("sbjd/icons.svg"),
        name,
    )


@register.simple_tag
def bar(value, maximum):
    """A horizontal bar of `value` against `maximum`; the number itself stands beside it as text."""
    width = round(100 * value / maximum, 1) if maximum else 0
    return format_html(
        '<svg class="bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        '<rect class="bar-ground" width="100" height="10"></rect>'
        '<rect class="bar-value" width="{}" height="10"></rect></svg>',
        width,
    )


@register.filter
def masked(text):
    """`text`, escaped, with 20XX and its like marked as masked in the source."""
    return html_of(runs_of(str(text), 0))


@register.filter
def runs(value):
    """A list of runs (plans.inline) as HTML."""
    return html_of(value)
