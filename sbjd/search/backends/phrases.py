"""A form → what FTS5 is asked for: phrases of the tokens that sbjd/search/tokens.py makes of a text."""

from itertools import pairwise, product

from sbjd.search.tokens import LETTERS, SINGLE, pair

MOST_PHRASES = 8
MOST_UNITS = 40


def expression(form):
    """(the MATCH expression for `form`, whether it finds nothing but the form). "" stands for every text.

    Where punctuation inside the form may be there or not, each way is a phrase of its own; where that
    makes too many, or a single character begins the last run, more may be found than matches.
    """
    runs, kinds, is_sure = form.runs, [unit.kind for unit in form.units], True
    if len(kinds) > MOST_UNITS:
        runs, is_sure = _first(runs, MOST_UNITS), False
        kinds = [*kinds[: MOST_UNITS - 1], SINGLE]
    gaps = [number for number in range(1, len(runs))]
    if not form.exact and 2 ** len(gaps) > MOST_PHRASES:
        alone = filter(None, map(_alone, runs))
        return " AND ".join(f"({one})" for one in alone), False
    phrases = []
    for touching in product(*([(False,) if form.exact else (False, True)] * len(gaps))):
        found, sure = _phrases(runs, kinds, touching, form.exact)
        phrases += found
        is_sure = is_sure and sure
    return " OR ".join(phrases), is_sure


def _first(runs, most):
    """The first `most` units of `runs`."""
    kept = []
    for run in runs:
        left = most - sum(map(len, kept))
        if left > 0:
            kept.append(run[:left])
    return kept


def _phrases(runs, kinds, touching, exact):
    """The phrases of a form whose runs touch one another where `touching` says so, and whether they find
    nothing else. None where two words would touch: they would be one."""
    units = [unit for run in runs for unit in run]
    ends, at = set(), -1
    for run, touches in zip(runs, touching, strict=False):
        at += len(run)
        if not touches:
            ends.add(at)
        elif kinds[at] != SINGLE and kinds[at + 1] != SINGLE:
            return [], True
    last = len(units) - 1
    tokens = [units[at] if at in ends else pair(units[at], units[at + 1]) for at in range(last)]
    alone = last == 0 or last - 1 in ends
    if kinds[last] == SINGLE:
        return [_phrase(tokens)], not alone
    if exact:
        return [_phrase([*tokens, units[last]], begins=True)], True
    if kinds[last] == LETTERS:
        return [_phrase([*tokens, units[last]] if alone else tokens, begins=True)], True
    if not alone:
        return [_phrase(tokens)], True
    return [_phrase([*tokens, units[last][:-1] + end], begins=True) for end in "_~"], True


def _alone(run):
    """The phrase of one run wherever it stands; "" for a single character."""
    if len(run) > 1:
        return _phrase([pair(*two) for two in pairwise(run)], begins=True)
    return _phrase([run[0].removesuffix("_")], begins=True) if run[0][-1] == "_" else ""


def _phrase(tokens, begins=False):
    """`tokens` one after another, as FTS5 reads them; the last one may be the beginning of a token."""
    return f'"{" ".join(tokens)}"{" *" if begins else ""}' if tokens else ""
