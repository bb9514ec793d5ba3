"""What every template may use: the menu, icons, bars, masked values."""

from functools import lru_cache
from html import escape

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.inline import html_of, runs_of

register = template.Library()

# Each line of the menu: its name, its page, and what else belongs to that part of the site.
MENU = [
    ("工作方案", "plans", ("bases",)),
    ("举措与项目", "measures", ("projects", "tasks", "programmes", "list")),
    ("主题矩阵", "matrix", ("themes", "instruments")),
    ("基地对比", "compare", ()),
    ("目标与指标", "targets", ("metrics",)),
]


@register.simple_tag
def site_header(path="", hide_search=False):
    """The head of every page; in its menu the part of the site that `path` is in is marked as current."""
    path = path or ""
    states = tuple((path == url, path.startswith(parts)) for _, url, parts in _menu())
    return _header(states, bool(hide_search))


@lru_cache(maxsize=1)
def _menu():
    """Each line of the MENU with its address, and the beginnings of all addresses that are part of it."""
    menu = [(name, reverse(view), others) for name, view, others in MENU]
    return [(name, url, (url, *(f"/{other}/" for other in others))) for name, url, others in menu]


@lru_cache(maxsize=64)
def _header(states, hide_search):
    links = [
        {"name": name, "url": url, "exact": exact, "current": current}
        for (name, url, _), (exact, current) in zip(_menu(), states, strict=True)
    ]
    given = {"links": links, "hide_search": hide_search}
    return get_template("components/header.html").render(given)


@lru_cache(maxsize=64)
def _constant(name):
    return get_template(name).render({})


@register.simple_tag
def constant(name):
    """A template that is the same on every page, run once."""
    return get_template(name).render({}) if settings.DEBUG else _constant(name)


@register.simple_tag
@lru_cache(maxsize=4_096)
def badge(label, url="", tone=""):
    """components/badge.html, run once for each mark: a list shows the same ones on every row."""
    return get_template("components/badge.html").render({"label": label, "url": url, "tone": tone})


@register.simple_tag
def marked(pieces):
    """Words with the searched ones marked: `pieces` with a `text`, and whether it is `marked`."""
    return SafeString(
        "".join(f"<mark>{escape(one.text)}</mark>" if one.marked else escape(one.text) for one in pieces)
    )


@register.simple_tag(takes_context=True)
def page_address(context):
    """The address of this page as people read it, Chinese words and all; "" on a page of no request."""
    request = context.get("request")
    return uri_to_iri(request.build_absolute_uri()) if request else ""


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
