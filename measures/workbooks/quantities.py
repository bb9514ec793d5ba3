"""The columns of quantities. What was printed is shown, not changed; the plain value follows the number."""

from measures.models import Metric, Quantity
from measures.workbooks.columns import Choice, Column, Number, Term, YesNo
from measures.workbooks.resource import DeskResource


def _places(quantity):
    return "\n".join(dict.fromkeys(mention.quote for mention in quantity.mentions.all()))


def _entries(quantity):
    return "、".join(
        dict.fromkeys(mention.entry.code for mention in quantity.mentions.all() if mention.entry)
    )


def _field(label, name, widget=None, width=0):
    """A column that stands for a field of the form."""
    return Column(label, lambda quantity: getattr(quantity, name), widget, control=name, width=width)


class QuantityResource(DeskResource):
    """目标、现状与支持标准."""

    kind = "quantity"
    computed = ("plain", "plain_unit")

    code = Column("编码", lambda quantity: quantity.code, attribute="code", width=24)
    metric_text = Column("原文指标", lambda quantity: quantity.metric_text, width=30)
    base = Column("基地", lambda quantity: quantity.plan.base.short_name, width=12)
    value = Column("原文数值", lambda quantity: quantity.value)
    masked = Column("遮蔽", lambda quantity: quantity.masked, YesNo())
    kind_ = _field("性质", "kind", Choice(Quantity.Kind.choices))
    metric = _field("指标", "metric", Term(Metric), 30)
    basis = _field("口径", "basis", Choice(Quantity.Basis.choices))
    bound = _field("比较", "bound", Choice(Quantity.Bound.choices))
    number = _field("数值", "number", Number(), 14)
    number_to = _field("数值上限", "number_to", Number(), 14)
    unit = _field("单位", "unit")
    period = _field("期限", "period", width=20)
    filled_source = _field("补录来源", "filled_source", width=30)
    plain = Column("换算数值", lambda quantity: quantity.plain, Number(), width=14)
    plain_unit = Column("换算单位", lambda quantity: quantity.plain_unit)
    entries = Column("所在举措或项目", _entries, width=22)
    places = Column("出处", _places, width=60)

    def loaded(self, rows):
        return rows.select_related("plan__base", "metric").prefetch_related("mentions__entry")

    def title(self, texts):
        return f"{texts['metric_text']} {texts['value']}"

    @staticmethod
    def watched(pks):
        """Querysets of what is written for the quantities with these keys."""
        return [Quantity.objects.filter(pk__in=pks)]
