"""From the printed lines of all pages to paragraphs: running heads and page numbers go, wrapped lines
are joined again.
"""

import re
from collections import Counter, defaultdict

from plans.parsing.formats.furniture import furniture_row
from plans.parsing.formats.pdf_page import joined

_EDGE_ROWS = 3
_EDGE_SHARE = 0.12
_NUMBER = re.compile(
    r"[-—–－·•\s\u3000]*(?:第\s*)?(?:\d{1,4}|[ivxlIVXL]{1,6}|[一二三四五六七八九十]{1,4})\s*(?:页)?"
    r"(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－·•\s\u3000]*"
)
_BARE_WORD = re.compile(r"[一二三四五六七八九十]+|[ivxlIVXL]+")
_DIGITS = re.compile(r"\d+")
_CLOSED = tuple("。；：！？;:!?）)》”】")
_LABEL = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节条]|"
    r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|附件|专栏|举措\d"
)
_FULL = 2.6
_INDENT = 1.0


def without_running_rows(rows, heights):
    """The rows less page numbers, running heads and feet, and what a browser prints on page edges; and
    how many those were. `heights` are the pages' heights."""
    edges = _edge_rows(rows, heights)
    places = defaultdict(set)
    for index in edges:
        row = rows[index]
        places[_DIGITS.sub("#", "".join(row.text.split()))].add((row.page, round(row.bottom)))
    dropped = set()
    for index in edges:
        row = rows[index]
        text = row.text.strip()
        if _NUMBER.fullmatch(text) and not _BARE_WORD.fullmatch(text):
            dropped.add(index)
            continue
        shown = furniture_row(text)
        if shown and shown.name in ("browser_url", "browser_date"):
            dropped.add(index)
            continue
        seen = places[_DIGITS.sub("#", "".join(row.text.split()))]
        pages = {page for page, bottom in seen if abs(bottom - row.bottom) <= 4}
        if len(pages) >= max(2, 0.3 * len(heights)):
            dropped.add(index)
    return [row for index, row in enumerate(rows) if index not in dropped], len(dropped)


def _edge_rows(rows, heights):
    """Indexes of the rows at the top and the bottom of their page, no rows of tables among them."""
    pages = defaultdict(list)
    for index, row in enumerate(rows):
        pages[row.page].append(index)
    found = []
    for page, indexes in pages.items():
        height = heights[page]
        first, last = indexes[:_EDGE_ROWS], indexes[-_EDGE_ROWS:]
        found.extend(i for i in first if rows[i].bottom > height * (1 - _EDGE_SHARE) and not rows[i].table)
        found.extend(i for i in last if rows[i].top < height * _EDGE_SHARE and not rows[i].table)
    return list(dict.fromkeys(found))


def body_size(rows):
    """The letter size most of the text is set in, to half a point."""
    sizes = Counter()
    for row in rows:
        if not row.table:
            sizes[round(row.size * 2) / 2] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_web_page(rows):
    """The rows less the page around a document that was printed from a browser, and how many those were.

    Only where at least two rows are nothing but web-page furniture: what stands above the breadcrumb,
    or before the first row in the text's own size, and what follows the text from the first such row.
    """
    furniture = [index for index, row in enumerate(rows) if not row.table and furniture_row(row.text.strip())]
    if len(furniture) < 2:
        return rows, 0
    size, apart = body_size(rows), set(furniture)
    own = [
        index
        for index, row in enumerate(rows)
        if (row.table or row.size >= 0.97 * size) and index not in apart
    ]
    if not own:
        return rows, 0
    trail = [
        index
        for index in furniture
        if index <= 60 and furniture_row(rows[index].text.strip()).name in ("breadcrumb", "position")
    ]
    start = own[0]
    if trail and trail[-1] + 1 < len(rows):
        start = max(trail[-1] + 1, min((index for index in own if index > trail[-1]), default=start))
    after = [index for index in furniture if index > own[-1]]
    stop = after[0] if after else len(rows)
    kept = [row for index, row in enumerate(rows) if start <= index < stop and index not in apart]
    return kept, len(rows) - len(kept)


def paragraphs(rows):
    """(text, row) for each paragraph; `row` is its first printed line."""
    margins = _margins(rows)
    size = body_size(rows)
    found = []
    last = None
    for row in rows:
        if found and last is not None and _continues(found[-1], last, row, margins, size):
            found[-1] = (joined(found[-1][0], row.text.strip()), found[-1][1], found[-1][2] or row)
        else:
            found.append((row.text.strip(), row, None))
        last = row
    return [(text, row) for text, row, _ in found]


def _margins(rows):
    """Left and right edge of the text by page width: where most long rows begin, and where they end."""
    by_page, width_of = defaultdict(list), {}
    for row in rows:
        if not row.table:
            by_page[row.columns].append(row)
    for key, own in by_page.items():
        longest = max(row.right - row.left for row in own)
        long_rows = [row for row in own if row.right - row.left > 0.6 * longest]
        starts = Counter(round(row.left) for row in long_rows)
        ends = sorted(row.right for row in long_rows)
        common = starts.most_common(1)[0][1]
        left = min(start for start, count in starts.items() if count >= 0.3 * common)
        width_of[key] = (left, ends[int(len(ends) * 0.9)])
    return width_of


def _continues(paragraph, last, row, margins, body):
    """Whether the printed line `row` goes on with the paragraph that `last` is the end of."""
    if row.table or last.table or row.columns != last.columns:
        return False
    if abs(row.size - last.size) > 0.12 * max(row.size, last.size):
        return False
    left, right = margins[row.columns]
    size = row.size or body
    text, first, second = paragraph
    full = last.right >= right - _FULL * size
    start = second.left if second is not None else left
    indented = row.left > start + _INDENT * size
    if row.page == last.page and last.bottom - row.top > 2.0 * (row.top - row.bottom):
        return False
    if indented or row.left < left - _INDENT * size:
        return False
    # Centred lines, as of a title, begin right of the margin on both sides.
    if first.left > left + 3 * size and second is None:
        return False
    ended = text.endswith(_CLOSED)
    if not full:
        # A long Latin word or an address may have left a wide gap at the end of a line.
        # A numbered line that is short of the edge is a heading, and what follows is its text.
        wide = last.right - left > 0.6 * (right - left) and not (second is None and _LABEL.match(text))
        return wide and not ended and not _LABEL.match(row.text) and last.left <= left + _FULL * size
    short = first.left < left + size and last.right < right - size
    return not (ended and (_LABEL.match(row.text) or short))
