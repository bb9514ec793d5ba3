"""Where the heading at the head of a paragraph ends, and how it reads as one line."""

import re

LONGEST_TITLE = 280
SENTENCE_END = re.compile(r"[。!?](?![”’』」)])")


def title_end(folded, start, end):
    """(offset where the title in `folded[start:end]` ends, whether body follows it in the paragraph).

    A title ends at the first full stop, or at a colon after a short head when a long sentence follows.
    """
    match = next(
        (m for m in SENTENCE_END.finditer(folded, start, end) if not _is_quoted(folded, start, m)), None
    )
    stop = match.start() if match else end
    run_in = bool(match) and bool(folded[match.end() : end].strip())
    colon = folded.find(":", start, stop)
    if 0 < colon - start <= 20 and stop - colon > 40:
        return colon, True
    while stop > start and folded[stop - 1] in "。;:,. ":
        stop -= 1
    return stop, run_in


def _is_quoted(folded, start, match):
    """Whether a full stop stands inside quotation marks opened since `start`."""
    head = folded[start : match.start()]
    return match.start() - start <= LONGEST_TITLE and head.count("“") > head.count("”")


def one_line(text):
    """A title as one line: line breaks of a wrapped heading and blanks around it are left out."""
    return re.sub(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*", "", text).strip(" \t\u3000\xa0")
