from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with the editor's desk as its site."""

    default_site = "sbjd.desk.site.Desk"


class ChangesConfig(AppConfig):
    """The desk's own table: who changed what, when and why."""

    name = "sbjd.desk"
    label = "desk"
    verbose_name = "编辑"
    default_auto_field = "django.db.models.BigAutoField"
