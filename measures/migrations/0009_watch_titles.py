from django.db import migrations

from sbjd.corpus.operations import WatchTable


class Migration(migrations.Migration):
    # The title of a task or programme is searched with the plan it stands in.
    dependencies = [("measures", "0008_merge_permissions")]

    operations = [
        WatchTable("measures_task", task="id", plan_use="plan_id"),
        WatchTable("measures_programme", programme="id", plan_use="plan_id"),
    ]
