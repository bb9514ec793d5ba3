"""Themes and instruments that somebody chose in place of those the rules read."""

from plans.parsing.parsed import Choice, Finding

CHOSEN = {"themes": "主题", "instruments": "政策工具"}


def choose_as_ruled(source, plan, vocabulary, ruled):
    """Give the entries of `plan` the themes and instruments that somebody ruled, the primary one first.
    A slug the vocabulary has not is left out and said as a problem."""
    for field, name in CHOSEN.items():
        known = {term.slug for term in getattr(vocabulary, field)}
        if not ruled.places(field):
            continue
        for entry in plan.measures + plan.projects:
            ruling = ruled.take(field, entry.start)
            if ruling is None:
                continue
            unknown = [slug for slug in ruling.slugs if slug not in known]
            if unknown:
                text = f"裁定的{name}“{'、'.join(unknown)}”不在词表里。"
                end = max(entry.start + 1, entry.body_start)
                plan.problems.append(Finding.at(source, "ruling.unknown_slug", entry.start, end, text))
            words = {choice.slug: choice.words for choice in getattr(entry, field)}
            chosen = [slug for slug in ruling.slugs if slug in known]
            if chosen:
                made = [
                    Choice(slug, rank, words.get(slug, []), "ruled", ruling.reason, "person")
                    for rank, slug in enumerate(chosen, 1)
                ]
                setattr(entry, field, made)
