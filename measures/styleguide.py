"""The style guide: every component once, with made-up arguments, so that none is changed unseen."""

from decimal import Decimal

from django.shortcuts import render

from measures.models import Quantity
from measures.results import Badge, Result
from plans.inline import ErratumRef, runs_of
from plans.models import DemonstrationBase, WorkPlan
from sbjd.listing.columns import Link
from sbjd.search.marks import Piece

COLOURS = [
    ("ink", "#1d2129", "正文"),
    ("muted", "#525a66", "次要文字"),
    ("brand", "#1a4f8b", "链接与强调"),
    ("visited", "#5b3a8c", "访问过的链接"),
    ("danger", "#b3261e", "出错"),
    ("erratum", "#8a4b00", "校勘文字"),
    ("erratum-ground", "#fff4dc", "校勘底色"),
    ("ok", "#1b6b3a", "完成"),
    ("control", "#868d99", "控件边框"),
    ("hairline", "#c9cdd4", "细线"),
    ("sunk", "#f4f6f8", "凹面"),
    ("tint", "#e8f0f9", "浅底"),
    ("mark", "#ffe58a", "命中"),
]

FACET = {
    "name": "theme", "label": "主题", "opened": True, "chosen": 1, "rest": [],
    "first": [
        {"id": "sg-1", "value": "ip", "label": "知识产权", "count": 8, "checked": True},
        {"id": "sg-2", "value": "finance", "label": "科技金融与创业投资", "count": 12, "checked": False},
        {"id": "sg-3", "value": "military", "label": "军民融合", "count": 0, "checked": False},
    ],
}  # fmt: skip

RESULT = Result(
    code="nanshan-m07",
    title=[Piece("增强科技金融产品放大效应")],
    url="#results",
    meta=[Link("南山", "#results"), Link("三(三)举措7")],
    snippet=[Piece("…鼓励金融机构开展"), Piece("知识产权质押", marked=True), Piece("贷款…")],
    badges=[
        Badge("科技金融与创业投资", "#results", "theme"),
        Badge("金融支持", "#results", "instrument"),
    ],
)

TABLE = {
    "caption": "指标（示例）",
    "heads": [
        {"label": "指标", "url": "#tables", "sorted": "ascending"},
        {"label": "原文数值", "numeric": True},
    ],
    "rows": [
        [{"header": True, "links": [{"text": "高新技术企业", "url": "#tables"}]},
         {"numeric": True, "links": [{"text": "6,800", "url": ""}]}],
        [{"header": True, "links": [{"text": "众创空间", "url": "#tables"}]},
         {"numeric": True, "links": [{"text": "80", "url": ""}]}],
    ],
}  # fmt: skip

PAGES = {
    "needed": True, "first_row": 26, "last_row": 50, "total": 125, "last": 5,
    "previous_url": "#lists", "next_url": "#lists",
    "links": [{"number": n, "url": "#lists", "current": n == 2} for n in (1, 2, 3)]
    + [{"number": None}, {"number": 5, "url": "#lists", "current": False}],
    "sizes": [{"size": n, "url": "#lists", "current": n == 25} for n in (25, 50, 100)],
}  # fmt: skip

OUTLINE = [
    {"name": "一、基础条件", "url": "#text", "children": [{"name": "(一)创新发展成效显著", "url": "#text"}]},
    {"name": "二、总体思路", "url": "#text", "children": []},
]


COMPARE_CARD = {
    "entry": {
        "title": "增强科技金融产品放大效应",
        "get_absolute_url": "#compare",
        "get_kind_display": "举措",
    },
    "place": {"text": "三(三)举措7", "url": "#compare"},
    "snippet": RESULT.snippet,
    "badges": RESULT.badges,
}


def _plotted():
    """Quantities to plot, as the site loads them; none of them is in the database."""
    made = []
    for number, (name, kind, value) in enumerate(
        [("甲", "baseline", 6151), ("甲", "target", 6800), ("乙", "baseline", 1641), ("丙", "support", 800)]
    ):
        base = DemonstrationBase(pk=ord(name), short_name=name)
        plain = Decimal(value)
        made.append(
            Quantity(
                pk=number, plan=WorkPlan(pk=base.pk, base=base), kind=kind, value=str(value), unit="家",
                number=plain, plain=plain, bound="=",
            )
        )  # fmt: skip
    return made


def styleguide(request):
    """All components on one page."""
    printed = "到20XX年底,“千人计划①”专家达到20XX人。"
    context = {
        "colours": COLOURS,
        "tones": ["theme", "instrument", "kind", "code", "muted", "masked", "ok"],
        "facet": FACET,
        "result": RESULT,
        "table": TABLE,
        "pages": PAGES,
        "outline": OUTLINE,
        "chips": [{"label": "主题：军民融合", "url": "#lists", "count": 8}],
        "orders": [
            {"label": "方案顺序", "url": "#lists", "current": True},
            {"label": "相关度", "url": "#lists", "current": False},
        ],
        "facts": [("发文机关", ""), ("批次", "第一批"), ("类型", "区域")],
        "runs": runs_of(
            printed,
            0,
            errata=[(14, ErratumRef(1, "sample", "注释号①在来源网页中无对应注文。"))],
            doubtful=[(13, 14)],
        ),
        "plotted": _plotted(),
        "compare_card": COMPARE_CARD,
        "heat": [0, 1, 2, 3, 4],
        "here": "样式指南",
    }
    return render(request, "styleguide.html", context)
