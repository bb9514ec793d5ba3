"""The kept vocabularies: themes, policy instruments, metrics and organizations, with their words."""

from django.db import models

from measures.querysets import MetricQuerySet, OrganizationQuerySet, TermQuerySet
from plans.models import ByNaturalKey, NaturalKeyModel
from sbjd.addresses import address
from sbjd.desk.keeping import Kept


class Origin(models.TextChoices):
    """How a value came about."""

    RULE = "rule", "规则"
    CURATED = "curated", "人工校订"
    PERSON = "person", "人工编辑"


class VocabularyTerm(NaturalKeyModel):
    """A word of a kept vocabulary: its slug, its Chinese name and what it means."""

    slug = models.SlugField("标识", unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    definition = models.TextField("说明", blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    objects = ByNaturalKey.from_queryset(TermQuerySet)()
    natural_fields = ("slug",)

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self):
        return self.name


class Theme(VocabularyTerm):
    """A shelf on which an official looks for an entry."""

    history = Kept()

    class Meta(VocabularyTerm.Meta):
        verbose_name = verbose_name_plural = "主题"

    def get_absolute_url(self):
        return address("theme", self.slug)


class Instrument(VocabularyTerm):
    """A policy instrument of the supply, environment or demand side (Rothwell and Zegveld, 1985)."""

    class Side(models.TextChoices):
        SUPPLY = "supply", "供给型"
        ENVIRONMENT = "environment", "环境型"
        DEMAND = "demand", "需求型"

    side = models.CharField("类型", max_length=12, choices=Side, db_index=True)

    history = Kept()

    class Meta(VocabularyTerm.Meta):
        verbose_name = verbose_name_plural = "政策工具"

    def get_absolute_url(self):
        return address("instrument", self.slug)


class SignalWord(NaturalKeyModel):
    """A word that speaks for a theme or an instrument when it stands in an entry."""

    word = models.CharField("词", max_length=60)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2, default=1)

    objects = ByNaturalKey()

    class Meta:
        abstract = True

    def __str__(self):
        return self.word


class ThemeWord(SignalWord):
    """A word that speaks for a theme."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="words", verbose_name="主题")
    history = Kept(of=("theme",), called=("word",))
    natural_fields = ("theme__slug", "word")

    class Meta:
        verbose_name = verbose_name_plural = "主题词"
        constraints = [models.UniqueConstraint(fields=["theme", "word"], name="theme_word_once")]


class InstrumentWord(SignalWord):
    """A word that speaks for a policy instrument."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="words", verbose_name="政策工具")
    history = Kept(of=("instrument",), called=("word",))
    natural_fields = ("instrument__slug", "word")

    class Meta:
        verbose_name = verbose_name_plural = "工具词"
        constraints = [models.UniqueConstraint(fields=["instrument", "word"], name="instrument_word_once")]


class Metric(VocabularyTerm):
    """What quantities measure, shared by bases only where the definition is the same.

    `patterns` holds the wordings of the text that mean this metric, one regular expression a line."""

    name = models.CharField("名称", max_length=100, unique=True)
    unit = models.CharField("基本单位", max_length=20, blank=True)
    patterns = models.TextField("原文用语", blank=True, help_text="每行一个")

    objects = ByNaturalKey.from_queryset(MetricQuerySet)()
    history = Kept()

    class Meta(VocabularyTerm.Meta):
        verbose_name = verbose_name_plural = "指标"
        permissions = [("merge_metric", "可以合并指标")]

    def get_absolute_url(self):
        return address("metric", self.slug)


class Organization(NaturalKeyModel):
    """A company, university, institute, agency or association that a passage names."""

    slug = models.CharField("标识", max_length=100, unique=True)
    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("类型", max_length=20, blank=True, db_index=True)
    aliases = models.CharField("其他名称", max_length=300, blank=True, help_text="用顿号分隔")

    objects = ByNaturalKey.from_queryset(OrganizationQuerySet)()
    history = Kept()
    natural_fields = ("name",)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        permissions = [("merge_organization", "可以合并机构")]
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("organization", self.slug)
