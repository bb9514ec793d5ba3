"""Bytes → a draft. What cannot be read is refused with the reader's own sentence, and nothing is stored."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from plans.intake.likeness import like, published_sketches, sketch_of
from plans.intake.proposing import Taken, propose
from plans.intake.reading import as_json, read_document, vocabulary
from plans.models import Intake, IntakeEvent, IntakePlan, WorkPlan
from plans.parsing import parse
from plans.parsing.doubts import left
from plans.parsing.formats.errors import UnreadableFile
from plans.scopes import within_scope
from sbjd.desk.changes import hold_others_back

PASTED = "粘贴的文字.txt"
What = IntakeEvent.What


@dataclass(slots=True)
class Received:
    """What was understood of a document before anything is stored. `known` is the intake that holds the
    same file already; `likenesses` are, per plan, the plans that are like it."""

    name: str
    data: bytes
    sha256: str
    pasted: bool = False
    source: object = None
    parsed: object = None
    parts: list = field(default_factory=list)
    known: Intake | None = None
    likenesses: list = field(default_factory=list)
    same_source: list = field(default_factory=list)


def understand(data, name, *, pasted=False, taken=None, store=False, by=None):
    """A file (or pasted text, as UTF-8) read, and what it seems to be, as `Received`; nothing is stored
    (with `store`, only sketches of published plans that were missing). `taken` are the slugs in use; those
    proposed are added. Of other documents only those count that `by` may see. Raises UnreadableFile."""
    name = PurePath(name.replace("\\", "/")).name[-200:] or PASTED
    digest = hashlib.sha256(data).hexdigest()
    received = Received(name, data, digest, pasted)
    received.known = _known(digest, by).first()
    if received.known is not None:
        return received
    source = received.source = read_document(data, name)
    if not source.text.strip():
        raise UnreadableFile("文件里没有文字", "", "如果是扫描件，请先做文字识别（OCR），再上传文字版")
    received.parsed = parse(source, vocabulary())
    taken = Taken.now(by=by) if taken is None else taken
    published = published_sketches(store)
    for position, plan in enumerate(received.parsed.plans):
        part = propose(source, plan, position, taken)
        part.sketch = sketch_of(source.text[plan.start : plan.end])
        likenesses = like(part.sketch, published, by=by)
        _propose_revision(part, likenesses)
        received.parts.append(part)
        received.likenesses.append(likenesses)
    received.same_source = list(WorkPlan.objects.filter(source_sha256=digest))
    return received


def _known(digest, by):
    """The documents with this digest that `by` may see."""
    return within_scope(by, Intake.objects.light().filter(sha256=digest)).order_by("pk")


def _propose_revision(part, likenesses):
    """A text much like that of a plan of the same base is taken for a new version of that plan, whose facts
    it keeps where it has none of its own."""
    slugs = {one.slug for one in likenesses if one.slug}
    plan = WorkPlan.objects.filter(slug__in=slugs, base__slug=part.base_slug or None).first()
    if plan is not None:
        part.revises, part.slug = True, plan.slug
        for name in ("title", "issuer", "document_number", "published", "source_url"):
            setattr(part, name, getattr(part, name) or getattr(plan, name))


def keep(received, by=None):
    """Store what was understood: a draft `Intake` with its plans; or the one that holds the same file
    already, taken out of the discarded ones if it was there. Gives (intake, whether it is new)."""
    with transaction.atomic():
        hold_others_back()  # two who bring in the same file at the same moment
        known = _known(received.sha256, by).select_for_update().first()
        if known is not None:
            if known.discarded is not None:
                take_back(known, by)
            return known, False
        intake = Intake.objects.create(
            name=received.name,
            data=received.data,
            size=len(received.data),
            sha256=received.sha256,
            pasted=received.pasted,
            source=as_json(received.source),
            characters=len(received.source.text),
            left=left(received.parsed),
            by=by,
        )
        for part in received.parts:
            part.intake = intake
        IntakePlan.objects.bulk_create(received.parts)
        note(intake, What.RECEIVED, by)
    return intake, True


def note(intake, what, by=None, *, slug="", reason="", said="", before=None):
    """Write down what was done with a document."""
    return IntakeEvent.objects.create(
        intake=intake, what=what, by=by, slug=slug, reason=reason, said=said, before=before
    )


def discard(intake, by=None, reason=""):
    """Put a draft aside; it stays and can be taken back. Raises ValueError when the site shows one of its
    plans or has taken it down."""
    if intake.is_public:
        raise ValueError("其中有已发布或已下架的方案，不能作废。请先撤销发布。")
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(discarded=timezone.now())
        note(intake, What.DISCARDED, by, reason=reason)


def take_back(intake, by=None):
    """A discarded document is a draft again."""
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(discarded=None)
        note(intake, What.KEPT, by)
