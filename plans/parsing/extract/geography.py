"""Place names, and what 省, 市 and 区 mean in a plan: 市财政局 in a plan of 苏州市 is 苏州市财政局.

A list of a plan's responsible bodies names them from inside. Two cities' 市财政局 are two bodies, so
a relative name is completed from the place in the plan's title before it becomes an organization.
"""

import re
from dataclasses import dataclass

_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_PROVINCES = """
河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
"""
_CITIES = """
石家庄 唐山 保定 太原 大同 沈阳 大连 鞍山 长春 吉林市 哈尔滨 大庆 南京 苏州 无锡 常州 南通 徐州 扬州
镇江 杭州 宁波 温州 嘉兴 绍兴 金华 合肥 芜湖 蚌埠 福州 厦门 泉州 南昌 九江 赣州 济南 青岛 烟台 潍坊
威海 郑州 洛阳 新乡 武汉 宜昌 襄阳 长沙 株洲 湘潭 衡阳 广州 深圳 珠海 佛山 东莞 中山 惠州 汕头 南宁
桂林 柳州 海口 三亚 成都 绵阳 德阳 泸州 贵阳 遵义 昆明 拉萨 西安 宝鸡 咸阳 兰州 西宁 银川 乌鲁木齐
呼和浩特 包头 中关村 浦东 前海 雄安
"""
_ABROAD = """
美国 英国 法国 德国 日本 韩国 俄罗斯 新加坡 以色列 印度 加拿大 澳大利亚 意大利 挪威 芬兰 瑞典 瑞士
荷兰 丹麦 西班牙 泰国 马来西亚 越南
"""
PLACES = (*_MUNICIPALITIES, *(_PROVINCES + _CITIES + _ABROAD).split())

PLACE_START = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))

_TITLE_PLACE = re.compile(
    r"[\d\s【\[]*(?:中共)?"
    r"(?P<province>[一-鿿]{2,4}?省|[一-鿿]{2,7}?自治区)?"
    r"(?P<city>[一-鿿]{2,4}?(?:市|自治州|地区|盟))?"
    r"(?P<area>[一-鿿]{2,7}?(?:新区|开发区|示范区|区|县|旗|市))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The place a plan is of; each name is full (深圳市南山区), "" where the title does not say."""

    province: str = ""
    city: str = ""
    area: str = ""

    @classmethod
    def of_title(cls, title):
        """The place that a title starts with; all empty when it starts with none."""
        match = _TITLE_PLACE.match(title)
        province, city, area = (match.group(name) or "" for name in ("province", "city", "area"))
        if not city and not province:
            owner = next((name for name in _MUNICIPALITIES if area.startswith(name)), "")
            if owner:
                return cls(owner + "市", owner + "市", area)
            if area and not PLACE_START.match(area) and len(area) > 5:
                return cls()  # 全面推进示范区… begins with no place
        if city[:-1] in _MUNICIPALITIES:
            province = city
        if area.endswith("区") and city:
            area = city + area
        return cls(province, city or (area if area.endswith("市") else ""), area)

    def complete(self, name):
        """`name` with the place its first characters leave out: 省财政厅 → 贵州省财政厅, 团省委 →
        共青团贵州省委. A name that is already full, or whose place is not known, stays."""
        if name.startswith(("团省委", "团市委", "团区委", "团县委")):
            return self._put(name[1], name, "共青团{}委" + name[3:])
        if level_of(name):
            return self._put(name[0], name, "{}" + name[1:])
        return name

    def _put(self, level, name, pattern):
        place = getattr(self, _RELATIVE[level])
        if not place or (level in "区县" and not place.endswith(level)):
            return name
        return pattern.format(place)


_RELATIVE = {"省": "province", "市": "city", "区": "area", "县": "area"}
_NOT_RELATIVE = re.compile(
    r"市(?:场|域|州|县|级|辖|属|直|内|外(?!办)|政(?![府务法协数]))|省(?:级|直|际|属|区|内|市(?!场))|"
    r"区(?:域|块|县|级|属|内|外(?!办))|县(?:级|域|区|市(?!场))"
)


def level_of(name):
    """The level a relative name starts with (市财政局 → 市), or "" (市场监管局, 深圳市财政局)."""
    return name[0] if name[:1] in _RELATIVE and not _NOT_RELATIVE.match(name) else ""
