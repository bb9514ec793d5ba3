from django.db import migrations

from sbjd.corpus.operations import WatchTable


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial"), ("corpus", "0001_initial")]

    operations = [
        WatchTable("measures_theme", theme="id"),
        WatchTable("measures_themeword", theme="theme_id"),
        WatchTable("measures_instrument", instrument="id"),
        WatchTable("measures_instrumentword", instrument="instrument_id"),
        WatchTable("measures_metric", metric="id"),
        WatchTable("measures_organization", organization="id"),
        WatchTable("measures_task", task="id"),
        WatchTable("measures_programme", programme="id"),
        WatchTable("measures_entry", entry="id", task_use="task_id", programme_use="programme_id"),
        WatchTable("measures_entrytheme", entry="entry_id"),
        WatchTable("measures_entryinstrument", entry="entry_id"),
        WatchTable("measures_measureitem", entry="entry_id"),
        WatchTable(
            "measures_responsibility", entry="entry_id", task_use="task_id", organization_use="organization_id"
        ),
        WatchTable("measures_quantity", quantity="id", metric_use="metric_id"),
        WatchTable("measures_quantitymention", entry="entry_id", quantity_use="quantity_id"),
        WatchTable("measures_organizationmention", entry="entry_id", organization_use="organization_id"),
    ]
