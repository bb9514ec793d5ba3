"""One quantity said in several places of a plan is one quantity with several mentions."""

# How many quantities that say the same for different periods are kept in sight.
_OPEN = 20


def merge(quantities):
    """`quantities` with those that say the same joined under the first one, in the order of the text.

    The same: kind, metric (or, without one, the metric's words), basis, and the value in the plain
    unit. Periods may differ where one place names none, where both are masked (到20XX年 and 到20XX年底),
    and where a baseline of a known metric is reported again."""
    kept, by_key = [], {}
    for quantity in quantities:
        key = _key(quantity)
        for other in by_key.get(key, ())[-_OPEN:]:
            if _one_statement(quantity, other):
                if other.mentions[-1].start != quantity.mentions[0].start:
                    other.mentions.extend(quantity.mentions)
                other.period = other.period or quantity.period
                break
        else:
            by_key.setdefault(key, []).append(quantity)
            kept.append(quantity)
    return kept


def _one_statement(quantity, other):
    one, two = quantity.period, other.period
    if quantity.kind == "baseline" and quantity.metric:
        return True
    return not one or not two or one == two or ("XX" in one and "XX" in two)


def _key(quantity):
    value = quantity.value if quantity.plain is None else round(quantity.plain, 6)
    return (
        quantity.kind,
        quantity.metric or quantity.metric_text,
        quantity.basis,
        value,
        quantity.number_to,
        quantity.plain_unit,
    )
