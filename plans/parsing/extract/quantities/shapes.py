"""How a clause states a commitment: `建成50个…`, `产值增长80%以上`, `120个项目有序复工`.

An amount outside the foundation chapter is a target only when one of these shapes says that something
will be done or reached; a number that merely stands in a sentence is not.
"""

import re

from plans.parsing.extract.quantities.kinds import is_funded

_NEW = (
    "新(?:增|建|开工|培育|引进|认定|增加|实施|改造|改建|签约|创建|组建|设立|设|打造|建设|添|购|投放|注册|"
    "登记|选育|开通|开发|改扩建|建及改造|建改造|建和改造|开|建扩建|上|招引|纳入|发展|签|建、改建|建或改造)"
)
_BUILD = (
    "建成投产|建成投用|建成|建设|建立|设立|组建|打造|培育打造|培育|培养|培训|创建|争创|创成|申建|筹建|"
    "形成|构筑|构建|布局建设|布局|布设|"
    "引进|引入|引育|引留|引领|集聚|聚集|汇聚|吸引|吸纳|带动|招引|招收|招聘|服务|整合|完成|实施|实现|"
    "开展|举办|组织|改造提升|改造|"
    "改扩建|扩建|续建|迁建|治理|整治|修复|修缮|选择|选取|遴选|评选|认定|支持|扶持|帮扶|帮助|推广|发展|发放|"
    "投放|筹集|核准|开通|开办|开设|"
    "提供|推动|推进|加快|加快推动|加快推进|加快建设|参与制定|制定|制订|主导|参加|落地|涌现|出台|预留|"
    "加强|加装|安装|配备|配建|增设|增加|净增|"
    "压减|减少|降低|淘汰|关停|化解|消除|清理|盘活|处置|储备|保障|覆盖|下达|争取|力争|确保|实现|入库|"
    "上市|孵化|转移|铺设|架设|打通|贯通|启动|谋划|"
    "推介|更新|更换|购置|投用|保持|获得|获评|办理|盘活|回收|开发|供应|供给|补充|建好|新改扩建|提升|"
    "整体提升|提高|改善|招生|资助|联系|设置|达成|"
    "辅导|惠及|巩固|创造|新改建|收储|申报|增养|布放|落实|开工建设|开工|竣工|投产|复工|遴选推广|推荐|"
    "严守|守住|建有|设有|联通|召开|划定|推出|发布|公布|预支|"
    "评定|命名|征集|凝练|研发|转化|投入|出资|安排|募集|撬动|"
    "放宽|退出|拆除|搬迁|安置|救助|检查|检测|抽检|抽查|监测|普查|覆盖|维修|改建"
)
_MONEY_VERB = (
    "设立|出资|安排|投入|完成|投资|投放|发放|新增|组建|筹集|争取|实现|撬动|带动|达成|募集|下达|统筹|"
    "形成|筹措|支付|打造|发行|"
    "新增投资|新增贷款|落实|培育|减免|节约|降低成本|吸引|引进|拉动|促成|达到|突破|超过"
)
_BOUND_WORDS = (
    "(?:了|出|起|好|约|近|各|共|累计|总计|合计|力争|确保|至少|最少|不少于|不低于|不超过|超过?|突破|"
    "达到?|一批|左右|分别|每年|每个[^,;\\d]{0,8}|每季度|每[县市区乡镇村][^,;\\d]{0,4}|"
    "全省|全市|全区|全县|省级|市级|国家级){0,4}"
)
VERB = re.compile(rf"(?:{_NEW}|{_BUILD}){_BOUND_WORDS}$")
MONEY_VERB = re.compile(rf"(?:{_MONEY_VERB}){_BOUND_WORDS}$")
_ADVERB = (
    "力争|确保|争取|全面|加快|积极|重点|持续|继续|大力|深入|着力|有序|扎实|稳步|全力|统筹|高标准|"
    "高质量|高水平|进一步|努力|同步|滚动|"
    "每年|全年|累计|接续|规划|计划|逐步|主动|切实|适时|全省|全市|全区|全县|我省|我市|我区|年内|再|要|"
    "拟|将|完成|推动"
)
# 推进28个产业链强链: what is pushed on is there already, unless the clause says what comes of it.
WEAK_VERB = re.compile(
    rf"(?:推动|推进|加快|支持|组织|落实|保障|加强|发展|(?<!改造|建设)提升|巩固|联系|监测|检查|开展|指导){_BOUND_WORDS}$"
)
_BOUND = re.compile(r"(?:超过?|突破|不少于|不低于|至少|最少)$")
# 线下推出25个空间共50万平方米载体 describes an offer.
OFFER = re.compile(rf"(?:推出|发布|公布|提供){_BOUND_WORDS}$")
HEAD_VERB = re.compile(rf"(?:\d[.、]|——|--)?(?:{_ADVERB}){{0,4}}(?:{_NEW}|{_BUILD})")
COMPARE = re.compile(
    r"(?:达到?|迈上|跨上|站上|迈入|为|是|到|至|超过?|突破|逾|不低于|不少于|不得少于|不超过|不高于|"
    r"不大于|低于|高于|大于|小于|控制在|稳定在|保持在?|维持在?|"
    r"增长|增加|下降|降低|减少|提高|提升|上升|压减|增至|升至|降至|缩小|缩短|压缩|增速|增幅|涨幅|有|≥|≤|>|<|"
    r"完成|实现|共|累计|总计|各|安排|约|近|至少)(?:了|约|近|各|共|分别)?$"
)
MEASURE = re.compile(
    r"(?:率|额|量|值|数|速|度|比重|占比|比例|比|投资|面积|人数|规模|总量|总数|产值|收入|产量|强度|能力|"
    r"里程|长度|储备|增加值|"
    r"贷款|融资|用户|资金|基金|企业|项目|人才|岗位|泊位|床位|学位|住房|公寓|机构|平台|基地|载体|空间|"
    r"中心|园区|示范区|工程|设施|就业|指标|消费券|"
    r"以上|农田|林|家庭|车辆|站|桩|线路|管网|公园|家|所|次)\(?$"
)
END = re.compile(
    r"[)”]?(?:的)?(?:年度)?(?:目标任务|目标|任务|水平|规模|总量|大关|新台阶|台阶|要求|红线|区间)?(?:[,"
    r";:、和及与并以且]|$)"
)
_DONE = (
    "复工复产|复工|复产|投产|达产|开工|竣工|完工|建成|建设|创建|改造|治理|整治|修复|落地|完毕|提升|"
    "升级|投放|支付|使用|下达|拨付|"
    "验收|交付|出煤|全覆盖|覆盖|达标|上市|挂牌|上线|运行|运营|供水|通车|通航|上云|培育|培养|招引|设置|"
    "服务|参与|获得[^,;]{1,10}|可办|办理|处置|回收|"
    "利用|设立[^,;]{1,16}|环境|测评|筛查|保护|编制|化解|清零|退出|搬迁|认定|普及|推广|实施|合格|开展[^,"
    ";]{1,14}|完成[^,;]{1,14}|实现[^,;]{1,14}|达到[^,;]{1,14}|建立[^,;]{1,14}|"
    "建成[^,;]{1,14}|设置[^,;]{1,14}|投向[^,;]{1,80}|用于[^,;]{1,40}|提供[^,;]{1,14}|安装[^,;]{1,14}|扩建|新建|更新|更换|签约|动工"
)
DONE = re.compile(rf"[^,;]{{0,60}}?(?:{_DONE})(?:工作|任务|目标|任务目标|行动|工程|项目)?(?:[,;:]|$)")
_NEAR = 60  # how far before the amount its verb is looked for
_AIMED = re.compile(r"力争|确保|争取(?!资金|支持)")
# 2025年推动«1万家»企业技改: a date makes a promise of what is pushed on.
_DATED = re.compile(r"\d{4}年|全年|年内|季度|年底")
_AIM = re.compile(r"(?:目标|力争|确保)[^,;]{0,20}(?:不超过|不低于|控制在|达到?)[^,;]{1,16}的$")
_STATED = re.compile(r"的?(?:增幅|幅度|增速)(?:提高|提升|增长|递增|降低|下降|压减)")
PAID = re.compile(r"[^,;]{0,40}(?:支付|使用|下达|投放|拨付|完毕|到位|发行|落地)")
OF_EXISTING = re.compile(r"[^,;]{1,30}(?:支持的|补助的)[^,;]")
NAMED = re.compile(r"(?:等|、|和|及|[”\"])(?:各|共)?$|[\u4e00-\u9fff]$")
CONTAINED = re.compile(
    r"(?:规模|产值|投资|资金|金额|面积|能力|容量|首期|总额|融资|注册资本)(?:为|达到?|超过?|约|近|"
    r"不低于|不少于|突破|首期){0,3}$"
)
CONTENT = re.compile(
    r"的?[^,;]{0,40}(?:基金|资金|集群|产业|队伍|园区|基地|项目|平台|中心|企业|市场|贷款|资金池)"
)


def shape_of(amount, view):
    """The name of the shape in which this amount is promised, or ""."""
    left, right, rest, clause = view.left[-_NEAR:], view.right, view.rest, view.clause_left
    verb = MONEY_VERB if amount.sort == "money" else VERB
    existing = OF_EXISTING.match(right)
    if verb.search(left) and not (amount.sort == "money" and existing):
        weak = WEAK_VERB.search(left) and not (
            amount.post or amount.more or _BOUND.search(left) or _DATED.search(view.said) or DONE.match(rest)
        )
        offered = view.runs_on and OFFER.search(left)
        if not (weak or offered):
            return "verb-amount"
        if not END.match(right):
            return ""
    if END.match(right):
        if COMPARE.search(left) or (amount.sort == "percent" and _AIM.search(left)):
            return "metric-compared"
        if left and (amount.post or amount.more or amount.masked):
            return "metric-bounded"
        if MEASURE.search(left):
            return "metric-bare"
        if left and (HEAD_VERB.match(clause) or _AIMED.search(view.said)):
            return "metric-under-verb"
    if amount.sort == "percent" and _STATED.match(right):
        return "rate-stated"
    if amount.sort == "percent" and right[:1] == "的" and DONE.match(rest):  # 75%的县至少建成1所医院
        return "amount-done"
    if existing or view.runs_on:  # 在建的700个项目完成投资90亿元: the first number only describes
        return ""
    if is_funded(amount, view):
        return "funded"
    if amount.sort == "money":
        return "amount-paid" if PAID.match(rest) else _of_thing(left, right, clause)
    if DONE.match(rest):
        return "amount-done"
    if (
        amount.sort == "count"
        and NAMED.search(left)
        and HEAD_VERB.match(clause)
        and right[:1] not in ("", "的", "、")
    ):
        return "named-then-counted"
    return _of_thing(left, right, clause)


def _of_thing(left, right, clause):
    if CONTAINED.search(left) and CONTENT.match(right) and HEAD_VERB.match(clause):
        return "measure-of-thing"
    return ""


# One sentence for each shape; the tests read them.
EXAMPLES = (
    ("verb-amount", "建成50个社区服务网点。"),
    ("metric-compared", "生活垃圾综合利用率达到70%以上。"),
    ("metric-bounded", "累计建成各类充电桩3万个以上。"),
    ("metric-bare", "四季度新开工亿元以上项目40个。"),
    ("metric-under-verb", "新增软件从业人员8万人。"),
    ("amount-paid", "年底前新增的90亿元专项债券全部支付使用完毕。"),
    ("amount-done", "120个重点项目有序复工。"),
    ("named-then-counted", "开工建设东区水厂、西区水厂2个项目。"),
    ("measure-of-thing", "形成一批投融资总规模达500亿元的项目。"),
    ("rate-stated", "按不低于6%的增幅提高基础养老金标准。"),
    ("funded", "统筹专项资金30亿元充实产业引导基金。"),
    ("listed", "培育60个左右示范企业、20个左右标杆企业。"),
)
