"""Departments of government, courts and the like, as a plan's running text names them.

Outside a responsibility note a department is only taken where its level stands before it (市财政局,
国家统计局), or in a list that such a one began (市发展改革委、科技创新委).
"""

import re

_FIELDS = (
    "发展和改革|发展改革|发改|财政|科学技术|科技创新|科技|经济和信息化|经济信息化|经济信息|经贸信息|经贸|"
    "经信|工业和信息化|工信|教育|教|科|"
    "人力资源和社会保障|人力资源社会保障|人力社保|人力资源保障|人社|政法|宣传|组织|统战|卫生健康|"
    "卫生计生|卫计|卫生|国资|国有资产监督管理|工商|商务|公安|民政|司法|"
    "自然资源和规划|自然资源规划|规划和自然资源|规划自然资源|规划国土|自然资源|资源规划|国土|规划|"
    "生态环境|环保|环境保护|住房城乡建设|住房和城乡建设|住建|建设|交通运输|交通|"
    "水务|水利|农业农村|农业|文化旅游|文化和旅游|文旅|文广旅|文体旅游|文化|旅游|体育|审计|统计|国税|地税|"
    "税务|市场监督管理|市场监管|市场和质量监管|质监|"
    "食品药品监管|药监|地方金融监管|金融监管|金融工作|金融|知识产权|信访|外事|外|侨务|港澳|医保|医疗保障|"
    "大数据|数据|政务服务管理|政务服务|政务|行政审批|应急管理|应急|"
    "消防|编|机构编制|督查|城管|城市管理|市政市容|园林绿化|园林|林业|气象|地震|邮政管理|邮政|通信管理|"
    "能源|粮食和储备|粮食|妇女联合|残疾人联合|科学技术协|"
    "中级人民法|人民法|人民检察|检察|法"
)
_ENDS = "委员会|管理局|总局|局|委|厅|部|署|办公室|办|院"
_LEVELS = r"国家|中央|[省市区县州]|自治区"
_PLAIN = rf"(?:{_FIELDS})(?:{_ENDS})(?!长|会同|员|门|分)"
_MINISTRIES = (
    "国务院办公厅|国务院|外交部|国防部|国家发展和改革委员会|教育部|科学技术部|科技部|工业和信息化部|"
    "工信部|国家民委|公安部|民政部|司法部|财政部|人力资源和社会保障部|"
    "人力资源社会保障部|人社部|自然资源部|生态环境部|住房和城乡建设部|住房城乡建设部|交通运输部|水利部|"
    "农业农村部|商务部|文化和旅游部|"
    "国家卫生健康委|退役军人事务部|应急管理部|国家知识产权局专利局|中国人民银行|人民银行(?!法)|"
    "国务院国资委|税务总局|市场监管总局|证监会|银保监会|银监会|保监会"
)
# (rule, pattern, an example the tests read)
RULES = (
    ("agency.ministry", rf"(?:{_MINISTRIES})", "商务部"),
    (
        "agency.level",
        rf"(?:{_LEVELS})(?:人民政府|政府)?(?:{_PLAIN}|(?:委|政府)?(?:{_FIELDS})(?:部|办)|总工会|妇联|"
        r"残联|科协|工商联|贸促会|委宣传部|委组织部|政府督查室|政务中心|编办)(?![长门])",
        "市科技创新委",
    ),
    (
        "agency.branch",
        r"(?:(?:工商|国土|规划|税务|国税|地税|环保|公安)[一-鿿]{2,3}|"
        r"[一-鿿]{2,3}(?:公安|税务|工商|国土|规划))分局",
        "工商海淀分局",
    ),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern, _ in RULES)
# What may follow in the list that a department with its level began.
_LISTED = re.compile(
    rf"、((?:{_FIELDS})(?:委员会|局|委|厅|办)|科协|妇联|残联|总工会|工商联|法院|检察院)"
    r"(?=[、,，;；。和与及等\s]|$)"
)
# Endings after which 市, 区 or 县 is the end of a longer word: 示范区教育局 is not 区教育局.
_WORD_ENDS = "城都地社园新辖街片范开山校厂战灾港景牧矿林分小省市县特集聚发"


def find_agencies(text, start, end, places):
    """(start, end, level to put before the name, rule) of each department named in text[start:end].

    `places` is the pattern of known place names, so that 海淀区教委 is taken whole.
    """
    found = []
    for rule, pattern in _COMPILED:
        for match in pattern.finditer(text, start, end):
            first = match.start()
            if rule == "agency.level" and text[first] in "省市区县州":
                first = _with_place(text, first, start, places)
                if first == match.start() and text[max(start, first - 1) : first] in tuple(_WORD_ENDS):
                    continue
            found.append((first, match.end(), "", rule))
            if rule != "agency.level":
                continue
            level, position = text[match.start()], match.end()
            while listed := _LISTED.match(text, position, end):
                found.append((*listed.span(1), level, "agency.listed"))
                position = listed.end(1)
    return found


def _with_place(text, first, start, places):
    """The start of the place whose last character is text[first] (海淀|区), or `first`."""
    for length in range(6, 1, -1):
        begin = first - length
        if begin >= start and (
            places.fullmatch(text, begin, first) or places.fullmatch(text, begin, first + 1)
        ):
            return begin
    return first
