"""Terms of sale, loan, tax and building: numbers that bind others and promise nothing.

首付比例, 公积金额度, 形象进度, 缴款期限: measures of the property market are full of them, and none
says what the plan itself will reach. Rows as in exclusions.py, tried together with them.
"""

from plans.parsing.extract.quantities.rules import rule

TERMS = (
    rule(
        "norm",
        "",
        "阳台进深不应大于«2.4米»",
        before=r"(?:不[应宜]|应不)(?:大于|小于|超过|低于|少于|高于)$|(?:层高|进深|净高|檐高)[^,;]{0,8}$|面积不[小大]于$",
    ),
    rule(
        "home-loan",
        "",
        "个人住房公积金贷款利率下调«0.25个百分点»",
        before=(
            r"(?:公积金|购房|首套|二套|按揭|(?:个人|住房)[^,;]{0,8}贷款)[^;]{0,40}(?:利率|首付|比例|基数|额度|倍数)"
            r"[^;]{0,40}$|存贷比[^;]{0,16}$"
        ),
        sort="percent count",
    ),
    rule(
        "presale",
        "",
        "预售形象进度达到«三分之一»以上",
        before=r"(?:预售|高层|层以[上下])[^;]{0,40}形象进度[^;]{0,30}$",
        sort="percent",
    ),
    rule(
        "payment",
        "",
        "土地出让价款1个月内缴至不低于«50%»",
        before=r"(?:出让金|出让价款|土地价款|成交价款|地价款|保证金|定金)[^;]{0,40}$",
        sort="percent",
    ),
    rule(
        "payment-term",
        "",
        "最迟付款时间不得超过«一年»",
        before=r"(?:缴纳|付款|缴款|缴费|延期|延建|宽限|展期|还款|偿还|有效)(?:的)?(?:期限|时间|时限|期)[^,;]{0,10}$|期限最[长短]可?为?$|(?:^|[,;])期限[为是]?$",
        sort="time",
    ),
    rule(
        "allowed",
        "",
        "允许下调商业比例至«5%以下»",
        before=(
            r"(?:允许|可以)[^,;]{0,24}$|可(?:上浮|下浮|上调|下调|延长|适当|放宽|提前)[^,;]{0,10}$|[上下]浮$"
        ),
    ),
    rule("discount", "", "增加不超过«5%»的折扣", after=r"的?(?:折扣|优惠|让利)", sort="percent"),
    rule(
        "in-principle",
        "",
        "两者之比原则上不超过«50%»",
        before=r"原则上[^,;]{0,10}不(?:得)?(?:超过|高于|低于|大于|少于|小于)$",
        sort="percent",
    ),
    rule(
        "sell-off",
        "",
        "住宅去化周期超过«36个月»",
        before=r"去化周期[^,;]{0,6}(?:过|在|达|达到|于|至)$",
        sort="time",
    ),
    rule("not-more", "", "原则上不超过«4期»", before=r"(?:^|[,;])原则上不(?:得)?(?:超过|高于|多于)$"),
    rule("layoffs", "", "裁员率不高于«20%»", before=r"裁员率[^,;]{0,16}$", sort="percent"),
    rule("fund-times", "", "公积金账户余额的20倍提高至«25倍»", before=r"公积金[^;]{0,60}$", unit="倍"),
    rule("contribution", "", "月缴存额在«1000元»以下", before=r"缴存额?[^,;]{0,6}$", sort="money"),
    rule(
        "limit-changed",
        "",
        "用地面积的比例上限由7%提高到«15%»",
        before=r"[上下]限[^,;]{0,16}$",
        sort="percent measure time count",
    ),
    rule(
        "tax-rate",
        "",
        "税率为«0.5%»",
        before=r"(?:税率|征收率|预征率|计税毛利率)[^,;]{0,10}$",
        sort="percent",
    ),
    rule(
        "prolonged", "", "受理时限由12个月放宽到«36个月»", before=r"(?:延长|放宽|顺延)[至到为]$", sort="time"
    ),
    rule("fine", "", "处以«1万元»以上罚款", before=r"处以?$|罚款[^,;]{0,6}$", sort="money"),
    rule(
        "parking",
        "",
        "车位配比调整为«0.8个/户»",
        before=r"(?:车位|停车)[^,;]{0,12}(?:配比|配建(?:标准|比例))[^,;]{0,12}$|按[^,;]{0,16}配建$",
    ),
    rule(
        "escrow",
        "",
        "预售资金留存比例不得低于«10%»",
        before=r"(?:留存|预售资金|监管资金|备案价)[^;]{0,24}$",
        sort="percent",
    ),
    rule("presale-area", "", "预售面积不得低于«3万平方米»", before=r"预售[^,;]{0,10}$", sort="measure"),
    rule(
        "bulk",
        "",
        "一次性购买«10套以上»",
        before=r"一次性(?:组团|团购|集体)?(?:购买|成交|采购)$",
        sort="count",
    ),
    rule(
        "part-above",
        "",
        "所得额超过«100万元»但不超过300万元的部分",
        after=r"(?:以上)?(?:的部分|但不超过)",
        sort="money measure",
    ),
    rule("at-when", "", "个贷率高于«90%»时停止实施", after=r"时(?:,|停|暂|应|可|即)"),
)
