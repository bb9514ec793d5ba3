"""The role of a chapter, read from its heading: what stands in a chapter of 主要任务 is a task."""

import re

# (role, wordings of the heading that give it, an example the tests read); the first row that fits decides,
# so 主要任务和保障措施 is a chapter of tasks.
ROLES = (
    ("annex", r"^附", "附件"),
    (
        "foundation",
        r"基础条件|发展基础|工作基础|建设基础|现实基础|基本情况|现状|基础[和与]|发展形势|面临形势|工作回顾",
        "发展基础",
    ),
    ("programmes", r"重点工程|重大工程|重点项目|重大项目|工程与项目", "重点工程与项目"),
    (
        "tasks",
        r"主要任务|重点任务|工作任务|重点工作|主要工作|建设任务|试点任务|工作内容|主要内容|任务和",
        "主要任务和政策举措",
    ),
    (
        "safeguards",
        r"保障(?:措施|机制|体系)|组织保障|政策保障|实施保障|保障与|^(?:强化|加强|完善|健全)?保障$|组织实施|组织领导|"
        r"实施步骤|工作步骤|进度安排|工作要求|有关要求|附则|法律责任|监督(?:检查|考核|管理)|推进机制",
        "保障措施",
    ),
    (
        "policy",
        r"(?:政策|主要|改革|工作|具体|重点|重大)(?:举措|措施)|(?:支持|扶持|优惠|奖励)政策",
        "政策举措",
    ),
    (
        "approach",
        r"总体(?:思路|要求|目标|布局)|指导思想|(?:发展|工作|主要|行动|改革)目标|基本原则|总则|空间布局|战略定位",
        "总体思路、基本原则及发展目标",
    ),
)

ROLE_NAMES = tuple(role for role, _, _ in ROLES)


def role_of(title):
    """The role of a chapter, read from its heading; "" when the heading says nothing of it."""
    for role, pattern, _ in ROLES:
        if re.search(pattern, title):
            return role
    return ""
