"""PostgreSQL's other ways to find Chinese: phrases of pairs under GIN, and pg_trgm."""

from tests.bench.finding.peers.process import Missing
from tests.bench.finding.sampling import MIDDLE
from tests.bench.finding.table import Row
from tests.bench.finding.timing import in_turns, shown


def postgres(bench):
    """The exact number of entries for terms of middling frequency, each asked once."""
    if bench.vendor != "postgres":
        return []
    from tests.bench.finding.peers.postgres_peer import Trigrams

    terms = bench.by_frequency[MIDDLE]
    ours, phrase = in_turns({"ours": bench.ours.total, "phrase": bench.sql.total}, terms).values()
    note = f"{len(terms)}个中等词各问一次"
    label = "PostgreSQL条数/词对短语"
    said = f"GIN词对短语 {shown(phrase)}"
    rows = [Row("postgres phrase", phrase / ours, shown(ours), said, note, label)]
    try:
        trigrams = Trigrams(bench.store.folder, f"trigrams_{bench.entries}", bench.corpus)
    except Missing as error:
        bench.say(f"    没有 pg_trgm：{error}")
        return rows
    try:
        theirs = in_turns({"theirs": trigrams.total}, terms)["theirs"]
        note += f"；pg_trgm在PostgreSQL {trigrams.version}，区域C.UTF-8"
        said, label = f"pg_trgm {shown(theirs)}", "PostgreSQL条数/pg_trgm"
        rows.append(Row("postgres trigrams", theirs / ours, shown(ours), said, note, label))
    finally:
        trigrams.close()
    return rows
