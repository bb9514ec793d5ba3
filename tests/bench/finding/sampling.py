"""What is asked: terms taken from the texts themselves, and what a plain look through every text finds.

The reference knows nothing of tokens or indexes: an entry matches when its folded title or text contains
the term. It is asked for Chinese terms alone, where that is the whole definition.
"""

import random
import re
from collections import Counter, defaultdict

from tests.bench.finding.peers.corpus import read_texts

LENGTHS = range(1, 9)
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
FREQUENT, MIDDLE, RARE = "常见", "中等", "少见"
# Shares of all entries: in a tenth or more; between one in two hundred and one in fifty; fewer than one
# in two thousand.
SHARES = {FREQUENT: (0.1, 1.0), MIDDLE: (0.005, 0.02), RARE: (0.0, 0.0005)}


class Reference:
    """Every folded text, in memory, looked through one by one."""

    def __init__(self, corpus):
        self.texts = [(number, title, body) for number, title, body in read_texts(corpus)]

    def __len__(self):
        return len(self.texts)

    def ids(self, term):
        """The numbers of all entries that contain `term`."""
        return [number for number, title, body in self.texts if term in body or term in title]

    def sample(self, number, seed=5):
        """So many different terms of 1 to 8 characters, the lengths in turn, from texts drawn evenly."""
        rng = random.Random(seed)  # noqa: S311 - the same at every run
        terms = {}
        while len(terms) < number:
            length = LENGTHS[len(terms) % len(LENGTHS)]
            _, title, body = rng.choice(self.texts)
            runs = [run for run in CHINESE.findall(rng.choice((title, body, body))) if len(run) >= length]
            if runs:
                run = rng.choice(runs)
                start = rng.randrange(len(run) - length + 1)
                terms[run[start : start + length]] = None
        return list(terms)

    def by_frequency(self, number, seed=6):
        """{FREQUENT | MIDDLE | RARE: up to `number` terms of 2 to 6 characters that are so frequent}."""
        rng = random.Random(seed)  # noqa: S311 - the same at every run
        pairs = Counter()
        for _, _, body in rng.sample(self.texts, min(2000, len(self.texts))):
            pairs.update({body[at : at + 2] for at in range(len(body) - 1)})
        common = [pair for pair, _ in pairs.most_common(400) if CHINESE.fullmatch(pair)]
        middling = [pair for pair, _ in pairs.most_common(8000)[400:] if CHINESE.fullmatch(pair)]
        rng.shuffle(middling)
        sampled = [term for term in self.sample(20 * number, seed) if 2 <= len(term) <= 6]
        found = defaultdict(list)
        for candidates in (common, middling[: 4 * number], sampled):
            for term in candidates:
                if all(len(found[name]) >= number for name in SHARES):
                    break
                share = len(self.ids(term)) / len(self)
                for name, (low, high) in SHARES.items():
                    if low <= share <= high and len(found[name]) < number:
                        found[name].append(term)
        return found
