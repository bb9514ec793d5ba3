"""Every paragraph accounted for: heading, body of something, table, note, contents, or belonging nowhere."""

from plans.parsing.parsed import ParagraphUse


def account(source, paragraphs, plan):
    """What became of each paragraph of the plan, in order; `stray` ones belong nowhere."""
    uses, position = [], 0
    sections = plan.sections
    for paragraph in paragraphs:
        while position + 1 < len(sections) and sections[position + 1].start <= paragraph.start:
            position += 1
        section = sections[position]
        if paragraph.table:
            use = "table"
        elif section.kind == "stray":
            use = "stray"
        elif section.kind == "root":
            use = "preamble"
        elif paragraph.start <= section.start < paragraph.end:
            use = "heading"
        else:
            use = "body"
        uses.append(ParagraphUse(paragraph.line, paragraph.start, paragraph.end, use, section.key))
    return uses
