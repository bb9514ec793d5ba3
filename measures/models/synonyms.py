"""Words that mean the same in work plans; a search for one of them looks for the others too."""

from django.db import models

from plans.models import ByNaturalKey, NaturalKeyModel
from sbjd.desk.keeping import Kept


class SynonymGroup(NaturalKeyModel):
    """Words of one meaning: `name` and `words` are asked for and looked for alike.

    `shorts` are only asked with, never looked for: short forms that stand inside other words by chance,
    as 高企 stands in 提高企业效益."""

    name = models.CharField("词", max_length=60, unique=True)
    words = models.TextField("同义词", blank=True, help_text="每行一个，检索时互相代替")
    shorts = models.TextField(
        "简称",
        blank=True,
        help_text="每行一个：读者用它检索时也查上面的词，但不反过来查它（如“高企”会误中“提高企业”）",
    )

    objects = ByNaturalKey()
    history = Kept()
    natural_fields = ("name",)

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["name"]

    def __str__(self):
        return "、".join(self.looked_for)

    @property
    def looked_for(self):
        """Every word a text is searched for."""
        return [self.name, *_lines(self.words)]

    @property
    def asked_with(self):
        """Every word that asks for them."""
        return [*self.looked_for, *self.only_asked]

    @property
    def only_asked(self):
        """The short forms."""
        return _lines(self.shorts)


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
