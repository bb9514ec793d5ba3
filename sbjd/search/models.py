"""What an index is made of."""

from django.db import models


class IndexedText(models.Model):
    """One text that can be found, folded. Its key is a number below 2**32, its owner's or its own."""

    title = models.TextField("标题")
    text = models.TextField("检索用文本")

    class Meta:
        abstract = True

    @property
    def document(self):
        """(key, title, text)."""
        return self.pk, self.title, self.text


class IndexState(models.Model):
    """What a group of indexes holds: the texts as they were at revision `number`, cut by tokeniser
    `version`. `position` says how far one in the making has come."""

    name = models.CharField("名称", max_length=60, primary_key=True)
    version = models.CharField("分词版本", max_length=20)
    number = models.BigIntegerField("版本号", default=0)
    position = models.BigIntegerField("进度", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引状态"

    def __str__(self):
        return f"{self.name} @{self.number}"
