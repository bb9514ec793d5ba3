from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "举措与指标"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Importing registers the check.
        from measures import checks  # noqa: F401
        from measures.indexing import catch_up
        from measures.watched import watch_measures
        from sbjd import corpus

        watch_measures()
        corpus.follow(catch_up)
