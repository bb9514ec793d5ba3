"""One edit until it is found, against making the whole index anew."""

from django.db import transaction

from tests.bench.finding.table import Row
from tests.bench.finding.timing import median, shown, timed

EDITS = 9
# Of how many entries the index is made anew as a whole; of more, of as many.
WHOLE = 20_000
WORDS = "甲乙丙丁戊己庚辛壬癸"


def edit(bench):
    """A title is changed, written with its index in one transaction, and its new word is found."""
    from measures.models import Entry
    from sbjd.corpus import settle

    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, bench.entries // EDITS)])

    def change(entry, title, word):
        with transaction.atomic():
            entry.title = title
            entry.save()
            settle()
        return bench.ours.total(word)

    times = []
    for number, pk in enumerate(keys[:EDITS]):
        entry = Entry.objects.get(pk=pk)
        before, word = entry.title, f"龘{WORDS[number]}靐"
        seconds, found = timed(change, entry, f"{before}{word}"[:300], word)
        assert found == 1, f"{word}: {found}"
        times.append(seconds)
        change(entry, before, word)
        assert bench.ours.total(word) == 0
    share = min(1, WHOLE / bench.entries)
    rebuilt = bench.ours.rebuild(share)
    reckoned = "" if share == 1 else f"；重建由前{share:.0%}的方案推算"
    return [
        Row(
            "edit / rebuild",
            median(times) / rebuilt,
            shown(median(times)),
            f"全部重建 {shown(rebuilt)}",
            f"{len(times)}次改标题，含写入、索引与查到新词{reckoned}",
            label="一次修改到可检索/重建",
        )
    ]
