"""Contents pages: lines that repeat headings with the page they stand on, not the document's words.

One thing is looked for: a run of lines that end in a page number after leaders (一、总体要求……3), or
that do so after a line 目录. Works on plain strings, so every format can use it.
"""

import re

_TITLE = re.compile(r"[\s\u3000]*目[\s\u3000]*[录次][\s\u3000]*$")
_LEADERS = re.compile(r"(?:[.．·•‧…⋯—\-_]\s?){3,}\s*[-—(（]?\s*(?:\d{1,4}|[ivxlIVX]{1,6})\s*[-—)）]?\s*$")
_NUMBER = re.compile(r"\D[\s\u3000\t]+\d{1,4}\s*$|[^\d年月日.%％]\d{1,3}\s*$")
_SENTENCE = tuple("。；;！？")
_LONGEST = 200  # leaders included
_TAIL = 60
_FEWEST = 3
_WRAPPED = 1


def contents_lines(texts):
    """The indexes of the lines of `texts` that are contents pages, title 目录 included.

    >>> sorted(contents_lines(["目 录", "一、总体要求……1", "二、主要任务……3", "三、保障……9", "一、总体要求"]))
    [0, 1, 2, 3]
    """
    found, position = set(), 0
    while position < len(texts):
        if _TITLE.match(texts[position]):
            run = _run(texts, position + 1, titled=True)
            start = position
        else:
            run = _run(texts, position, titled=False) if _led(texts[position]) else []
            start = position if run else None
        if len(run) >= _FEWEST:
            found.update(range(start, run[-1] + 1))
            position = run[-1] + 1
        else:
            position += 1
    return found


def _run(texts, start, titled):
    """Indexes of the entries that follow each other from `start`; a wrapped entry's first line and
    blank lines between them belong to the run."""
    entries, skipped = [], 0
    for index in range(start, len(texts)):
        text = texts[index].strip()
        if not text:
            continue
        if len(text) <= _LONGEST and (_led(text) or (titled and _is_entry(text))):
            entries.append(index)
            skipped = 0
        elif skipped < _WRAPPED and len(text) <= _LONGEST and not text.endswith(_SENTENCE):
            skipped += 1
        else:
            break
    return entries


def _led(text):
    return bool(_LEADERS.search(text[-_TAIL:]))


def _is_entry(text):
    return bool(_NUMBER.search(text)) and not text.endswith(_SENTENCE)
