"""Where a quoted passage stands in a source, and what holds it."""


class QuoteError(ValueError):
    """A quote that cannot be found or is not unambiguous, or a correction that makes no sense; the
    message is a sentence for the person who wrote it."""


def find_quote(source, place, within):
    """(start, end) of `place["quote"]` in `source`.

    `within` has `start` and `end`, the part of the text it must begin in. `place["line"]` is the physical
    line it begins in; without it the quote must stand in `within` exactly once. `place["nth"]` counts,
    from 1, where it stands in that line more than once. Raises QuoteError.
    """
    quote = place.get("quote")
    if not isinstance(quote, str) or not quote:
        raise QuoteError("缺少 quote（原文）。")
    line, nth = place.get("line"), place.get("nth", 1)
    starts = [start for start in _occurrences(source.text, quote, within.start, within.end)]
    if line is not None:
        starts = [start for start in starts if source.line_at(start).number == line]
    shown = quote if len(quote) <= 30 else f"{quote[:30]}…"
    if not starts:
        raise QuoteError(f"原文{f'第{line}行' if line is not None else '此处'}没有“{shown}”。")
    if line is None and len(starts) > 1 and "nth" not in place:
        raise QuoteError(f"“{shown}”在此处出现{len(starts)}次，请写明 line。")
    if not isinstance(nth, int) or not 1 <= nth <= len(starts):
        raise QuoteError(f"“{shown}”在此处只出现{len(starts)}次。")
    return starts[nth - 1], starts[nth - 1] + len(quote)


def _occurrences(text, quote, start, end):
    position = text.find(quote, start, end)
    while position >= 0:
        yield position
        position = text.find(quote, position + 1, end)


def holder(plan, offset):
    """(section key, entry code or "") of what holds the character at `offset`: the innermost of each;
    a task counts as the entry where no measure or project does."""
    sections = [section for section in plan.sections if section.start <= offset < section.stop]
    entries = [entry for entry in plan.measures + plan.projects if entry.start <= offset < entry.end]
    entries = entries or [task for task in plan.tasks if task.start <= offset < task.end]
    key = max(sections, key=lambda section: section.start).key if sections else ""
    return key, max(entries, key=lambda entry: entry.start).code if entries else ""
