"""Two bases with a row of everything the desk shows, drafts, a plan taken down and a deleted row of each,
and people of every group; one is limited to 南山. What belongs to 海淀 says so: `HIDDEN` stands in it."""

from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from measures.groups import EDITOR, MANAGER, REVIEWER, set_up_groups
from measures.models import Entry, InstrumentWord, SynonymGroup, ThemeWord
from plans.models import EditorScope, Erratum, Intake, IntakeEvent, IntakePlan, LoadedRecord, ShelvedPlan
from sbjd.desk.changes import change, rows_of
from sbjd.desk.models import Change
from tests.measures.factory import (
    make_instrument,
    make_measure,
    make_organization,
    make_programme,
    make_project,
    make_quantity,
    make_responsibility,
    make_task,
    make_theme,
)

HIDDEN = "外人勿看"
STRANGER, LIMITED, LIMITED_REVIEWER = "不在组中", "限南山的编辑员", "限南山的审核员"
OWN, OTHER = "nanshan", "haidian"


def rows_of_base(base, word):
    """{"app.model": row} with a row of everything that belongs to a base; `word` stands in its texts."""
    entry = make_measure(
        f"加大财税支持{word}", f"给予企业补贴{word}。", base=base, theme="ip", instrument="funding",
        organization="深圳大学", items=(f"给予企业补贴{word}",),
    )  # fmt: skip
    plan = entry.plan
    target, baseline, support = (
        make_quantity(7, kind=kind, base=base, metric_text=f"企业{word}")
        for kind in ("target", "baseline", "support")
    )
    erratum = Erratum.objects.create(
        code=f"{base}-e-1", plan=plan, section=entry.section, kind="splice", note=f"有误{word}",
        quote="给予", line=entry.line, start=entry.body_start, end=entry.body_start + 2,
    )  # fmt: skip
    intake = make_draft(base, word)
    return {
        "plans.demonstrationbase": plan.base,
        "plans.workplan": plan,
        "plans.section": entry.section,
        "plans.erratum": erratum,
        "plans.intake": intake,
        "plans.shelvedplan": make_shelf(base, word),
        "plans.loadedrecord": LoadedRecord.objects.create(
            plan=base, model="measures.entry", key=entry.code, values={"title": word}
        ),
        "measures.entry": entry,
        "measures.measure": entry,
        "measures.project": make_project(f"建设孵化器{word}", base=base),
        "measures.measureitem": entry.items.get(),
        "measures.entrytheme": entry.theme_links.get(),
        "measures.entryinstrument": entry.instrument_links.get(),
        "measures.responsibility": make_responsibility(entry, "市科技局"),
        "measures.organizationmention": entry.organization_mentions.get(),
        "measures.quantity": target,
        "measures.target": target,
        "measures.baseline": baseline,
        "measures.supportstandard": support,
        "measures.quantitymention": target.mentions.get(),
        "measures.task": make_task(base, title=f"任务{word}"),
        "measures.programme": make_programme(base, title=f"工程{word}"),
    }


def shared_rows():
    """The same of what all bases share."""
    theme, instrument = make_theme("ip"), make_instrument("funding")
    return {
        "measures.theme": theme,
        "measures.instrument": instrument,
        "measures.themeword": ThemeWord.objects.create(theme=theme, word="质押", weight=3),
        "measures.instrumentword": InstrumentWord.objects.create(
            instrument=instrument, word="资金", weight=3
        ),
        "measures.synonymgroup": SynonymGroup.objects.create(name="双创", words="创新创业"),
        "measures.metric": make_quantity(3, base=OWN).metric,
        "measures.organization": make_organization("市财政局"),
    }


def make_draft(base, word):
    """A document with a confirmed draft for the base, and what was done with it."""
    text = f"{word}方案\n一、主要任务\n(一)优化环境\n举措1:加大支持\n给予补贴。\n"
    lines = [[0, len(text), 1]]
    intake = Intake.objects.create(
        name=f"{word}{base}.txt", data=text.encode(), size=9, sha256=base, characters=len(text),
        source={"text": text, "name": "方案.txt", "format": "text", "notices": [], "lines": lines},
    )  # fmt: skip
    IntakePlan.objects.create(
        intake=intake, position=0, confirmed=True, slug=f"{base}-2018", base_slug=base, title=f"{word}方案"
    )
    IntakeEvent.objects.create(intake=intake, what="received", slug=f"{base}-2018", said=word)
    return intake


def make_shelf(base, word):
    """A plan of the base that was taken down."""
    return ShelvedPlan.objects.create(
        slug=f"{base}-2016", title=f"{word}旧方案", base_slug=base, base_name=base, counts={}, reason=word,
        rows={"tables": [], "outside": {}},
    )  # fmt: skip


def edit_and_delete(base, word, user):
    """Edit one measure of the base and delete another; gives the key of the deleted one."""
    entry = make_measure(f"将删除{word}", base=base)
    pk = entry.pk
    with change(user, f"核对{word}", subject=entry) as kept:
        kept.watch(rows_of(entry))
        Entry.objects.filter(pk=pk).update(title=f"改后删除{word}")
    with change(user, f"重复{word}", Change.Action.DELETE, entry) as kept:
        kept.watch(rows_of(entry))
        entry.delete()
    return pk


def person(name, group="", base=None, **values):
    """Somebody at the desk."""
    user = get_user_model().objects.create_user(name, is_staff=True, **values)
    if group:
        user.groups.add(Group.objects.get(name=group))
    if base is not None:
        EditorScope.objects.create(user=user).bases.add(base)
    return user


def make_world():
    """The world: `own` and `other` {"app.model": row}, `people` {who: user}, `gone` {base: key of a deleted
    measure}."""
    set_up_groups()
    chief = get_user_model().objects.create_superuser("chief")
    shared = shared_rows()
    own = shared | rows_of_base(OWN, "")
    other = rows_of_base(OTHER, HIDDEN)
    base = own["plans.workplan"].base
    people = {
        STRANGER: person("stranger"),
        **{group: person(f"of-{group}", group) for group in (EDITOR, REVIEWER, MANAGER)},
        LIMITED: person("limited", EDITOR, base),
        LIMITED_REVIEWER: person("limited-reviewer", REVIEWER, base),
    }
    gone = {slug: edit_and_delete(slug, word, chief) for slug, word in ((OWN, ""), (OTHER, HIDDEN))}
    own |= {
        "auth.user": people[EDITOR],
        "auth.group": Group.objects.get(name=EDITOR),
        "desk.change": Change.objects.first(),
    }
    return SimpleNamespace(own=own, other=other, people=people, gone=gone, chief=chief)
