"""Reviewed corrections of quantities; the format stands in `curation`."""

from plans.parsing.keys import full_code
from plans.parsing.parsed import Mention, Quantity
from plans.parsing.quoting import QuoteError, find_quote, holder

_WORDS = {
    "kind": {"target", "baseline", "support"},
    "bound": {">=", "<=", "=", "~"},
    "basis": {"level", "increment", "rate", "share", "change"},
}
_TEXTS = {"metric", "metric_text", "value", "unit", "plain_unit", "period"}
_NUMBERS = {"number", "number_to", "plain"}
QUANTITY_FIELDS = (*_WORDS, *sorted(_TEXTS), *sorted(_NUMBERS), "masked")
_PLACE = {"quote", "line", "nth"}
_NEEDED = {"kind", "metric_text", "value", "quote"}


class QuantityCurator:
    """Applies one correction of a quantity; `metrics` are the slugs the vocabulary holds."""

    def __init__(self, metrics):
        self.metrics = metrics

    def apply(self, index, correction):
        """Change the plan of `index`; says whether anything changed. Raises QuoteError."""
        if correction.field == "add":
            return self._add(index, correction)
        quantity = index.quantity(correction.code)
        if quantity is None:
            raise QuoteError("没有这个编码的指标数值。")
        if correction.field == "drop":
            return self._drop(index, quantity, correction)
        if correction.field == "merge":
            return self._merge(index, quantity, correction)
        if correction.field == "mentions":
            changed = self._mentions(index, quantity, correction.value)
        else:
            changed = self._set(quantity, correction.field, correction.value)
        return changed and self._sign(quantity, correction)

    def _sign(self, quantity, correction):
        """Put origin and reason on what was corrected; several reasons are kept side by side."""
        if quantity.origin == "curated" and correction.reason not in quantity.reason:
            quantity.reason = f"{quantity.reason}；{correction.reason}"
        elif quantity.origin != "curated":
            quantity.origin, quantity.reason = "curated", correction.reason
        return True

    def _set(self, quantity, field, value):
        self._check(field, value)
        if getattr(quantity, field) == value:
            return False
        setattr(quantity, field, value)
        if field == "masked" and value:
            quantity.number = quantity.number_to = quantity.plain = None
        return True

    def _check(self, field, value):
        if field in _WORDS and value not in _WORDS[field]:
            raise QuoteError(f"{field} 只能是 {'、'.join(sorted(_WORDS[field]))}。")
        if field in _TEXTS and not isinstance(value, str):
            raise QuoteError(f"{field} 应是文字。")
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if field in _NUMBERS and value is not None and not number:
            raise QuoteError(f"{field} 应是数字或 null。")
        if field == "masked" and not isinstance(value, bool):
            raise QuoteError("masked 应是 true 或 false。")
        if field == "metric" and value and value not in self.metrics:
            raise QuoteError(f"词表里没有指标 {value}。")

    def _drop(self, index, quantity, correction):
        if correction.value is not True:
            raise QuoteError("drop 的值应是 true。")
        index.plan.quantities = [other for other in index.plan.quantities if other is not quantity]
        return True

    def _merge(self, index, quantity, correction):
        other = index.quantity(correction.value)
        if other is None or other is quantity:
            raise QuoteError(f"没有另一个指标数值 {correction.value}。")
        index.plan.quantities = [kept for kept in index.plan.quantities if kept is not other]
        quantity.mentions = _in_order(quantity.mentions + other.mentions)
        return self._sign(quantity, correction)

    def _mentions(self, index, quantity, value):
        if not isinstance(value, dict) or not value or set(value) - {"add", "remove"}:
            raise QuoteError("值应有 add 或 remove。")
        changed = False
        for place in value.get("remove", ()):
            start, end = self._place(index, place)
            kept = [m for m in quantity.mentions if m.end <= start or end <= m.start]
            if len(kept) == len(quantity.mentions):
                raise QuoteError(f"“{place['quote']}”不是它的出处。")
            quantity.mentions, changed = kept, True
        for place in value.get("add", ()):
            start, end = self._place(index, place)
            if any(m.start < end and start < m.end for m in quantity.mentions):
                continue
            mention = Mention(start, end, *holder(index.plan, start))
            quantity.mentions = _in_order([*quantity.mentions, mention])
            changed = True
        if not quantity.mentions:
            raise QuoteError("最后一个出处不能删去，请用 drop。")
        return changed

    def _place(self, index, place):
        if not isinstance(place, dict) or set(place) - _PLACE:
            raise QuoteError("出处应写作 quote、line（nth）。")
        return find_quote(index.source, place, index.plan)

    def _add(self, index, correction):
        value, owner = correction.value, index.entries.get(correction.code)
        if owner is None and correction.code != index.plan.slug:
            raise QuoteError("没有这个编码的举措、项目、任务或方案。")
        if not isinstance(value, dict) or _NEEDED - set(value):
            raise QuoteError(f"add 的值至少应有 {'、'.join(sorted(_NEEDED))}。")
        fields = {name: given for name, given in value.items() if name not in _PLACE}
        if set(fields) - set(QUANTITY_FIELDS):
            raise QuoteError(f"不认识 {'、'.join(sorted(set(fields) - set(QUANTITY_FIELDS)))}。")
        for name, given in fields.items():
            self._check(name, given)
        place = {name: value[name] for name in _PLACE if name in value}
        start, end = find_quote(index.source, place, owner or index.plan)
        fields = {"bound": "=", "basis": "level", "number": None, "unit": ""} | fields
        for other in index.plan.quantities:
            overlaps = any(m.start < end and start < m.end for m in other.mentions)
            if overlaps and other.kind == fields["kind"] and other.value == fields["value"]:
                if other.origin == "rule":
                    return False
                raise QuoteError(f"此处已有校订补入的 {full_code(index.plan.slug, other.code)}。")
        mention = Mention(start, end, *holder(index.plan, start))
        index.plan.quantities.append(
            Quantity(**fields, mentions=[mention], rule="curated", origin="curated", reason=correction.reason)
        )
        return True


def _in_order(mentions):
    return sorted(mentions, key=lambda mention: mention.start)
