from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "举措与指标"
    default_auto_field = "django.db.models.BigAutoField"
