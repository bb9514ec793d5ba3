"""What the kinds of errata are called."""

GLUED_TITLE = "title.number"
BROKEN_PARAGRAPH = "paragraph.broken"

KIND_NAMES = {
    GLUED_TITLE: "标题粘连序号",
    "mark.orphan": "注释号无注文",
    BROKEN_PARAGRAPH: "段落误断",
    "quote.unclosed": "引号缺失",
    "annex.absent": "附件缺失",
    "heading.midline": "标题粘连上段",
    "heading.lost": "标题缺失",
    "text.splice": "文字断开",
    "text.duplicate": "文字重复",
    "name.differs": "前后名称不一",
    "total.differs": "数目不符",
}


def kind_name(kind):
    """The Chinese name of an erratum's kind; a kind without one goes under 其他."""
    return KIND_NAMES.get(kind, "其他")
