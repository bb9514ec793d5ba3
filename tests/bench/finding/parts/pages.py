"""The list page over HTTP: against Datasette, against an empty view, unchanged, its tail, its memory."""

from itertools import count, cycle, islice, repeat
from pathlib import Path
from urllib.parse import quote

import psutil
from django.core.management import call_command

from tests.bench.finding.peers.corpus import FACETS
from tests.bench.finding.peers.process import Missing
from tests.bench.finding.sampling import FREQUENT, MIDDLE
from tests.bench.finding.table import Row
from tests.bench.finding.timing import median, shown, timed
from tests.bench.finding.web import EMPTY, Visitor, datasette, our_site, rate

ROUNDS = 7
SHOWN = 300
THEMES = ("", "theme=services&", "theme=fiscal&", "theme=ip&", "kind=measure&", "kind=project&", "batch=3&")
NARROWED = ("", "theme=ip&", "theme=services&kind=measure&batch=2&")


def pages(bench):
    """Everything that is measured with the site running: one worker, as in production."""
    log = bench.store.data / "site.log"
    call_command("collectstatic", interactive=False, verbosity=0)
    with our_site(bench.store.environment(), log) as (port, master):
        visitor = Visitor(port)
        searches = searched(bench)
        for address in ("/measures/", *searches):
            status = visitor.get(address)[0]
            assert status == 200, f"{address}: {status}"
        worker = psutil.Process(master.pid).children()[0]
        unseen = never_asked(bench)
        rows = against_empty(port, visitor, unseen, searches, worker)
        rows += [tail(visitor, unseen), memory(worker), *against_datasette(bench, visitor)]
        visitor.close()
    return rows


def never_asked(bench):
    """Addresses of list pages, each another one, so that none was made before."""
    for page in count(2):
        for narrowed in THEMES:
            # The narrowest of these has about an eighth of all entries.
            if page * 25 * 8 < bench.entries or not narrowed:
                yield f"/measures/?{narrowed}page={page}"


def searched(bench):
    """Addresses of the list with words."""
    words = [*bench.by_frequency[FREQUENT][:12], *bench.by_frequency[MIDDLE][:12]]
    return [f"/measures/?q={quote(word)}" for word in words]


def against_empty(port, visitor, unseen, searches, worker):
    """Requests a second of list pages that nobody has asked for, of the same page again, of one unchanged
    (304), and of an empty view behind the same middleware, in turns; two visitors, one worker."""
    plain = "/measures/"
    etag = visitor.etag(plain)
    kinds = {
        "empty": repeat((f"/{EMPTY}", "", 200)),
        "page": ((address, "", 200) for address in unseen),
        "kept": repeat((plain, "", 200)),
        "words": cycle([(address, "", 200) for address in searches]),
    }
    if etag:
        kinds["304"] = repeat((plain, f"If-None-Match: {etag}\r\n", 304))
    rates, costs = {kind: [] for kind in kinds}, {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, requests in kinds.items():
            before = sum(worker.cpu_times()[:2])
            reached = rate(port, requests)
            rates[kind].append(reached)
            costs[kind].append((sum(worker.cpu_times()[:2]) - before) / max(1, reached))
    speed = {kind: median(values) for kind, values in rates.items()}
    cost = {kind: median(values) for kind, values in costs.items()}

    def row(name, kind, label, note):
        by_cpu = cost["empty"] / cost[kind] if cost[kind] else 0
        return Row(
            name,
            speed[kind] / speed["empty"],
            f"{speed[kind]:.0f}次/秒",
            f"空页 {speed['empty']:.0f}次/秒",
            f"{note}；按处理器时间算 {by_cpu:.3f}",
            label=label,
        )

    about = f"一个工作进程，两个访客，{ROUNDS}轮，中位数"
    rows = [
        row("page / empty", "kept", "列表页/空页", f"同一页，不带If-None-Match（工作进程留着它）；{about}"),
        row("page anew / empty", "page", "从未要过的列表页/空页", "每次都是没有人要过的一页，全新生成"),
        row("words / empty", "words", "有关键词的列表页/空页", f"{len(searches)}个词轮流，进程或许还留着"),
    ]
    if etag:
        return [*rows, row("304 / empty", "304", "304/空页", "同一列表页，带If-None-Match")]
    return [*rows, Row("304 / empty", 0.0, label="304/空页", note="页面没有ETag")]


def tail(visitor, unseen):
    """p99 against p50 of list pages that nobody has asked for, one visitor."""
    times = sorted(timed(visitor.get, address)[0] for address in islice(unseen, SHOWN))
    middle, last = times[len(times) // 2], times[int(len(times) * 0.99)]
    note = f"{SHOWN}个没有人要过的列表页，一个访客"
    return Row(
        "p99 / p50", last / middle, f"p99 {shown(last)}", f"p50 {shown(middle)}", note, "列表页p99/p50"
    )


def memory(worker):
    """The memory that is the worker's own, after it has served all of the above."""
    lines = Path(f"/proc/{worker.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    label = "工作进程自有内存（MiB）"
    # What is clean is nearly all of it the database file, mapped: private only while no second worker is.
    note = f"Private_Clean {sizes['Private_Clean'] // 1024}+Private_Dirty {sizes['Private_Dirty'] // 1024}"
    return Row("worker memory", own / 1024, f"{own / 1024:.0f} MiB", note=note, label=label)


def against_datasette(bench, visitor):
    """The list with six facets, as HTML, by one visitor: no filter, one theme, three filters."""
    if bench.entries > 300_000:
        return []
    try:
        with datasette(bench.python, bench.lists, bench.store.data / "datasette.log") as port:
            other = Visitor(port)
            contains = "&theme__arraycontains="
            narrowed = ("", f"{contains}ip", f"{contains}services&kind=measure&batch=2")
            single = "&".join(f"_facet={name}" for name in FACETS[:3])
            several = "&".join(f"_facet_array={name}" for name in FACETS[3:])
            address = f"/{bench.lists.stem}/entries?_size=20&_col=id&_col=title&{single}&{several}"
            theirs, ours = [], []
            repeats = 5 if bench.entries <= 20_000 else 2
            for mine, its in zip(NARROWED, narrowed, strict=True):
                status = other.get(address + its)[0]
                assert status == 200, f"datasette: {status}"
                theirs.append(median([timed(other.get, address + its)[0] for _ in range(repeats)]))
                # In an order that nobody has asked for: none of these pages is kept.
                own = [f"/measures/?{mine}sort=base&page={page}" for page in range(1, 14)]
                ours.append(median([timed(visitor.get, address)[0] for address in own[1:]]))
            other.close()
    except Missing as error:
        bench.say(f"    没有 Datasette：{error}")
        return []
    return [
        Row(
            "page / datasette",
            median([their / our for their, our in zip(theirs, ours, strict=True)]),
            "、".join(map(shown, ours)),
            "、".join(map(shown, theirs)),
            "HTML，本站25条、Datasette20条；本站十三个分面，Datasette六个；不筛选、一个主题、三个条件，取中间的比",
            label="列表页/Datasette",
        )
    ]
