"""Organizations that the running text names: what a name ends in, the lists it stands in, known names.

Precision goes first: a name has to hold a place, a level of government or a part that is no general
word. Parks, streets, contests, funds and programmes are not organizations; a body's full name inside
the name of such a thing (中央财经大学科技金融产业园) is a mention of the body. Names known by the
vocabulary (腾讯) are found anywhere, and give an alias its canonical name.
"""

import re
from functools import lru_cache

from plans.parsing.extract.agencies import find_agencies
from plans.parsing.extract.generic import specific_part
from plans.parsing.extract.geography import PLACE_START, Place
from plans.parsing.extract.locate import Locator
from plans.parsing.extract.responsibility import note_spans
from plans.parsing.numbering import half_width
from plans.parsing.parsed import OrganizationMention

# (rule, ends of names, what must be in the name: "specific" a part no general word covers, "place" a
# place at its start; an example the tests read). The first row whose end fits decides.
SUFFIXES = (
    (
        "suffix.university",
        r"大学(?!生|城|园|科技园|毕业|校园|学历|教育|本科|以上)|研究生院|职业技术学院|学院(?!派|式)",
        "specific",
        "上海交通大学",
    ),
    (
        "suffix.institute",
        r"研究院(?!所|校)|研究所|科学院|工程院|设计院|事务所",
        "specific",
        "上海电器科学研究所",
    ),
    (
        "suffix.company",
        r"(?:股份|投资|控股|科技)?有限(?:责任)?公司|集团公司|公司|集团(?!化|内|军)",
        "specific",
        "上汽集团",
    ),
    (
        "suffix.association",
        r"协会|学会(?![习校])|促进会|联合会(?![商审议诊签])|商会|联盟(?!单位|成员)",
        "specific",
        "亚洲文化遗产保护联盟",
    ),
    ("suffix.finance", r"银行(?!业|间|卡|类|账|贷)|交易所|证券公司", "specific", "郑州商品交易所"),
    ("suffix.court", r"法院|检察院|法庭|知识产权庭", "place", "北京知识产权法院"),
    ("suffix.group", r"(?:领导|协调)小组", "place", "广东省双创工作领导小组"),
    (
        "suffix.centre",
        r"(?:服务|管理|运营|维权|交易|转移|促进|调解|检测|评定|转让|计算|研究|会议|展示交易)中心|实验室|"
        r"产学研基地",
        "place",
        "国家机器人检测与评定中心",
    ),
)
_SUFFIX = [(rule, re.compile(pattern), demand) for rule, pattern, demand, _ in SUFFIXES]
_TAIL = re.compile(r"\((?:" + PLACE_START.pattern + r")\)")

# What a name does not run across: stops, and words that govern a name.
_EDGE = re.compile(
    r"[^一-鿿A-Za-z0-9()·]|充分发挥|发挥|依托|支持|鼓励|推动|推进|建设|引进|引入|吸引|联合(?!会|国|大学|"
    r"实验|产权)|成立|设立|组建|打造|加快|争取|完善|提升|"
    r"建立|通过|借助|利用|对接|邀请|举办|参与|面向|围绕|其中|包括|根据|按照|入驻|落户|新建|共建|自建|"
    r"筹建|启动|培育|发起|加强|探索|开展|指导|协调|组织|"
    r"拥有|加大|扩大|实施|形成|构建|搭建|增强|集聚|聚集|汇聚|选择|允许|要求|进行|获得|享受|促进(?!会|"
    r"中心)|强化|做大|做强|优化|提供|具有|属于|作为|成为|"
    r"经过|推行|完成|设置|明确|加入|撬动|落地|发行|壮大|办好|补充|成功|全力|实现|给予|采取|引导|含|环|等|"
    r"的|由|以(?!色列)|在|对|向(?!阳)|为|是|被|将|把|使|或|从|到|至(?!诚)|给|让|按|据|且|并(?!购)|该|其|"
    r"每|及|需|因"
)
_SOFT = re.compile(r"[与和]")
_LONGEST = 30
_LEVEL_START = re.compile(
    r"中国(?!特色)|中央(?!企业)|国家(?!级|重点|工程)|中科院|"
    r"(?P<place>[一-鿿]{2,5}?(?:省|市(?!场)|新区|自治区|自治州))|[省市区县](?![级内外属场域城社])"
)
_CHINA = re.compile(r"中国(?!特色)")
_OWNERSHIP = re.compile(r"(?:央企|国企|民企|外企)(?=[一-鿿]{2})")
_TIER = re.compile(
    r"[市区县]?(?:国家|省|市)?级?(?:重点|工程|开放|联合)*(?:实验室|(?:工程)?(?:技术)?研究中心|"
    r"(?:企业)?技术中心|服务中心|管理中心)"
)
_PLURAL = re.compile(r"各|多家|多个|一批|一些|国内外")

# Lists that say what they list: (rule, pattern with the members in group 1, an example).
LISTS = (
    ("list.represented", r"以([^,。;:\s的]{2,60}?)(?:等)?为(?:代表|龙头)", "以松禾资本、厚德资本为代表"),
    (
        "list.companies",
        r"(?:支持|鼓励|推动|引导|引进|借助|对接|吸引|依托|邀请|联合|发挥|加快|与|"
        r"向)以?((?:[^,。;:、\s的等]{2,12}、){1,40}[^,。;:、\s的等]{2,20})等(?:(?!领域|行业|产业|产品|"
        r"技术|方面|方向|类)[^,。;:]){0,30}?"
        r"(?:企业|公司|银行|院校|高校|研究院|科研机构|众筹平台|专业服务机构|服务机构|创业社区|金融机构|"
        r"科研院所)",
        "推动易宠科技、微标科技等一批高成长性科技型企业",
    ),
)
_LISTS = [(rule, re.compile(pattern)) for rule, pattern, _ in LISTS]
_LIST_AFTER, _LIST_BEFORE = ("、", "等", "系", "为"), ("、", "以")
_NO_NAME = re.compile(
    r"[“”\"'《》%(]|^\d|(?:业|系统|器|设备|识别|产业|领域|技术|行业|材料|能源|方面|机构|平台|产品|人才|空间|"
    r"中心|园|基地|城|工程|计划|活动|大赛|政策|服务|制造|企业)$"
)


def find_organizations(source, plan, vocabulary):
    """Every organization named in `plan` outside its responsibility notes, as OrganizationMentions.

    `name` is the canonical name where the vocabulary knows the body, or else the printed one, with a
    relative place (区科技创新局) completed from the plan's title; the span is what is printed. Of names
    that overlap the longest is kept (北京大学深圳研究生院, not 北京大学).
    """
    text = half_width(source.text)
    names, pattern = _known(vocabulary.organizations)
    found = [
        (match.start(), match.end(), "", "known")
        for match in pattern.finditer(text, plan.start, plan.end)
        if _stands_alone(text, match, names)
    ]
    places = _places(vocabulary.bases)
    found += find_agencies(text, plan.start, plan.end, places)
    found += _by_suffix(text, plan.start, plan.end, places)
    found += _in_lists(text, plan.start, plan.end)
    locator, place, mentions = Locator(plan), Place.of_title(plan.title), []
    titles = {half_width(entry.title) for entry in plan.measures + plan.projects}
    for start, end, level, rule in _longest(found, note_spans(source, plan), len(text)):
        if text[start:end] in titles:
            continue  # a project named after the centre it builds
        printed = "".join(source.text[start:end].split())
        name = names.get(half_width(printed)) or place.complete(level + printed)
        held = locator.section(start), locator.entry(start)
        mentions.append(OrganizationMention(name, start, end, *held, rule=f"organization.{rule}"))
    return mentions


@lru_cache(maxsize=8)
def _known(organizations):
    names = {}
    for organization in organizations:
        for name in (organization.name, *organization.aliases):
            names[half_width(name)] = organization.name
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return names, re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


@lru_cache(maxsize=8)
def _places(bases):
    """The known places and the names of the demonstration bases, which are places too."""
    names = sorted({name for base in bases for name in base.names if name}, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, names), PLACE_START.pattern]))


def _stands_alone(text, match, names):
    """Names in Latin letters must not be part of a longer word; an alias of two characters (北大, 长安)
    is only taken where it stands in a list or is said to belong to one (华大系)."""
    name, (start, end) = match.group(), match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if re.match(r"[A-Za-z0-9]", name) and re.match(r"[A-Za-z0-9]", before):
        return False
    if re.search(r"[A-Za-z0-9]$", name) and re.match(r"[A-Za-z0-9]", after):
        return False
    if len(name) <= 2 and names[name] != name:
        return after in _LIST_AFTER or before in _LIST_BEFORE
    return True


def _by_suffix(text, start, end, places):
    found = []
    for rule, pattern, demand in _SUFFIX:
        for match in pattern.finditer(text, start, end):
            first = _name_start(text, max(start, match.end() - _LONGEST), match, demand, places)
            if first is not None:
                tail = _TAIL.match(text, match.end(), end)
                found.append((first, tail.end() if tail else match.end(), "", rule))
    return found


def _name_start(text, earliest, suffix, demand, places):
    """Where the name that ends in `suffix` begins, or None where nothing there is a name."""
    edges = [m.end() for m in _EDGE.finditer(text, earliest, suffix.start())]
    first = edges[-1] if edges else earliest
    if not edges and earliest > 0 and re.match(r"[一-鿿A-Za-z0-9]", text[earliest - 1]):
        first = earliest  # a run longer than any name: only a place inside it can begin one
    stem_end = suffix.start()
    softs = [m.end() for m in _SOFT.finditer(text, first, stem_end)]
    for begin in (*reversed(softs), first):
        begin = _at_place(text, _unbalanced(text, begin, stem_end), stem_end, places)
        stem, crosses = text[begin:stem_end], any(begin < soft for soft in softs)
        if stem and _is_name(stem, text[begin : suffix.end()], "place" if crosses else demand, places):
            return begin
    return None


def _at_place(text, begin, end, places):
    """The place in a run, where only general words stand before it (推广|北京协同创新…)."""
    if _LEVEL_START.match(text, begin, end) and not _LEVEL_START.match(text, begin, end)["place"]:
        return begin
    for match in (places.search(text, begin, end), _CHINA.search(text, begin, end)):
        if match and specific_part(re.sub(r"[()]", "", text[begin : match.start()])) < 2:
            return match.start()
    return begin


def _unbalanced(text, begin, end):
    """Past an opening bracket that the name does not close."""
    depth, position = 0, end
    while position > begin:
        position -= 1
        if text[position] == ")":
            depth += 1
        elif text[position] == "(":
            depth -= 1
            if depth < 0:
                return position + 1
    return begin


def _is_name(stem, name, demand, places):
    if len(name) < 4 or _PLURAL.search(stem):
        return False
    place = places.match(stem)
    if place:
        rest = stem[place.end() :]
        if _TIER.fullmatch(name[place.end() :]):
            return False
        return bool(rest) or name.endswith(("大学", "学院", "银行", "法院"))
    level = _LEVEL_START.match(stem)
    if level and not (level["place"] and specific_part(level["place"]) < 2):
        return len(stem) > level.end() + 1 or name[level.end() :] in ("检察院", "法院")
    if demand != "specific" or re.search(r"\d|^[()]", stem):
        return False
    return specific_part(stem) >= 2 and specific_part(stem) > specific_part(stem[1:])


def _in_lists(text, start, end):
    found = []
    for rule, pattern in _LISTS:
        for match in pattern.finditer(text, start, end):
            position, members = match.start(1), []
            for member in re.split(r"([、和与及])", match.group(1)):
                if member not in ("、", "和", "与", "及", ""):
                    owned = _OWNERSHIP.match(member)
                    members.append((position + (owned.end() if owned else 0), position + len(member)))
                position += len(member)
            named = [span for span in members if _is_listed_name(text[slice(*span)])]
            if named and (len(named) == len(members) or len(named) >= 0.75 * len(members) >= 3):
                found += [(*span, "", rule) for span in members]
    return found


def _is_listed_name(member):
    return 2 <= len(member) <= 12 and not _NO_NAME.search(member) and specific_part(member) >= 2


def _longest(found, hidden, size):
    """`found` without overlaps (the longer name wins) and without what stands in a note."""
    taken, kept = bytearray(size), []
    for start, end in hidden:
        taken[start:end] = b"\1" * (end - start)
    for start, end, level, rule in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[3] != "known")):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, level, rule))
    return sorted(kept)
