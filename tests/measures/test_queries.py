"""Sixty searches as an official, an analyst and a keeper of the data would type them: what comes first, and
how many there are. Whoever changes the order or the reading of queries sees here what that does."""

import pytest

from measures.seeking import seek
from measures.shown_hits import shown_hits

pytestmark = pytest.mark.django_db

# (query, the place that comes first, how many)
OFFICIAL = (
    ("深港", "nanshan-p22", 12),
    ("众创空间", "nanshan-m11", 23),
    ("大众创业万众创新", "haidian-m5.2", 148),
    ("孵化器", "nanshan-p08", 22),
    ("政务大厅", "haidian-m1.3.1", 3),
    ("行政审批", "haidian-m1.2.1", 4),
    ("一带一路", "liangjiang-p10", 6),
    ("互联网加政务", "nanshan-m01", 3),
    ("“互联网+政务服务”", "nanshan-m01", 3),
    ("ＶＲ", "nanshan-p16", 3),
    ("ＡＩ", "haidian-p1.1", 2),
    ("腾讯", "nanshan-p07", 7),
    ("清华大学", "nanshan-p14", 5),
    ("领导小组", "s-5-1-p2", 5),
    ("人才住房", "s-2-3-p3", 5),
    ("租房补贴", "liangjiang-pm02.2", 1),
    ("税收优惠", "nanshan-m05", 2),
    ("研发补贴", "liangjiang-pm01", 5),
    ("企业研发投入补贴", "liangjiang-pm01.1", 1),
    ("知识产权质押贷款风险补偿", "liangjiang-p12", 1),
    ("创新券", "haidian-m2.2.3", 1),
    ("海淀 知识产权", "haidian-m2.5.1", 5),
    ("高企", "liangjiang-p03", 12),
    ("高新企业", "liangjiang-p03", 11),
    ("科技型中小企业贷款风险补偿", "liangjiang-p12", 1),
    ("科创局", "nanshan-m19.1", 4),
)
ANALYST = (
    ("知识产权质押", "nanshan-m07.2", 3),
    ("知识产权 质押", "nanshan-m07.2", 3),
    ("股权众筹", "haidian-m3.2.2", 2),
    ("众筹 -股权", "haidian-p1.2.2", 6),
    ("众创空间 －补贴", "nanshan-m11", 22),
    ("标题:人才", "haidian-p2.3", 9),
    ("标题：众创空间", "nanshan-m11", 2),
    ("标题:知识产权 基地:海淀", "haidian-m2.5", 2),
    ("主题:知识产权", "nanshan-m04", 9),
    ("主题:ip -质押", "nanshan-m04", 8),
    ("军民融合", "liangjiang-p09", 9),
    ("军民融合产业园", "haidian-p1.3.4", 3),
    ("科技成果转化", "liangjiang-p07", 31),
    ("“科技成果转化”", "liangjiang-p07", 18),
    ("投贷联动", "haidian-m2.3.1", 3),
    ("风险补偿", "liangjiang-p12.3", 4),
    ("天使投资引导基金", "haidian-m3.3.6", 2),
    ("社会资本 引导基金", "haidian-p5.1.2", 6),
    ("商事登记", "haidian-m1.1", 5),
    ("五证合一", "haidian-m1.1", 2),
    ("柔性引才", "liangjiang-pm02.4", 1),
    ("外籍人才", "s-1-5-p3", 3),
    ("石墨烯", "haidian-p1.1", 6),
    ("gdp", "s-1-1-p1", 4),
    ("GDP占比", "s-1-1-p1", 1),
    ("地区生产总值", "s-1-1-p1", 4),
    ("专利", "haidian-p4.3.2", 14),
    ("三年", "liangjiang-pm01.2", 5),
    ("3年", "liangjiang-pm02.2", 5),
    ("500万", "liangjiang-p05", 2),
    ("最高不超过20万元", "liangjiang-pm03.3", 2),
    ("券", "haidian-m2.2.3", 5),
    ("产学研", "nanshan-m24", 9),
)
KEEPER = (
    ("20XX", "liangjiang-p12.5", 37),
    ("国办发〔2016〕35号", "s-0-p1", 1),
    ("千人计划专家", "s-1-3-p1", 1),
    ("“千人计划”专家", "s-1-3-p1", 1),
    ("补充城市公共服务", "haidian-pm08", 1),
    ("孔雀计划", "s-1-3-p1", 1),
    ("i-Space", "nanshan-p14", 1),
    ("HTC", "nanshan-p16", 1),
    ("中科院", "liangjiang-p16", 5),
)
NOTHING = ("基地:海淀 质押", "创业者 租金", "“成果 转化”", "知识产全", "孵化其", "2016年", "火星")


def first(query):
    """The place of the first hit, and how many there are."""
    seeking = seek(query)
    shown = shown_hits(seeking.order(seeking.hits)[:1], seeking)
    return shown[0].url.partition("#")[2], len(seeking.hits)


@pytest.mark.parametrize(("query", "place", "number"), OFFICIAL + ANALYST + KEEPER)
def test_what_comes_first(query, place, number):
    assert first(query) == (place, number)


@pytest.mark.parametrize("query", NOTHING)
def test_what_nobody_wrote_is_not_found(query):
    assert not seek(query).hits


def test_there_are_sixty_of_them():
    assert len(OFFICIAL + ANALYST + KEEPER) >= 60
