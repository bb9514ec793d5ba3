"""Web-page furniture: lines and elements that belong to the page around a document, not to it.

Rows, each with an example that the tests read. A line is furniture only when the whole line is; a
sentence of a document that speaks of printing or sharing is none.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Furniture:
    """One sort of page furniture: the whole line matches `pattern`. `shell` rows stand only outside
    of a document's text, so one of them shows where the page around it begins."""

    name: str
    pattern: re.Pattern
    example: str
    shell: bool = True


def _row(name, pattern, example, shell=True):
    return Furniture(name, re.compile(rf"[\s\u3000]*(?:{pattern})[\s\u3000]*", re.I), example, shell)


_SEPARATOR = r"[\s\u3000|｜/·、>＞》»\[\]【】()（）:：]*"
_BUTTON = (
    r"打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表|上一页)?|分享到?|保存|下载|纠错|"
    r"字体|字号|大|中|小|默认|超大|A[+-]?[大中小]?|微信|微博|QQ空间|QQ|繁体?版?|简体?版?|English|EN|英文版|"
    r"登\s*录|注\s*册|无障碍(?:浏览|阅读|版|服务)?|长者(?:助手|版|模式)|关怀版|适老版?|手机版|智能问答|网站地图|"
    r"联系我们|关于我们|友情链接|设为首页|加入收藏|上一篇|下一篇|首\s*页|我的收藏|用户空间|政务邮箱|RSS订阅|网站声明|"
    r"使用帮助|隐私(?:声明|保护)|法律声明|Home|回到顶部|扫一扫"
)

LINES = (
    _row("buttons", rf"{_SEPARATOR}+(?:(?>{_BUTTON}){_SEPARATOR}+)++", "【打印】 【关闭】 分享到："),
    _row(
        "breadcrumb",
        r"(?:您?(?:当前|现在)?(?:的|所在的?)?位置(?:是)?[:：]?|当前位置[:：]?)?\s*首\s*页\s*(?:[>＞/»›\\-]|&gt;).{0,120}",
        "您当前所在的位置：首页 > 政务公开 > 政策文件",
    ),
    _row(
        "position",
        r"(?:您?(?:当前|现在)(?:的|所在的?)?位置|当前位置)(?:是)?[:：].{0,120}",
        "当前位置：政务公开",
    ),
    _row(
        "published",
        r"(?:发[布表]|更新|创建|发稿)(?:时间|日期)[:：].{0,100}",
        "发布时间：2023-08-09 23:04 来源：区科技局 浏览量：12",
    ),
    _row(
        "source",
        r"(?:信息|文章|稿件)?来源[:：].{0,60}(?:时间|日期|浏览|点击|字号|字体|打印).{0,60}",
        "来源：市政府办 浏览次数：3",
    ),
    _row("visits", r"(?:浏览|访问|点击|阅读)(?:次数|量|数)[:：].{0,20}", "访问量：687"),
    _row("editor", r"(?:责任编辑|编\s*辑|审核|初审|终审)[:：].{0,30}", "责任编辑：办公室"),
    _row("scan", r"扫一扫.{0,20}|.{0,6}二维码.{0,10}", "扫一扫在手机打开当前页"),
    _row(
        "record",
        r".{0,120}(?:ICP备|公网安备|网站标识码|网站支持IPv6|版权所有).{0,160}",
        "粤ICP备15016469号-2 网站标识码：4401060050",
    ),
    _row(
        "host", r"(?:主办|承办|协办|技术支持|维护)(?:单位)?[:：].{0,120}", "主办：区人民政府 承办：区数据局"
    ),
    _row("search", r"(?:请输入|搜索|热门搜索|搜索热词|关键[字词]).{0,60}", "请输入关键词搜索"),
    _row(
        "read_on",
        r"(?:相关(?:解读|阅读|链接|新闻|文章|文件|政策)|点击查看政策解读|推荐阅读)[:：]?.{0,80}",
        "相关解读：一图读懂",
        shell=False,
    ),
    _row("browser_url", r"https?://\S+(?:\s+\d+/\d+)?", "https://www.example.gov.cn/zwgk/content.html 1/5"),
    _row(
        "browser_date",
        r"\d{4}[/-]\d{1,2}[/-]\d{1,2}(?:[ ,，]+\d{1,2}:\d{2}(?::\d{2})?)(?:\s.{0,80})?",
        "2025/4/3 10:22 关于印发方案的通知",
    ),
)

_WORDS = (
    "nav|navbar|menu|mainnav|breadcrumb|crumb|crumbs|curb|footer|foot|header|sidebar|share|bdshare|bdsharebuttonbox|"
    "qrcode|qr|copyright|pagination|pager|toolbar|related|recommend|search|login|banner|topbar|position|location|"
    "dqwz|wzdh|weizhi|fontsize|setfont|shareicon|social|friendlink|links|yqlj|jiucuo|header-menu|article-share"
)
_TOKEN = re.compile(rf"(?:^|[\s_-])(?:{_WORDS})(?:$|[\s_-])", re.I)
TAGS = frozenset(("nav", "footer", "aside", "header"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))


def furniture_row(text):
    """The row of `LINES` that `text` is, whole, or None."""
    if len(text) > 300:
        return None
    return next((row for row in LINES if row.pattern.fullmatch(text)), None)


def is_furniture_element(tag, class_and_id, role=""):
    """Whether an HTML element is, by its tag, role or names, a part of the page around a document.

    >>> is_furniture_element("div", "article-share clearfix"), is_furniture_element("div", "TRS_Editor")
    (True, False)
    """
    return tag in TAGS or role in _ROLES or bool(_TOKEN.search(class_and_id))
