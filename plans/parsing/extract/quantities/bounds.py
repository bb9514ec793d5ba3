"""Bound and basis of an amount, from the words around it."""

from plans.parsing.extract.quantities.rules import Rules, rule

_TO = "(?:至|到|为)"

BOUNDS = Rules(
    (
        rule("about-before", "~", "占全市近«50%»", before=r"(?:约|(?<![附最])近|大概|接近)$"),
        rule("about-after", "~", "年均增速达到5%«3%左右»", before=r"", after=r"(?:左右|上下)"),
        rule("about-share", "~", "约占全市的«1/2»", before=r"约占[^,;]{0,16}$"),
        rule(
            "change",
            "=",
            "审批时间由3个工作日缩短至«半小时»",
            before=rf"[由从][^,;]{{0,12}}[\dX][^,;]{{0,20}}{_TO}$",
        ),
        rule(
            "at-least-before",
            ">=",
            "产量不低于«500万吨»",
            before=(
                r"(?:不(?:得)?(?:低于|少于|小于|短于)|最低|至少(?:建[成立有设]?|设立|组建|培育|打造|配备|完成)?|起码|(?<![不得])超过?|(?<![不得])突破|逾|"
                r"(?<![不得])(?:大于|高于|多于)|≥|>|跨过)(?:了|各|达)?$"
            ),
        ),
        rule(
            "at-most-before",
            "<=",
            "给予最高不超过«20万元»的补贴",
            before=(
                r"(?:不(?:得)?(?:超过?|高于|多于|大于|长于|突破)|最[高多长大晚][^,;\d]{0,8}|至多|低于|少于|小于|≤|<|"
                rf"上限为?|控制在|[压减精]缩?(?:简|减|少)?{_TO}|缩[短小]{_TO}|[降减](?:低|少)?{_TO}|以内)$"
            ),
        ),
        rule("at-most-after", "<=", "到账时间压缩至«5个工作日以内»", after=r"(?:以下|以内|之内|内)"),
        rule(
            "at-most-control",
            "<=",
            "近视率和肥胖率分别控制在30%和«8%»",
            before=r"(?:控制在|不超过|压缩至|降至)[^,;]{0,12}[和、及]$",
        ),
        rule("term-within", "<=", "可在«3年内»保留人事关系", after="内", sort="time"),
        rule(
            "quota",
            "<=",
            "给予高新技术企业每家每年«1000万美元»的双向额度",
            before=r"给予[^;]{0,60}$",
            after=r"[^;]{0,50}额度",
            sort="money",
        ),
        rule("more", ">=", "双创企业«1000余家»"),
        rule("at-least-after", ">=", "新增«100家以上»", after=r"(?:及?以上|起)"),
    )
)

BASES = Rules(
    (
        rule(
            "change-from-to",
            "change",
            "审批时间由3个工作日缩短至«半小时»",
            before=rf"[由从][^,;]{{0,12}}[\dX][^,;]{{0,20}}{_TO}$",
        ),
        rule("change-points", "change", "占比比上年提高«2.5个百分点»", unit="个百分点"),
        rule("change-times", "change", "主要经济指标都实现了«翻番»", unit="倍"),
        rule(
            "rate-yearly",
            "rate",
            "发明专利授权量年均增速达到«5%左右»",
            before=r"(?:增速|增幅|涨幅|增长率|年均增长)[^,;]{0,14}$",
            sort="percent",
        ),
        rule(
            "rate-grow",
            "rate",
            "增加值增长«6%左右»",
            before=(
                r"(?:增长|增加|递增|下降|降低|减少|压减|提高|提升|上升|下调|上浮|上涨)(?:了|约|近|超过?|不低于|"
                r"不少于|至少|突破|幅度){0,3}$"
            ),
            sort="percent",
        ),
        rule(
            "rate-after", "rate", "进入年均«30%»的高速增长时代", after=r"的[^,;]{0,4}增[长速]", sort="percent"
        ),
        rule("rate-yearly-short", "rate", "年均«9%»", before=r"年均(?:约|超过?)?$", sort="percent"),
        rule("share", "share", "占全国«21%»", sort="percent"),
        rule(
            "increment",
            "increment",
            "新增挂牌上市企业«20家以上»",
            before=(
                r"(?:新增|净增|新登记|新建|新注册|新设|新培育|新引进|新开工|新签约|新认定|新实施|新创建|再增加|"
                r"增加|增设|引进|引入|引育|引留|招引|引领|带动)[^,;]{0,30}$"
            ),
            sort="count measure money",
        ),
        rule(
            "increment-people",
            "increment",
            "培育«100名以上»创新型企业家",
            before=r"(?:集聚|聚集|汇聚|培育|培养|吸引|吸纳|遴选|培训)[^,;\d]{0,14}$",
            unit=r"名.*|位|人次?",
        ),
    )
)


def bound_of(amount, before, after):
    """The bound of an amount (>= <= = ~) and the name of the row that says so."""
    for row in BOUNDS:
        if row.name == "more":
            if amount.more:
                return row.gives, row.name
            continue
        if row.fits(amount, before, amount.post + after):
            return row.gives, row.name
    return "=", "plain"


def basis_of(amount, before, after):
    """The basis of an amount: level, increment, rate, share or change, and the row that says so."""
    row = BASES.first(amount, before, after)
    return (row.gives, row.name) if row else ("level", "level")
