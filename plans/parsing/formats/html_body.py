"""The document on a web page: which of the page's lines are its text, and what its title is.

General first: every line is weighed by its words that are no links, the smallest element that holds
nearly all of that weight is found, and it grows to its parents for as long as they add words and no
page furniture. Editors of government sites mark their text; such a mark decides where it is found.
"""

import re
from dataclasses import dataclass

from plans.parsing.formats.furniture import furniture_row, is_furniture_element

_HOLDS = 0.85
_MARKED = 0.3
_FRINGE = 0.2
_PROSE = re.compile("[，。；：、！？]")
_HEADING = re.compile(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,4}[章节条]|\d{1,2}[.．、]|附件)"
)
_PIECES = re.compile(r"\s*[_|｜–—]\s*|\s+-+\s+|\s*-\s*(?=\S{2,20}$)")
_NOT_WORDS = re.compile(r"[\W_]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Marker:
    """How one editor or site marks the text of a document: an id, or a class among others."""

    name: str
    attribute: str
    value: str
    example: str


MARKERS = (
    Marker("State Council", "id", "UCAP-CONTENT", '<td class="b12c" id="UCAP-CONTENT">'),
    Marker("TRS", "class", "TRS_Editor", '<div class="TRS_Editor">'),
    Marker("TRS UEditor", "class", "TRS_UEDITOR", '<div class="view TRS_UEDITOR trs_paper_default">'),
    Marker("zoom", "id", "zoom", '<div id="zoom">'),
    Marker("Zoom", "id", "Zoom", '<div id="Zoom" class="content">'),
    Marker("zoomcon", "id", "zoomcon", '<div class="article-content" id="zoomcon">'),
    Marker("NFCMS", "class", "article-content", '<div class="article-content">'),
    Marker("pages", "class", "pages_content", '<div class="pages_content" id="UCAP-CONTENT">'),
    Marker("Hanweb", "id", "barrierfree_container", '<div id="barrierfree_container">'),
    Marker("wzws", "id", "ContentRegion", '<div id="ContentRegion">'),
    Marker("bt", "class", "bt_content", '<div class="bt_content">'),
    Marker("vsb", "class", "v_news_content", '<div class="v_news_content">'),
    Marker("Sudy", "class", "wp_articlecontent", '<div class="wp_articlecontent">'),
)


def document_lines(root, lines):
    """Which of `lines` (of `page_lines(root)`) are the document, in their order."""
    rows = [furniture_row(line.text) for line in lines]
    read = [(line, row) for line, row in zip(lines, rows, strict=True)]
    weights = _summed(root, ((line.owner, _weight(line, row)) for line, row in read))
    pruned = _covered(root, _furniture(root, weights))
    read = [(line, row) for line, row in read if line.owner not in pruned]
    weights = _summed(root, ((line.owner, _weight(line, row)) for line, row in read))
    if not weights[root]:
        return [line for line, _ in read]
    body = _marked(weights, weights[root])
    if body is None:
        shells = _summed(root, ((line.owner, int(_is_shell(line, row))) for line, row in read))
        body = _grown(_smallest(root, weights), shells)
    inside = set(body.iter())
    return [line for line, row in read if line.owner in inside and row is None]


def document_title(root, lines, document):
    """The title of the page's document where its `document` lines do not begin with it, else ""."""
    first = document[0] if document else None
    before = lines[: next((i for i, line in enumerate(lines) if line is first), 0)]
    headings = [
        line.text for line in before if line.heading == 1 and not line.links and not furniture_row(line.text)
    ]
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in root.iter("meta")
    }
    titles = [" ".join("".join(element.itertext()).split()) for element in root.iter("title")]
    candidates = [named.get("articletitle", ""), *reversed(headings), named.get("og:title", "")]
    candidates += [_PIECES.split(title)[0] for title in titles]
    title = next((" ".join(c.split()) for c in candidates if len(_CHINESE.findall(c)) >= 6), "")
    opening = _NOT_WORDS.sub("", "".join(line.text for line in document[:30]))
    return "" if not title or len(title) > 200 or _NOT_WORDS.sub("", title) in opening else title


def _weight(line, furniture):
    """How much a line speaks for being a document's: its characters, none for links, furniture, and
    short words without punctuation."""
    if line.links * 2 > len(line.text) or furniture:
        return 0
    if line.table or _PROSE.search(line.text) or _HEADING.match(line.text) or len(line.text) >= 25:
        return len(line.text) - line.links
    return 0


def _is_shell(line, furniture):
    """Whether a line shows that the page around the document has begun."""
    return furniture.shell if furniture else line.links * 2 > len(line.text)


def _summed(root, owned):
    """By element the sum of the numbers (element, number) of it and all within it."""
    sums = dict.fromkeys(root.iter(), 0)
    for element, number in owned:
        sums[element] += number
    for element in reversed(list(sums)):
        parent = element.getparent()
        if parent is not None and element is not root:
            sums[parent] += sums[element]
    return sums


def _furniture(root, weights):
    """Elements that are page furniture by their tag or names, unless much of the page's text is in them."""
    return {
        element
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag not in ("html", "body")
        if is_furniture_element(
            element.tag, f"{element.get('class', '')} {element.get('id', '')}", element.get("role", "")
        )
        if weights[element] <= _FRINGE * weights[root]
    }


def _covered(root, elements):
    """`elements` and all within them."""
    covered = set()
    for element in root.iter():
        if element in elements or element.getparent() in covered:
            covered.add(element)
    return covered


def _marked(weights, total):
    """The element that a site's own mark says is the text, where it holds a good part of the weight."""
    for marker in MARKERS:
        marked = [
            element for element in weights if marker.value in (element.get(marker.attribute) or "").split()
        ]
        inner = {inside for element in marked for inside in element.iterdescendants() if inside in weights}
        outermost = [element for element in marked if element not in inner]
        if sum(weights[element] for element in outermost) >= _MARKED * total:
            return _common(outermost)
    return None


def _common(elements):
    """The smallest element that all of `elements` are in."""
    chains = [[*reversed(list(element.iterancestors())), element] for element in elements]
    shared = None
    for step in zip(*chains, strict=False):
        if any(element is not step[0] for element in step):
            break
        shared = step[0]
    return shared


def _smallest(root, weights):
    """The innermost element with nearly all the weight."""
    element = root
    while True:
        inner = next((child for child in element if weights[child] >= _HOLDS * weights[root]), None)
        if inner is None:
            return element
        element = inner


def _grown(element, shells):
    """`element`, or the highest of its parents that adds words and nothing of the page around."""
    while (parent := element.getparent()) is not None and shells[parent] == shells[element]:
        element = parent
    return element
