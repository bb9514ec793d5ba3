"""Tasks, measures, programmes and projects with their items, themes, instruments and responsibilities.

A measure and a project are one kind of row, `Entry`, because every list, filter, theme and quantity
treats them alike; `Measure` and `Project` are its two faces.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from measures.models.vocabulary import Instrument, Organization, Origin, Theme
from measures.querysets import EntryQuerySet, OfKindManager, OutlineQuerySet
from plans.models import ByNaturalKey, NaturalKeyModel, Section, WorkPlan
from plans.parsing.keys import responsibility_code
from sbjd.addresses import address
from sbjd.desk.keeping import Kept


class PlacedEntity(NaturalKeyModel):
    """Something printed in a plan under a code of its own. `text` is the source's text[start:end]."""

    code = models.CharField("编码", max_length=60, unique=True)
    number = models.CharField("编号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, verbose_name="工作方案")
    section = models.ForeignKey(Section, models.CASCADE, verbose_name="章节")
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    rule = models.CharField("识别规则", max_length=60, blank=True)

    objects = ByNaturalKey.from_queryset(OutlineQuerySet)()
    plan_paths = ("plan__slug",)

    class Meta:
        abstract = True
        ordering = ["plan__base__order", "plan", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="%(class)s_end_after_start"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class Task(PlacedEntity):
    """A heading of level (一) in the chapter of main tasks."""

    history = Kept()

    class Meta(PlacedEntity.Meta):
        verbose_name = verbose_name_plural = "主要任务"
        default_related_name = "tasks"

    def get_absolute_url(self):
        return address("task", self.code)


class Programme(PlacedEntity):
    """A heading of level (一) in the chapter of key programmes."""

    history = Kept()

    class Meta(PlacedEntity.Meta):
        verbose_name = verbose_name_plural = "重点工程"
        default_related_name = "programmes"

    def get_absolute_url(self):
        return address("programme", self.code)


class Entry(PlacedEntity):
    """A measure or a project. Only a measure has a task, only a project a programme; either may be
    missing (a chapter of policy measures; a chapter without programmes). `reviewed_at` says when a person
    found everything about it right; no fixture holds it, so no load touches it."""

    class Kind(models.TextChoices):
        MEASURE = "measure", "举措"
        PROJECT = "project", "项目"

    kind = models.CharField("类型", max_length=8, choices=Kind)
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, verbose_name="主要任务")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, verbose_name="重点工程")
    text = models.TextField("原文")
    body_start = models.PositiveIntegerField("正文起点")
    reviewed_at = models.DateTimeField("审阅时间", null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="审阅人",
    )
    themes = models.ManyToManyField(Theme, through="EntryTheme", verbose_name="主题")
    instruments = models.ManyToManyField(Instrument, through="EntryInstrument", verbose_name="政策工具")
    organizations = models.ManyToManyField(Organization, through="OrganizationMention", verbose_name="机构")

    objects = ByNaturalKey.from_queryset(EntryQuerySet)()
    history = Kept(quiet=("reviewed_at", "reviewed_by"))

    class Meta(PlacedEntity.Meta):
        verbose_name = verbose_name_plural = "举措与项目"
        default_related_name = "entries"
        constraints = [
            *PlacedEntity.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="measure", programme=None) | Q(kind="project", task=None),
                name="entry_parent_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(body_start__gte=F("start"), body_start__lte=F("end")),
                name="entry_body_inside",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "start"], name="entry_in_plan_order"),
            models.Index(fields=["kind", "plan", "start"], name="entry_by_kind"),
        ]

    def get_absolute_url(self):
        return address(self.kind, self.code)

    @property
    def body(self):
        """The text without its heading."""
        return self.text[self.body_start - self.start :].strip("\r\n")


class Measure(Entry):
    """One concrete thing a base will do."""

    objects = OfKindManager.from_queryset(EntryQuerySet)("measure")

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "举措"


class Project(Entry):
    """A numbered entry under a programme."""

    objects = OfKindManager.from_queryset(EntryQuerySet)("project")

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "项目"


class MeasureItem(NaturalKeyModel):
    """A numbered or run-in part of a measure or project."""

    code = models.CharField("编码", max_length=60, unique=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="items", verbose_name="举措或项目")
    label = models.CharField("编号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    text = models.TextField("原文")
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    rule = models.CharField("识别规则", max_length=60, blank=True)

    objects = ByNaturalKey()
    history = Kept(of=("entry",), called=("title", "text"), silent=("code", "line", "start", "end"))
    plan_paths = ("entry__plan__slug",)

    class Meta:
        verbose_name = verbose_name_plural = "分项"
        ordering = ["entry", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="item_end_after_start"),
        ]

    def __str__(self):
        # The text begins with the label, a title does not.
        return f"{self.code} {self.label}{self.title}" if self.title else f"{self.code} {self.text[:20]}"

    def get_absolute_url(self):
        return f"{self.entry.get_absolute_url()}#{self.code}"


RANKS = {1: "首要", 2: "第二", 3: "第三"}
_BEHIND_A_CHOICE = ("origin", "words", "reason", "score")


class Classification(NaturalKeyModel):
    """A theme or an instrument of an entry: rank 1 is the primary one, 2 and 3 the others.
    `words` made the rule fire, `score` is what they weigh together (none where a person decided); `reason`
    says why a person decided otherwise."""

    rank = models.PositiveSmallIntegerField("次序", default=1)
    origin = models.CharField("依据", max_length=8, choices=Origin, default=Origin.PERSON)
    words = models.CharField("触发词", max_length=300, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    score = models.DecimalField(
        "分量", max_digits=8, decimal_places=2, null=True, blank=True, editable=False
    )

    objects = ByNaturalKey()

    class Meta:
        abstract = True
        ordering = ["rank"]


class EntryTheme(Classification):
    """A theme of an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="theme_links", verbose_name="举措或项目")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="entry_links", verbose_name="主题")
    history = Kept(("entry",), ("theme",), "主题", _BEHIND_A_CHOICE, spelled={"rank": RANKS})
    natural_fields = ("entry__code", "theme__slug")
    plan_paths = ("entry__plan__slug",)
    group_fields = ("entry",)

    class Meta(Classification.Meta):
        verbose_name = verbose_name_plural = "举措的主题"
        constraints = [
            models.UniqueConstraint(fields=["entry", "theme"], name="entry_theme_once"),
            models.UniqueConstraint(fields=["entry", "rank"], name="entry_theme_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="entry_theme_rank"),
        ]

    def __str__(self):
        return f"{self.entry.code} {self.theme}"


class EntryInstrument(Classification):
    """A policy instrument of an entry."""

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="instrument_links", verbose_name="举措或项目"
    )
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="entry_links", verbose_name="政策工具"
    )
    history = Kept(("entry",), ("instrument",), "政策工具", _BEHIND_A_CHOICE, spelled={"rank": RANKS})
    natural_fields = ("entry__code", "instrument__slug")
    plan_paths = ("entry__plan__slug",)
    group_fields = ("entry",)

    class Meta(Classification.Meta):
        verbose_name = verbose_name_plural = "举措的政策工具"
        constraints = [
            models.UniqueConstraint(fields=["entry", "instrument"], name="entry_instrument_once"),
            models.UniqueConstraint(fields=["entry", "rank"], name="entry_instrument_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="entry_instrument_rank"),
        ]

    def __str__(self):
        return f"{self.entry.code} {self.instrument}"


class Responsibility(NaturalKeyModel):
    """An organization as lead or cooperating party of an entry or a task (责任单位, 配合单位)."""

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        COOPERATING = "cooperating", "配合"

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="responsibilities", verbose_name="机构"
    )
    entry = models.ForeignKey(
        Entry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name="举措或项目",
    )
    task = models.ForeignKey(
        Task,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name="主要任务",
    )
    role = models.CharField("职责", max_length=12, choices=Role, default=Role.LEAD)

    code = models.CharField("编码", max_length=200, unique=True, blank=True, editable=False)

    objects = ByNaturalKey()
    history = Kept(of=("entry", "task"), called=("organization",), titled="责任单位", silent=("code",))
    plan_paths = ("entry__plan__slug", "task__plan__slug")
    group_fields = ("entry", "task")

    class Meta:
        verbose_name = verbose_name_plural = "责任分工"
        ordering = ["role", "organization__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, task__isnull=False) | Q(entry__isnull=False, task=None),
                name="responsibility_of_entry_or_task",
            ),
        ]

    def __str__(self):
        return f"{self.organization}（{self.get_role_display()}）"

    @staticmethod
    def code_of(values):
        """The code of a responsibility with these values, as fixtures hold them."""
        owner = values.get("entry") or values.get("task")
        return responsibility_code(owner[0], values["role"], values["organization"][0])

    def save(self, **options):
        """Save; a row a person adds gets its code from what it links."""
        owner = self.entry or self.task
        self.code = self.code or responsibility_code(owner.code, self.role, self.organization.name)
        super().save(**options)
