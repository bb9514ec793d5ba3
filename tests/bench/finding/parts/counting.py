"""Facets: ours against six covered GROUP BY, alone and together with a search."""

from tests.bench.finding.bench import FILTERS
from tests.bench.finding.peers.corpus import FACETS
from tests.bench.finding.sampling import MIDDLE
from tests.bench.finding.table import Row
from tests.bench.finding.timing import again, clock, in_turns, mean, median, shown, timed

LABELS = {"all": "不筛选", "one theme": "一个主题", "three filters": "三个条件"}


def facets(bench):
    """The counts of six facets under no, one and three filters; both sides must say the same."""
    rows = []
    for name, filters in FILTERS.items():
        bench.sql.choose(filters, clock)
        counted = bench.ours.facets(filters)
        check(filters, counted, bench.sql.facets(filters))
        times = again({"ours": bench.ours.facets, "sql": bench.sql.facets}, filters)
        ours, theirs = times["ours"], times["sql"]
        note = "六个分面，热；含一次数据版本查询；几千个基地时，本站只数列出的"
        rows.append(Row(f"facets, {name}", theirs / ours, shown(ours), f"六个GROUP BY {shown(theirs)}", note,
                        label=f"分面计数（{LABELS[name]}）"))  # fmt: skip
    return rows


def by_orm(bench):
    """The list's page for a word by the ORM: icontains, six annotate(Count), the rows it shows."""
    terms = bench.by_frequency[MIDDLE][:3]
    times = in_turns({"ours": bench.ours.page, "orm": bench.ours.page_by_orm}, terms)
    ours, theirs = times["ours"], times["orm"]
    note = "本站自己的表：icontains、六次annotate(Count)、20条及其显示所需"
    label = "列表页数据（一个中等词）/ORM"
    return [Row("page by ORM", theirs / ours, shown(ours), f"ORM {shown(theirs)}", note, label)]


def check(what, ours, theirs):
    """Say it when two sides count differently; counts of nothing may be left out. Of a long facet (thousands
    of bases) a list counts the options it shows, SQL all. Raises AssertionError."""
    for facet in FACETS:
        mine = {value: count for value, count in ours[facet].items() if count}
        same = {value: count for value, count in theirs[facet].items() if value in ours[facet]}
        assert mine == same, f"{what} {facet}: {sorted(mine.items() ^ same.items())[:6]}"


def searched(bench):
    """A search with its six facets and its first 20 in plan order: cold, a term that this process has not
    been asked for; warm, the same again. The SQL side is warm: the term is asked for a second time."""
    pooled = {"cold": [], "warm": [], "sql": [], "limit": []}
    rows = []
    for kind, terms in bench.by_frequency.items():
        times = {name: [] for name in pooled}
        for term in terms:
            seconds, (counts, _) = timed(bench.ours.searched, term)
            times["cold"].append(seconds)
            times["warm"].append(timed(bench.ours.searched, term)[0])
            for name, ask in (("sql", bench.sql.searched), ("limit", bench.sql.searched_at_once)):
                ask(term)
                seconds, (theirs, _) = timed(ask, term)
                times[name].append(seconds)
                check(term, counts, theirs)
        for name, values in times.items():
            pooled[name] += values
        rows += _searched_rows(times, kind)
    return [*_searched_rows(pooled, ""), *rows]


def _searched_rows(times, kind):
    number, how = len(times["sql"]), "中位数" if kind else "平均"
    # Of every kind of term together, what they cost together: a median would speak of one kind only.
    middle = {name: median(values) if kind else mean(values) for name, values in times.items()}
    return [
        Row(
            f"search + facets, {name}{kind}",
            middle["sql"] / middle[name],
            shown(middle[name]),
            f"同样的SQL（热）{shown(middle['sql'])}",
            f"{number}个{kind or '各类'}词，{note}，{how}；只查一次的SQL {shown(middle['limit'])}",
            label=f"检索加分面（{said}{'，' if kind else ''}{kind}）",
        )
        for name, said, note in (("cold", "冷", "本进程第一次问"), ("warm", "热", "再问同一个词"))
    ]
