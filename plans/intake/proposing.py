"""What a document says of itself: base, title, issuer, document number and date, to be confirmed.

Everything here is a proposal: what is not found is left empty for a person to fill in.
"""

import re
from dataclasses import dataclass

from plans.intake import slugs
from plans.models import DemonstrationBase, Intake, IntakePlan, ShelvedPlan, WorkPlan
from plans.parsing.extract.geography import Place
from plans.parsing.numbering import chinese_number
from plans.scopes import within_scope

_HEAD, _TAIL = 3000, 1500
_NUMBER = re.compile(r"[一-鿿]{1,12}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d{1,4}\s?号")
_DATE = r"(?:19|20)(?:\d\d|XX|xx)年(?:\d{1,2}|X{1,2})月(?:\d{1,2}|X{1,2})日"
_DIGIT = "一二三四五六七八九十"
_CHINESE_DATE = rf"[二一][〇○零0-9O{_DIGIT}]{{3}}年[{_DIGIT}]{{1,3}}月[{_DIGIT}]{{1,3}}日"
_PLAIN_DATE = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
_LABELLED_DATE = re.compile(
    rf"(?:发布日期|发布时间|成文日期|发文日期|印发日期|公开日期)[：:\s]*({_DATE}|{_CHINESE_DATE}|{_PLAIN_DATE})"
)
_DATE_LINE = re.compile(rf"^[（(\s]*({_DATE}|{_CHINESE_DATE})(?:印发)?[）)\s]*$", re.M)
_LABELLED_ISSUER = re.compile(
    r"(?:发布机构|发文机关|发文单位|制发机关|发布单位)[：:\s]+([^\s：:]{4,60})"
)
_ISSUER = re.compile(
    r"^[\s]*([一-鿿]{2,30}(?:人民政府办公[厅室]|人民政府|委员会办公室|委员会|领导小组办公室|领导小组|管理委员会|"
    r"管委会|办公厅|科技局|发展和改革局|发展改革委|大学|学院|研究院|研究所|集团(?:有限)?公司|有限公司))(?:文件)?[\s]*$",
    re.M,
)
_BATCH = re.compile(r"第([一二三四五六七八九])批(?:国家)?(?:大众创业万众创新|双创)")
_NUMBER_START = re.compile(r".*(?:日|政府|办公[厅室]|委员会|[局厅])(?=[一-鿿]{2})")
_TITLE_START = re.compile(r"^(?:关于)?(?:印发|公布|发布|转发)?《?(?:(?:19|20)\d\d年)?(?:中共)?")
_BASE = re.compile(
    r"(?P<name>.{2,40}?(?:[省市区县旗盟]|自治州|大学|学院|研究院|研究所|科学院|公司|集团|谷|城|园))"
    r"(?:关于)?(?:推进|建设|创建|打造|开展|国家级?|全国|省级|市级|第[一二三四]批|区域|高校|企业)*"
    r"[“\"]?(?:大众创业[、]?万众创新|双创|创新创业|创业创新)"
)
_NO_PLACE = re.compile(r"[关推进激促深支鼓加全实于对将和与的]")
_ACADEMIC = re.compile(r"(?:大学|学院|研究院|研究所|科学院|高校)$")
_ENTERPRISE = re.compile(r"(?:公司|集团|企业)$")
_UNIT = re.compile(
    r"(?:经济技术开发区|高新技术产业开发区|开发区|高新区|新区|示范区|自治[州县]|[省市区县旗盟])$"
)


@dataclass(slots=True)
class Taken:
    """Slugs in use, on the site, taken down or promised to a draft: of `bases` with the name of each, and
    of `plans`."""

    bases: dict
    plans: set

    @classmethod
    def now(cls, without=None, by=None):
        """As the database has them, without those of the plans of the intake `without` and of what `by` may
        not see: a slug that is refused, or changed, tells of what it was taken for."""
        seen = within_scope(by, Intake.objects.filter(discarded=None))
        parts = IntakePlan.objects.exclude(state=IntakePlan.State.LEFT_OUT).filter(intake__in=seen)
        parts = parts.exclude(intake=without) if without else parts
        promised = list(parts.values_list("base_slug", "base_name", "slug"))
        shelves = within_scope(by, ShelvedPlan.objects.all())
        shelved = list(shelves.values_list("base_slug", "base_name", "slug"))
        bases = {slug: name for slug, name, _ in promised + shelved if slug}
        return cls(
            bases | dict(DemonstrationBase.objects.values_list("slug", "name")),
            {*WorkPlan.objects.values_list("slug", flat=True), *(slug for _, _, slug in shelved + promised)},
        )

    def base_called(self, name):
        """The slug of the base with this name; "" when there is none."""
        return next((slug for slug, known in self.bases.items() if known == name), "")


def propose(source, plan, position, taken):
    """An unsaved `IntakePlan` with what `plan`, read from `source`, seems to be; the slugs it is given are
    added to `taken`."""
    head = source.text[max(0, plan.start - _HEAD) : plan.start + _HEAD]
    tail = source.text[max(plan.start, plan.end - _TAIL) : plan.end]
    dated = _first(_LABELLED_DATE, head) or _last(_DATE_LINE, tail) or _first(_DATE_LINE, head)
    issuer = _first(_LABELLED_ISSUER, head) or _first(_ISSUER, head) or _last(_ISSUER, tail)
    part = IntakePlan(
        position=position,
        title=plan.title[:200],
        document_number=_NUMBER_START.sub("", _first(_NUMBER, head))[:100],
        published=dated[:30],
        issuer=issuer[:200],
    )
    if plan.slug and DemonstrationBase.objects.filter(slug=plan.slug).exists():
        part.base_slug = plan.slug
    else:
        _propose_base(part, head, taken)
    give_slug(part, taken)
    return part


def give_slug(part, taken):
    """Give `part` the slug that its base and date ask for, and add it to `taken`."""
    if part.base_slug:
        dated = (part.published, part.document_number, part.title)
        part.slug = slugs.plan_slug(part.base_slug, dated, taken.plans)
        taken.plans.add(part.slug)


def _first(pattern, text):
    match = pattern.search(text)
    return " ".join(match.group(match.lastindex or 0).split()) if match else ""


def _last(pattern, text):
    found = list(pattern.finditer(text))
    return " ".join(found[-1].group(1).split()) if found else ""


def _propose_base(part, head, taken):
    """A base the site does not have: its name is what stands in the title before 双创, or the place."""
    title = _TITLE_START.sub("", part.title)
    place, match = Place.of_title(title), _BASE.match(title)
    named = match.group("name") if match and not _NO_PLACE.match(match.group("name")) else ""
    name = (named or _name_of(place) or _name_of(Place.of_title(part.issuer)))[:100]
    if not name:
        return
    part.base_name, part.base_short_name = name, short_name(name, place)
    part.base_province = _province(place)
    part.base_city = place.city[:30] if place.city in name else ""
    if _ACADEMIC.search(name):
        part.base_kind = IntakePlan.Kind.ACADEMIC
    elif _ENTERPRISE.search(name):
        part.base_kind = IntakePlan.Kind.ENTERPRISE
    batch = _BATCH.search(head)
    part.base_batch = chinese_number(batch.group(1)) if batch else None
    known = taken.base_called(name)
    part.base_slug = known or slugs.base_slug(part.base_short_name or name, taken.bases)
    taken.bases[part.base_slug] = name


def _name_of(place):
    """The innermost name of a place that can be one."""
    names = (place.area, place.city, place.province)
    return next((name for name in names if name and not _NO_PLACE.search(name)), "")


def short_name(name, place):
    """What a base is called for short: 深圳市南山区 → 南山.

    >>> short_name("深圳市南山区", Place("广东省", "深圳市", "深圳市南山区"))
    '南山'
    """
    short = name
    for above in (place.province, place.city):
        if above and short.startswith(above) and short != above:
            short = short.removeprefix(above)
    if len(short) > 2:
        short = _UNIT.sub("", short) or short
    return short[:30]


def _province(place):
    """The province of a place; of a city without one, that of another base of the same city."""
    if place.province or not place.city:
        return place.province[:30]
    known = DemonstrationBase.objects.filter(city=place.city).exclude(province="").first()
    return known.province if known else ""
