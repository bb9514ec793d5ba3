from django.db import migrations, models


def score():
    return models.DecimalField(
        blank=True, decimal_places=2, editable=False, max_digits=8, null=True, verbose_name="分量"
    )


class Migration(migrations.Migration):
    # A column that may be empty is added without making the table anew: its triggers stay.
    dependencies = [("measures", "0005_texts")]

    operations = [
        migrations.AddField("entrytheme", "score", score()),
        migrations.AddField("entryinstrument", "score", score()),
        migrations.AddField("historicalentrytheme", "score", score()),
        migrations.AddField("historicalentryinstrument", "score", score()),
    ]
