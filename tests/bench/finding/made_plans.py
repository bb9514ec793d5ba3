"""Made-up work plans of made-up bases, as the loader takes them: one document a plan, whole and in order.

Every plan depends on the seed and its own number alone, so the 20,000 entries are the first of the 300,000.
A plan has the outline of a real one (foundation, tasks with measures, policy measures, programmes with
projects), its offsets lead into its text, and its entries have one to three themes and instruments, numbered
items, quantities, organizations and people responsible for them.
"""

import hashlib
from collections import Counter
from functools import cache
from random import Random

from pypinyin import lazy_pinyin

from plans.loading import Document
from plans.parsing.keys import numbered, responsibility_code
from tests.bench.finding.wording import NUMERALS, Draw, dictionary, fixture_rows

PROVINCES = [
    *("北京市", "天津市", "上海市", "重庆市", "河北省", "山西省", "辽宁省", "吉林省", "黑龙江省", "江苏省"),
    *("浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省", "海南省"),
    *("四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省", "内蒙古自治区", "广西壮族自治区"),
    *("西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区"),
]
AREAS = ("", "高新技术产业开发区", "经济技术开发区", "大学城", "新城", "科技园区")
KINDS = Draw({"region": 60, "academic": 25, "enterprise": 15})
COMPANIES = {
    "科技有限公司": (8, "企业"),
    "集团": (4, "企业"),
    "大学": (4, "高校"),
    "职业技术学院": (2, "高校"),
    "研究院": (4, "科研院所"),
    "重点实验室": (2, "科研院所"),
    "银行": (2, "金融机构"),
    "创业投资基金": (2, "金融机构"),
    "协会": (3, "社会组织"),
    "产业联盟": (2, "社会组织"),
    "众创空间": (5, "平台与载体"),
    "孵化器": (4, "平台与载体"),
}
COMPANY = Draw({ending: weight for ending, (weight, _) in COMPANIES.items()})
AGENCIES = ("科技局", "财政局", "人力社保局", "发展改革委", "市场监管局", "教育局", "金融办", "税务局")
UNITS = ("家", "个", "亿元", "万元", "%", "人", "项", "平方米")
BOUNDS = (("以上", ">="), ("", "="), ("以内", "<="), ("左右", "~"))
PERIODS = ("到20XX年底", "每年", "到2018年", "三年内", "连续3年", "到2020年", "", "")


def documents(wording, entries, seed=1):
    """The vocabulary without its bases, then plans until there are `entries` measures and projects."""
    yield Document("vocabulary", objects=tuple(_vocabulary()))
    places = _places(seed)
    left, number = entries, 0
    while left:
        plan = MadePlan(wording, Random(f"{seed}:{number}"), number, places)  # noqa: S311 - the same at every run
        plan.write(left)
        left -= plan.entries
        number += 1
        yield Document(plan.slug, objects=tuple(plan.rows))


def _vocabulary():
    for label in ("theme", "instrument", "themeword", "instrumentword", "metric"):
        for fields in fixture_rows()[f"measures.{label}"]:
            yield {"model": f"measures.{label}", "fields": fields}


def _places(seed):
    """The names of real counties, cities and districts, in an order of the seed's."""
    places = sorted(
        word for word, (_, kind) in dictionary().items()
        if kind == "ns" and 3 <= len(word) <= 5 and word[-1] in "区县市"
    )  # fmt: skip
    Random(seed).shuffle(places)  # noqa: S311 - the same at every run
    return places


@cache
def _common_organizations():
    """The organizations of the real plans, (name, kind), a few of them named again and again."""
    rows = fixture_rows()["measures.organization"]
    return Draw({(row["name"], row["kind"]): 1 / place for place, row in enumerate(rows, 1)})


class MadePlan:
    """One plan with all of its rows. `entries` is how many measures and projects it holds."""

    def __init__(self, wording, rng, number, places):
        self.wording, self.rng = wording, rng
        self.rows, self.text_end, self.line = [], 0, 1
        self.sections, self.entries, self.number = [], 0, number
        round_, place = divmod(number, len(places))
        self.name = places[place] + (AREAS[round_] if round_ < len(AREAS) else f"第{round_}片区")
        self.slug = f"{''.join(lazy_pinyin(places[place]))[:28]}-{number}"
        self.metrics = fixture_rows()["measures.metric"]
        self.theme_slugs = list(wording.topics)
        weights = [1 / (place + 1) ** 0.7 for place in range(len(self.theme_slugs))]
        self.themes = Draw(dict(zip(self.theme_slugs, weights, strict=True)))
        tools = [row["slug"] for row in fixture_rows()["measures.instrument"]]
        self.instruments = Draw({slug: 1 / (place + 1) ** 0.6 for place, slug in enumerate(tools)})
        self.known = self._organizations()
        self.named, self.codes = set(), Counter()

    # What stands in the text, in its order

    def write(self, most):
        """Make the rows, with at most `most` entries."""
        rng = self.rng
        wanted = min(most, max(24, int(rng.lognormvariate(4.4, 0.45))))
        measures = max(1, wanted * 45 // 100)
        policies = wanted * 15 // 100
        projects = wanted - measures - policies
        self._base_and_plan()
        self._heading("0", None, 0, "", "", f"{self.name}双创示范基地工作方案", kind="root", body=150)
        self._heading("1", "0", 1, "foundation", "一、", "基础条件", body=400)
        self._heading("2", "0", 1, "approach", "二、", "总体思路", body=500)
        self._heading("3", "0", 1, "tasks", "三、", "主要任务")
        self._parts("3", "tasks", measures, "task")
        if policies:
            self._heading("4", "0", 1, "policy", "四、", "政策举措")
            for number in range(1, policies + 1):
                self._entry(f"4-{number}", "4", 2, f"pm{number:02}", f"({number})", "policy", "measure", None)
        if projects:
            self._heading("5", "0", 1, "programmes", "五、", "重点工程")
            self._parts("5", "programmes", projects, "programme")
        self._heading("6", "0", 1, "safeguards", "六、", "保障措施", body=300)
        self.rows[self.place]["fields"]["end"] = self.text_end

    def _parts(self, chapter, role, entries, parent):
        """A chapter's tasks or programmes, each with its measures or projects."""
        groups = min(entries, max(3, entries // 6))
        letter = "t" if parent == "task" else "g"
        kind, prefix = ("measure", "m") if parent == "task" else ("project", "p")
        for group in range(1, groups + 1):
            key = f"{chapter}-{group}"
            title = self.wording.title(self.rng, self.wording.topic(self._theme(), self.rng))
            start, line = self.text_end, self.line
            self._heading(key, chapter, 2, role, f"({_numeral(group)})", title, body=60)
            fields = self._add(
                f"measures.{parent}", code=f"{self.slug}-{letter}{group}", number=f"({_numeral(group)})",
                title=title, plan=[self.slug], section=[self.slug, key], line=line, start=start, end=0,
                rule=f"{parent}.heading",
            )  # fmt: skip
            for number in range(1, _share(entries, groups, group) + 1):
                code = f"{prefix}{group}.{number}"
                above = [f"{self.slug}-{letter}{group}"]
                self._entry(f"{key}-{number}", key, 3, code, f"{number}.", role, kind, above)
            fields["end"] = self.text_end

    def _entry(self, key, above, level, code, label, role, kind, parent):
        """One measure or project, its items and all that hangs on it."""
        rng, wording = self.rng, self.wording
        themes = list(dict.fromkeys(self.themes.take(rng, rng.choice((1, 2, 2, 3)))))
        topic = [*wording.topic(themes[0], rng), *(wording.topic(themes[-1], rng)[:2]), *self._local()]
        title = wording.title(rng, topic)
        start, line = self.text_end, self.line
        length = min(2400, max(60, rng.lognormvariate(5.1, 0.6)))
        pieces, places = [wording.passage(rng, topic, length)], []
        pieces.append(self._promise(places, sum(map(len, pieces))))
        pieces.append(self._actors(places, sum(map(len, pieces))))
        heading = f"{label}{title}\n"
        body = "".join(pieces)
        items = [] if rng.random() < 0.7 else [
            (number, wording.passage(rng, topic, 40)) for number in range(1, rng.randint(3, 6))
        ]  # fmt: skip
        printed = "".join(f"\n({number}){text}" for number, text in items)
        text = f"{heading}{body}{printed}"
        self._section(key, above, level, "heading", role, label, title, text + "\n\n", len(label + title))
        full = f"{self.slug}-{code}"
        self.entries += 1
        self._add(
            "measures.entry", code=full, number=label, title=title, plan=[self.slug],
            section=[self.slug, key], line=line, start=start, end=start + len(text), rule=f"{kind}.numbered",
            kind=kind, task=parent if kind == "measure" else None,
            programme=parent if kind == "project" else None, text=text, body_start=start + len(label + title),
        )  # fmt: skip
        at = start + len(heading) + len(body)
        for number, said in items:
            self._add(
                "measures.measureitem", code=f"{full}.{number}", entry=[full], label=f"({number})", title="",
                text=f"({number}){said}", line=line + 1 + number, start=at + 1,
                end=at + 1 + len(f"({number}){said}"), rule="item.label",
            )  # fmt: skip
            at += len(f"\n({number}){said}")
        tools = dict.fromkeys(self.instruments.take(rng, rng.choice((1, 2, 2, 3))))
        for name, slugs in (("theme", themes), ("instrument", tools)):
            for rank, slug in enumerate(slugs, 1):
                self._add(
                    f"measures.entry{name}", rank=rank, origin="rule", words=topic[0], reason="",
                    entry=[full], **{name: [slug]},
                )  # fmt: skip
        for place in places:
            place(key, full, start + len(heading))

    def _promise(self, places, at):
        """A sentence with a quantity, in two entries of five."""
        rng = self.rng
        if rng.random() > 0.4:
            return ""
        metric, unit = rng.choice(self.metrics), rng.choice(UNITS)
        said, bound = rng.choice(BOUNDS)
        period = rng.choice(PERIODS)
        masked = rng.random() < 0.1
        number = rng.choice((rng.randint(1, 99), rng.randint(1, 200) * 50, 3.5, 21.5))
        value = "20XX" if masked else str(number)
        name = metric["name"][:60]
        quote = f"{name}达到{value}{unit}{said}"
        text = f"{period}{',' if period else ''}{quote}。"
        kind = rng.choice(("target", "target", "target", "support", "baseline"))
        first = at + len(text) - len(quote) - 1

        def place(key, entry, start):
            place = start + first
            digest = hashlib.sha1(f"{entry}{quote}".encode(), usedforsecurity=False).hexdigest()[:6]
            code = f"{self.slug}-{numbered(f'{kind[0]}-{digest}', self.codes)}"
            self._add(
                "measures.quantity", code=code, plan=[self.slug], kind=kind,
                metric=[metric["slug"]] if rng.random() < 0.8 else None, metric_text=name, bound=bound,
                basis=rng.choice(("level", "increment", "rate", "share")), value=value,
                number=None if masked else value, number_to=None, unit=unit, plain=None if masked else value,
                plain_unit=unit, period=period, masked=masked, position=place, rule="target.reach",
                origin="rule", reason="",
            )  # fmt: skip
            self._add(
                "measures.quantitymention", quantity=[code], section=[self.slug, key], entry=[entry],
                quote=quote, line=self.line, start=place, end=place + len(quote),
            )  # fmt: skip

        places.append(place)
        return text

    def _actors(self, places, at):
        """A sentence that names organizations, and one that says who is responsible."""
        rng = self.rng
        text = ""
        if rng.random() < 0.55:
            chosen = list(dict.fromkeys(rng.choices(self.known, k=rng.choice((1, 1, 2, 3)))))
            text = f"支持{'、'.join(name for name, _ in chosen)}参与建设。"
            for name, kind in chosen:
                places.append(self._mention(name, kind, at + text.index(name)))
        if rng.random() < 0.2:
            agency = f"{self.name}{rng.choice(AGENCIES)}"[:100]
            text += f"牵头单位:{agency}。"
            places.append(self._responsible(agency))
        return text

    def _mention(self, name, kind, at):
        def place(key, entry, start):
            self._organization(name, kind)
            self._add(
                "measures.organizationmention", organization=[name], section=[self.slug, key], entry=[entry],
                quote=name, line=self.line, start=start + at, end=start + at + len(name),
                rule="organization.made", origin="rule", reason="",
            )  # fmt: skip

        return place

    def _responsible(self, agency):
        def place(key, entry, start):
            self._organization(agency, "政府部门")
            self._add(
                "measures.responsibility", organization=[agency], entry=[entry], task=None, role="lead",
                code=responsibility_code(entry, "lead", agency),
            )  # fmt: skip

        return place

    # What it is made of

    def _base_and_plan(self):
        rng = self.rng
        self._add(
            "plans.demonstrationbase", slug=self.slug, name=self.name, short_name=self.name[:30],
            kind=KINDS.take(rng)[0], batch=rng.choice((1, 2, 2, 3, 3, 3, 4, None)),
            province=rng.choice(PROVINCES), city="", aliases="", order=self.number + 1,
        )  # fmt: skip
        self.place = len(self.rows)
        self._add(
            "plans.workplan", slug=self.slug, base=[self.slug], title=f"{self.name}双创示范基地工作方案",
            source_name=f"{self.slug}.txt", start=0, end=1, first_line=1,
        )  # fmt: skip

    def _heading(self, key, above, level, role, label, title, kind="heading", body=0):
        topic = self.wording.topic(self._theme(), self.rng)
        text = self.wording.passage(self.rng, [*topic, self.name], body) if body else ""
        said = f"{label}{title}\n{text}\n" if text else f"{label}{title}\n"
        self._section(key, above, level, kind, role, label, title, said, len(label + title))

    def _section(self, key, above, level, kind, role, label, title, text, heading):
        start = self.text_end
        self._add(
            "plans.section", plan=[self.slug], key=key, parent=[self.slug, above] if above else None,
            kind=kind, role=role, level=level, label=label, title=title, run_in=False, text=text,
            line=self.line, start=start, heading_end=start + heading, end=start + len(text), rule="made",
        )  # fmt: skip
        self.text_end += len(text)
        self.line += text.count("\n")

    def _theme(self):
        return self.themes.take(self.rng)[0]

    def _local(self):
        """Words that only this plan uses often."""
        return [self.name, self.known[0][0]]

    def _organizations(self):
        """The organizations this plan speaks of: a few of its own, and those that many plans name."""
        rng, own = self.rng, []
        for _ in range(6):
            word = self.wording.rare["n", 2].take(rng)[0]
            ending = COMPANY.take(rng)[0]
            own.append((f"{self.name[:2]}{word}{ending}", COMPANIES[ending][1]))
        return own + list(dict.fromkeys(_common_organizations().take(rng, 8)))

    def _organization(self, name, kind):
        if name not in self.named:
            self.named.add(name)
            self._add("measures.organization", slug=name, name=name, kind=kind, aliases="")

    def _add(self, model, **fields):
        self.rows.append({"model": model, "fields": fields})
        return fields


def _share(entries, groups, group):
    """How many of `entries` the `group`th of `groups` gets."""
    return entries // groups + (group <= entries % groups)


def _numeral(number):
    """A number up to 99 as headings print it."""
    tens, ones = divmod(number, 10)
    said = NUMERALS[ones - 1] if ones else ""
    return said if not tens else f"{NUMERALS[tens - 1] if tens > 1 else ''}十{said}"
