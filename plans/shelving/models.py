"""Plans that were taken off the site."""

from django.conf import settings
from django.db import models


class ShelvedPlan(models.Model):
    """All rows of one plan as they stood when it was taken down (see snapshot.py for the form)."""

    slug = models.SlugField("标识", unique=True)
    title = models.CharField("标题", max_length=200)
    base_slug = models.SlugField("示范基地标识")
    base_name = models.CharField("示范基地", max_length=100)
    rows = models.JSONField("内容", default=list)
    counts = models.JSONField("数量", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经手人"
    )
    at = models.DateTimeField("下架时间", auto_now_add=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已下架方案"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.title


class ShelvedRow(models.Model):
    """A row that plans share (a base, an organization) and that went down with the last plan that
    needed it; `key` is its natural key as records hold it."""

    shelf = models.ForeignKey(ShelvedPlan, models.CASCADE, related_name="shared_rows", verbose_name="方案")
    model = models.CharField("模型", max_length=60)
    key = models.CharField("自然键", max_length=255)

    class Meta:
        verbose_name = verbose_name_plural = "随方案下架的共用数据"
        indexes = [models.Index(fields=["model", "key"], name="shelved_row_by_key")]

    def __str__(self):
        return f"{self.model} {self.key}"
