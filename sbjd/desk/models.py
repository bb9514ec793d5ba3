"""What the desk remembers of every change: who, when, what about, why. What it did to each row stands in
the rows' own histories (see keeping.py)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sbjd.desk.keeping import LONGEST_REASON


class Change(models.Model):
    """One change that a person made: a form saved, rows changed together, a version put back. `label` and
    `object_id` say which row it was about, `what` how it was called; a change of many rows has no
    `object_id`."""

    class Action(models.TextChoices):
        ADD = "add", "新增"
        EDIT = "edit", "修改"
        DELETE = "delete", "删除"
        RESTORE = "restore", "恢复"
        BULK = "bulk", "批量修改"
        REVIEW = "review", "审阅"
        MERGE = "merge", "合并"
        IMPORT = "import", "导入"
        RECODE = "recode", "改归类"

    when = models.DateTimeField("时间", default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="用户"
    )
    name = models.CharField("姓名", max_length=150, help_text="用户删除后仍保留")
    action = models.CharField("操作", max_length=8, choices=Action)
    label = models.CharField("模型", max_length=60)
    object_id = models.CharField("主键", max_length=40, blank=True)
    what = models.CharField("内容", max_length=200)
    why = models.CharField("修改理由", max_length=LONGEST_REASON)

    class Meta:
        verbose_name = verbose_name_plural = "编辑记录"
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["label", "object_id"], name="change_by_subject")]

    def __str__(self):
        return f"{self.get_action_display()}：{self.what}"
