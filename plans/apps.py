from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "工作方案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from plans.watched import watch_plans

        watch_plans()
