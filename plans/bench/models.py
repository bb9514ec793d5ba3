"""Who ruled what and when."""

from django.conf import settings
from django.db import models


def _person(**options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", **options
    )


class BenchStep(models.Model):
    """One ruling as it was made on the bench. `number` is the `rulings_number` of the intake that it
    raised, `undone_number` that of its taking back, null while it counts; `start` is where it stands in
    the intake's text, which never changes; `said` what it says in words."""

    intake = models.ForeignKey(
        "plans.Intake", models.CASCADE, related_name="bench_steps", verbose_name="收录文件"
    )
    number = models.PositiveIntegerField("版次")
    start = models.PositiveIntegerField("位置")
    ruling = models.JSONField("裁定")
    said = models.CharField("说明", max_length=300)
    by = _person(verbose_name="裁定人")
    at = models.DateTimeField("时间", auto_now_add=True)
    undone_number = models.PositiveIntegerField("撤销版次", null=True, blank=True)
    undone_by = _person(verbose_name="撤销人")

    class Meta:
        verbose_name = verbose_name_plural = "复核裁定"
        ordering = ["intake", "number", "pk"]

    def __str__(self):
        return self.said
