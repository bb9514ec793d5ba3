"""A heading because somebody said so: its level and its title."""

from plans.parsing.titles import one_line, title_end

# The rules a section bears that a ruling made.
RULED = ("ruled.heading", "ruled.entry")


def level_of(ruling, label, counting):
    """The level that was said; or else, of an entry, that of its printed number, or the usual one of its
    kind in a chapter like the one that is being read."""
    if ruling.level:
        return ruling.level
    if label is not None:
        return counting.level(label)
    in_task = ruling.entry == "measure" and counting.chapter_role() == "tasks"
    return 3 if in_task or ruling.entry in ("project", "none") else 2


def title_of(text, folded, paragraph, label):
    """(title, where the heading ends, whether body follows it in the paragraph); a paragraph that is
    nothing but a number is its own title."""
    start = label.end if label is not None else paragraph.start
    end, run_in = title_end(folded, start, paragraph.end)
    title = one_line(text[start:end]) or one_line(text[paragraph.start : paragraph.end])
    return title, max(end, start), run_in
