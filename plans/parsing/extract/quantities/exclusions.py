"""What has a number and a unit and is still no quantity: ages, dates, thresholds, counts of paragraphs.

DOMAIN.md section 5: a count that only describes is none. Rows are tried on every amount before
anything else is asked of it.
"""

from plans.parsing.extract.quantities.rules import Rules, rule
from plans.parsing.extract.quantities.terms import TERMS

_NOUN = "(?:试点|专项|重点|重要|重大|主要|支持|具体|配套|工作|创新|改革|基本|关键|方面的)*"
_PARTS = (
    "政策|意见|办法|制度|规定|措施|举措|方面|环节|领域(?!处)|原则|阶段|部门|专题|板块|层面|维度|要素|"
    "步骤|文件|条件|"
    "工作(?!站|室)|任务|内容|事项(?![网“])|行动|部分|环|层次|节点|问题|要求|机制|体系|关系|字"
)

EXCLUDED = Rules(
    (
        rule("rank", "", "排名前«10位»的企业", before=r"前$"),
        rule("ordinal", "", "第«9次»集体学习", before=r"第$"),
        rule("age", "", "为«65岁以上»老年人", unit="岁", after=r"(?:\(含\))?(?:以上|以下|及|的)?[^,;]"),
        rule("age-school", "", "«0-6岁»儿童", unit="岁", after=r"(?:以上|以下)?(?:儿童|老|幼|人|失|婴)"),
        rule(
            "parts", "", "等«6项»试点政策已推广至全国", unit="[项个条类种件]", after=rf"{_NOUN}(?:{_PARTS})"
        ),
        rule("parts-unit", "", "开展行政强制等«8类»清单梳理", unit="[类级期届批次]", after=r"[^,;]"),
        rule("edition", "", "打造«2.0版»", unit="版"),
        rule("article", "", "依照第九条第«2款»", unit="款"),
        rule("before-after", "", "于印发后«3个月内»报备", before=r"[后前起内](?:的)?$", sort="time"),
        rule(
            "distance-of-time",
            "",
            "不超过«1小时»车程",
            sort="time",
            after=r"(?:车程|路程|[^,;]{0,12}(?:圈|咨询|服务|值班|过境|营业|不打烊))",
        ),
        rule("with-n", "", "形成«1个»主馆与N个分平台", after=r"[^,;]{0,8}[与和+]N个"),
        rule(
            "threshold",
            "",
            "单位价值超过«100万元»的,可缩短折旧年限",
            after=r"(?:\(含\))?的(?:,|;|$)",
            sort="money count measure time percent",
        ),
        rule(
            "threshold-after",
            "",
            "年出栏«800头以上»的养殖场",
            before=(
                r"(?<!总)(?<!总投)(?:产值|出栏|收入|营业额|销售额|投资额?|规模|人口|面积|厚度|长度|高度|价值|"
                r"金额|年产|积)(?:达到?|为|在|超过?|低于|不低于|突破|约|最少|大于|不少于)?$"
            ),
            after=r"(?:规模|人口)?的(?![^,;]{0,24}(?:基金|资金池))[^,;]",
            sort="money count measure",
        ),
        rule(
            "from-value",
            "",
            "投资额由20XX年的«37亿元»大幅上升至505亿元",
            before=r"[由从][^,;]{0,12}$",
            after=r"[^,;]{0,10}(?:至|到|为)[^,;\d]{0,3}[\d半X]",
        ),
        rule("one-in-years", "", "不低于«50年»一遇的暴雨", unit="年", after="一遇"),
        rule(
            "existing",
            "",
            "对«75个»已命名乡村进行跟踪指导",
            before=r"(?:^|[,;]|[加强开][大强化展])(?:继续)?对(?:[全我本][省市区县])?$",
            sort="count",
        ),
        rule(
            "capacity-name",
            "",
            "建成«50万吨/年»乙烯项目",
            unit=r".*/[年日时].*|.*瓦时?",
            after=r"[^,;以的左和、]",
            before=r"[^低少过破达到于在为加增约近]$",
        ),
        rule("capacity-year", "", "东区水泥厂年产«30万吨»水泥", before=r"年产$", after=r"[^,;以的左和、]"),
        rule(
            "tolerance",
            "",
            "不良贷款容忍度,幅度不超过«3个百分点»",
            before=r"容忍度[^;]{0,12}$",
            sort="percent",
        ),
        rule(
            "rate-of-terms",
            "",
            "首付款比例不低于«20%»",
            before=r"(?:首付款?|保证金|预付款|预付|缴费|首次缴纳|缴纳)[^;]{0,24}$",
            sort="percent",
        ),
        rule(
            "by-standard",
            "",
            "按照不低于起始价的«10%»确定竞买保证金",
            before=r"(?:^|[,;可并])按照?[^,;]{0,24}$",
            after=r"(?:[^,;]{0,8}(?:确定|收取|计|征收|比例|标准))",
            sort="percent money",
        ),
        rule(
            "share-of-a-whole",
            "",
            "将达不到要求部分的«20%»直接回收",
            before=r"(?:部分|全额|总额)的$",
            after=r"[^,;以左]",
            sort="percent",
        ),
        rule("not-reached", "", "执行进度未达到«90%»的", before=r"(?:未|不)(?:能)?达到?$"),
        rule("per-standard", "", "每平方公里能力不低于«100立方米/小时»的标准", after=r"的标准"),
        rule(
            "definition",
            "",
            "大城市指常住人口«100万人以上»的城市",
            before=r"(?:^|[,;])[^,;]{1,10}(?:是)?指[^,;]{0,30}$",
        ),
        rule("policy-name", "", "实施«100%»暂退保证金政策", after=r"[^,;的]{2,16}政策", sort="percent"),
        rule(
            "distance", "", "江河沿线«1公里»腾退地块", before=r"(?:沿线|周边|半径|方圆|距离)$", sort="measure"
        ),
        rule(
            "condition-then",
            "",
            "投资达到«25%以上»,即可办理预售许可",
            after=r"(?:以上|以下)?,?(?:即可|方可|才可|才能|方能)",
        ),
        rule(
            "object",
            "",
            "对去化周期在«36个月以上»的,应停止供地",
            before=(
                r"(?:^|[,;])对(?![外标接口比照应称])[^,;]{1,40}(?:达到?|在|为|满|超过?|低于|不低于|投资|收入|"
                r"产值|税收|额|面积|价格|年限)$"
            ),
            after=r"(?:以上|以下|以内)?(?:的|\(含\)|且|、|或|,)",
        ),
        rule(
            "class-size",
            "",
            "新增«50亿元»工业企业1家",
            sort="money",
            after=(
                r"(?:级|的)?[^,;、\d]{0,16}(?:企业|项目|园区|集群|产业)(?:达到?|超过?|不少于|约)?"
                r"\d+(?:\.\d+)?[百千万]*[余多]?[家个户]"
            ),
        ),
        rule(
            "threshold-list",
            "",
            "营业额达到«5亿元»、1亿元的企业负责人",
            before=r"(?:达到?|超过|满|为)$",
            after=r"(?:以上)?(?:、\d+(?:\.\d+)?[百千万亿]*[元家人个]){1,5}(?:以上)?的(?![^,;]{0,24}(?:基金|资金池))[^,;]",
        ),
        rule(
            "may",
            "",
            "购买价格超过«150万元»(含)的住房可申请办理贷款",
            after=r"[^,;]{0,30}的[^,;]{0,12}可(?:申请|享受|办理|按|以|直接)",
        ),
        rule("premise", "", "确保«30%»的进度款到位的前提下", after=r"[^,;]{0,40}的(?:前提|情况|条件)下"),
        rule(
            "when", "", "当降幅超过«10%»时,及时评估", before=r"(?:^|[,;])当(?!年|地|前|期|季|月)[^,;]{1,30}$"
        ),
        rule(
            "each-one",
            "",
            "每入库«1家»给予1万元奖励",
            before=r"每(?:新)?[^,;\d的]{1,4}$",
            after=r"[^,;]{0,24}(?:给予|奖励|补助|补贴|奖补)",
            sort="count",
        ),
        rule(
            "size-of",
            "",
            "将超过«400万元»的工程留给小企业",
            before=r"(?:将|对|凡)(?:超过|低于|不足|达到|高于)$",
            after=r"(?:以上|以下)?的",
        ),
        rule(
            "dimension",
            "",
            "清淤河段长约«2600米»",
            before=r"(?:全长|段长|(?<!总)长度|[洞管孔]径|净宽|河宽|厚度|深度)(?:约|为|近|超过?|共|分别)*$",
            sort="measure",
        ),
        rule(
            "of-industries",
            "",
            "引入«17个»重点产业企业",
            after=r"(?:重点|主导|支柱)产业[^,;、集园基链平带区项]",
        ),
        rule(
            "named-paper",
            "",
            "落实“消费新政”«20条»",
            before=r"(?:实施|落实|执行|出台|贯彻)[“《][^”》]{1,16}[”》]$",
            unit="条",
        ),
        rule("formula", "", "抽查人数X«100%»", before=r"[X=*/)]$", sort="percent"),
        *TERMS,
    )
)

# A length of time is a quantity only where the text says that it shrinks, lasts or must be kept.
DURATION = rule(
    "duration", "", "到账平均时间压缩至«2个工作日»",
    before=(
        r"(?:时间|时长|时限|时效|周期|寿命|天数|期限|工期|[压缩减降简短][^,;]{0,4}[至到为]|控制在|缩短|"
        r"压减|提前|提速)[^,;]{0,18}$|不(?:得)?(?:少于|低于)$"
    ),
    sort="time",
)  # fmt: skip
LIFESPAN = rule("lifespan", "", "人均预期寿命达到«80岁»", before=r"(?:寿命|年龄)[^,;]{0,16}$", sort="time")


def excluded(amount, before, after):
    """The row that says why this amount is no quantity, or None."""
    if LIFESPAN.fits(amount, before, after):
        return None
    row = EXCLUDED.first(amount, before, after)
    return row
