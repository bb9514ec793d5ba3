"""Nearly the same text, recognised among drafts and published plans.

A text is folded (no punctuation, blanks or line ends; half-width; lower case) and cut into overlapping
pieces of eight characters. Of their 64-bit hashes the 400 smallest are its sketch (Broder's bottom-k
sketch); what share of the smallest of two sketches stands in both estimates what share of their pieces
the two texts have in common, to about 2 in 100. Sketches are small, so a text is compared with every plan
there is without reading any of them.
"""

import hashlib
import re
from array import array
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from plans.models import Intake, IntakePlan, Section, TextSketch, WorkPlan
from plans.parsing.numbering import half_width
from plans.scopes import within_scope

PIECE = 8
SIZE = 400
SAME, ALIKE = 0.9, 0.35
_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A plan that is like the text in question: its title, where to look at it, `share` of 0 to 1."""

    title: str
    url: str
    share: float
    slug: str = ""
    where: str = ""

    @property
    def said(self):
        """How alike, in words."""
        if self.share >= SAME:
            return f"文字几乎相同（约{self.share:.0%}）"
        return f"文字部分相同（约{self.share:.0%}），可能是修订稿或同一来源"


def sketch_of(text):
    """The sketch of a text as bytes."""
    folded = _WORDS.sub("", half_width(text).casefold())
    pieces = {folded[at : at + PIECE] for at in range(max(1, len(folded) - PIECE + 1))}
    hashes = (
        int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        for piece in pieces
    )
    return array("Q", nsmallest(SIZE, hashes)).tobytes()


def share(one, other):
    """What share of the pieces of two texts is common to both, from their sketches."""
    first, second = set(_numbers(one)), set(_numbers(other))
    smallest = nsmallest(SIZE, first | second)
    return sum(number in first and number in second for number in smallest) / len(smallest) if smallest else 0


def _numbers(sketch):
    numbers = array("Q")
    numbers.frombytes(bytes(sketch))
    return numbers


def published_sketches(keep=False):
    """{slug: sketch} of every plan on the site. Those that are new or have another text since are made
    now, and with `keep` stored for the next time."""
    version = Concat(
        F("source_sha256"), Value(" "), Cast("start", CharField()), Value("-"), Cast("end", CharField()),
        output_field=CharField(),
    )  # fmt: skip
    plans = dict(WorkPlan.objects.annotate(version=version).values_list("slug", "version"))
    held = TextSketch.objects.all().iterator()
    found = {row.slug: bytes(row.sketch) for row in held if row.version == plans.get(row.slug)}
    for slug in plans.keys() - found.keys():
        texts = Section.objects.filter(plan__slug=slug).order_by("start").values_list("text", flat=True)
        found[slug] = sketch_of("".join(texts.iterator()))
        if keep:
            made = {"version": plans[slug], "sketch": found[slug]}
            TextSketch.objects.update_or_create(slug=slug, defaults=made)
    return found


def like(sketch, published, without=None, by=None):
    """The plans whose text is like the one with this `sketch`, the likest first: of `published`
    ({slug: sketch}), and drafts in other documents than the intake `without`, as far as `by` may see them."""
    found = []
    near = {slug: value for slug, other in published.items() if (value := share(sketch, other)) >= ALIKE}
    for plan in WorkPlan.objects.filter(slug__in=near):
        url, value = plan.get_absolute_url(), near[plan.slug]
        found.append(Likeness(plan.title, url, value, plan.slug, "已发布的方案"))
    seen = within_scope(by, Intake.objects.filter(discarded=None))
    drafts = IntakePlan.objects.filter(state=IntakePlan.State.DRAFT, intake__in=seen)
    drafts = drafts.exclude(intake=without) if without else drafts
    for part in drafts.only("title", "position", "sketch", "intake_id").order_by("pk"):
        value = share(sketch, part.sketch)
        if value >= ALIKE:
            where = f"第{part.intake_id}号收录文件中的草稿"
            url = reverse("admin:plans_intake_change", args=[part.intake_id])
            found.append(Likeness(str(part), url, value, "", where))
    return sorted(found, key=lambda one: -one.share)
