"""What publishing a draft would change on the site, and doing it: the same three-way merge as for the
committed fixtures (plans/loading), in one transaction with everything that is noted of it."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.intake import slugs
from plans.intake.inverse import inverse, state_of
from plans.intake.reading import parser_version, reading_of
from plans.intake.receiving import note
from plans.loading import Document, Keeper, LoadError, OutOfDate, hold_back_others, load, plan_changes
from plans.loading.changes import Action
from plans.loading.documents import Content
from plans.loading.schema import shapes
from plans.models import DemonstrationBase, IntakeEvent, IntakePlan, ShelvedPlan, WorkPlan
from plans.parsing.fixture import rows
from plans.shelving import shelf as shelving
from sbjd import corpus

_BASE = "plans.demonstrationbase"
State = IntakePlan.State
What = IntakeEvent.What


class PublishError(Exception):
    """A plan that cannot be published, taken down or put back; the message is a sentence for the user."""


@dataclass(slots=True)
class Preview:
    """What publishing would change. `fingerprint` names exactly these changes: who confirms them sends it
    back, and is shown the new ones if they are no longer the same."""

    part: IntakePlan
    changes: object
    is_new: bool
    fingerprint: str = field(default="")

    @property
    def unit(self):
        return self.changes.units[0]

    @property
    def brings_base(self):
        """True if the base comes with the plan."""
        return any(row.label == _BASE and row.action == Action.ADD for row in self.unit.rows)


def complaints(part):
    """What has to be put right before `part` can be published, as sentences."""
    found = []
    if part.intake.discarded is not None:
        found.append("这份文件已作废，请先取消作废。")
    if part.state in (State.SHELVED, State.LEFT_OUT, State.REPLACED):
        found.append(f"这份方案的状态是“{part.get_state_display()}”，不能发布。")
    if not part.confirmed or not (part.title and part.slug and part.base_slug):
        return [*found, "请先确认标题、示范基地和标识。"]
    wrong = slugs.complaint(part.slug, part.base_slug)
    if wrong:
        found.append(wrong)
    on_site = WorkPlan.objects.filter(slug=part.slug).select_related("base").first()
    if part.state == State.DRAFT and part.revises and on_site is None:
        found.append(f"要修订的方案 {part.slug} 已不在网站上，请重新确认信息。")
    elif part.state == State.DRAFT and not part.revises and on_site is not None:
        found.append(
            f"标识 {part.slug} 已由《{on_site.title}》使用。是修订就选“修订已有方案”，不是就换一个标识。"
        )
    if part.revises and on_site is not None and on_site.base.slug != part.base_slug:
        found.append(f"《{on_site.title}》属于{on_site.base.name}，与所填的示范基地不同。")
    if ShelvedPlan.objects.filter(slug=part.slug).exists():
        found.append(f"标识 {part.slug} 的方案已下架。请恢复那份方案，或换一个标识。")
    has_base = DemonstrationBase.objects.filter(slug=part.base_slug).exists()
    if not has_base and not (part.base_name and part.base_short_name):
        found.append("网站上还没有这个示范基地，请填写它的名称和简称。")
    return found


def document_of(part):
    """(Document, coming): the fixture objects of one plan, as the loader takes them, without the shared
    rows that the site has already; `coming` are the (label, key) of those that went down with another
    plan and come back with this one. Raises PublishError."""
    parsed, words = reading_of(part.intake)
    if part.position >= len(parsed.plans):
        raise PublishError("按现在的校读结果，文件里已没有这份方案。")
    plan = parsed.plans[part.position]
    try:
        made = rows(parsed, part.intake.name, part.intake.sha256, plan, words)
    except ValueError as error:
        raise PublishError(str(error)) from error
    _put_facts(made, part)
    made.insert(0, {"model": _BASE, "fields": _base_fields(part)})
    name = f"第{part.intake_id}号收录文件"
    try:
        content = Content.of(name, made)
    except LoadError as error:
        raise PublishError(str(error)) from error
    shared = {
        label: set(content.rows[label]) for label in content.rows if shapes()[label].is_shared
    }
    there = {(label, key) for label, keys in shared.items() for key in shapes()[label].pks(keys)}
    asked = {(label, key) for label, keys in shared.items() for key in keys} - there
    coming = shelving.shelved_shared(asked)
    known = there | coming
    made = [
        row
        for row in made
        if (row["model"], _key(row)) not in known
    ]
    return Document(name, objects=tuple(made)), frozenset(coming)


def _key(row):
    shape = shapes()[row["model"]]
    return shape.key_of(row["fields"]) if shape.is_shared else None


def _put_facts(made, part):
    """Write what people confirmed into the plan's row; what they left empty takes nothing away."""
    facts = {
        "base": [part.base_slug],
        "title": part.title,
        "issuer": part.issuer,
        "document_number": part.document_number,
        "published": part.published,
        "source_url": part.source_url,
    }
    plan = next(row for row in made if row["model"] == "plans.workplan")
    plan["fields"] |= {name: value for name, value in facts.items() if value}


def _base_fields(part):
    last = DemonstrationBase.objects.aggregate(last=Max("order"))["last"] or 0
    return {
        "slug": part.base_slug,
        "name": part.base_name,
        "short_name": part.base_short_name,
        "kind": part.base_kind,
        "batch": part.base_batch,
        "province": part.base_province,
        "city": part.base_city,
        "aliases": "",
        "order": last + 1,
    }


def preview(part):
    """What publishing `part` would change while every edit of a person stays, as a `Preview`; nothing is
    written. Raises PublishError."""
    wrong = complaints(part)
    if wrong:
        raise PublishError("\n".join(wrong))
    document, coming = document_of(part)
    is_new = not WorkPlan.objects.filter(slug=part.slug).exists()
    if is_new:
        _refuse_foreign_codes(document)
    try:
        changes = plan_changes([document], complete=False, keeper=Keeper.DESK, coming=coming)
    except LoadError as error:
        raise PublishError(str(error)) from error
    return Preview(part, changes, is_new, fingerprint(changes.units))


def fingerprint(units):
    """A name for exactly these changes, the same in every process."""
    said = []
    for unit in units:
        for row in unit.rows:
            what = sorted((row.fields or row.values or {}).items())
            said.append([row.label, list(row.key), row.action, what])
        for row in unit.kept:
            said.append([row.label, list(row.key), row.why, sorted(row.fields.items())])
    text = json.dumps(sorted(json.dumps(one, ensure_ascii=False) for one in said), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_foreign_codes(document):
    """A new plan has codes of its own; one that another plan has would be taken for that plan's row."""
    for label, shape in shapes().items():
        if not shape.is_shared and shape.model.natural_fields == ("code",):
            keys = [(row["fields"]["code"],) for row in document.objects if row["model"] == label]
            taken = shape.pks(keys)
            if taken:
                code = min(taken)[0]
                raise PublishError(f"{shape.name}的编码 {code} 已属于别的方案，请换一个方案标识。")


def publish(part, by=None, reason="", given_up=(), expected=""):
    """Publish a draft, or bring a published plan up to its present reading, in one transaction; gives the
    `IntakeEvent`. `given_up` are claims of people's edits that are to follow the text. With `expected`, the
    fingerprint of the `Preview` somebody was shown, it is done only if that still holds. Raises
    PublishError, or OutOfDate when it does not."""
    with transaction.atomic():
        hold_back_others()
        part = IntakePlan.objects.select_related("intake").select_for_update(of=("self",)).get(pk=part.pk)
        shown = preview(part)
        if expected and shown.fingerprint != expected:
            raise OutOfDate("网站上的内容在此期间有改动，下面是重新计算的变化，请再看一遍。")
        document, terms = shown.changes.documents[0], shown.changes.terms
        plan = WorkPlan.objects.filter(slug=part.slug).first()
        came = shelving.bring_back(terms.coming)
        before = state_of(part.slug) if plan else []
        try:
            own = {"keeper": Keeper.DESK, "given_up": frozenset(given_up)}
            units = list(load([document], write=True, complete=False, **own))
        except LoadError as error:
            raise PublishError(str(error)) from error
        if plan is not None and not any(unit.rows or unit.records for unit in units):
            raise PublishError("没有可更新的内容：网站上已经如此。")
        WorkPlan.objects.filter(slug=part.slug, added=None).update(added=timezone.localdate())
        event = _note_published(part, plan is None, by, reason, (units, came), before)
        corpus.settle()
    return event


def _note_published(part, is_new, by, reason, written, before):
    """`written` are the units that were loaded, and the shared rows that came back with the plan: taking
    it back takes both away again."""
    units, came = written
    replaced = IntakePlan.objects.filter(slug=part.slug, state=State.PUBLISHED).exclude(pk=part.pk)
    undo = inverse(part, before, added_shared(units) + came, list(replaced.values_list("pk", flat=True)))
    replaced.update(state=State.REPLACED)
    was_published = part.state == State.PUBLISHED
    part.state, part.parser = State.PUBLISHED, parser_version()
    part.rulings_number = part.intake.rulings_number
    part.save(update_fields=["state", "parser", "rulings_number"])
    what = What.PUBLISHED if is_new or not was_published else What.REVISED
    counts = {action: sum(unit.count(action) for unit in units) for action in Action}
    said = "，".join(f"{action}{count}条" for action, count in counts.items() if count)
    return note(part.intake, what, by, slug=part.slug, reason=reason, said=said, before=undo)


def added_shared(units):
    """[(label, key)] of shared rows that `units` add."""
    return [
        (row.label, row.key)
        for unit in units
        for row in unit.rows
        if row.action == Action.ADD and shapes()[row.label].is_shared
    ]


def take_down(slug, by=None, reason=""):
    """Take a plan off the site; gives its `ShelvedPlan`. Raises PublishError."""
    with transaction.atomic():
        try:
            shelf = shelving.shelve(slug, by, reason)
        except shelving.ShelvingError as error:
            raise PublishError(str(error)) from error
        _turn(slug, State.PUBLISHED, State.SHELVED, What.SHELVED, by, reason)
    return shelf


def put_back(shelf, by=None, reason=""):
    """Put a plan that was taken down back on the site. Raises PublishError."""
    with transaction.atomic():
        shelf = ShelvedPlan.objects.select_for_update().filter(pk=shelf.pk).first()
        if shelf is None:
            raise PublishError("这份方案已经恢复。")
        slug = shelf.slug
        try:
            shelving.restore(shelf)
        except shelving.ShelvingError as error:
            raise PublishError(str(error)) from error
        _turn(slug, State.SHELVED, State.PUBLISHED, What.RESTORED, by, reason)


def _turn(slug, state, to, what, by, reason):
    for part in IntakePlan.objects.filter(slug=slug, state=state).select_related("intake"):
        part.state = to
        part.save(update_fields=["state"])
        note(part.intake, what, by, slug=slug, reason=reason)


def is_behind(part):
    """True for a published plan that a better parser, or other rulings, would read anew."""
    return part.state == State.PUBLISHED and (
        part.parser != parser_version() or part.rulings_number != part.intake.rulings_number
    )
