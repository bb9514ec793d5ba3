from django.db import migrations

from sbjd.corpus.operations import WatchTable


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("corpus", "0001_initial")]

    operations = [
        WatchTable("plans_demonstrationbase", base="id"),
        WatchTable("plans_workplan", plan="id"),
        WatchTable("plans_section", section="id"),
        WatchTable("plans_erratum", erratum="id"),
    ]
