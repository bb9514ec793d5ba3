"""What was printed: demonstration bases, their work plans, the outline and the defects of the text.

Offsets are characters into the source file as received (`WorkPlan.source_name`); a plan's sections,
joined in order, are the plan's text. Names follow the vocabulary of the domain.
"""

from django.db import models
from django.db.models import F, Q

from plans.batches import batch_name
from plans.bench.models import BenchStep
from plans.intake.models import Intake, IntakeEvent, IntakePlan, TextSketch
from plans.merging.models import FormerKey, MergedRow
from plans.querysets import SectionQuerySet, WorkPlanQuerySet
from plans.scopes import EditorScope
from plans.shelving.models import ShelvedPlan, ShelvedRow
from sbjd.addresses import address
from sbjd.desk.keeping import Kept

__all__ = [
    "BenchStep",
    "ByNaturalKey",
    "DemonstrationBase",
    "EditorScope",
    "Erratum",
    "FormerKey",
    "Intake",
    "IntakeEvent",
    "IntakePlan",
    "LoadedRecord",
    "MergedRow",
    "NaturalKeyModel",
    "Section",
    "ShelvedPlan",
    "ShelvedRow",
    "TextSketch",
    "WorkPlan",
]

class ByNaturalKey(models.Manager):
    """Finds a row by the fields its model names in `natural_fields`; fixtures refer to rows this way."""

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A row that fixtures know by printed codes, never by a database number.

    What a load needs to know of a model stands here: `natural_fields` find a row; `plan_paths` lead to
    the slug of the plan a row belongs to (none: all plans share it); rows that have the same
    `group_fields` (the first that is set) are merged as one group; `code_of` makes the code of a row that
    says nothing but what the row links, from its values as fixtures hold them.
    """

    natural_fields = ("code",)
    plan_paths = ()
    group_fields = ()
    code_of = None

    class Meta:
        abstract = True

    def natural_key(self):
        key = []
        for name in self.natural_fields:
            value = self
            for part in name.split("__"):
                value = getattr(value, part)
            key.append(value)
        return tuple(key)


class DemonstrationBase(NaturalKeyModel):
    """A region, university or institute, or enterprise named as a 双创示范基地."""

    class Kind(models.TextChoices):
        REGION = "region", "区域"
        ACADEMIC = "academic", "高校和科研院所"
        ENTERPRISE = "enterprise", "企业"

    slug = models.SlugField("标识", unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=30)
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.REGION, db_index=True)
    batch = models.PositiveSmallIntegerField("批次", null=True, blank=True, db_index=True)
    province = models.CharField("省份", max_length=30, blank=True, db_index=True)
    city = models.CharField("城市", max_length=30, blank=True)
    aliases = models.CharField("其他名称", max_length=300, blank=True, help_text="用顿号分隔")
    order = models.PositiveIntegerField("排序", default=0)

    objects = ByNaturalKey()
    history = Kept()
    natural_fields = ("slug",)

    class Meta:
        verbose_name = verbose_name_plural = "示范基地"
        ordering = ["order", "slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("base", self.slug)

    @property
    def batch_name(self):
        """第一批, 第二批 …; "" when the source does not say."""
        return batch_name(self.batch)


class WorkPlan(NaturalKeyModel):
    """One published work plan of one base."""

    slug = models.SlugField("标识", unique=True)
    base = models.ForeignKey(
        DemonstrationBase, models.PROTECT, related_name="plans", verbose_name="示范基地"
    )
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    document_number = models.CharField("发文字号", max_length=100, blank=True)
    published = models.CharField("发布日期", max_length=30, blank=True, help_text="照原文填写")
    source_name = models.CharField("来源文件", max_length=200)
    source_sha256 = models.CharField("来源文件校验值", max_length=64, blank=True)
    source_url = models.URLField("来源网址", blank=True)
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")
    first_line = models.PositiveIntegerField("首行")
    added = models.DateField("收录日期", null=True, blank=True)

    objects = ByNaturalKey.from_queryset(WorkPlanQuerySet)()
    history = Kept()
    natural_fields = ("slug",)
    plan_paths = ("slug",)

    class Meta:
        verbose_name = verbose_name_plural = "工作方案"
        ordering = ["base__order", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="workplan_end_after_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("plan", self.slug)


class Section(NaturalKeyModel):
    """One node of a plan's outline. `text` is what stands from its heading to the next section's,
    as printed; `key` is its path of printed numbers, so links outlive a new parse."""

    class Kind(models.TextChoices):
        ROOT = "root", "题名与引言"
        HEADING = "heading", "章节"
        STRAY = "stray", "残文"

    class Role(models.TextChoices):
        FOUNDATION = "foundation", "基础条件"
        APPROACH = "approach", "总体思路"
        TASKS = "tasks", "主要任务"
        POLICY = "policy", "政策举措"
        PROGRAMMES = "programmes", "重点工程"
        SAFEGUARDS = "safeguards", "保障措施"
        ANNEX = "annex", "附件"
        OTHER = "", "其他"

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="sections", verbose_name="工作方案")
    key = models.CharField("节号", max_length=60)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级章节"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.HEADING)
    role = models.CharField("作用", max_length=12, choices=Role, blank=True, db_index=True)
    level = models.PositiveSmallIntegerField("层级")
    label = models.CharField("编号", max_length=30, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    run_in = models.BooleanField("段首标题", default=False)
    text = models.TextField("原文")
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField("起点")
    heading_end = models.PositiveIntegerField("标题终点")
    end = models.PositiveIntegerField("终点")
    rule = models.CharField("识别规则", max_length=60, blank=True)

    objects = ByNaturalKey.from_queryset(SectionQuerySet)()
    history = Kept()
    natural_fields = ("plan__slug", "key")
    plan_paths = ("plan__slug",)

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        ordering = ["plan__base__order", "plan", "start"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="section_key_once_in_plan"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="section_end_after_start"),
            models.CheckConstraint(
                condition=Q(heading_end__gte=F("start"), heading_end__lte=F("end")),
                name="section_heading_inside",
            ),
        ]
        indexes = [models.Index(fields=["plan", "start"], name="section_in_plan_order")]

    def __str__(self):
        return f"{self.label}{self.title}" or self.get_kind_display()

    def get_absolute_url(self):
        return address("section", self.plan.slug, self.key)

    @property
    def anchor(self):
        """The id of the section on the plan's page."""
        return f"s-{self.key}"


class Erratum(NaturalKeyModel):
    """A defect of the source text, kept visible at its place. `quote` is text[start:end] as printed."""

    code = models.CharField("编码", max_length=60, unique=True)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="errata", verbose_name="工作方案")
    section = models.ForeignKey(Section, models.CASCADE, related_name="errata", verbose_name="章节")
    kind = models.CharField("类型", max_length=40, db_index=True)
    note = models.TextField("说明")
    quote = models.TextField("原文", blank=True)
    line = models.PositiveIntegerField("行号")
    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("终点")

    objects = ByNaturalKey()
    history = Kept(of=("plan",), called=("note",), silent=("line", "start", "end"))
    plan_paths = ("plan__slug",)

    class Meta:
        verbose_name = verbose_name_plural = "校勘"
        ordering = ["plan__base__order", "plan", "start", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="erratum_end_after_start"),
        ]

    def __str__(self):
        return f"{self.code} {self.note[:40]}"

    def get_absolute_url(self):
        return address("erratum", self.code)


class LoadedRecord(models.Model):
    """What a load last wrote for one row: the memory that lets the next load tell a person's edit
    (the row differs from this) from a newer text (the fixture differs from this). `plan` is the slug of
    the plan the row belongs to, "" for a row that all plans share; `keeper` brought it in, and nobody
    else takes it away."""

    class Keeper(models.TextChoices):
        FIXTURES = "fixtures", "随软件提供"
        DESK = "desk", "后台收录"

    plan = models.CharField("所属方案", max_length=50, blank=True, db_index=True)
    keeper = models.CharField("来历", max_length=8, choices=Keeper, default=Keeper.FIXTURES)
    model = models.CharField("模型", max_length=60)
    key = models.CharField("自然键", max_length=255)
    values = models.JSONField("载入值")

    class Meta:
        verbose_name = verbose_name_plural = "载入记录"
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="loaded_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
