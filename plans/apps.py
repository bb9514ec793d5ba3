from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "工作方案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from plans.merging.leading import numbers_now
        from plans.watched import watch_plans
        from sbjd.desk import restoring

        watch_plans()
        restoring.leads_on(numbers_now)
