"""Target, baseline or support standard: what a quantity is, from its place and the words around it."""

import re

from plans.parsing.extract.quantities.rules import Rules, rule

_GIVE = (
    "给予|予以|奖励|奖补|补贴|补助|资助|贴息|补偿|扶持资金|报销|抵扣|抵减|扣除|减征|减免|免征|返还|减按|"
    "打折|享受|分担"
)
_GIVEN = (
    "补贴|补助|奖励|奖补|奖金|资助|贴息|补偿|扶持|支持资金|资金支持|经费支持|优惠|折扣|扣除|抵扣|抵减|"
    "减征|减免|征收|津贴|消费券|"
    "激励|安家费|薪酬|额度|授信|报销|返还|收取|计收|配套"
)

SUPPORT = Rules(
    (
        rule(
            "reserve-rate",
            "support",
            "每年从销售收入中提取«3-5%»作为研发准备金",
            before=r"提取$",
            after=r"作为",
            sort="percent",
        ),
        rule(
            "reward-rate",
            "support",
            "按其新增研发投入的«10%»给予奖励",
            before=r"按[^,;]{0,30}$",
            after=rf"(?:的(?:比例|标准))?[^,;]{{0,12}}(?:{_GIVEN}|{_GIVE})",
            sort="percent money",
        ),
        rule(
            "given",
            "support",
            "给予最高不超过«20万元»的补贴",
            before=rf"(?:{_GIVE})[^;]{{0,60}}$",
            sort="money",
        ),
        rule(
            "given-rate",
            "support",
            "给予«2.5个百分点»的贴息",
            before=rf"(?:{_GIVE})[^;]{{0,40}}$",
            after=rf"[^,;]{{0,16}}(?:{_GIVEN})",
            sort="percent",
        ),
        rule(
            "term-longest",
            "support",
            "补助年限最长不超过«三年»",
            before=r"(?:补助|补贴|贴息|奖励|资助|支持|扶持)[^,;]{0,8}(?:年限|期限|时间)[^,;]{0,10}$",
            sort="time",
        ),
        rule(
            "given-term",
            "support",
            "给予连续«三年»的研发补助",
            before=rf"(?:{_GIVE})[^;]{{0,40}}$",
            sort="time",
        ),
        rule(
            "given-after",
            "support",
            "发放每人«5000元»的一次性创业补贴",
            before=r"(?:每[家户人个年项套辆台件名位场次]|最[高多]|一次性|单[个户家]|发放)[^,;]{0,12}$",
            after=rf"[^;]{{0,24}}(?:{_GIVEN})",
            sort="money",
        ),
        rule(
            "ceiling",
            "support",
            "单个企业每年最高«300万元»",
            before=r"(?:最高|最多|上限|[减免]税额|每[辆套户人家][^,;]{0,10}不超过|累计不超过|总额不超过|最高不超过)[^,;]{0,10}$",
            sort="money",
        ),
        rule(
            "loan-limit",
            "support",
            "最高提取额度由3.6万元提高至«4.8万元»",
            before=r"(?<!新增)(?:最高|提取|可贷|贷款|公积金)[^,;]{0,12}(?:限额|额度|基数)[^;]{0,30}$",
            sort="money",
        ),
        rule(
            "by-person",
            "support",
            "博士10万元、高级技师«5万元»",
            before=r"(?:人才|技师|博士|硕士|本科生?|研究生|毕业生|大专生?|职称|高级工)(?:每人)?$",
            sort="money",
        ),
        rule(
            "ceiling-rate",
            "support",
            "所占注册资本比例最高可达«100%»",
            before=r"最高(?:可达|不超过|达到?|为)?$",
            sort="percent",
        ),
        rule(
            "of-the-given",
            "support",
            "按实际投入的«30%»给予补贴",
            after=r"(?:的(?:比例|标准))?[^,;]{0,4}(?:给予|予以|奖励|补贴|补助|资助|扶持|贴息|提供(?:激励)?资金)",
            sort="percent money",
        ),
        rule(
            "loan",
            "support",
            "贷款额度最高为«60万元»",
            before=r"(?:贷款|授信|担保)(?:最高)?额度[^,;]{0,10}$",
            sort="money",
        ),
        rule(
            "credit",
            "support",
            "提供«200亿元»专属授信额度",
            before=r"(?:提供|给予)$",
            after=r"[^,;]{0,8}(?:授信|贷款|信用)额度",
            sort="money",
        ),
        rule(
            "term-kept",
            "support",
            "可在«3年内»保留人事关系",
            after=r"[^,;]{0,2}(?:保留|免|返还|享受|暂免|减)|的?[^,;]{0,4}缓[交缴]",
            sort="time",
        ),
        rule(
            "loan-term",
            "support",
            "最长贷款期限为«30年»",
            before=r"贷款(?:期限|年限)[^,;]{0,6}$",
            sort="time",
        ),
        rule(
            "quota-count",
            "support",
            "每年获支持企业数量最多不超过«10个»",
            before=r"最多(?:不超过|可)?(?:申报|申请|支持|资助|奖励|享受)?$",
            sort="count",
        ),
        rule(
            "reimbursed",
            "support",
            "报销比例为«85%»",
            before=r"(?:报销|支付|补偿|抵扣|减征|减按)(?:比例)?(?:为|达到?)?$",
            sort="percent",
        ),
        rule(
            "relief",
            "support",
            "按照税额的«50%»减征资源税",
            after=r"[^,;]{0,3}(?:减征|减免|抵扣|抵减|征收|收取|计入|扣除)",
            sort="percent",
        ),
        rule(
            "fee",
            "support",
            "担保费率降低«0.3个百分点»",
            before=r"(?:费率|利率|缴费|租金|费用|收费标准)[^,;]{0,16}(?:降低|下调|下浮|优惠|减免)[^,;]{0,4}$",
            sort="percent",
        ),
        rule(
            "quota",
            "support",
            "企业高管个人每人每年«50万美元»的收付汇额度",
            before=r"每[人家户][^,;]{0,6}$",
            after=r"[^,;]{0,16}额度",
            sort="money",
        ),
    )
)

# Rows that look across commas for the word that grants.
_ACROSS = ("given", "given-term")

# In a sentence that grants something, what else is counted is a condition of it, not a promise.
_GRANTS = re.compile(r"给予|予以[^。]{0,8}(?:奖|补|支持|扶持)|奖励\d|奖补|资助\d|贴息")
_SUPPORTS = re.compile(r"给予|奖励|奖补|消费券|补贴|补助|资助|扶持|优惠|贴息|减免")
_CONDITION = re.compile(r"(?:其中|同时|并)?(?:对|凡|符合|经认定|属于|鼓励|按|当年|首次|在)")
# 年度新增服务企业«5家以上»,营业额达到500万元的,给予20万元支持
_GIFT = "(?:给予|予以|奖励|奖补|补助|补贴|资助)"
_THEN = re.compile(rf"[^;对]{{0,40}}的,[^,;]{{0,10}}{_GIFT}|[^,;]{{0,20}},(?:分别|均|当年|一次性)?{_GIFT}")
# 一次性组织«300人以上»的旅行团,每列次奖补6000元
_THEN_EACH = re.compile(rf"[^;对]{{0,50}}的[^,;]{{0,12}},[^,;对]{{0,16}}{_GIFT}")
# Where a later clause turns to somebody else.
_TURN = re.compile(r",(?:对|凡|按|非)")
# What a clause promises itself, though the clause before it grants: 给予再贷款支持,新增贷款«500亿元»
_PROMISE = re.compile(
    r"力争|确保|争取|全年|年内|季度|推动[^,;]{0,30}(?:超过|达到|突破)$|新增|完成|实现|增长|提高[到至]|压缩|缩短|控制在|"
    r"(?:安排|统筹|设立|投入|筹集)[^,;]{0,30}(?:资金|经费|基金)"
)
_FUNDED = re.compile(
    r"(?:安排|统筹|出资|投入|设立|筹集)[^,;]{0,30}(?:资金|经费|基金)(?:安排|约|不低于|不少于|超过?)?$|"
    r"(?:资金|经费|基金|财政|每年)(?:安排|统筹|出资|投入)$|发放[^,;每]{0,16}消费券$"
)
_HANDED_OUT = re.compile(r"(?<!人)(?<!户)发放(?:约|共|总计|不少于|不低于|超过?)?$")
_VOUCHERS = re.compile(r"[^,;]{0,8}消费券")
_OWN_GIFT = re.compile(r"给予|予以|奖励|奖补|补贴|补助|资助|贴息|补偿|最高|每[人家户]|减|免|返还|抵扣")

PAST = re.compile(
    r"截[至止](?!时)|(?<!项)目前|现有(?![^,;]{0,14}(?:基础|条件|资源|政策|水平|资金|产品|渠道))|现已|(?<![快进动对将把])已(?:有|建|达|累计|"
    r"完成|经|引|举|成|形|实|开|培|投|获|集|认|在|吸|设|签|落|入|全|超|突|改|改造|实施|打造)|"
    r"以来[^,]{0,3}[,]|据统计|据不完全统计|摸[底排]|上年度?末|去年|(?:过去|"
    r"近)[一二两三四五六七八九十\d]+年(?:来|,)"
)
FUTURE = re.compile(
    r"力争|确保|争取|将(?!近)|到\d\d[\dX]{2}年|未来|今后|计划|目标|拟|要(?=[达建完实新])|努力"
)
PAST_TITLE = re.compile(
    r"回顾|成效|成就|基础条件|发展基础|工作基础|现实基础|现状|形势|背景|基本情况|"
    r"存在(?:的)?(?:主要)?问题|主要进展|发展历程"
)
# 夯实发展基础 is work to be done, whatever the last word says.
_EFFORT = re.compile(r"夯实|筑牢|强化|增强|加强|推进|提升|巩固|完善|优化|加快|推动|打造|做强|健全|深化")
_RULEBOOK = re.compile(r"(?:条例|办法|规定|细则)(?:[(（][^()（）]{1,20}[)）])?$")
_TERMS = re.compile(
    r"[^,;:，；：。]{0,12}(?:准入|条件|门槛|资格|申报对象|认定标准|(?:扶持|支持|适用)(?:对象|范围)|"
    r"办理流程|名词解释)[^,;:，；：。]{0,6}$"
)
# 放宽准入条件 is work to be done as well.
_EASED = re.compile(r"放宽|降低|取消|改善|落实|扩大|调整")
FUTURE_TITLE = re.compile(r"目标|任务|安排|举措|措施|工程|要求|思路")


def support_rule(amount, before, after):
    """The row that reads this amount as a support standard, or None."""
    return SUPPORT.first(amount, before, amount.post + after)


def promises(amount, view):
    """Whether the clause up to the amount promises by itself, whatever the clauses around it grant."""
    if is_funded(amount, view):
        return True
    clause = view.said
    return bool(_PROMISE.search(clause)) and not (_CONDITION.match(clause) or _OWN_GIFT.search(clause))


def is_overruled(row, amount, view):
    """Whether a support row speaks of another clause than the amount's own, which promises."""
    return is_funded(amount, view) or (row.name in _ACROSS and promises(amount, view))


def is_funded(amount, view):
    """Whether public money is set aside, as in 统筹专项资金安排«3亿元»."""
    clause = view.clause_left
    if amount.sort != "money" or _CONDITION.match(clause):
        return False
    return bool(_FUNDED.search(clause) or (_HANDED_OUT.search(clause) and _VOUCHERS.match(view.rest)))


def is_condition(amount, view):
    """Whether the amount is a condition or a size named in a sentence that grants somebody something."""
    clause = view.clause_left
    if _CONDITION.match(clause):
        return bool(_SUPPORTS.search(view.segment))
    bounded = bool(amount.post) or "不少于" in view.left
    if _THEN.match(view.after) or (bounded and _THEN_EACH.match(view.after)):
        return True
    grants = _SUPPORTS if amount.sort == "money" else _GRANTS
    if view.sentence.within and grants.search(view.sentence.within):
        return True
    if amount.sort == "count" or is_funded(amount, view):
        return False
    if promises(amount, view):
        return bool(_GRANTS.search(_TURN.split(view.rest + view.segment_after)[0]))
    return bool(_GRANTS.search(view.segment))


def states_terms(plan_title, titles):
    """Whether a section says who may apply or enter, or the whole document lays down rules for others
    (条例, 办法): what is counted there binds others and promises nothing."""
    return bool(_RULEBOOK.search(plan_title)) or any(
        _TERMS.match(title) and not _EASED.search(title) and not _EFFORT.search(title) for title in titles[:3]
    )


def is_past(role, titles, before):
    """Whether what stands at a place is reported as reached: "chapter", "words" or ""."""
    if role == "foundation" and not (titles and _EFFORT.search(titles[-1])):
        return "chapter"
    for title in reversed(titles):
        if PAST_TITLE.search(title) and not FUTURE_TITLE.search(title) and not _EFFORT.search(title):
            return "chapter"
        if FUTURE_TITLE.search(title):
            break
    return "words" if PAST.search(before) and not FUTURE.search(before) else ""
