"""Whether what is found is right, how quickly it is counted and ranked."""

from tests.bench.finding.peers.process import Missing, Peer
from tests.bench.finding.sampling import FREQUENT, MIDDLE, RARE
from tests.bench.finding.table import Row
from tests.bench.finding.timing import in_turns, mean, median, shown


def recall(bench):
    """Recall and precision over the sampled terms against the plain look through every text; the worst
    term counts, not the mean."""
    worst_recall = worst_precision = 1.0
    wrong = []
    for term in bench.reference.sample(bench.sampled):
        wanted, found = set(bench.reference.ids(term)), set(bench.ours.ids(term))
        right = len(wanted & found)
        worst_recall = min(worst_recall, right / len(wanted))
        worst_precision = min(worst_precision, right / len(found) if found else 1.0)
        if wanted != found:
            wrong.append(f"{term}（应{len(wanted)}，得{len(found)}）")
    about = f"{bench.sampled}个1至8字的词，取自原文"
    for one in wrong[:10]:
        bench.say(f"    与逐条对照不同：{one}")
    return [
        Row("recall", worst_recall, label="召回率", note=f"{about}；最差的一个词"),
        Row("precision", worst_precision, label="准确率", note=f"{len(wrong)}个词与逐条对照不同"),
    ]


def totals(bench):
    """The exact number of entries that hold a term, each term asked once: ours, LIKE, and the limit."""
    rows = []
    for kind in (None, FREQUENT, MIDDLE, RARE):
        kinds = [kind] if kind else list(bench.by_frequency)
        terms = [term for one in kinds for term in bench.by_frequency[one]]
        asked = {"ours": bench.ours.total, "like": bench.sql.like, "limit": bench.sql.total}
        # Of every kind of term together, what they cost together: a median would speak of one kind only.
        ours, like, limit = in_turns(asked, terms, median if kind else mean).values()
        rows.append(
            Row(
                "totals" if kind is None else f"totals {kind}",
                like / ours,
                shown(ours),
                f"LIKE {shown(like)}",
                f"{len(terms)}个词各问一次，{'中位数' if kind else '平均'}；纯SQL全文索引 {shown(limit)}",
                label=f"准确条数/LIKE（{kind or '三类词合计'}）",
            )
        )
    return rows


def ranked(bench):
    """The first 20 and the exact total, each term asked once: ours, Whoosh with jieba, tantivy, SQL."""
    by = bench.by_frequency
    terms = {"frequent": by[FREQUENT], "others": by[MIDDLE] + by[RARE]}
    peers = {}
    bench.ours.ranked("创业")
    bench.sql.ranked("创业")
    for name, most in (("whoosh", 20_000), ("tantivy", 1_000_000)):
        if bench.entries > most:
            continue
        try:
            folder = bench.store.data / name
            with Peer(f"{name}_peer", bench.corpus, folder, bench.python) as peer:
                peer.ask(["创新", "企业"])
                answers = {kind: peer.ask(asked) for kind, asked in terms.items()}
                peers[name] = {
                    kind: median([one["seconds"] for one in answer]) for kind, answer in answers.items()
                }
        except Missing as error:
            bench.say(f"    没有 {name}：{error}")
    rows = []
    for kind, label in (("frequent", "常见词"), ("others", "其他词")):
        ours, limit = in_turns({"ours": bench.ours.ranked, "sql": bench.sql.ranked}, terms[kind]).values()
        for name, times in peers.items():
            rows.append(
                Row(
                    f"ranked {kind}" if name == "whoosh" else f"ranked {kind} {name}",
                    times[kind] / ours,
                    shown(ours),
                    f"{name} {shown(times[kind])}",
                    f"{len(terms[kind])}个词各问一次；纯SQL {shown(limit)}",
                    label=f"前20条与条数/{name}（{label}）",
                )
            )
        if not peers:
            said, label = f"SQL {shown(limit)}", f"前20条与条数/纯SQL（{label}）"
            note = f"{len(terms[kind])}个词各问一次"
            rows.append(Row(f"ranked {kind} sql", limit / ours, shown(ours), said, note, label))
    return rows
