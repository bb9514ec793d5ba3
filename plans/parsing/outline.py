"""Paragraphs → the outline: which paragraphs are headings, and what stands under what.

A label alone does not make a heading. Its number must follow the one before it in its scope (or run on
across chapters), it must not stand in a table, a contents page, a list of annexes or notes. What does
not fit is still taken when it looks like a heading, and said as a problem.
"""

import re

from plans.parsing.contents_page import contents_lines
from plans.parsing.counting import Counting
from plans.parsing.numbering import ANNEX, find_label, number_value
from plans.parsing.parsed import Finding, Section
from plans.parsing.roles import role_of
from plans.parsing.ruled_headings import RULED, level_of, title_of
from plans.parsing.titles import LONGEST_TITLE, SENTENCE_END, one_line, title_end

_BOX = re.compile(r"专栏 ?(\d{1,2}|[一二三四五六七八九十]{1,3})[ :]*")
_MIDLINE = re.compile(r"(?<=[。;])(\([一二三四五六七八九十]{1,3}\))([^。;,:()]{4,30})$")


class OutlineReader:
    """Reads one plan's paragraphs into sections. `sections`, `problems` and `errata` are the result."""

    def __init__(self, source, folded, paragraphs, extent, copies, ruled):
        self.source, self.text, self.folded = source, source.text, folded
        self.paragraphs, self.extent, self.ruled = paragraphs, extent, ruled
        # Where somebody has judged a line of it, a copy is none any more.
        self.copies = [copy for copy in copies if not ruled.structured(copy.start, copy.end)]
        self.problems, self.errata = [], []
        self.listing = ""  # "annex" or "note" while a list that only looks like headings goes on
        self._begin()

    def _begin(self):
        extent = self.extent
        line = self.source.line_at(extent.start).number
        root = Section(
            "0", "", 0, "", extent.title, line, extent.title_start, extent.title_end, extent.end, kind="root"
        )
        root.start = extent.start
        root.end = max(extent.title_end, extent.start)
        self.sections, self.unnumbered, self.keys = [root], {}, {}
        self.counting = Counting(root)

    def read(self):
        """Walk all paragraphs once; returns self."""
        contents = contents_lines(self.folded, self.paragraphs)
        stray, copies = None, list(reversed(self.copies))
        for position, paragraph in enumerate(self.paragraphs):
            while copies and copies[-1].end <= paragraph.start:
                copies.pop()
            copy = copies[-1] if copies else None
            if self._is_ruled(paragraph):
                continue
            if copy is not None and copy.start < paragraph.end:
                stray = self._read_copy(copy, paragraph, stray)
                continue
            if paragraph.table or paragraph.line in contents:
                continue
            if self._is_annex(position, paragraph):
                continue
            label = self.counting.label_of(self.folded, paragraph)
            if label is not None and self._fits(label, paragraph):
                self._add(label, position, paragraph)
                continue
            if label is None:
                self.listing = (
                    "note" if re.match(r"注\d? ?:", self.folded[paragraph.start : paragraph.end]) else ""
                )
                self._read_unlabelled(paragraph)
        if all(section.kind == "root" or section.rule in RULED for section in self.sections):
            self._read_unnumbered()
        self._close()
        return self

    def _read_unnumbered(self):
        """A document without one number: each paragraph that opens with a short sentence is a heading.

        Those that somebody ruled to be something else keep their number free, so that no other moves."""
        self._begin()
        number = 0
        for paragraph in self.paragraphs:
            match = SENTENCE_END.search(self.folded, paragraph.start, paragraph.end)
            short = match is not None and match.end() < paragraph.end and match.end() - paragraph.start <= 40
            opens = short and not paragraph.table
            number += opens
            if self._is_ruled(paragraph) or not opens:
                continue
            self._open(
                3,
                "unnumbered",
                number,
                "",
                self.text[paragraph.start : match.start()],
                paragraph.line,
                paragraph.start,
                match.start(),
                True,
                f"u{number}",
            )
        self.problems.append(
            Finding.at(
                self.source,
                "outline.unnumbered",
                self.extent.start,
                self.extent.title_end,
                f"全文没有编号标题，按段首小标题读出{len(self.sections) - 1}节，请核对。",
            )
        )

    # --- what somebody ruled

    def _is_ruled(self, paragraph):
        """Handles a paragraph of which somebody said what it is."""
        ruling = self.ruled.look("structure", paragraph.start)
        if ruling is None:
            return False
        if ruling.kind in ("heading", "entry"):
            self.ruled.take("structure", paragraph.start)
            self._add_ruled(ruling, paragraph)
        self.listing = ""
        return True

    def _add_ruled(self, ruling, paragraph):
        label = self.counting.label_of(self.folded, paragraph)
        level = level_of(ruling, label, self.counting)
        title, end, run_in = title_of(self.text, self.folded, paragraph, label)
        fits = label is not None and level == self.counting.level(label)
        self.unnumbered["ruled"] = self.unnumbered.get("ruled", 0) + (label is None)
        number = label.value if label else ruling.number or self.unnumbered["ruled"]
        self._open(
            level,
            label.style.name if fits else f"ruled{level}",
            number,
            self.text[label.start : label.end].strip() if label else "",
            title,
            paragraph.line,
            paragraph.start,
            end,
            run_in,
            str(number) if label else f"r{number}",
        )
        self.sections[-1].rule = f"ruled.{ruling.kind}"
        if label is not None and not fits:
            self.counting.count(label.style.name, label.value)

    # --- what is a heading

    def _fits(self, label, paragraph):
        if self.listing and label.style.name in ("arabic", "paren_arabic", "circled"):
            return False
        title = self.folded[label.end : paragraph.end].strip()
        if "\t" in title:
            return False  # cells of a table row
        if not title or not re.search(r"[\u4e00-\u9fffA-Za-z]", title):
            return label.style.name in ("part", "subchapter") and bool(label)
        if label.style.name == "arabic" and re.match(r"指|见|参见|注", title) and paragraph.length < 60:
            return False
        value, level, style = label.value, label.style.level, label.style.name
        last = self.counting.last(label)
        if value in (1, last + 1, self.counting.running.get(style, 0) + 1):
            return True
        if value > last:
            widest = 6 if level <= 2 else 3
            fits = value - last <= widest or (last == 0 and style == "article")
            if last == 0 and level > 2 and style != "article":
                fits = fits and self._title_length(label, paragraph) <= 30
            fits = fits or 0 < value - self.counting.running.get(style, value) <= widest
            kind, what = "gap", "跳跃"
        else:
            fits = level <= 2 or self._title_length(label, paragraph) <= 40
            kind, what = ("repeat", "重复") if value == last else ("back", "倒退")
        if fits:
            self.problems.append(
                Finding.at(
                    self.source,
                    f"numbering.{kind}",
                    label.start,
                    min(paragraph.end, label.end + 20),
                    f"编号{what}：上一个是{last or '（无）'}，这里是{value}。",
                )
            )
        return fits

    def _is_annex(self, position, paragraph):
        """Handles a paragraph that names an annex: a heading of its own, or a list of what is enclosed."""
        folded = self.folded[paragraph.start : paragraph.end]
        match = ANNEX.match(folded)
        if not match or paragraph.length > 60:
            return False
        rest = folded[match.end() :].strip()
        if not rest:
            title = self._following_title(position)
            self._add_annex(match, paragraph, title)
            return True
        if ":" in match.group() or re.match(r"[\d一二三四五六七八九十]+[.、]", rest):
            self.listing = "annex"
            return True
        following = self.paragraphs[position + 1 : position + 2]
        next_text = self.folded[following[0].start : following[0].end] if following else ""
        if not following or ANNEX.match(next_text) or re.search(r"[。;,]$", rest) or not match.group(1):
            return False
        self._add_annex(match, paragraph, None)
        return True

    def _following_title(self, position):
        for following in self.paragraphs[position + 1 : position + 2]:
            if self.ruled.look("structure", following.start):
                return None
            line = self.folded[following.start : following.end]
            plain = following.length <= 60 and not following.table and not re.search(r"[。;]$", line)
            numbered = find_label(self.folded, following.start, following.end) or ANNEX.match(line)
            if plain and not numbered:
                return following
        return None

    # --- building

    def _add(self, label, position, paragraph):
        level = self.counting.level(label)
        end, run_in = title_end(self.folded, label.end, paragraph.end)
        title = one_line(self.text[label.end : end])
        if not title and label.style.name in ("part", "subchapter"):
            following = self._following_title(position)
            if following is not None:
                title, end = one_line(self.text[following.start : following.end]), following.end
        self._open(
            level,
            label.style.name,
            label.value,
            self.text[label.start : label.end].strip(),
            title,
            paragraph.line,
            paragraph.start,
            end,
            run_in,
            suffix=str(label.value),
        )
        self.listing = ""

    def _add_annex(self, match, paragraph, following):
        number = number_value(match.group(1)) if match.group(1) else 0
        label = re.sub(r"[ :.]+$", "", self.text[paragraph.start : paragraph.start + match.end()])
        end = following.end if following is not None else paragraph.end
        title_start = following.start if following is not None else paragraph.start + match.end()
        self.counting.running.clear()
        title = one_line(self.text[title_start:end])
        self._open(
            1, "annex", number, label, title, paragraph.line, paragraph.start, end, False, f"a{number or 1}"
        )
        if self.ruled.look("role", paragraph.start) is None:
            self.sections[-1].role = "annex"
        self.listing = ""

    def _open(self, level, style, value, label, title, line, start, end, run_in, suffix, kind="heading"):
        parent = self.counting.parent_of(level, style)
        parent.counted[style] = value
        key = suffix if parent.section.key == "0" else f"{parent.section.key}-{suffix}"
        # A number printed twice in one place keeps its key for the first; later ones are x2, x3, ...
        self.keys[key] = self.keys.get(key, 0) + 1
        unique = key if self.keys[key] == 1 else f"{key}x{self.keys[key]}"
        corrected = self.ruled.take("title", start)
        if corrected is not None:
            title, label = corrected.title.strip() or title, corrected.label.strip() or label
        role = self._chapter_role(start, title) if level == 1 else ""
        if not role:
            role = parent.section.role
        section = Section(
            unique,
            parent.section.key,
            level,
            label,
            title[:LONGEST_TITLE],
            line,
            start,
            end,
            0,
            run_in,
            role,
            kind,
            f"label.{style}" if kind == "heading" else kind,
        )
        self.sections.append(section)
        if kind == "heading":
            self.counting.enter(section, style, value)

    def _chapter_role(self, start, title):
        """The role of a chapter: as somebody ruled, or else as its title says; "" when neither does."""
        ruling, heading = self.ruled.take("role", start), self.ruled.look("structure", start)
        if ruling is not None:
            return ruling.role
        return (heading.role if heading is not None else "") or role_of(title)

    def _title_length(self, label, paragraph):
        return title_end(self.folded, label.end, paragraph.end)[0] - label.end

    def _read_unlabelled(self, paragraph):
        folded = self.folded[paragraph.start : paragraph.end]
        if paragraph.mark > 1:
            self._open_unnumbered(paragraph, paragraph.start, paragraph.mark - 1, "markdown")
        elif _BOX.match(folded) and paragraph.length <= 60 and not folded.endswith("。"):
            self._open_unnumbered(paragraph, paragraph.start, 6, "box")
        elif paragraph.length > 40:
            self._read_midline(paragraph)

    def _open_unnumbered(self, paragraph, start, level, style):
        self.unnumbered[style] = number = self.unnumbered.get(style, 0) + 1
        title = one_line(self.text[paragraph.start : paragraph.end])
        end, key = paragraph.end, f"{style[0]}{number}"
        self._open(level, style, number, "", title, paragraph.line, start, end, False, key)

    def _read_midline(self, paragraph):
        """A heading that stands at the end of the paragraph before it, because a line break was lost."""
        match = _MIDLINE.search(self.folded, max(paragraph.start, paragraph.end - 60), paragraph.end)
        if not match:
            return
        start = match.start(1)
        label = find_label(self.folded, start, paragraph.end)
        if self.ruled.is_plain(start):
            return
        if label is None or label.value != self.counting.last(label) + 1 or label.value < 2:
            return
        line = self.source.line_at(start).number
        title = self.text[label.end : paragraph.end]
        self._open(
            self.counting.level(label),
            label.style.name,
            label.value,
            self.text[label.start : label.end],
            title,
            line,
            start,
            paragraph.end,
            False,
            str(label.value),
        )
        self.errata.append(
            Finding.at(
                self.source,
                "heading.midline",
                start,
                paragraph.end,
                f"标题“{self.text[start : paragraph.end]}”粘连在上一段末尾，按独立标题处理。",
            )
        )

    def _read_copy(self, copy, paragraph, open_copy):
        """A paragraph touched by a faulty copy: the copy becomes a stray section, so does a fragment
        that goes on behind it without a heading."""
        if open_copy is not copy:
            self._open_stray(copy.start, "stray.copy")
            original = self.source.line_at(copy.original).number
            self.errata += [
                Finding.at(
                    self.source,
                    "text.splice",
                    copy.start - 1,
                    copy.start + 1,
                    "此处断开：前一句没有说完，后面接的是另一段的文字。",
                ),
                Finding.at(
                    self.source,
                    "text.duplicate",
                    copy.start,
                    copy.end,
                    f"以下{copy.end - copy.start}字与第{original}行起的文字重复，不重复计入举措。",
                ),
            ]
        if copy.end < paragraph.end and not self.ruled.is_plain(copy.end):
            self._open_stray(copy.end, "stray.fragment")
            self.errata.append(
                Finding.at(
                    self.source,
                    "heading.lost",
                    copy.end,
                    paragraph.end,
                    "标题和开头已缺失，只剩结尾部分，保留供阅读，不计为举措。",
                )
            )
        return copy

    def _open_stray(self, start, rule):
        """A section for text that has lost its heading; the counting goes on as if it were not there."""
        self.unnumbered["stray"] = number = self.unnumbered.get("stray", 0) + 1
        line = self.source.line_at(start).number
        self.counting.leave_to(1)
        self._open(2, "stray", number, "", "", line, start, start, False, f"x{number}", kind="stray")
        self.sections[-1].rule = rule

    def _close(self):
        self.sections.sort(key=lambda section: section.start)
        for section, following in zip(self.sections, [*self.sections[1:], None], strict=True):
            section.stop = following.start if following else self.extent.end
            section.end = min(section.end, section.stop)
