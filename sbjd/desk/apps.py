from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with the editor's desk as its site."""

    default_site = "sbjd.desk.site.Desk"
