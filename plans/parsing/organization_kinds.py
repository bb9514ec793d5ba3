"""What kind of body an organization is, read from how its name ends."""

import re

# (kind, what the name ends with, an example the tests read); the first row that fits decides.
KINDS = (
    ("高校", r"(?:大学|学院|学校|中学|党校|研究生院|深大|南科大)", "南方科技大学"),
    ("科研院所", r"(?:研究院|研究所|科学院|工程院|设计院|实验室|研究中心|研究会)", "深圳先进技术研究院"),
    ("社会组织", r"(?:协会|学会|联盟|商会|基金会|促进会|联合会|俱乐部|委员会联盟)", "中关村天使投资协会"),
    ("金融机构", r"(?:银行|分行|支行|证券|保险|交易所|创投|资本|基金|信托|担保)", "北京银行"),
    (
        "政府部门",
        r"(?:政府|国务院|委员会|管委会|党委|委|部|厅|局|署|办公室|办|海关|法院|检察院)",
        "科技部",
    ),
    ("企业", r"(?:公司|集团|企业|工厂|厂|股份|科技|网|汽车)", "京东方科技集团"),
    ("医疗机构", r"(?:医院|疾控中心)", "协和医院"),
    ("平台与载体", r"(?:中心|园|园区|基地|空间|孵化器|加速器|平台|大厅|车库|咖啡|大街|街)", "车库咖啡"),
)
_COMPILED = tuple((kind, re.compile(rf"{pattern}(?:[(（][^)）]*[)）])?$")) for kind, pattern, _ in KINDS)


def organization_kind(name):
    """The kind of the organization called `name` (高校, 企业 …); "" when the name does not tell."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(name)), "")
