"""What is remembered of rows that were merged into others, or renamed."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class MergedRow(models.Model):
    """A row that is gone because it was the same as another one.

    `number`, `key` (as records hold it), `slug` and `name` are what it was known by; `into` is the database
    number of the row that stays, which may since have gone the same way. `values` is the row as fixtures
    would write it, `taken` what the other took over of it, {field: [texts]}. `beside` are rows that keep no
    history of their own, as [label, number, before or null, after or null]: all others the undo reads
    from the histories of the change.
    """

    change = models.ForeignKey("desk.Change", models.PROTECT, related_name="+", verbose_name="修改")
    model = models.CharField("模型", max_length=60)
    number = models.BigIntegerField("主键")
    key = models.CharField("自然键", max_length=255)
    slug = models.CharField("标识", max_length=100, blank=True)
    name = models.CharField("名称", max_length=200)
    into = models.BigIntegerField("并入")
    values = models.JSONField("原有内容", default=dict)
    taken = models.JSONField("由保留者接收", default=dict)
    beside = models.JSONField("随同改动", default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "已合并"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["model", "number"], name="merged_once")]
        indexes = [
            models.Index(fields=["model", "slug"], name="merged_by_slug"),
            models.Index(fields=["model", "into"], name="merged_by_into"),
        ]

    def __str__(self):
        return self.name


class FormerKey(models.Model):
    """The natural key (`key`, as records hold it) that the row of `model` with this database number had
    before somebody renamed it."""

    model = models.CharField("模型", max_length=60)
    key = models.CharField("自然键", max_length=255)
    number = models.BigIntegerField("主键")

    class Meta:
        verbose_name = verbose_name_plural = "曾用名"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="formerly_called_once")]

    def __str__(self):
        return self.key
