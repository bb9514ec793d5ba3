from django.apps import AppConfig


class SbjdConfig(AppConfig):
    """The site itself: settings, addresses, kits and the checks of a deployment."""

    name = "sbjd"
    verbose_name = "双创示范基地工作方案知识库"

    def ready(self):
        # Importing registers the checks.
        from sbjd import checks  # noqa: F401
