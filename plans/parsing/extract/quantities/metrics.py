"""What a quantity measures: the words it was read from, and the vocabulary's metric they mean."""

import re

_LEADING = re.compile(
    r"^(?:力争|确保|争取|其中|同时|并|且|以及|和|及|与|或|、|实现|达到|到|的|了|全年|累计|共计|"
    r"共(?![享建同治有])|总计|分别|各(?!类|级|项|种)|年均|每年|已经?|现有|共有|拥有|具有|"
    r"[“\"(]|一批|一系列|不断|给予|基本|左右|以上|多|余)+"
)
_TRAILING = re.compile(
    r"(?:持续|都|比\d{4}年|较\d{4}年|分别|(?<![年人])均|各|累计|总计|合计|共计|共|已经?|约|近|大约|"
    r"超过?|突破|逾|多达|高达|达到?|为|是|有|到|至|增至|升至|降至|不低于|不少于|不得少于|至少|不超过|"
    r"每[家户人年]|"
    r"不高于|最[高多长]|可达|力争|控制在|稳定在|保持在?|维持在?|提高到?|提升到?|增加到?|增长到?|"
    r"下降到?|降低到?|压缩|缩短|缩小|减少|精简|大幅|上升|突破|实现|完成|"
    r"增长|下降|\(|“|\"|≥|≤|>|<|的)+$"
)
_AFTER_VERB = re.compile(
    r".*(?:新增(?!就业)|新建|净增|建成|建设|设立|打造|培育|培养|引进|集聚|聚集|吸引|带动|完成|实现|"
    r"形成|拥有|具有|共有|累计|组建|发放|筹集|投放|扶持|承接的|"
    r"获得|参与制定|制定|出台|涌现|构筑|达成|获批|举办|开展|实施|发展|吸纳|入驻|目前|其中)"
)
_STOP = re.compile(r"(?:,|;|:|,|来两江|来区)")
_TIME_WORDS = re.compile(
    r"^(?:[-一二三四五六七八九十是]{0,3})(?:到|截至|截止|自|至|在|于)?(?:\d{4}|"
    r"\d\dXX)年[底末初前]?(?:前|底|末)?,?"
)
_SHORT = 12  # a phrase up to this length is kept whole: 经市科委认定的众创空间
_QUOTES = str.maketrans("", "", '“”"‘’「」《》()·*')


def without_verb(left):
    """`left` without the words of reaching at its end: 孵化面积已达到 → 孵化面积."""
    return _TRAILING.sub("", left)


def noun_before(left, counted=False):
    """The metric phrase that ends a clause up to its number; of something `counted` only its noun."""
    text = _TIME_WORDS.sub("", left)
    text = _TRAILING.sub("", text)
    match = _AFTER_VERB.match(text)
    if match and len(text) - match.end() >= 2:
        text = text[match.end() :]
    text = _LEADING.sub("", text)
    _, mark, noun = text.rpartition("的")
    if counted and mark and len(noun) >= 2 and len(text) > _SHORT:
        text = noun
    return balanced(text.strip("、,:; ")[-80:])


def noun_after(right):
    """The metric phrase that follows a number with its unit."""
    text = _STOP.split(right, maxsplit=1)[0]
    text = re.sub(r"^(?:作为|以上|左右|的|左右的|以内|[)”])+", "", text)
    text = re.sub(r"(?:的?(?:目标任务|年度目标|任务|目标))$", "", text)
    return balanced(re.sub(r"(?:[、和及并]|(?<!参)与)+$", "", text.strip("、"))[:60])


def balanced(text):
    """`text` without quotation marks when one of a pair was cut off."""
    return text if text.count("“") == text.count("”") else text.translate(_QUOTES)


def tidy(text):
    """A phrase without quotation marks and brackets, for matching."""
    return text.translate(_QUOTES).strip()


class MetricMatcher:
    """Finds the metric of the vocabulary that a phrase means. Wordings are regular expressions and must
    fit the whole phrase; one that is no valid expression is left out, the first metric that fits wins."""

    def __init__(self, terms):
        self.slugs, groups = [], []
        for term in terms:
            wordings = [wording for wording in term.patterns if wording and _is_valid(wording)]
            if wordings:
                groups.append(f"(?P<m{len(self.slugs)}>{'|'.join(f'(?:{wording})' for wording in wordings)})")
                self.slugs.append(term.slug)
        self.pattern = re.compile("|".join(groups)) if groups else None
        self.known = {}

    def match(self, *phrases):
        """The slug for the first of `phrases` that means a metric, or ""."""
        for phrase in phrases:
            words = tidy(phrase)
            if words and words not in self.known:
                found = self.pattern.fullmatch(words) if self.pattern else None
                self.known[words] = self.slugs[int(found.lastgroup[1:])] if found else ""
            if words and self.known[words]:
                return self.known[words]
        return ""


def _is_valid(wording):
    try:
        return re.compile(wording).groups == 0
    except re.error:
        return False
