"""A document brought in, the plans it holds, and what was done with it."""

from django.conf import settings
from django.db import models
from django.urls import reverse


def _person(**options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", **options
    )


class IntakeQuerySet(models.QuerySet):
    """Documents brought in."""

    def light(self):
        """Without the file and its text, for lists."""
        return self.defer("data", "source", "rulings")


class Intake(models.Model):
    """A file or pasted text as it was received. `source` is what the format's reader made of it when it
    came in, `rulings` what people decided about its paragraphs (values of plans.parsing.rulings);
    `left` counts what is still to be looked at."""

    name = models.CharField("文件名", max_length=200)
    data = models.BinaryField("文件")
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64, db_index=True)
    pasted = models.BooleanField("粘贴的文字", default=False)
    source = models.JSONField("读出的文字")
    characters = models.PositiveIntegerField("字数", default=0)
    rulings = models.JSONField("裁定", default=list, blank=True)
    rulings_number = models.PositiveIntegerField("裁定版次", default=0)
    left = models.JSONField("待办", default=dict, blank=True)
    by = _person(verbose_name="收录人")
    at = models.DateTimeField("收录时间", auto_now_add=True)
    discarded = models.DateTimeField("作废时间", null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "收录文件"
        ordering = ["-at", "-pk"]
        # Not once for all: who may not see another's document must not learn of it by bringing in the same.
        constraints = [models.UniqueConstraint(fields=["sha256", "by"], name="intake_once_for_each_person")]
        permissions = [
            ("publish_intake", "可以发布、下架和恢复方案"),
            ("undo_intake", "可以撤销一次发布"),
        ]

    def __str__(self):
        return f"第{self.pk}号 {self.name}"

    def desk_url(self, page="change"):
        """The address of one of its pages at the desk: change, changes, bench, …"""
        return reverse(f"admin:plans_intake_{page}", args=[self.pk])

    @property
    def is_public(self):
        """True if the site shows one of its plans, or one was taken down and may come back."""
        return self.parts.filter(state__in=(IntakePlan.State.PUBLISHED, IntakePlan.State.SHELVED)).exists()

    @property
    def left_total(self):
        """How many things are still to be looked at."""
        return sum(self.left.values())


class IntakePlan(models.Model):
    """One plan in a document: what people say it is, and whether the site shows it.

    A published plan stands under `slug`, which begins all its codes. The base is one the site has
    (`base_slug` is its slug, and the other base fields say nothing) or one that comes with the plan."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        SHELVED = "shelved", "已下架"
        REPLACED = "replaced", "已由修订取代"
        LEFT_OUT = "left_out", "不收录"

    class Kind(models.TextChoices):
        REGION = "region", "区域"
        ACADEMIC = "academic", "高校和科研院所"
        ENTERPRISE = "enterprise", "企业"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="parts", verbose_name="收录文件")
    position = models.PositiveSmallIntegerField("序号")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, db_index=True)
    confirmed = models.BooleanField("已确认", default=False)
    revises = models.BooleanField("修订已有方案", default=False)

    slug = models.SlugField("方案标识", blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    document_number = models.CharField("发文字号", max_length=100, blank=True)
    published = models.CharField("发布日期", max_length=30, blank=True, help_text="照原文填写")
    source_url = models.URLField("来源网址", blank=True)

    base_slug = models.SlugField("示范基地标识", blank=True)
    base_name = models.CharField("示范基地名称", max_length=100, blank=True)
    base_short_name = models.CharField("简称", max_length=30, blank=True)
    base_kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.REGION)
    base_batch = models.PositiveSmallIntegerField("批次", null=True, blank=True)
    base_province = models.CharField("省份", max_length=30, blank=True)
    base_city = models.CharField("城市", max_length=30, blank=True)

    sketch = models.BinaryField("文本特征", default=b"")
    parser = models.CharField("发布时的解析程序", max_length=64, blank=True)
    rulings_number = models.PositiveIntegerField("发布时的裁定版次", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "收录文件中的方案"
        ordering = ["intake", "position"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "position"], name="intake_plan_position_once"),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(state__in=("published", "shelved")),
                name="intake_plan_on_the_site_once",
            ),
        ]

    def __str__(self):
        return self.title or f"（未命名的方案{self.position}）"


class IntakeEvent(models.Model):
    """Something that was done with a document: who, when, why. `before` is what an undo puts back (see
    undoing.py), null for what is not undone that way or has been."""

    class What(models.TextChoices):
        RECEIVED = "received", "收录"
        CONFIRMED = "confirmed", "确认信息"
        PUBLISHED = "published", "发布"
        REVISED = "revised", "更新"
        SHELVED = "shelved", "下架"
        RESTORED = "restored", "恢复上架"
        UNDONE = "undone", "撤销"
        DISCARDED = "discarded", "作废"
        KEPT = "kept", "取消作废"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="events", verbose_name="收录文件")
    what = models.CharField("事项", max_length=10, choices=What)
    slug = models.SlugField("方案", blank=True)
    by = _person(verbose_name="经手人")
    at = models.DateTimeField("时间", auto_now_add=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    said = models.TextField("说明", blank=True)
    before = models.JSONField("撤销所需", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收录经过"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_what_display()} {self.slug}"


class TextSketch(models.Model):
    """What stays of a published plan's text to recognise nearly the same one by (likeness.py);
    `version` says of which text it was made."""

    slug = models.SlugField("方案", unique=True)
    version = models.CharField("文本版本", max_length=100)
    sketch = models.BinaryField("特征")

    class Meta:
        verbose_name = verbose_name_plural = "文本特征"

    def __str__(self):
        return self.slug
