"""Made-up policy prose: the clauses of the three plans, said again in other words.

The model is made from the committed fixtures: their clauses, cut into words, become templates; a content
word may be replaced by another of the same kind and length. Which word takes the place follows Zipf's law
by itself: it is drawn by its frequency in the plans (common policy words), in jieba's dictionary (the long
tail of rare words) or from the words of the passage's theme (words that keep company). All draws come from
the `random.Random` that is handed in, so the same seed says the same.
"""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

import jieba

from measures.segmenting import Segmenter
from tests.bench.finding import FIXTURES

KEPT = 0.45
RARE = 0.22
TOPICAL = 0.16
CONTENT = re.compile(r"n|v|vn|a|an|nz|nt|l|i|b|j")
CLAUSE = re.compile(r"[^,。;:!?\n、]+[,。;:!?、]?")
CHINESE = re.compile(r"[一-鿿]+")
LATIN = (
    *("AI", "VR", "5G", "TCL", "O2O", "IP", "APP", "P2P", "EMBA", "BAT", "ＩＴ", "3D", "GPU", "R&D"),
    *("LED", "NASA", "SaaS", "ERP", "C2B", "IPO", "Linux", "DNA", "IoT", "BIM", "HWtrek", "B+轮"),
)
NUMERALS = "一二三四五六七八九十"


class Draw:
    """Values drawn by their weights."""

    def __init__(self, weights):
        self.values = list(weights)
        self.sums = list(accumulate(weights.values()))

    def take(self, rng, number=1):
        return rng.choices(self.values, cum_weights=self.sums, k=number)


@cache
def dictionary():
    """jieba's words of Chinese characters: {word: (frequency, kind)}."""
    words = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if CHINESE.fullmatch(word):
            words[word] = (int(frequency), kind)
    return words


@cache
def cutter():
    """jieba without the copy of its dictionary that it would leave in the folder for temporary files."""
    return Segmenter(())


@cache
def fixture_rows():
    """The rows of the vocabulary and of the three plans: {label: [fields]}."""
    rows = defaultdict(list)
    for path in [FIXTURES / "vocabulary.json", *sorted((FIXTURES / "plans").glob("*.json"))]:
        for item in json.loads(path.read_text(encoding="utf-8")):
            rows[item["model"]].append(item["fields"])
    return rows


class Wording:
    """The model. `clause(rng, words)` says one clause; `title`, `sentence` and `passage` are made of it."""

    def __init__(self):
        texts = [row["text"] for row in fixture_rows()["plans.section"]]
        said = Counter()
        cut = []
        for text in texts:
            for clause in CLAUSE.findall(text):
                words = cutter().lcut(clause.strip(), HMM=False)
                if 2 <= len(words) <= 18:
                    cut.append(words)
                    said.update(words)
        classes = defaultdict(dict)
        for word, number in said.items():
            if place := self._class(word):
                classes[place][word] = number
        rare = defaultdict(dict)
        for word, (frequency, kind) in dictionary().items():
            place = (kind[0], len(word))
            if place in classes and CONTENT.fullmatch(kind):
                rare[place][word] = frequency + 1
        self.common = {place: Draw(words) for place, words in classes.items()}
        self.rare = {place: Draw(words) for place, words in rare.items()}
        self.templates = [self._template(words) for words in cut + list(self._chains(cut))]
        self.topics = defaultdict(dict)
        for row in fixture_rows()["measures.themeword"]:
            self.topics[row["theme"][0]][row["word"]] = float(row["weight"])
        self.topics = {slug: Draw(words) for slug, words in self.topics.items()}
        self.heads = Draw(Counter(self._openings()))

    @staticmethod
    def _class(word):
        """What may take the place of a word: (kind, length), None for a word that stays."""
        known = dictionary().get(word)
        if known and len(word) > 1 and CONTENT.fullmatch(known[1]):
            return known[1][0], len(word)
        return None

    @classmethod
    def _template(cls, words):
        return [(word, cls._class(word)) for word in words]

    @staticmethod
    def _chains(cut):
        """Clauses that nobody wrote: each word one that followed the word before it somewhere. As many
        as three times the real ones, in a fixed order, so that every machine has the same."""
        rng, following, first = Random(7), defaultdict(list), []  # noqa: S311 - the same at every run
        for words in cut:
            first.append(words[0])
            for one, other in pairwise(words):
                following[one].append(other)
        for _ in range(3 * len(cut)):
            chain = [rng.choice(first)]
            while len(chain) < 16 and chain[-1] in following:
                chain.append(rng.choice(following[chain[-1]]))
            yield chain

    @staticmethod
    def _openings():
        """The verbs that titles begin with."""
        for row in fixture_rows()["measures.entry"]:
            words = cutter().lcut(row["title"], HMM=False)
            if len(words[0]) == 2 and words[0] in dictionary():
                yield words[0]

    def topic(self, theme, rng):
        """Words that a passage on `theme` comes back to."""
        return self.topics[theme].take(rng, 7)

    def clause(self, rng, topic):
        """One clause with its closing mark, if its template has one."""
        said = []
        chance = rng.random
        for word, place in rng.choice(self.templates):
            if place is not None:
                turn = chance()
                if turn > KEPT:
                    if turn < KEPT + RARE and place in self.rare:
                        word = self.rare[place].take(rng)[0]
                    elif turn > 1 - TOPICAL and place[0] == "n":
                        word = rng.choice(topic)
                    else:
                        word = self.common[place].take(rng)[0]
            said.append(word)
        return "".join(said)

    def sentence(self, rng, topic, clauses):
        """So many clauses that end in a full stop."""
        parts = []
        for _ in range(clauses):
            part = self.clause(rng, topic)
            parts.append(part if part[-1] in ",、;:" else part.rstrip("。!?,") + ",")
        text = "".join(parts).rstrip(",、;:")
        turn = rng.random()
        if turn < 0.02:
            text += f"({rng.choice(LATIN)})"
        elif turn < 0.04:
            text += "①②③④⑤"[rng.randrange(5)]
        elif turn < 0.09:
            text = f"{rng.choice(LATIN)}{text}"
        return f"{text}。"

    def passage(self, rng, topic, characters):
        """Sentences of at least so many characters together."""
        said, length = [], 0
        while length < characters:
            said.append(self.sentence(rng, topic, rng.randint(1, 5)))
            length += len(said[-1])
        return "".join(said)

    def title(self, rng, topic):
        """A heading: a verb, what the passage is about, and sometimes a second half."""
        verb, other = self.heads.take(rng, 2)
        nouns = self.common["n", 2].take(rng, 2)
        text = f"{verb}{rng.choice(topic)}{nouns[0]}"
        if rng.random() < 0.3:
            rare = self.rare["n", 2].take(rng)[0]
            text += f",{other}{rare if rng.random() < 0.4 else nouns[1]}{rng.choice(topic)}"
        return text
