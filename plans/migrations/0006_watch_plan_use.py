from django.db import migrations

from sbjd.corpus.operations import WatchTable


class Migration(migrations.Migration):
    # What is searched of a plan is made anew when a section or an erratum changes, also when it goes.
    dependencies = [("plans", "0005_bench")]

    operations = [
        WatchTable("plans_section", section="id", plan_use="plan_id"),
        WatchTable("plans_erratum", erratum="id", plan_use="plan_id"),
    ]
