from django.apps import AppConfig


class CorpusConfig(AppConfig):
    """The version of everything the site shows."""

    name = "sbjd.corpus"
    label = "corpus"
    verbose_name = "数据版本"
    default_auto_field = "django.db.models.BigAutoField"
