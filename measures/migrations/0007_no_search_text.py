from django.db import migrations


class Migration(migrations.Migration):
    # A column that no index or key names is taken away without making the table anew: its triggers stay.
    dependencies = [("measures", "0006_scores")]

    operations = [migrations.RemoveField("entry", "search_text")]
