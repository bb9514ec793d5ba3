"""The two tables the triggers write. Nothing else writes them, and a migration that altered one would
have to take the triggers away first."""

from django.db import models


class Revision(models.Model):
    """One row. In SQLite `number` counts the changes, and `stamp` is another random number each time, so that
    a number that was rolled back and given again is not taken for the same state. In PostgreSQL both stay 0:
    there the numbers come from a sequence, which gives none twice, and the row is what writers lock.
    `lineage` is random once: numbers of two lineages (a database emptied, or put back from a copy) say
    nothing about each other."""

    number = models.BigIntegerField("版本号")
    stamp = models.BigIntegerField("随机数")
    lineage = models.BigIntegerField("谱系")

    class Meta:
        verbose_name = verbose_name_plural = "数据版本"

    def __str__(self):
        return str(self.number)


class LastChange(models.Model):
    """The revision at which one thing was last changed; one row for each thing ever changed, so the table
    never grows beyond their number. What was deleted keeps its row: that is a change too."""

    pk = models.CompositePrimaryKey("subject", "subject_id")
    subject = models.CharField("种类", max_length=20)
    subject_id = models.BigIntegerField("编号")
    number = models.BigIntegerField("版本号", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "最近改动"

    def __str__(self):
        return f"{self.subject} {self.subject_id} @{self.number}"
