"""The hits of a list in templates."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from plans.templatetags.site import badge, marked

register = template.Library()


# The first screen of a list ends above this row, which has an id for it (components/first_screen.html).
_ENDS_FIRST_SCREEN = 4


@register.simple_tag
def results(rows, level=2, ticked=None, first=1):
    """`rows` as numbered hits from number `first` on, each as `result` draws it. A list has up to a hundred
    of them: drawn by a template, they took a third of a page's time."""
    parts = [f'<ol class="results" start="{first}">\n']
    for number, one in enumerate(rows, 1):
        mark = f' id="row-{number}"' if number == _ENDS_FIRST_SCREEN else ""
        parts += [f"<li{mark}>", result(one, level, ticked), "</li>\n"]
    parts.append("</ol>")
    return SafeString("".join(parts))  # made of what `result` escaped


@register.simple_tag
def result(one, level=2, ticked=None):
    """The component 结果: a `measures.results.Result` under a heading of this `level`, with a box to tick
    where `ticked` are the codes of those that are."""
    heading = f"h{level}"
    parts = ['<article class="result', "" if ticked is None else " result-tickable", '">\n']
    if ticked is not None:
        code = escape(one.code)
        checked = " checked" if one.code in ticked else ""
        parts += [
            f'<input class="result-tick" type="checkbox" id="tick-{code}" name="code"',
            f' value="{code}"{checked}>',
            f'<label class="visually-hidden" for="tick-{code}">选择：',
            *(escape(piece.text) for piece in one.title),
            "</label>\n",
        ]
    parts += [
        f'<{heading} class="result-title"><a href="{escape(one.url)}">{marked(one.title)}</a></{heading}>\n',
        '<p class="result-meta">',
        ' <span aria-hidden="true">·</span> '.join(map(_span, one.meta)),
        "</p>\n",
    ]
    if one.snippet:
        parts += ['<p class="result-snippet">', marked(one.snippet), "</p>\n"]
    parts.append('<p class="result-badges">')
    for mark in one.badges:
        parts += [badge(*mark), " "]
    parts.append("</p>\n</article>\n")
    # Every text in it was escaped above, or by the tags called.
    return SafeString("".join(parts))


def _span(link):
    text = escape(link.text)
    return f'<span><a href="{escape(link.url)}">{text}</a></span>' if link.url else f"<span>{text}</span>"
