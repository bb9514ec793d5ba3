"""What the tables show and the exports hold. Stable codes come first in every export."""

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from measures.places import citation, last_line, mention_link, section_path
from plans.inline import MASKED as MASKED_DIGITS
from plans.inline import html_of, runs_of
from sbjd.listing.columns import Column, Link

MASKED = "components/masked_value.html"


def number_text(number):
    """A decimal as a reader writes it: 1,641, 21.5; "" for None.

    >>> number_text(Decimal("1641.000000")), number_text(Decimal("21.500000")), number_text(None)
    ('1,641', '21.5', '')
    """
    if number is None:
        return ""
    text = f"{Decimal(number):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_number(number):
    """A decimal as a spreadsheet holds it: a whole number when it is one; None for None."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def yes_no(condition):
    """是 or 否."""
    return "是" if condition else "否"


def range_text(quantity):
    """The number, or both ends of a range: 3～5."""
    ends = [number_text(end) for end in (quantity.number, quantity.number_to) if end is not None]
    return "～".join(ends)


def filled_note(quantity):
    """Where the number of a masked value comes from: 补录：2016，来源，日期; "" unless a person filled one
    in. The date is missing when it was not filled in here."""
    if not quantity.masked or quantity.number is None:
        return ""
    day = date_format(localtime(quantity.filled_on), "Y年n月j日") if quantity.filled_on else ""
    number = f"{plain_number(quantity.number)}"
    if quantity.number_to is not None:
        number += f"～{plain_number(quantity.number_to)}"
    return f"补录：{'，'.join(filter(None, (number, quantity.filled_source, day)))}"


def printed_value(quantity):
    """The value as printed, masked digits marked; beside a masked one that was filled in a token that
    says so; a dash when nothing is printed."""
    if not quantity.value:
        return format_html('<span class="muted">—</span>')
    printed, note = html_of(runs_of(quantity.value, 0)), filled_note(quantity)
    token = format_html('<span class="filled" title="{}">补录</span>', note) if note else ""
    return format_html("{}{}", printed, token)


def comparison(quantity):
    """Basis and bound in words that keep 达到 and 新增 apart: 达到 =, 新增 ≥; the two stay on one line."""
    return f"{quantity.get_basis_display()}\u00a0{quantity.get_bound_display()}"


def base_link(row):
    """The base of anything that belongs to a plan."""
    return Link(row.plan.base.short_name, row.plan.base.get_absolute_url())


def _names(links, attribute):
    return "、".join(str(getattr(link, attribute)) for link in links)


def _themes(entry, further):
    return _names([link for link in entry.theme_links.all() if (link.rank > 1) is further], "theme")


def _instruments(entry, further):
    return _names([link for link in entry.instrument_links.all() if (link.rank > 1) is further], "instrument")


def _organizations(entry):
    named = (mention.organization.name for mention in entry.organization_mentions.all())
    return "、".join(dict.fromkeys(named))


def _responsible(entry):
    return "、".join(str(one) for one in entry.responsibilities.all())


def parent_of(entry):
    """The task of a measure, the programme of a project, or None."""
    return entry.task or entry.programme


# Stable codes first, the full text last.
ENTRY_EXPORT = (
    Column("code", "编码", lambda e: e.code),
    Column("parent_code", "所属任务或工程编码", lambda e: getattr(parent_of(e), "code", "")),
    Column("section", "节号", lambda e: e.section.key),
    Column("kind", "类型", lambda e: e.get_kind_display()),
    Column("base", "示范基地", lambda e: e.plan.base.short_name),
    Column("title", "标题", lambda e: e.title, width=40),
    Column("parent", "所属任务或工程", lambda e: getattr(parent_of(e), "title", ""), width=30),
    Column("theme", "首要主题", lambda e: _themes(e, further=False)),
    Column("themes", "其他主题", lambda e: _themes(e, further=True)),
    Column("instrument", "首要政策工具", lambda e: _instruments(e, further=False)),
    Column("instruments", "其他政策工具", lambda e: _instruments(e, further=True)),
    Column("organizations", "提及机构", _organizations, width=30),
    Column("responsible", "责任单位", _responsible),
    Column("place", "章节", lambda e: section_path(e.section)),
    Column("line", "起始行", lambda e: e.line),
    Column("last_line", "终止行", last_line),
    Column(
        "masked",
        "遮蔽",
        lambda e: yes_no(MASKED_DIGITS.search(e.text)),
        tally=("遮蔽", "其中{}条的原文含来源网页遮蔽的年份或数字（如20XX），照录原文，未作推测。"),
    ),
    Column("citation", "引用", citation, width=60),
    Column("text", "原文", lambda e: e.text.strip(), width=100),
)


def metric_name(quantity):
    """The metric by the name under which facets, pages and exports know it; "" where it has none."""
    return quantity.metric.name if quantity.metric else ""


def _named_and_printed(quantity):
    """The name of the metric, leading to the quantity, and under it what is printed where that differs. The
    plans print 补贴 or 院士, which means something only in its sentence."""
    name, printed, url = metric_name(quantity), quantity.metric_text, quantity.get_absolute_url()
    if name == printed:
        return Link(name, url)
    second = f"原文：{printed}" if name else "未归入指标"
    return [Link(name or printed, url), Link(format_html('<span class="small muted">{}</span>', second))]


_METRIC = Column(
    "metric",
    "指标",
    metric_name,
    cell=_named_and_printed,
    order=("metric__order", "metric__name", "metric_text"),
    header=True,
)
_BASE = Column(
    "base",
    "示范基地",
    lambda q: q.plan.base.short_name,
    cell=base_link,
    order=("plan__base__order", "plan__base__slug"),
)
_KIND = Column("kind", "性质", lambda q: q.get_kind_display(), order=("kind",))
_COMPARISON = Column("bound", "比较", comparison, order=("basis", "bound"))
_VALUE = Column("value", "原文数值", lambda q: q.value, cell=printed_value, order=("plain",), numeric=True)
_NUMBER = Column("number", "数值", range_text, order=("plain",), numeric=True)
_UNIT = Column("unit", "单位", lambda q: q.unit, order=("unit?",))
_PERIOD = Column("period", "期限", lambda q: q.period, order=("period?",), template=MASKED)


def _first_place(quantity):
    mentions = quantity.mentions.all()
    if not mentions:
        return ""
    words = section_path(mentions[0].section) + (f"等{len(mentions)}处" if len(mentions) > 1 else "")
    return Link(words, mention_link(mentions[0], quantity.plan).url)


_PLACE = Column("place", "出处", lambda q: getattr(_first_place(q), "text", ""), cell=_first_place)

QUANTITY_TABLE = (_METRIC, _BASE, _KIND, _COMPARISON, _VALUE, _NUMBER, _UNIT, _PERIOD, _PLACE)
ENTRY_QUANTITIES = (_METRIC, _KIND, _COMPARISON, _VALUE, _NUMBER, _UNIT, _PERIOD)
BASE_TARGETS = (_METRIC, _COMPARISON, _VALUE, _UNIT, _PERIOD, _PLACE)
METRIC_QUANTITIES = (_BASE, _KIND, _COMPARISON, _VALUE, _NUMBER, _UNIT, _PERIOD, _PLACE)


def _entry_codes(quantity):
    return "、".join(dict.fromkeys(m.entry.code for m in quantity.mentions.all() if m.entry))


def _first_line(quantity):
    return next((mention.line for mention in quantity.mentions.all()), None)


def _further_lines(quantity):
    return "、".join(f"第{mention.line}行" for mention in quantity.mentions.all()[1:])


QUANTITY_EXPORT = (
    Column("code", "编码", lambda q: q.code),
    Column("entries", "举措或项目编码", _entry_codes),
    Column("base", "示范基地", lambda q: q.plan.base.short_name),
    Column("kind", "性质", lambda q: q.get_kind_display()),
    Column("metric", "指标", metric_name),
    Column("metric_text", "原文指标", lambda q: q.metric_text, width=30),
    Column("basis", "口径", lambda q: q.get_basis_display()),
    Column("bound", "比较", lambda q: q.get_bound_display()),
    Column("value", "原文数值", lambda q: q.value),
    Column("number", "数值", lambda q: plain_number(q.number)),
    Column("number_to", "数值上限", lambda q: plain_number(q.number_to)),
    Column("unit", "单位", lambda q: q.unit),
    Column("plain", "换算数值", lambda q: plain_number(q.plain)),
    Column("plain_unit", "换算单位", lambda q: q.plain_unit),
    Column("period", "期限", lambda q: q.period),
    Column(
        "masked",
        "遮蔽",
        lambda q: yes_no(q.masked),
        tally=("遮蔽", "其中{}条的数值在来源网页中被遮蔽（如20XX），照录原文，未作推测。"),
    ),
    Column("filled_source", "补录来源", lambda q: q.filled_source),
    Column("mentions", "提及次数", lambda q: len(q.mentions.all())),
    Column("places", "出处", lambda q: "；".join(section_path(m.section) for m in q.mentions.all())),
    Column("line", "起始行", _first_line),
    Column("lines", "其他原文行", _further_lines),
    Column("quote", "原文", lambda q: "；".join(m.quote for m in q.mentions.all()), width=80),
)

OUTLINE_TABLE = (
    Column(
        "title", "标题", lambda t: t.title, cell=lambda t: Link(t.title, t.get_absolute_url()), header=True
    ),
    Column("base", "基地", lambda t: t.plan.base.short_name, cell=base_link, order=("plan__base__slug",)),
    Column("place", "章节", lambda t: section_path(t.section)),
    Column("code", "编码", lambda t: t.code),
)
