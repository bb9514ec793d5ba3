"""Markdown, by markdown-it-py: the CommonMark parser that Python's documentation tools share, whose block
tokens say which lines they came from, so the text can stay as received.

Marks are told to the parser instead of being taken out: `Line.prefix` passes over `## `, `> `, `- ` and
an opening `**`, `Line.heading` is the level, comments, front matter and rules are lines of kind
"markup". Numbers of a list are printed words and stay. Cells of a table's row stay parted by `|`.
"""

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from plans.parsing.formats.limits import MARKDOWN_CHARACTERS
from plans.parsing.formats.text import read_text
from plans.parsing.source import Source

_FRONT = re.compile(
    r"---[ \t]*(?:\r\n?|\n)(?:(?:[\w-]+[ \t]*:|[ \t]+\S|#)[^\r\n]*(?:\r\n?|\n)){1,60}---[ \t]*(?=[\r\n]|\Z)"
)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|$)")
_MARKS = re.compile(r"[ \t]*(?:>[ \t]?|[-*+][ \t]+)*[ \t]*(?:\*\*|__)?")


def read_md(data, name):
    """A `Source` from the bytes of a Markdown file. Raises UnreadableFile as plain text does."""
    plain = read_text(data, name)
    if len(plain.text) > MARKDOWN_CHARACTERS:
        notice = f"文件超过 {MARKDOWN_CHARACTERS:,} 字，Markdown 标记没有识别，按纯文本读入。"
        return Source.of(plain.text, plain.lines, name, "md", (*plain.notices, notice))
    front = _FRONT.match(plain.text)
    lines = list(plain.lines)
    first = 0
    if front:
        while first < len(lines) and lines[first].start < front.end():
            lines[first] = replace(lines[first], kind="markup")
            first += 1
    body = plain.text[lines[first].start :] if first < len(lines) else ""
    tables = 0
    for token in _blocks(body):
        if token.map is None:
            continue
        start, stop = first + token.map[0], min(first + token.map[1], len(lines))
        if token.type == "heading_open":
            lines[start] = _heading(plain.text, lines[start], int(token.tag[1]))
            if not token.markup.startswith("#"):
                lines[stop - 1] = replace(lines[stop - 1], kind="markup")
        elif token.type == "hr" or (token.type == "html_block" and token.content.lstrip().startswith("<!--")):
            for index in range(start, stop):
                lines[index] = replace(lines[index], kind="markup")
        elif token.type == "table_open":
            tables += 1
            for index in range(start, stop):
                ruled = index == start + 1
                lines[index] = replace(
                    lines[index], table=0 if ruled else tables, kind="markup" if ruled else ""
                )
    lines = [_prefixed(plain.text, line) for line in lines]
    return Source.of(plain.text, lines, name, "md", plain.notices)


def _blocks(text):
    """Block tokens only; indented code is off, because Chinese paragraphs are indented."""
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.parse(text)


def _heading(text, line, level):
    marks = _HEADING.match(text, line.start, line.end)
    return replace(line, heading=level, prefix=marks.end() - line.start if marks else 0)


def _prefixed(text, line):
    """The line with its leading marks passed over; a line of marks only is no reader's line."""
    if line.kind or line.table or line.heading or line.start == line.end:
        return line
    marks = _MARKS.match(text, line.start, line.end)
    length = marks.end() - line.start
    words = text[line.start : marks.end()].strip()
    return replace(line, prefix=length) if words else line
